#include "tracing/seeds.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "base/amount.h"
#include "base/csv.h"
#include "base/error.h"
#include "base/utf8.h"

namespace spoor::tracing {
namespace {

Satoshi parse_amount(const std::string& text) { return Satoshi{parse_u64(text)}; }

// A field that people will read in a report: not empty, valid UTF-8.
std::string readable(std::string_view what, const std::string& text) {
  if (text.empty()) throw_bad_input(fmt::format("the {} is empty", what));
  if (!is_utf8(text)) throw_bad_input(fmt::format("the {} is not UTF-8", what));
  return text;
}

class SeedParser {
 public:
  explicit SeedParser(const CsvTable& table)
      : coin_(table.column("coin")),
        amount_(table.column("amount_sat")),
        label_(table.column("label")),
        offset_(table.has("offset_sat") ? table.column("offset_sat") : kAbsent) {}

  SeedRow row(const CsvRow& row) const {
    SeedRow seed{.coin = parse_outpoint(row.fields[coin_]),
                 .amount = std::nullopt,
                 .offset = Satoshi{},
                 .label = parse_label(row.fields[label_]),
                 .line = row.line};
    if (!row.fields[amount_].empty()) seed.amount = parse_amount(row.fields[amount_]);
    if (offset_ != kAbsent && !row.fields[offset_].empty())
      seed.offset = parse_amount(row.fields[offset_]);
    return seed;
  }

 private:
  static constexpr std::size_t kAbsent = ~std::size_t{0};
  std::size_t coin_, amount_, label_, offset_;
};

std::vector<std::string> sorted_labels(const SeedFile& file) {
  std::vector<std::string> labels;
  for (const SeedRow& row : file.rows) labels.push_back(row.label);
  std::sort(labels.begin(), labels.end());
  labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
  if (labels.size() > kMostLabels)
    throw_bad_input(fmt::format("{} labels; there may be {}", labels.size(), kMostLabels),
                    {.file = file.file});
  return labels;
}

Seed resolve_row(const SeedRow& row, const ledger::ChainView& view, const CoinLookup& lookup) {
  const std::optional<CoinId> coin = lookup(row.coin);
  if (!coin)
    throw_bad_input(fmt::format("the ledger has no coin {}", to_text(row.coin)), {},
                    "Ingest the block that made it, or check the transaction id and number");
  const std::optional<Satoshi> value = coin_value(view, *coin);
  if (!value)
    throw_bad_input(fmt::format("the value of coin {} is not known", to_text(row.coin)), {},
                    "It is from before the ledger: give undo files or --prevouts to the ingest");
  if (!row.amount && row.offset != Satoshi{})
    throw_bad_input("an offset needs an amount; an empty amount means the whole coin");
  const Satoshi amount = row.amount.value_or(*value);
  if (amount == Satoshi{})
    throw_bad_input(row.amount ? "the amount is 0" : "the coin has no value");
  if (row.offset > *value || amount > *value - row.offset)
    throw_bad_input(fmt::format("{} satoshi from {} on exceed the value of coin {}, {}",
                                amount.value, row.offset.value, to_text(row.coin), value->value));
  return {.coin = *coin, .offset = row.offset, .amount = amount, .label = {}, .line = row.line};
}

}  // namespace

bitcoin::Outpoint parse_outpoint(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon != 64)
    throw_bad_input(fmt::format("not a coin: '{}'", text), {},
                    "Write TXID:VOUT, as 64 hex digits, a colon and a number");
  const std::uint64_t vout = parse_u64(text.substr(colon + 1));
  if (vout > std::numeric_limits<std::uint32_t>::max())
    throw_bad_input(fmt::format("number is too large: {}", vout));
  return {.txid = hash_from_display_hex(text.substr(0, colon)),
          .vout = static_cast<std::uint32_t>(vout)};
}

std::string to_text(const bitcoin::Outpoint& outpoint) {
  return fmt::format("{}:{}", to_hex_reversed(outpoint.txid), outpoint.vout);
}

std::string parse_label(const std::string& text) { return readable("label", text); }

Where place_of(const std::string& file, const bitcoin::Outpoint& coin, std::uint64_t line) {
  if (line == 0) return {.file = fmt::format("{} {}", file, to_text(coin))};
  return {.file = file, .line = line};
}

SeedFile parse_seeds(std::string_view text, std::string file) {
  const CsvTable table = parse_csv(text, std::move(file));
  const SeedParser parser(table);
  SeedFile seeds{.file = table.file, .rows = {}};
  for (const CsvRow& row : table.rows) {
    try {
      seeds.rows.push_back(parser.row(row));
    } catch (const Error& error) {
      throw error.at({.file = table.file, .line = row.line});
    }
  }
  if (seeds.rows.empty())
    throw_bad_input("the file names no seed", {.file = table.file},
                    "Give a row for each coin that was stolen, below the header");
  return seeds;
}

Seeds resolve_seeds(const SeedFile& file, const ledger::ChainView& view, const CoinLookup& lookup) {
  Seeds seeds{.file = file.file, .labels = sorted_labels(file), .rows = {}};
  seeds.rows.reserve(file.rows.size());
  for (const SeedRow& row : file.rows) {
    try {
      seeds.rows.push_back(resolve_row(row, view, lookup));
    } catch (const Error& error) {
      throw error.at(place_of(file.file, row.coin, row.line));
    }
    const auto label = std::lower_bound(seeds.labels.begin(), seeds.labels.end(), row.label);
    seeds.rows.back().label = Label{static_cast<std::uint16_t>(label - seeds.labels.begin() + 1)};
  }
  return seeds;
}

std::vector<Service> parse_services(std::string_view text, std::string file) {
  const CsvTable table = parse_csv(text, std::move(file));
  const std::size_t address = table.column("address");
  const std::size_t name = table.column("name");
  const std::size_t basis = table.column("basis");
  std::vector<Service> services;
  std::vector<std::pair<std::string, std::uint64_t>> seen;
  for (const CsvRow& row : table.rows) {
    try {
      services.push_back({.address = readable("address", row.fields[address]),
                          .name = readable("name", row.fields[name]),
                          .basis = readable("basis", row.fields[basis]),
                          .line = row.line});
    } catch (const Error& error) {
      throw error.at({.file = table.file, .line = row.line});
    }
    seen.emplace_back(services.back().address, row.line);
  }
  std::sort(seen.begin(), seen.end());
  for (std::size_t i = 1; i < seen.size(); ++i)
    if (seen[i].first == seen[i - 1].first)
      throw_bad_input(fmt::format("address {} stands there twice; first in line {}", seen[i].first,
                                  seen[i - 1].second),
                      {.file = table.file, .line = seen[i].second});
  return services;
}

std::optional<Satoshi> coin_value(const ledger::ChainView& view, CoinId coin) {
  if (!ledger::ChainView::is_prehistory(coin)) return view.coins[coin.value].value();
  const std::uint64_t value = view.prehistory[ledger::prehistory_row(coin)].value;
  return value == ledger::kUnknownValue ? std::nullopt : std::optional(Satoshi{value});
}

bitcoin::Outpoint outpoint_of(const ledger::ChainView& view, CoinId coin) {
  if (ledger::ChainView::is_prehistory(coin)) {
    const ledger::PrehistoryRow& row = view.prehistory[ledger::prehistory_row(coin)];
    return {.txid = row.txid, .vout = row.vout};
  }
  const TxId tx = view.tx_of(coin);
  return {.txid = view.txids[tx.value],
          .vout = static_cast<std::uint32_t>(coin.value - view.first_coin(tx).value)};
}

}  // namespace spoor::tracing
