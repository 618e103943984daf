// `spoor register convert`: an amount at the rates of a day, or of every day of a span.
#include <fmt/format.h>

#include "base/amount.h"
#include "base/error.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/register_amounts.h"
#include "cli/register_filter.h"
#include "cli/register_folder.h"
#include "dossier/grid.h"
#include "dossier/text.h"
#include "register/rates.h"

namespace spoor::cli {
namespace {

using dossier::Align;
using dossier::Grid;
using reg::Day;
using reg::Exact;
using reg::Quotes;

constexpr std::uint64_t kMostFigures = 30;
constexpr int kDecimals = 2;

struct DayValue {
  Day day;
  Quotes quotes;
  Exact value;
  Exact rounded;  // to the figures that were asked for
};

struct Answer {
  Exact amount;
  std::string from, to;
  reg::Period days;
  std::optional<int> figures;
  std::optional<Exact> equals;
  std::vector<DayValue> values;           // of the days that have a rate, and are equal to `equals`
  std::uint64_t with_rate = 0;            // days
  std::vector<std::string> without_rate;  // why, a day each
};

reg::Period days_of(const Words& words) {
  const std::optional<Day> day = maybe_day(words, "--day");
  const std::optional<reg::Period> days = maybe_period(words, "--days");
  if (day.has_value() == days.has_value())
    throw_usage("one of --day and --days is needed", "Give --day 2021-02-09 or --days 2021-02");
  return days ? *days : reg::Period{*day, *day, to_text(*day)};
}

template <class Read>
auto read_number(std::string_view name, Read read) {
  try {
    return read();
  } catch (const Error& error) {
    throw_usage(fmt::format("{}: {}", name, error.message()), error.remedy());
  }
}

std::optional<int> figures_of(const Words& words) {
  const std::optional<std::uint64_t> figures = words.maybe_number("--figures");
  if (figures && (*figures == 0 || *figures > kMostFigures))
    throw_usage(fmt::format("--figures is from 1 to {}, not {}", kMostFigures, *figures));
  if (!figures && words.has("--equals"))
    throw_usage("--equals needs --figures", "Say to how many figures the number was rounded");
  return figures ? std::optional(static_cast<int>(*figures)) : std::nullopt;
}

Answer answer_to(const Words& words, const reg::Rates& rates) {
  Answer answer{.amount = read_number("AMOUNT", [&] { return Exact::parse(words.text("AMOUNT")); }),
                .from = words.text("FROM"),
                .to = words.text("TO"),
                .days = days_of(words),
                .figures = figures_of(words),
                .equals = {},
                .values = {},
                .with_rate = 0,
                .without_rate = {}};
  if (words.has("--equals"))
    answer.equals = read_number("--equals", [&] { return Exact::parse(words.text("--equals")); });
  for (Day day = answer.days.first; day <= answer.days.last; ++day.number) {
    const std::optional<Quotes> quotes = rates.find(answer.from, answer.to, day);
    if (!quotes) {
      answer.without_rate.push_back(rates.why_none(answer.from, answer.to, day));
      continue;
    }
    ++answer.with_rate;
    const Exact value = answer.amount * rate_of(*quotes);
    const Exact rounded = answer.figures ? value.to_figures(*answer.figures) : value;
    if (!answer.equals || rounded == *answer.equals)
      answer.values.push_back({day, *quotes, value, rounded});
  }
  if (answer.with_rate == 0) throw_not_found(answer.without_rate.front());
  return answer;
}

// "12 of 30 days come to 260,000,000 at 2 figures".
std::string summary(const Answer& answer) {
  std::string out;
  if (answer.equals)
    out = fmt::format("{} of {} come to {} at {}.\n", spoor::with_commas(answer.values.size()),
                      counted(answer.with_rate, "day", "days"), with_commas(*answer.equals),
                      counted(static_cast<std::uint64_t>(*answer.figures), "figure", "figures"));
  if (!answer.without_rate.empty())
    out +=
        fmt::format("{} left out: {}\n", counted(answer.without_rate.size(), "day is", "days are"),
                    dossier::visible(answer.without_rate.front()));
  return out;
}

std::string as_table(const Answer& answer) {
  std::string out = fmt::format("{} in {}\n\n", amount_text(answer.amount, answer.from),
                                dossier::visible(answer.to));
  Grid grid({Align::kLeft, Align::kRight, Align::kRight, Align::kLeft});
  grid.row({"day", "result", answer.figures ? fmt::format("to {} figures", *answer.figures) : "",
            "rate"});
  for (const DayValue& value : answer.values)
    grid.row({to_text(value.day), with_commas(value.value, kDecimals),
              answer.figures ? with_commas(value.rounded) : "", quotes_text(value.quotes)});
  out += grid.text();
  const std::string below = summary(answer);
  return below.empty() ? out : out + "\n" + below;
}

std::string as_csv(const Answer& answer) {
  std::string out = "day,result,rounded,rate,rate_day,kind,publisher\n";
  for (const DayValue& value : answer.values) {
    const bool has_step = !value.quotes.empty();
    const reg::Quote quote = has_step ? value.quotes.front() : reg::Quote{};
    out +=
        fmt::format("{},{},{},{},{},{},{}\n", to_text(value.day), value.value.fixed(kDecimals),
                    answer.figures ? value.rounded.text() : "",
                    rate_of(value.quotes).to_figures(10).text(), has_step ? to_text(quote.day) : "",
                    has_step ? word(quote.kind) : "", dossier::csv_text(quote.publisher));
  }
  return out;
}

std::string as_json(const Answer& answer) {
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .member("amount", answer.amount.text())
      .member("from", dossier::utf8(answer.from))
      .member("to", dossier::utf8(answer.to))
      .member("days", dossier::utf8(answer.days.text));
  json.key("figures");
  answer.figures ? json.value(*answer.figures) : json.null();
  json.key("equals");
  answer.equals ? json.value(answer.equals->text()) : json.null();
  json.member("days_with_rate", answer.with_rate)
      .member("days_without_rate", answer.without_rate.size());
  json.key("rows").begin_array();
  for (const DayValue& value : answer.values) {
    json.begin_object()
        .member("day", to_text(value.day))
        .member("result", value.value.fixed(kDecimals));
    json.key("rounded");
    answer.figures ? json.value(value.rounded.text()) : json.null();
    write_quotes(json, value.quotes);
    json.end_object();
  }
  json.end_array().end_object();
  return out + "\n";
}

void run(const Words& words) {
  const Answer answer = answer_to(words, rates_of(words, register_folder(words)));
  print_in_form(
      words, [&] { return as_table(answer); }, [&] { return as_csv(answer); },
      [&] { return as_json(answer); });
}

}  // namespace

Command register_convert_command() {
  return {
      .name = "register convert",
      .summary = "an amount in another unit, day by day",
      .description =
          R"(Converts an amount at the rates of the European Central Bank, through the euro, or at
the prices of a file. Each row has the rate, the day on which it was published, the publisher and
the kind. A rate holds on its day and on the four days after it; a day without one is left out and
counted. The multiplication is exact and rounded once.

Articles round. With --figures each result is shown to that many figures, half to even, and with
--equals only the days are shown on which it comes to what was printed: which day's rate an
article took can then be read off, or not, where many days fit.)",
      .options =
          {{.name = "AMOUNT",
            .value = "AMOUNT",
            .help = "Digits and a point, as 316400000.",
            .required = true},
           {.name = "FROM",
            .value = "FROM",
            .help = "Its currency or asset, as USD or BTC.",
            .required = true},
           {.name = "TO", .value = "TO", .help = "The one wanted.", .required = true},
           {.name = "--day", .value = "DAY", .help = "At the rate of that day."},
           {.name = "--days",
            .value = "DATES",
            .help = "At the rate of each day of a month, a year or a span, as 2021-02 or "
                    "2021-02-05/2021-02-10."},
           {.name = "--figures", .value = "N", .help = "Shows each result to N figures as well."},
           {.name = "--equals", .value = "X", .help = "Shows only the days on which that is X."},
           register_option(),
           prices_option(),
           format_option({"table", "csv", "json"})},
      .examples = {{.line = "spoor register convert 316400000 USD EUR --day 2021-02-09",
                    .says = "What a headline in dollars was in euro on that day."},
                   {.line = "spoor register convert 316400000 USD EUR --days 2021-02 --figures 2 "
                            "--equals 260000000",
                    .says = "On which days it was \"260 million euro\"."}},
      .see_also = {"register totals", "docs/register-figures.md",
                   "docs/schema/register-convert.json"},
      .run = run};
}

}  // namespace spoor::cli
