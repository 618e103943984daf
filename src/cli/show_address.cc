// `spoor show address`: the coins that an address was paid, page by page, and their sums.
#include <fmt/format.h>

#include <algorithm>

#include "base/amount.h"
#include "base/error.h"
#include "chains/bitcoin/address.h"
#include "cli/account_show.h"
#include "cli/at_once.h"
#include "cli/coin_facts.h"
#include "cli/commands.h"
#include "cli/ledger_kinds.h"
#include "cli/output.h"
#include "crypto/hash.h"
#include "tracing/seeds.h"

namespace spoor::cli {
namespace {

using dossier::Align;
using dossier::Grid;
using ledger::ChainView;
using ledger::HistoryEntry;
using ledger::Ledger;

// A service may have millions of coins; their sums cost two random reads each.
constexpr std::uint64_t kSummedUnasked = 10'000;

// The coins of an address in chain order, those from before the ledger first.
class History {
 public:
  History(const Ledger& ledger, AddressId address)
      : view_(ledger.view()), spans_(ledger.history(address)) {
    std::ranges::stable_partition(spans_, [](const std::span<const HistoryEntry>& span) {
      return ChainView::is_prehistory(span.front().coin());
    });
    for (const auto& span : spans_) size_ += span.size();
  }
  std::uint64_t size() const { return size_; }
  CoinId operator[](std::uint64_t i) const {
    for (const auto& span : spans_) {
      if (i < span.size()) return view_.checked(span[i].coin());
      i -= span.size();
    }
    ASSERT(false);
    return CoinId::invalid();
  }

 private:
  const ChainView& view_;
  std::vector<std::span<const HistoryEntry>> spans_;
  std::uint64_t size_ = 0;
};

struct Sums {
  Satoshi received, unspent, lost;
  std::uint64_t unspent_coins = 0;
  std::uint64_t unknown_coins = 0;  // of unknown value: in no sum
};

void add(const ChainView& view, CoinId coin, Sums& sums) {
  const std::optional<Satoshi> value = tracing::coin_value(view, coin);
  if (!value) {
    ++sums.unknown_coins;
    return;
  }
  sums.received += *value;
  if (view.spender(coin).valid()) return;
  if (view.is_unspendable(coin) || view.overwritten_by(coin).valid()) {
    sums.lost += *value;
    return;
  }
  sums.unspent += *value;
  ++sums.unspent_coins;
}

Sums sum(const ChainView& view, const History& history) {
  constexpr std::uint64_t kPart = 128;  // coins
  std::vector<Sums> parts((history.size() + kPart - 1) / kPart);
  at_once(parts.size(), [&](std::uint64_t part) {
    const std::uint64_t end = std::min(history.size(), (part + 1) * kPart);
    for (std::uint64_t i = part * kPart; i < end; ++i) add(view, history[i], parts[part]);
  });
  Sums all;
  for (const Sums& part : parts) {
    all.received += part.received;
    all.unspent += part.unspent;
    all.lost += part.lost;
    all.unspent_coins += part.unspent_coins;
    all.unknown_coins += part.unknown_coins;
  }
  return all;
}

// The same key under another id: a P2PK script's P2PKH address.
std::optional<std::string> key_hash_address(const Ledger& ledger, ByteSpan script) {
  const bitcoin::ScriptClass known = bitcoin::classify(script);
  if (known.type != bitcoin::ScriptType::kP2pk) return std::nullopt;
  const Hash160 hash = hash160(known.payload);
  return bitcoin::address_of(bitcoin::ScriptType::kP2pkh, hash, ledger.manifest().network);
}

// What the address's script turned out to be, where an input has shown it.
struct Inner {
  dossier::ScriptName script;
  Place place;
};
std::optional<Inner> inner_of(const Ledger& ledger, AddressId address) {
  const std::optional<ledger::RevealRow> reveal = ledger.reveal(address);
  if (!reveal || reveal->form >= bitcoin::kScriptTypes) return std::nullopt;
  const auto form = static_cast<bitcoin::ScriptType>(reveal->form);
  const ByteSpan payload = ByteSpan(reveal->payload).first(bitcoin::payload_bytes(form));
  Inner inner{
      .script = {.address = {}, .script_type = std::string(bitcoin::name(form)), .script = {}},
      .place = place_of(ledger.view(), ledger.view().tx_of(InputId{reveal->input.get()}))};
  if (bitcoin::is_templated(form))
    inner.script.address =
        bitcoin::address_of(form, payload, ledger.manifest().network).value_or("");
  if (inner.script.address.empty()) inner.script.script = to_hex(payload);
  return inner;
}

std::string why_absent(const Ledger& ledger, ByteSpan script) {
  if (!ledger.manifest().genesis_rooted)
    return "The ledger is a part of the chain: what was paid before it and not spent in it is not "
           "known here";
  if (bitcoin::classify(script).type == bitcoin::ScriptType::kP2pkh)
    return "What was paid to its public key itself is counted apart: ask for pk:HEX";
  return {};
}

AddressId find(const Ledger& ledger, const std::string& text) {
  const bitcoin::Network network = ledger.manifest().network;
  const Bytes script = text.starts_with("script:") ? from_hex(text.substr(7))
                                                   : bitcoin::script_of_address(text, network);
  const std::optional<AddressId> address = ledger.find_script(script);
  if (!address)
    throw_not_found(fmt::format("no coin of this ledger was paid to {}", text),
                    why_absent(ledger, script));
  return *address;
}

struct AddressFacts {
  AddressFacts(const Ledger& from, AddressId address, const Words& words)
      : ledger(from), view(from.view()), history(from, address) {
    name = dossier::script_name(view, from.manifest().network, address);
    script = from.script_of(address);
    inner = inner_of(from, address);
    twin = key_hash_address(from, script);
    page = page_of(words, history.size());
    newest_first = words.has("--newest-first");
    if (history.size() <= kSummedUnasked || words.has("--sums")) sums = sum(view, history);
  }
  void each_coin_of_page(const std::function<void(std::uint64_t, const CoinFacts&)>& show) const {
    each_coin(
        ledger, page.begin(), page.end(),
        [&](std::uint64_t i) { return history[newest_first ? history.size() - 1 - i : i]; }, show);
  }

