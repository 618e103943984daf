#include "ledger/export.h"

#include <fmt/format.h>

#include <optional>
#include <span>

#include "base/amount.h"
#include "base/error.h"
#include "base/progress.h"
#include "chains/bitcoin/address.h"
#include "chains/bitcoin/block.h"
#include "ledger/csv_file.h"

namespace spoor::ledger {
namespace {

using bitcoin::ScriptType;

// Empty where nothing is known.
std::string amount_text(std::optional<Satoshi> amount) {
  return amount ? std::to_string(amount->value) : std::string();
}

class Exporter {
 public:
  Exporter(const Ledger& ledger, Progress& progress)
      : ledger_(ledger), view_(ledger.view()), progress_(progress) {}

  struct Table {
    const char* name;
    std::uint64_t Counts::* rows;
    void (Exporter::*write)(CsvFile&);
  };
  static std::span<const Table> tables() {
    static constexpr Table kTables[] = {
        {"blocks", &Counts::blocks, &Exporter::blocks},
        {"transactions", &Counts::transactions, &Exporter::transactions},
        {"inputs", &Counts::inputs, &Exporter::inputs},
        {"outputs", &Counts::coins, &Exporter::outputs},
        {"addresses", &Counts::addresses, &Exporter::addresses},
        {"prehistory", &Counts::prehistory, &Exporter::prehistory},
    };
    return kTables;
  }
  // Its rows.
  std::uint64_t write(const Table& table, CsvFile& out) {
    rows_ = 0;
    (this->*table.write)(out);
    return rows_;
  }

 private:
  void count() {
    ++rows_;
    if ((++done_ & 0x3fff) == 0) progress_.update(done_);
  }

  // Calls visit(height, tx) for all transactions.
  template <class Visit>
  void each_transaction(Visit visit) const {
    for (std::size_t row = 0; row < view_.blocks.size(); ++row) {
      const Height height{view_.first_height + static_cast<std::uint32_t>(row)};
      for (TxId tx = view_.first_tx(height); tx < view_.end_tx(height); ++tx) visit(height, tx);
    }
  }

  void blocks(CsvFile& out) {
    out.row(
        "height,hash,previous,time,median_time_past,version,merkle_root,bits,nonce,size,weight,"
        "transactions");
    for (std::size_t i = 0; i < view_.blocks.size(); ++i) {
      const BlockRow& row = view_.blocks[i];
      const Height height{view_.first_height + static_cast<std::uint32_t>(i)};
      const bitcoin::BlockHeader header = bitcoin::parse_header(row.header);
      out.row("{},{},{},{},{},{},{},{},{},{},{},{}", height.value, to_hex_reversed(row.hash),
              to_hex_reversed(header.previous), utc_time(header.time),
              utc_time(view_.median_time_past(height)), header.version,
              to_hex_reversed(header.merkle_root), header.bits, header.nonce, row.size, row.weight,
              view_.end_tx(height).value - view_.first_tx(height).value);
      count();
    }
  }

  void transactions(CsvFile& out) {
    out.row("tx,txid,height,index,version,locktime,size,weight,inputs,outputs,fee_sat");
    each_transaction([&](Height height, TxId tx) {
      const std::uint32_t i = tx.value;
      out.row("{},{},{},{},{},{},{},{},{},{},{}", i, to_hex_reversed(view_.txids[i]), height.value,
              i - view_.first_tx(height).value, static_cast<std::int32_t>(view_.tx_version[i]),
              view_.tx_locktime[i], view_.tx_size[i], view_.tx_weight[i],
              view_.end_input(tx).value - view_.first_input(tx).value,
              view_.end_coin(tx).value - view_.first_coin(tx).value, amount_text(view_.fee_of(tx)));
      count();
    });
  }

