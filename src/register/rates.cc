#include "register/rates.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/csv.h"
#include "base/error.h"
#include "register/vocabulary.h"

namespace spoor::reg {
namespace {

constexpr std::string_view kEuro = "EUR";
constexpr std::string_view kPublisher = "European Central Bank";
constexpr std::string_view kPerEuro = "_per_EUR";
constexpr std::uint64_t kMostBytes = 64ULL << 20;
constexpr std::size_t kMostName = 32;

constexpr std::array<std::string_view, 4> kKinds = {"reference", "open", "close", "snapshot"};

template <class Read>
auto at_line(const std::string& file, std::uint64_t line, Read read) {
  try {
    return read();
  } catch (const Error& error) {
    throw error.at({.file = file, .offset = {}, .line = line});
  }
}

Exact positive(std::string_view text) {
  const Exact number = Exact::parse(text);
  if (number <= Exact(0)) throw_bad_input(fmt::format("a rate is above 0, not {}", text));
  return number;
}

std::string currency_of_column(const std::string& name, const std::string& file) {
  const bool per_euro = name.ends_with(kPerEuro);
  const std::string currency = per_euro ? name.substr(0, name.size() - kPerEuro.size()) : "";
  if (!is_currency(currency) || currency == kEuro)
    throw_bad_input(fmt::format("unknown column '{:.40}'", name),
                    {.file = file, .offset = {}, .line = 1}, "Columns are date and XXX_per_EUR");
  return currency;
}

PriceKind price_kind(std::string_view text) {
  const auto found = std::find(kKinds.begin() + 1, kKinds.end(), text);
  if (found == kKinds.end())
    throw_bad_input(fmt::format("unknown kind of price '{:.40}'", text), {},
                    "It is open, close or snapshot");
  return static_cast<PriceKind>(found - kKinds.begin());
}

std::string checked_asset(const std::string& text) {
  const bool printable = std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
  if (text.empty() || text.size() > kMostName || !printable)
    throw_bad_input(fmt::format("not the name of an asset: '{:.40}'", text));
  return text;
}

std::string checked_currency(const std::string& text) {
  if (!is_currency(text)) throw_bad_input(fmt::format("unknown currency '{:.40}'", text));
  return text;
}

std::string checked_publisher(const std::string& text) {
  if (text.empty() || text.size() > 200) throw_bad_input("no publisher of the price");
  return text;
}

Day earliest_for(Day day) { return {day.number - kCarriedDays}; }

}  // namespace

std::string_view word(PriceKind kind) { return kKinds.at(static_cast<std::size_t>(kind)); }

Exact rate_of(const Quotes& quotes) {
  Exact rate(1);
  for (const Quote& quote : quotes) rate = rate * quote.rate;
  return rate;
}

void Rates::add_reference(std::string_view csv, const std::string& file) {
  ASSERT(reference_.empty() && prices_.empty());
  const CsvTable table = parse_csv(csv, file);
  const std::size_t date = table.column("date");
  std::vector<std::size_t> columns;
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    if (i == date) continue;
    currencies_.push_back(currency_of_column(table.header[i], file));
    static_cast<void>(table.column(table.header[i]));  // refuses one that stands twice
    columns.push_back(i);
  }
  for (const CsvRow& row : table.rows)
    at_line(file, row.line, [&] {
      Reference rates{.day = parse_day(row.fields[date]), .per_euro = {}, .line = row.line};
      for (const std::size_t column : columns)
        rates.per_euro.push_back(row.fields[column].empty()
                                     ? std::nullopt
                                     : std::optional(positive(row.fields[column])));
      reference_.push_back(std::move(rates));
    });
  std::ranges::stable_sort(reference_, {}, &Reference::day);
  const auto twice = std::ranges::adjacent_find(reference_, {}, &Reference::day);
  if (twice != reference_.end())
    throw_bad_input(
        fmt::format("a day stands twice, also in line {}: {}", twice->line, to_text(twice->day)),
        {.file = file, .offset = {}, .line = std::next(twice)->line});
}

