#include "cli/register_amounts.h"

#include <fmt/format.h>

#include "base/error.h"
#include "cli/register_filter.h"
#include "dossier/text.h"

namespace spoor::cli {
namespace {

using dossier::utf8;
using reg::Conversion;
using reg::Exact;
using reg::NotValued;
using reg::Quote;
using reg::Range;

constexpr std::uint64_t kMostDecimals = 12;
constexpr int kRateFigures = 10;

// As published, or to ten figures where it was divided.
std::string rate_text(const Exact& rate) {
  const std::string whole = rate.text();
  return whole.size() <= kRateFigures + 2 ? whole : rate.to_figures(kRateFigures).text();
}

// "INR in USD 0.013944 of 2019-08-30 (European Central Bank, reference)".
std::string quote_text(const Quote& quote) {
  return fmt::format("{} in {} {} of {} ({}, {})", dossier::visible(quote.from),
                     dossier::visible(quote.to), rate_text(quote.rate), to_text(quote.day),
                     dossier::visible(quote.publisher), word(quote.kind));
}

}  // namespace

std::vector<Option> valuation_options() {
  return {currency_option(),
          {.name = "--at",
           .value = "WHEN",
           .help = "At whose rates other units are valued: event (the incident's date), statement "
                   "(the day on which the figure was stated), or a day, as 2021-02-09. A date "
                   "that is a month or a span gives a range.",
           .standard = "event"},
          prices_option()};
}

Option currency_option() {
  return {.name = "--currency",
          .value = "CODE",
          .help = "The currency of the sums (ISO 4217). What is stated in it is not revalued.",
          .standard = "USD"};
}

std::string currency_of(const Words& words) {
  const std::string& currency = words.text("--currency");
  if (!reg::is_currency(currency))
    throw_usage(fmt::format("--currency: no such currency: '{}'", currency),
                "Give three letters of ISO 4217, as EUR");
  return currency;
}

Option prices_option() {
  return {.name = "--prices",
          .value = "FILE",
          .help =
              "Prices of assets, and of currencies that the European Central Bank does not "
              "quote: CSV with day,asset,currency,price,kind,publisher."};
}

reg::ValueBasis basis_of(const Words& words) {
  reg::ValueBasis basis;
  basis.currency = currency_of(words);
  const std::string& at = words.text("--at");
  basis.at = at == "event"       ? reg::ValuedAt::kEvent
             : at == "statement" ? reg::ValuedAt::kStatement
                                 : reg::ValuedAt::kDay;
  if (basis.at == reg::ValuedAt::kDay) {
    const reg::Day day = *maybe_day(words, "--at");
    basis.when = reg::Period{day, day, to_text(day)};
  }
  return basis;
}

reg::Rates rates_of(const Words& words, const Path& register_folder) {
  const std::optional<std::string> prices = words.maybe("--prices");
  return reg::load_rates(register_folder,
                         prices ? std::optional<Path>(*prices) : std::optional<Path>());
}

Option policy_option() {
  return {.name = "--policy",
          .value = "POLICY",
          .help =
              "Which of the claims that compete is taken: latest, official, lowest, highest or "
              "source=ID.",
          .standard = "official"};
}

Option decimals_option() {
  return {.name = "--decimals",
          .value = "N",
          .help = "Decimals of the millions; sums are exact and rounded once, half to even.",
          .standard = "1"};
}

int decimals_of(const Words& words) {
  const std::uint64_t decimals = words.number("--decimals");
  if (decimals > kMostDecimals)
    throw_usage(fmt::format("--decimals is at most {}, not {}", kMostDecimals, decimals));
  return static_cast<int>(decimals);
}

std::string amount_text(const std::optional<Exact>& amount, std::string_view unit,
                        reg::Bound bound) {
  if (!amount) return "no figure";
  return bounded(bound, fmt::format("{} {}", with_commas(*amount), dossier::visible(unit)));
}

std::string quotes_text(const reg::Quotes& quotes) {
  std::string text;
  for (const Quote& quote : quotes) text += (text.empty() ? "" : ", then ") + quote_text(quote);
  return text.empty() ? "as stated" : text;
}

std::string conversion_text(const Conversion& conversion) {
  return fmt::format("{} = {} {}: {}", amount_text(conversion.amount, conversion.unit),
                     with_commas(conversion.result, 2), conversion.quotes.back().to,
                     quotes_text(conversion.quotes));
}

void write_millions(JsonWriter& json, std::string_view key, const std::optional<Range>& range,
                    int decimals) {
  json.key(key);
  if (!range) {
    json.null();
    return;
  }
  json.begin_object()
      .member("low", plain_millions(range->low, decimals))
      .member("high", plain_millions(range->high, decimals))
      .end_object();
}

void write_quotes(JsonWriter& json, const reg::Quotes& quotes) {
  json.key("quotes").begin_array();
  for (const Quote& quote : quotes)
    json.begin_object()
        .member("from", utf8(quote.from))
        .member("to", utf8(quote.to))
        .member("rate", rate_text(quote.rate))
        .member("day", to_text(quote.day))
        .member("kind", word(quote.kind))
        .member("publisher", utf8(quote.publisher))
        .end_object();
  json.end_array();
}

void write_conversions(JsonWriter& json, const std::vector<Conversion>& conversions) {
  json.key("conversions").begin_array();
  for (const Conversion& conversion : conversions) {
    json.begin_object()
        .member("claim", utf8(conversion.claim))
        .member("amount", conversion.amount.text())
        .member("unit", utf8(conversion.unit))
        .member("day", to_text(conversion.day));
    write_quotes(json, conversion.quotes);
    json.member("result", conversion.result.fixed(2)).end_object();
  }
  json.end_array();
}

void write_not_valued(JsonWriter& json, const std::vector<NotValued>& not_valued) {
  json.key("not_valued").begin_array();
  for (const NotValued& left : not_valued) {
    json.begin_object().member("claim", utf8(left.claim)).key("amount");
    left.amount ? json.value(left.amount->text()) : json.null();
    json.member("unit", utf8(left.unit)).member("reason", utf8(left.reason)).end_object();
  }
  json.end_array();
}

}  // namespace spoor::cli
