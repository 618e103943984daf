#include "dossier/naming.h"

#include <fmt/format.h>

#include "base/amount.h"
#include "chains/bitcoin/address.h"
#include "chains/bitcoin/script.h"
#include "crypto/hash.h"

namespace spoor::dossier {
namespace {

using bitcoin::ScriptType;
using ledger::AddressRow;
using ledger::ChainView;
using ledger::PrehistoryRow;

const PrehistoryRow& prehistory_row(const ChainView& view, CoinId coin) {
  return view.prehistory[ledger::prehistory_row(coin)];
}

// A script without address: a P2PK shows its key, the others their hash. `row_hash` is the hash
// that the address table keeps, which stands also where the heap keeps only a part of the script.
std::string script_identity(ScriptType type, ByteSpan script, const Hash256* row_hash) {
  if (type == ScriptType::kP2pk && !script.empty())
    return "pk:" + to_hex(bitcoin::classify(script).payload);
  if (row_hash != nullptr) return to_hex(*row_hash);
  return to_hex(sha256(script));
}

ScriptName name_of_script(ScriptType type, ByteSpan script, const Hash256* row_hash,
                          bitcoin::Network network) {
  ScriptName out{.address = {}, .script_type = std::string(bitcoin::name(type)), .script = {}};
  if (bitcoin::has_address(type))
    if (auto address = bitcoin::address_of(script, network)) {
      out.address = std::move(*address);
      return out;
    }
  out.script = script_identity(type, script, row_hash);
  return out;
}

}  // namespace

std::string ScriptName::text() const {
  if (!address.empty()) return address;
  if (script.starts_with("pk:")) return script;
  return script.empty() ? script_type : script_type + " " + script;
}

ScriptName script_name(const ChainView& view, bitcoin::Network network, AddressId address) {
  const AddressRow& row = view.addresses[address.value];
  const ScriptType type = row.script_type();
  if (bitcoin::is_templated(type)) {
    return {.address = bitcoin::address_of(type, row.program(), network).value_or(""),
            .script_type = std::string(bitcoin::name(type)),
            .script = {}};
  }
  return name_of_script(type, view.heap_script(CoinId{row.first_coin.get()}), &row.payload,
                        network);
}

AddressId address_of_coin(const ChainView& view, CoinId coin) {
  const AddressId address = ChainView::is_prehistory(coin)
                                ? AddressId{prehistory_row(view, coin).address}
                                : view.coins[coin.value].address();
  return address.value < view.addresses.size() ? address : AddressId::invalid();
}

ScriptName script_name(const ChainView& view, bitcoin::Network network, CoinId coin) {
  const AddressId address = address_of_coin(view, coin);
  if (address.valid()) return script_name(view, network, address);
  const std::uint8_t type = ChainView::is_prehistory(coin)
                                ? prehistory_row(view, coin).type
                                : static_cast<std::uint8_t>(view.coins[coin.value].type());
  if (type >= bitcoin::kScriptTypes) return {.address = {}, .script_type = "unknown", .script = {}};
  return name_of_script(static_cast<ScriptType>(type), view.heap_script(coin), nullptr, network);
}

std::string txid_text(const ChainView& view, TxId tx) {
  return to_hex_reversed(view.txids[tx.value]);
}

std::string txid_text(const ChainView& view, CoinId coin) {
  if (ChainView::is_prehistory(coin)) return to_hex_reversed(prehistory_row(view, coin).txid);
  return txid_text(view, view.tx_of(coin));
}

std::uint32_t vout_of(const ChainView& view, CoinId coin) {
  if (ChainView::is_prehistory(coin)) return prehistory_row(view, coin).vout;
  return static_cast<std::uint32_t>(coin.value - view.first_coin(view.tx_of(coin)).value);
}

std::string outpoint_text(const ChainView& view, CoinId coin) {
  return fmt::format("{}:{}", txid_text(view, coin), vout_of(view, coin));
}

std::string block_hash_text(const ChainView& view, Height height) {
  return to_hex_reversed(view.block(height).hash);
}

std::optional<Height> height_of(const ChainView& view, CoinId coin) {
  if (ChainView::is_prehistory(coin)) return std::nullopt;
  return view.height_of(view.tx_of(coin));
}

std::string time_text(const ChainView& view, Height height) {
  return utc_time(view.block(height).time());
}

NamedCoin named_coin(const ChainView& view, bitcoin::Network network, CoinId coin) {
  if (!coin.valid()) return {};
  NamedCoin out{.coin = outpoint_text(view, coin),
                .script = script_name(view, network, coin),
                .height = height_of(view, coin),
                .time = {}};
  if (out.height) out.time = time_text(view, *out.height);
  return out;
}

}  // namespace spoor::dossier