void Rates::add_prices(std::string_view csv, const std::string& file) {
  const CsvTable table = parse_csv(csv, file);
  const std::size_t day = table.column("day"), asset = table.column("asset"),
                    currency = table.column("currency"), number = table.column("price"),
                    kind = table.column("kind"), publisher = table.column("publisher");
  for (const CsvRow& row : table.rows)
    at_line(file, row.line, [&] {
      const std::vector<std::string>& fields = row.fields;
      const std::pair units(checked_asset(fields[asset]), checked_currency(fields[currency]));
      if (units.first == units.second || (is_quoted(units.first) && is_quoted(units.second)))
        throw_bad_input(
            fmt::format("the reference rates have {} in {} already", units.first, units.second), {},
            "Give prices of what they do not quote");
      const Price price{.price = positive(fields[number]),
                        .kind = price_kind(fields[kind]),
                        .publisher = checked_publisher(fields[publisher]),
                        .line = row.line};
      const auto [had, is_new] = prices_[units].emplace(parse_day(fields[day]), price);
      const Price& other = had->second;
      if (!is_new && (other.price != price.price || other.kind != price.kind ||
                      other.publisher != price.publisher))
        throw_bad_input(fmt::format("another price of {} in {} for {} stands in line {}",
                                    units.first, units.second, fields[day], other.line),
                        {}, "One row a day, asset and currency: choose which price is meant");
    });
}

bool Rates::is_quoted(const std::string& currency) const {
  return currency == kEuro || std::ranges::find(currencies_, currency) != currencies_.end();
}

std::optional<Exact> Rates::per_euro(const Reference& row, const std::string& currency) const {
  if (currency == kEuro) return Exact(1);
  const auto found = std::ranges::find(currencies_, currency);
  return row.per_euro[static_cast<std::size_t>(found - currencies_.begin())];
}

// Both rates of one day, so that a cross rate mixes no days.
std::optional<Quote> Rates::reference(const std::string& from, const std::string& to,
                                      Day day) const {
  if (!is_quoted(from) || !is_quoted(to)) return std::nullopt;
  auto row = std::ranges::upper_bound(reference_, day, {}, &Reference::day);
  while (row != reference_.begin() && (--row)->day >= earliest_for(day)) {
    const std::optional<Exact> have = per_euro(*row, from);
    const std::optional<Exact> want = per_euro(*row, to);
    if (have && want)
      return Quote{.from = from,
                   .to = to,
                   .rate = *want / *have,
                   .day = row->day,
                   .kind = PriceKind::kReference,
                   .publisher = std::string(kPublisher)};
  }
  return std::nullopt;
}

std::optional<Quote> Rates::price(const std::string& from, const std::string& to, Day day) const {
  const auto prices = prices_.find({from, to});
  if (prices == prices_.end()) return std::nullopt;
  auto found = prices->second.upper_bound(day);
  if (found == prices->second.begin() || (--found)->first < earliest_for(day)) return std::nullopt;
  const Price& price = found->second;
  return Quote{.from = from,
               .to = to,
               .rate = price.price,
               .day = found->first,
               .kind = price.kind,
               .publisher = price.publisher};
}

std::optional<Quotes> Rates::find(const std::string& from, const std::string& to, Day day) const {
  if (from == to) return Quotes{};
  if (std::optional<Quote> direct = reference(from, to, day)) return Quotes{*std::move(direct)};
  if (std::optional<Quote> direct = price(from, to, day)) return Quotes{*std::move(direct)};
  std::optional<Quotes> best;
  for (auto i = prices_.lower_bound({from, ""}); i != prices_.end() && i->first.first == from;
       ++i) {
    const std::string& currency = i->first.second;
    std::optional<Quote> first = price(from, currency, day);
    if (!first || (best && first->day <= best->front().day)) continue;
    if (std::optional<Quote> second = reference(currency, to, day))
      best = Quotes{*std::move(first), *std::move(second)};
  }
  return best;
}

std::string Rates::why_none(const std::string& from, const std::string& to, Day day) const {
  const auto priced = prices_.lower_bound({from, ""});
  if (!is_quoted(from) && (priced == prices_.end() || priced->first.first != from))
    return fmt::format("nothing prices {}", from);
  if (!is_quoted(to) && !prices_.contains({from, to}))
    return fmt::format("nothing prices {} in {}", from, to);
  return fmt::format("no rate of {} in {} for {} or the {} days before", from, to, to_text(day),
                     kCarriedDays);
}

namespace {

// A file of the register is a plain one: a pipe in its place would stop us for good.
std::string reference_text(const Path& path) {
  const MappedFile file(path, MappedFile::Access::kSequential);
  const ByteSpan bytes = file.bytes();
  if (bytes.size() > kMostBytes)
    throw_bad_input(fmt::format("file is larger than {} bytes", kMostBytes), {.file = path});
  return {bytes.begin(), bytes.end()};
}

}  // namespace

Rates load_rates(const Path& register_folder, const std::optional<Path>& prices) {
  Rates rates;
  const Path reference = register_folder / "rates" / "ecb.csv";
  if (std::filesystem::exists(reference))
    rates.add_reference(reference_text(reference), reference.string());
  if (prices) rates.add_prices(read_file(*prices, kMostBytes), prices->string());
  return rates;
}

}  // namespace spoor::reg
