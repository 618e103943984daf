// An address of an account ledger: what its rows give of each asset, and its history.
#include <fmt/format.h>

#include <algorithm>

#include "base/amount.h"
#include "base/error.h"
#include "cli/account_show.h"
#include "cli/account_show_history.h"
#include "dossier/account_rows.h"
#include "dossier/text.h"
#include "ledger/account_facts.h"

namespace spoor::cli {
namespace {

using dossier::Align;
using dossier::Grid;
using ledger::AccountKind;
using ledger::AccountLedger;
using ledger::AccountView;

// A contract may have millions of rows; each is a look at a transaction.
constexpr std::uint64_t kSummedUnasked = 10'000;
// An address that many advertise to has thousands of assets.
constexpr std::size_t kAssetsInTable = 20;

AddressId find(const AccountLedger& ledger, const std::string& text) {
  const std::optional<AddressId> address = ledger.find_address(text);
  if (!address)
    throw_not_found(fmt::format("{} is not in this ledger", dossier::visible(text)),
                    "Write an address, or a name as the list of transfers has it");
  return *address;
}

std::optional<AssetId> find_asset(const AccountLedger& ledger, const Words& words) {
  const auto text = words.maybe("--asset");
  if (!text) return std::nullopt;
  if (*text == "native") return kNativeAsset;
  return AssetId{find(ledger, *text).value};
}

// Numbers that are missing between the first block and the last.
bool has_gaps(const AccountView& view) {
  return !view.blocks.empty() &&
         view.blocks.back().number.get() - view.blocks.front().number.get() !=
             view.blocks.size() - 1;
}

std::string_view kind_name(const AccountView& view, AddressId address) {
  switch (static_cast<AccountKind>(view.addresses[address.value].kind)) {
    case AccountKind::kTron:
      return "tron";
    case AccountKind::kName:
      return "name";
    case AccountKind::kEvm:
      break;
  }
  return "evm";
}

// Everything that the three forms show.
struct AddressFacts {
  AddressFacts(const AccountLedger& from, const Words& words)
      : ledger(from),
        view(from.view()),
        address(find(from, words.text("ADDRESS"))),
        history(from, address, find_asset(from, words)),
        changes(from, address),
        page(page_of(words, history.size())),
        newest_first(words.has("--newest-first")) {
    if (history.size() <= kSummedUnasked || words.has("--sums")) sums = cli::sums(history, changes);
  }

  struct Row {
    std::uint64_t number;
    AccountTx tx;
    AssetId asset;
    AccountChange change;
    std::size_t block;
  };
  void each_row_of_page(const std::function<void(const Row&)>& show) {
    history.each(page.begin(), page.end(), newest_first,
                 [&](std::uint64_t number, AccountTx tx, std::size_t asset) {
                   const AssetId id = history.assets()[asset].id;
                   show({.number = number,
                         .tx = tx,
                         .asset = id,
                         .change = changes.of(tx, id),
                         .block = view.block_of(tx)});
                 });
  }

