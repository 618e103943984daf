#include "tracing/account_seeds.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/amount.h"
#include "base/csv.h"
#include "base/error.h"
#include "tracing/seeds.h"

namespace spoor::tracing {
namespace {

using ledger::Account;
using ledger::Transfer;
using ledger::TransferKind;

std::uint32_t parse_number(std::string_view text) {
  const std::uint64_t number = parse_u64(text);
  if (number > std::numeric_limits<std::uint32_t>::max())
    throw_bad_input(fmt::format("number is too large: {}", number));
  return static_cast<std::uint32_t>(number);
}

std::vector<std::uint32_t> parse_path(std::string_view text) {
  std::vector<std::uint32_t> path;
  while (!text.empty()) {
    const std::size_t dot = text.find('.');
    path.push_back(parse_number(text.substr(0, dot)));
    if (dot == std::string_view::npos) break;
    text.remove_prefix(dot + 1);
    if (text.empty()) throw_bad_input("the path of a call ends in a dot");
  }
  return path;
}

std::string given(std::string_view what, const std::string& text) {
  if (text.empty()) throw_bad_input(fmt::format("the {} is empty", what));
  return text;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

SeedWindow parse_window(const std::string& from, const std::string& since,
                        const std::string& until) {
  SeedWindow window{.from = given("from", from), .by_block = is_number(since)};
  if (window.by_block != is_number(until))
    throw_bad_input("since and until must both be times, or both numbers of blocks");
  window.since = window.by_block ? parse_u64(since) : parse_utc(since);
  window.until = window.by_block ? parse_u64(until) : parse_utc(until);
  // A day counts to its end.
  constexpr std::size_t kDayLength = std::string_view("2022-03-29").size();
  if (!window.by_block && until.size() == kDayLength) window.until += 86'399;
  if (window.until < window.since) throw_bad_input("until lies before since");
  return window;
}

AccountSeedRow parse_row(const CsvTable& table, const CsvRow& row) {
  const auto field = [&](std::string_view column) { return row.fields[table.column(column)]; };
  AccountSeedRow out{.network = given("network", field("network")),
                     .event = std::nullopt,
                     .window = std::nullopt,
                     .address = {},
                     .asset = given("asset", field("asset")),
                     .amount = std::nullopt,
                     .label = parse_label(field("label")),
                     .line = row.line};
  if (table.has("event")) {
    out.event = parse_seed_event(field("event"));
    out.address = given("address", field("address"));
    if (const std::string amount = field("amount"); !amount.empty())
      out.amount = U256::parse(amount);
    if (out.amount == U256{}) throw_bad_input("the amount is 0");
  } else {
    out.window = parse_window(field("from"), field("since"), field("until"));
    out.address = given("to", field("to"));
  }
  return out;
}

std::vector<std::string> each_once(std::vector<std::string> words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

class Resolver {
 public:
  Resolver(const AccountChain& chain, const AccountWords& words) : chain_(chain), words_(words) {}

  // Appends the seeds of a row, without label and line.
  void resolve(const AccountSeedRow& row, std::vector<AccountSeed>& out) {
    const Account account{address(row.address), asset(row.asset)};
    if (row.window)
      resolve_window(*row.window, account, out);
    else
      out.push_back(resolve_event(row, account));
  }

 private:
  AddressId address(const std::string& text) const {
    const std::optional<AddressId> found = words_.address(text);
    if (!found)
      throw_bad_input(fmt::format("the ledger has no address {}", text), {},
                      "Check the address, or ingest the blocks in which it appears");
    return *found;
  }

  AssetId asset(const std::string& text) const {
    const auto same = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
    const std::string& symbol = words_.native_symbol;
    if (text == "native" || (!symbol.empty() && std::equal(text.begin(), text.end(), symbol.begin(),
                                                           symbol.end(), same)))
      return kNativeAsset;
    return AssetId{address(text).value};
  }

  AccountSeed resolve_event(const AccountSeedRow& row, Account account) {
    const std::vector<AccountTx> found = words_.tx(row.event->tx);
    if (found.size() != 1)
      throw_bad_input(
          fmt::format("the ledger has {} transactions 0x{}", found.size(), to_hex(row.event->tx)),
          {}, "Check the hash, or ingest the block that it is in");
    moves_.clear();
    chain_.moves(found[0], moves_);
    const U256 credit = move_of(account, moves_).credit();
    AccountSeed seed{.tx = found[0], .account = account, .amount = credit};
    if (row.event->kind != SeedEvent::Kind::kTransaction) {
      const Transfer& named = named_row(*row.event, account, row.amount);
      seed.place = named.place;
      seed.by_place = true;
      seed.amount = std::min(credit, named.amount);
    }
    if (seed.amount == U256{})
      throw_bad_input("the address got nothing of that asset there, net", {},
                      "What it passed on in the same transaction does not count: see who kept it");
    if (row.amount && *row.amount > seed.amount)
      throw_bad_input(fmt::format("the amount exceeds what the address got there, net: {}",
                                  to_decimal(seed.amount)));
    if (row.amount) seed.amount = *row.amount;
    return seed;
  }

  const Transfer& named_row(const SeedEvent& event, Account account,
                            const std::optional<U256>& amount) const {
    const bool is_log = event.kind == SeedEvent::Kind::kLog;
    const auto fits = [&](const Transfer& move) {
      if (move.to != account.address || move.asset != account.asset) return false;
      const bool is_call =
          move.kind == TransferKind::kNative || move.kind == TransferKind::kInternal;
      if (is_log) return !is_call && move.place == event.log;
      if (event.trace.empty()) return move.kind == TransferKind::kNative;
      return move.kind == TransferKind::kInternal && (!amount || move.amount >= *amount);
    };
    const auto first = std::find_if(moves_.begin(), moves_.end(), fits);
    if (first == moves_.end())
      throw_bad_input("the event that is named paid the address nothing of that asset");
    if (std::find_if(first + 1, moves_.end(), fits) != moves_.end())
      throw_bad_input("several calls of the transaction paid the address that much", {},
                      "The ledger does not keep the path of a call: name the transaction alone, "
                      "and the amount");
    return *first;
  }

  void resolve_window(const SeedWindow& window, Account account, std::vector<AccountSeed>& out) {
    const AddressId from = address(window.from);
    const std::size_t before = out.size();
    for (const auto& span : chain_.history(account))
      for (const ledger::AccountHistoryEntry& entry : span) {
        if (!is_within(window, entry.tx())) continue;
        moves_.clear();
        chain_.moves(entry.tx(), moves_);
        const U256 credit = move_of(account, moves_).credit();
        std::erase_if(moves_, [&](const Transfer& move) { return move.from != from; });
        const U256 amount = std::min(credit, move_of(account, moves_).in);
        if (amount != U256{})
          out.push_back({.tx = entry.tx(), .account = account, .amount = amount});
      }
    if (out.size() == before)
      throw_bad_input("the ledger has no payment of that asset between the two in that time");
  }

  bool is_within(const SeedWindow& window, AccountTx tx) const {
    const AccountBlock block = chain_.block(chain_.block_of(tx));
    if (!window.by_block && !block.time)
      throw_bad_input(fmt::format("the time of block {} is not known", block.number), {},
                      "Give numbers of blocks as since and until");
    const std::uint64_t at = window.by_block ? block.number : *block.time;
    return at >= window.since && at <= window.until;
  }

  const AccountChain& chain_;
  const AccountWords& words_;
  std::vector<Transfer> moves_;
};

}  // namespace

SeedEvent parse_seed_event(std::string_view text) {
  SeedEvent event;
  const std::size_t colon = text.find(':');
  std::string_view hash = text.substr(0, colon);
  if (hash.starts_with("0x") || hash.starts_with("0X")) hash.remove_prefix(2);
  constexpr std::string_view kForms = "Write TX, TX:log:NUMBER or TX:trace:0.1";
  if (hash.size() != 64)
    throw_bad_input(fmt::format("not a transaction: '{}'", text), {}, std::string(kForms));
  const Bytes bytes = from_hex(hash);
  std::copy(bytes.begin(), bytes.end(), event.tx.begin());
  if (colon == std::string_view::npos) return event;
  const std::string_view rest = text.substr(colon + 1);
  constexpr std::string_view kLog = "log:", kTrace = "trace:";
  if (rest.starts_with(kLog)) {
    event.kind = SeedEvent::Kind::kLog;
    event.log = parse_number(rest.substr(kLog.size()));
  } else if (rest.starts_with(kTrace)) {
    event.kind = SeedEvent::Kind::kTrace;
    event.trace = parse_path(rest.substr(kTrace.size()));
  } else {
    throw_bad_input(fmt::format("not an event: '{}'", text), {}, std::string(kForms));
  }
  return event;
}

std::vector<std::string> AccountSeedFile::networks() const {
  std::vector<std::string> out;
  for (const AccountSeedRow& row : rows) out.push_back(row.network);
  return each_once(std::move(out));
}
std::vector<std::string> AccountSeedFile::labels() const {
  std::vector<std::string> out;
  for (const AccountSeedRow& row : rows) out.push_back(row.label);
  return each_once(std::move(out));
}

AccountSeedFile parse_account_seeds(std::string_view text, std::string file) {
  const CsvTable table = parse_csv(text, std::move(file));
  AccountSeedFile out{.file = table.file, .rows = {}};
  for (const CsvRow& row : table.rows) {
    try {
      out.rows.push_back(parse_row(table, row));
    } catch (const Error& error) {
      throw error.at({.file = table.file, .line = row.line});
    }
  }
  if (out.rows.empty())
    throw_bad_input("the file names no seed", {.file = table.file},
                    "Give a row for each payment that was stolen, below the header");
  if (out.labels().size() > kMostAccountLabels)
    throw_bad_input(fmt::format("there may be {} labels", kMostAccountLabels),
                    {.file = table.file});
  return out;
}

AccountSeeds resolve_account_seeds(const AccountSeedFile& file, std::string_view network,
                                   const AccountChain& chain, const AccountWords& words) {
  AccountSeeds out{.file = file.file, .labels = file.labels(), .rows = {}};
  Resolver resolver(chain, words);
  for (const AccountSeedRow& row : file.rows) {
    if (row.network != network) continue;
    const std::size_t first = out.rows.size();
    try {
      resolver.resolve(row, out.rows);
    } catch (const Error& error) {
      throw error.at({.file = file.file, .line = row.line});
    }
    const auto label = std::lower_bound(out.labels.begin(), out.labels.end(), row.label);
    for (std::size_t i = first; i < out.rows.size(); ++i) {
      out.rows[i].label = Label{static_cast<std::uint16_t>(label - out.labels.begin() + 1)};
      out.rows[i].line = row.line;
    }
  }
  std::stable_sort(out.rows.begin(), out.rows.end(),
                   [](const AccountSeed& a, const AccountSeed& b) { return a.tx < b.tx; });
  return out;
}

}  // namespace spoor::tracing