  void inputs(CsvFile& out) {
    out.row("input,tx,vin,coin,prehistory,value_sat,address_id,sequence");
    each_transaction([&](Height, TxId tx) {
      const InputId first = view_.first_input(tx);
      for (InputId input = first; input < view_.end_input(tx); ++input) {
        const CoinId coin = view_.coin_of(input);
        const bool earlier = ChainView::is_prehistory(coin);
        out.row("{},{},{},{},{},{},{},{}", input.value, tx.value, input.value - first.value,
                earlier ? "" : std::to_string(coin.value),
                earlier ? std::to_string(prehistory_row(coin)) : "",
                amount_text(view_.value_of(input)),
                id_text(AddressId{view_.input_address[input.value]}),
                view_.input_sequence[input.value]);
        count();
      }
    });
  }

  std::string_view state(CoinId coin, InputId spender) const {
    if (spender.valid()) return "spent";
    if (view_.is_unspendable(coin)) return "unspendable";
    return view_.overwritten_by(coin).valid() ? "overwritten" : "unspent";
  }

  void outputs(CsvFile& out) {
    out.row("coin,tx,vout,value_sat,script_type,address_id,op_return_hex,state,spent_by_input");
    each_transaction([&](Height, TxId tx) {
      const CoinId first = view_.first_coin(tx);
      for (CoinId coin = first; coin < view_.end_coin(tx); ++coin) {
        const CoinRow& row = view_.coins[coin.value];
        const InputId spender = view_.spender(coin);
        const bool memo = row.type() == ScriptType::kOpReturn;
        out.row("{},{},{},{},{},{},{},{},{}", coin.value, tx.value, coin.value - first.value,
                row.value().value, bitcoin::name(row.type()), id_text(row.address()),
                memo ? to_hex(view_.heap_script(coin)) : std::string(), state(coin, spender),
                id_text(spender));
        count();
      }
    });
  }

  void addresses(CsvFile& out) {
    out.row("address_id,address,script_type,script,script_hex,first_coin,first_prehistory");
    const bitcoin::Network network = ledger_.manifest().network;
    for (std::uint32_t i = 0; i < view_.addresses.size(); ++i) {
      const AddressRow& row = view_.addresses[i];
      const ScriptType type = row.script_type();
      const Bytes script = ledger_.script_of(AddressId{i});
      const std::string address = bitcoin::address_of(script, network).value_or("");
      std::string identity;  // as every command writes it: a P2PK's key, else the script's hash
      if (address.empty())
        identity = type == ScriptType::kP2pk ? "pk:" + to_hex(bitcoin::classify(script).payload)
                                             : to_hex(row.payload);
      const CoinId first{row.first_coin.get()};
      const bool earlier = ChainView::is_prehistory(first);
      out.row("{},{},{},{},{},{},{}", i, address, bitcoin::name(type), identity, to_hex(script),
              earlier ? "" : std::to_string(first.value),
              earlier ? std::to_string(prehistory_row(first)) : "");
      count();
    }
  }

  void prehistory(CsvFile& out) {
    out.row("prehistory,txid,vout,value_sat,script_type,address_id,spent_by_input");
    for (std::size_t i = 0; i < view_.prehistory.size(); ++i) {
      const PrehistoryRow& row = view_.prehistory[i];
      const bool known = row.type < bitcoin::kScriptTypes;
      out.row("{},{},{},{},{},{},{}", i, to_hex_reversed(row.txid), row.vout,
              row.value == kUnknownValue ? std::string() : std::to_string(row.value),
              known ? bitcoin::name(static_cast<ScriptType>(row.type)) : "unknown",
              id_text(AddressId{row.address}), id_text(view_.spender(CoinId{kPrehistoryBit | i})));
      count();
    }
  }

  const Ledger& ledger_;
  const ChainView& view_;
  Progress& progress_;
  std::uint64_t rows_ = 0;  // of the present table
  std::uint64_t done_ = 0;
};

}  // namespace

const std::vector<std::string>& export_tables(LedgerKind kind) {
  static const std::vector<std::string> of_coins = names_of<Exporter>();
  return kind == LedgerKind::kUtxo ? of_coins : account_export_tables();
}

std::vector<ExportedTable> export_csv(const Ledger& ledger, const Path& folder,
                                      const std::vector<std::string>& tables) {
  return write_tables<Exporter>(ledger, folder, tables);
}

}  // namespace spoor::ledger