  const Ledger& ledger;
  const ChainView& view;
  History history;
  dossier::ScriptName name;
  Bytes script;
  std::optional<Inner> inner;
  std::optional<std::string> twin;
  Page page;
  bool newest_first = false;
  std::optional<Sums> sums;
};

std::string as_json(const AddressFacts& facts) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  write_script(json, facts.name);
  json.member("script_hex", to_hex(facts.script));
  json.key("same_key");
  facts.twin ? json.value(*facts.twin) : json.null();
  json.key("revealed");
  if (facts.inner) {
    json.begin_object();
    write_script(json, facts.inner->script);
    json.member("txid", facts.inner->place.txid).member("height", facts.inner->place.height.value);
    json.end_object();
  } else {
    json.null();
  }
  json.member("whole_chain", facts.view.genesis_rooted);
  json.key("sums");
  if (facts.sums)
    json.begin_object()
        .member("received_sat", facts.sums->received)
        .member("unspent_sat", facts.sums->unspent)
        .member("unspent_coins", facts.sums->unspent_coins)
        .member("lost_sat", facts.sums->lost)
        .member("unknown_coins", facts.sums->unknown_coins)
        .end_object();
  else
    json.null();
  json.key("coins").begin_object();
  write_page(json, facts.page);
  json.member("newest_first", facts.newest_first).key("rows").begin_array();
  facts.each_coin_of_page([&](std::uint64_t, const CoinFacts& coin) {
    json.begin_object();
    write_coin(json, coin);
    json.end_object();
  });
  json.end_array().end_object().end_object();
  return out + "\n";
}

std::string as_csv(const AddressFacts& facts) {
  std::string out = coin_csv_columns() + "\n";
  facts.each_coin_of_page(
      [&](std::uint64_t, const CoinFacts& coin) { out += coin_csv(coin) + "\n"; });
  return out;
}

void add_sums(Grid& grid, const AddressFacts& facts) {
  if (!facts.sums) {
    grid.row({"sums", fmt::format("not made for {} coins; --sums makes them",
                                  with_commas(facts.history.size()))});
    return;
  }
  const Sums& sums = *facts.sums;
  grid.row({"received",
            fmt::format("{} in {}", amount_text(sums.received),
                        counted(facts.history.size() - sums.unknown_coins, "coin", "coins"))});
  grid.row({"unspent", fmt::format("{} in {}", amount_text(sums.unspent),
                                   counted(sums.unspent_coins, "coin", "coins"))});
  if (sums.lost > Satoshi{})
    grid.row({"lost", fmt::format("{} (unspendable or overwritten)", amount_text(sums.lost))});
  if (sums.unknown_coins > 0)
    grid.row({"unknown", fmt::format("{} coins of unknown value, in no sum",
                                     with_commas(sums.unknown_coins))});
}

std::string as_table(const AddressFacts& facts) {
  Grid grid({Align::kLeft, Align::kLeft});
  if (!facts.name.address.empty()) grid.row({"address", facts.name.address});
  grid.row({"script type", facts.name.script_type});
  if (!facts.name.script.empty())
    grid.row({facts.name.script.starts_with("pk:") ? "key" : "script hash", facts.name.script});
  grid.row({"script", to_hex(facts.script)});
  if (facts.twin) grid.row({"same key", fmt::format("{}, counted apart", *facts.twin)});
  if (facts.inner)
    grid.row({"shown to be", fmt::format("{}, in block {}", facts.inner->script.text(),
                                         facts.inner->place.height.value)});
  add_sums(grid, facts);
  if (!facts.view.genesis_rooted)
    grid.row({"note", fmt::format("before block {} only what was spent later is known",
                                  facts.view.first_height)});
  std::string out = grid.text();
  out += fmt::format("\n{}, {} first\n", counted(facts.history.size(), "coin", "coins"),
                     facts.newest_first ? "newest" : "oldest");
  Grid rows({Align::kRight, Align::kRight, Align::kLeft});
  facts.each_coin_of_page([&](std::uint64_t i, const CoinFacts& coin) {
    rows.row({std::to_string(i), amount_text(coin.value), made_text(coin)});
    rows.line(coin.coin);
    rows.line(end_text(coin));
  });
  return out + rows.text() + page_foot(facts.page, "coins");
}

void run(const Words& words) {
  if (is_of_accounts(words.text("--ledger"))) return show_address_of_accounts(words);
  if (words.has("--asset"))
    throw_usage("--asset is for account ledgers", "This ledger is of coins; leave the option out");
  print(ledger::read_consistently(words.text("--ledger"), [&](const Ledger& ledger) {
    const AddressFacts facts(ledger, find(ledger, words.text("ADDRESS")), words);
    const Format format = format_of(words);
    if (format == Format::kJson) return as_json(facts);
    if (format == Format::kTable) return as_table(facts);
    notice_page(facts.page, "coins");
    return as_csv(facts);
  }));
}

}  // namespace