  const AccountLedger& ledger;
  const AccountView& view;
  AddressId address;
  AccountHistory history;
  AccountChanges changes;
  Page page;
  bool newest_first;
  std::optional<std::vector<AccountSum>> sums;  // in the order of the history's assets
};

// Hash (null: outside of transactions), block and time of a transaction.
void write_place(JsonWriter& json, const AddressFacts& facts, AccountTx tx) {
  const std::size_t block = facts.view.block_of(tx);
  write_maybe(json, "tx", dossier::tx_text(facts.ledger, tx));
  json.member("block", facts.view.blocks[block].number.get());
  write_maybe(json, "time", dossier::block_time(facts.ledger, block));
}

void write_end(JsonWriter& json, const AddressFacts& facts, std::string_view key, AccountTx tx) {
  json.key(key);
  if (!tx.valid()) {
    json.null();
    return;
  }
  json.begin_object();
  write_place(json, facts, tx);
  json.end_object();
}

void write_asset(JsonWriter& json, const AddressFacts& facts, std::size_t i) {
  const AccountHistory::Asset& asset = facts.history.assets()[i];
  json.begin_object();
  write_maybe(json, "asset", dossier::asset_text(facts.ledger, asset.id));
  json.member("rows", asset.rows);
  write_end(json, facts, "first", facts.view.checked(asset.first()));
  write_end(json, facts, "last", facts.view.checked(asset.last()));
  json.key("sums");
  if (facts.sums) {
    const AccountSum& sum = (*facts.sums)[i];
    json.begin_object();
    write_amount(json, "received", sum.received);
    write_amount(json, "sent", sum.sent);
    write_amount(json, "fees", sum.fees);
    json.member("unknown_fees", sum.unknown_fees);
    write_amount(json, "balance", sum.balance);
    write_amount(json, "needs_opening", sum.opening);
    json.end_object();
  } else {
    json.null();
  }
  json.end_object();
}

std::string as_json(AddressFacts& facts) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("address", dossier::utf8(facts.ledger.address_text(facts.address)));
  json.member("kind", kind_name(facts.view, facts.address));
  json.member("gaps", has_gaps(facts.view));
  write_end(json, facts, "first", facts.history.first());
  write_end(json, facts, "last", facts.history.last());
  json.key("assets").begin_array();
  for (std::size_t i = 0; i < facts.history.assets().size(); ++i) write_asset(json, facts, i);
  json.end_array().key("history").begin_object();
  write_page(json, facts.page);
  json.member("newest_first", facts.newest_first).key("rows").begin_array();
  facts.each_row_of_page([&](const AddressFacts::Row& row) {
    json.begin_object();
    write_place(json, facts, row.tx);
    write_maybe(json, "asset", dossier::asset_text(facts.ledger, row.asset));
    write_amount(json, "received", row.change.received);
    write_amount(json, "sent", row.change.sent);
    write_amount(json, "fee", row.change.fee);
    json.end_object();
  });
  json.end_array().end_object().end_object();
  return out + "\n";
}

std::string as_csv(AddressFacts& facts) {
  std::string out = "tx,block,time,asset,received,sent,fee\n";
  facts.each_row_of_page([&](const AddressFacts::Row& row) {
    out += fmt::format(
        "{},{},{},{},{},{},{}\n", dossier::tx_text(facts.ledger, row.tx),
        facts.view.blocks[row.block].number.get(), dossier::block_time(facts.ledger, row.block),
        dossier::csv_text(dossier::asset_text(facts.ledger, row.asset)),
        csv_amount(row.change.received), csv_amount(row.change.sent), csv_amount(row.change.fee));
  });
  return out;
}

std::string place_text(const AddressFacts& facts, AccountTx tx) {
  const std::string hash = dossier::tx_text(facts.ledger, tx);
  return fmt::format("{}, {}", block_text(facts.ledger, facts.view.block_of(tx)),
                     hash.empty() ? "outside of transactions" : hash);
}

std::string amount_or_beyond(const AddressFacts& facts, AssetId asset,
                             const std::optional<U256>& amount) {
  return amount
             ? visible_amount(facts.ledger, asset, *amount)
             : "beyond 256 bits of " + dossier::visible(dossier::asset_name(facts.ledger, asset));
}

void add_sum(Grid& grid, const AddressFacts& facts, AssetId asset, const AccountSum& sum) {
  const auto amount = [&](const std::optional<U256>& of) {
    return amount_or_beyond(facts, asset, of);
  };
  grid.line(fmt::format("received {}, sent {}", amount(sum.received), amount(sum.sent)));
  if (sum.fees != U256{} || sum.unknown_fees > 0)
    grid.line(
        fmt::format("fees {}{}", amount(sum.fees),
                    sum.unknown_fees == 0
                        ? ""
                        : fmt::format(", of {} unknown",
                                      counted(sum.unknown_fees, "transaction", "transactions"))));
  if (sum.opening != U256{}) grid.line(fmt::format("needs an opening of {}", amount(sum.opening)));
}

std::string assets_table(const AddressFacts& facts) {
  const std::vector<AccountHistory::Asset>& assets = facts.history.assets();
  Grid grid({Align::kRight, Align::kLeft});
  for (std::size_t i = 0; i < std::min(assets.size(), kAssetsInTable); ++i) {
    const std::string rows = counted(assets[i].rows, "transaction", "transactions");
    if (!facts.sums) {
      grid.row(
          {std::to_string(i), dossier::visible(dossier::asset_name(facts.ledger, assets[i].id))});
      grid.line("in " + rows);
      continue;
    }
    const AccountSum& sum = (*facts.sums)[i];
    grid.row({std::to_string(i), amount_or_beyond(facts, assets[i].id, sum.balance)});
    grid.line("in " + rows);
    add_sum(grid, facts, assets[i].id, sum);
  }
  std::string out = fmt::format("\n{}\n{}", counted(assets.size(), "asset", "assets"), grid.text());
  if (assets.size() > kAssetsInTable)
    out += fmt::format("  {} more; --format json has all, --asset shows one\n",
                       with_commas(assets.size() - kAssetsInTable));
  return out;
}

std::string head_table(const AddressFacts& facts) {
  Grid grid({Align::kLeft, Align::kLeft});
  grid.row({"address", visible_address(facts.ledger, facts.address)});
  if (facts.history.size() > 0) {
    grid.row({"first", place_text(facts, facts.history.first())});
    grid.row({"last", place_text(facts, facts.history.last())});
  }
  if (!facts.sums)
    grid.row({"sums", fmt::format("not made for {} rows; --sums makes them",
                                  with_commas(facts.history.size()))});
  if (has_gaps(facts.view))
    grid.row({"note", "blocks are missing in this ledger; what moved in them is in no sum"});
  return grid.text();
}

std::string change_text(const AddressFacts& facts, const AddressFacts::Row& row) {
  const AccountChange& change = row.change;
  std::string out;
  const auto add = [&](std::string_view what, const std::string& amount) {
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", what, amount);
  };
  if (change.received != U256{})
    add("received", amount_or_beyond(facts, row.asset, change.received));
  if (change.sent != U256{}) add("sent", amount_or_beyond(facts, row.asset, change.sent));
  if (!change.fee)
    add("fee", "unknown");
  else if (*change.fee != U256{})
    add("fee", visible_amount(facts.ledger, row.asset, *change.fee));
  return out.empty()
             ? "nothing of " + dossier::visible(dossier::asset_name(facts.ledger, row.asset))
             : out;
}

std::string as_table(AddressFacts& facts) {
  std::string out = head_table(facts) + assets_table(facts);
  out += fmt::format("\n{} of a transaction and an asset, {} first\n",
                     counted(facts.history.size(), "row", "rows"),
                     facts.newest_first ? "newest" : "oldest");
  Grid rows({Align::kRight, Align::kLeft});
  facts.each_row_of_page([&](const AddressFacts::Row& row) {
    rows.row({std::to_string(row.number), change_text(facts, row)});
    rows.line(place_text(facts, row.tx));
  });
  return out + rows.text() + page_foot(facts.page, "rows");
}

}  // namespace

void show_address_of_accounts(const Words& words) {
  print(ledger::read_consistently<AccountLedger>(words.text("--ledger"),
                                                 [&](const AccountLedger& ledger) {
                                                   AddressFacts facts(ledger, words);
                                                   const Format format = format_of(words);
                                                   if (format == Format::kJson)
                                                     return as_json(facts);
                                                   if (format == Format::kTable)
                                                     return as_table(facts);
                                                   notice_page(facts.page, "rows");
                                                   return as_csv(facts);
                                                 }));
}

}  // namespace spoor::cli