Command show_address_command() {
  Command command{
      .name = "show address",
      .summary = "what an address was paid, and the sums",
      .description =
          R"(Shows every coin that an address (or a script without address) was paid in this
ledger, in chain order, and what became of each; before them the sums. A long history is shown
page by page; an address with more than 10,000 coins is summed only with --sums.

A P2PK key is not the address of its hash: `pk:HEX` and the P2PKH address of the same key are
counted apart, and the other one is named. Where an input has shown what is behind a P2SH or P2WSH
address, that is named too.

Of an account ledger it shows per asset what the address received, sent and paid as fees, and the
balance that this gives. Where it would fall below zero, the address had something before the ledger
begins: the least such opening is named, and the balance is with it. The history has a row for each
transaction and asset.)",
      .options =
          {{.name = "ADDRESS",
            .value = {},
            .help =
                "An address in base58 or bech32, pk:HEX for a P2PK key, or script:HEX "
                "for an output script that has no address. Of accounts: 0x and 40 hex digits, a "
                "Tron address, or a name in a list of transfers.",
            .required = true},
           ledger_option(),
           {.name = "--asset",
            .value = "ASSET",
            .help = "Of an account ledger only this asset: native, the address of a "
                    "contract, or a name."},
           {.name = "--newest-first",
            .value = {},
            .help = "Lists the last coin, or transaction, first.",
            .takes = Option::Takes::kNothing},
           {.name = "--sums",
            .value = {},
            .help = "Sums also a history of more than 10,000 rows, which takes longer.",
            .takes = Option::Takes::kNothing}},
      .examples = {{.line = "spoor show address --ledger mainnet "
                            "12cbQLTFMXRnSzktFkuoG3eHoMeFtpTu3S --newest-first",
                    .says = "The latest fifty coins of an address, and its sums."},
                   {.line = "spoor show address --ledger mainnet bc1q... --limit 100000 "
                            "--format csv",
                    .says = "A long history, one row a coin."},
                   {.line = "spoor show address --ledger ethereum 0x... --asset native",
                    .says = "Balance and history of one asset."}},
      .see_also = {"show coin", "show tx", "docs/schema/show-address.json",
                   "docs/schema/show-address-accounts.json"},
      .run = run};
  add_page_options(command, "coins, or of the history");
  return command;
}

}  // namespace spoor::cli
