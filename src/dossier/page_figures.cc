// The head of the page: how much, where, and the account of every satoshi.
#include <fmt/format.h>

#include "base/amount.h"
#include "dossier/caveats.h"
#include "dossier/html_page.h"
#include "dossier/page_parts.h"
#include "dossier/text.h"

namespace spoor::dossier {
namespace {

using tracing::LabelTotals;
using tracing::RowGroup;
using tracing::RowKind;

std::string figure(std::string_view tone, std::string_view title, Satoshi value,
                   std::string_view note) {
  return fmt::format(
      "<li class=\"{}\"><b>{}</b><span class=\"btc\">{} BTC</span><span class=\"sat\">{} sat</span>"
      "<small>{}</small></li>\n",
      tone, title, to_btc(value), with_commas(value.value), note);
}

std::uint64_t rows_of(const Report& report, RowKind kind) {
  std::uint64_t count = 0;
  for (const tracing::Row& row : report.result.rows) count += row.kind == kind;
  return count;
}

Satoshi other_ends(const LabelTotals& sum) {
  return sum.of(RowGroup::kEndpoint) - sum.of(RowKind::kService);
}

std::string figures(const Report& report, const LabelTotals& sum) {
  std::string out = "<ul class=\"figures\">\n";
  out += figure("entered", "Declared stolen", sum.accepted,
                counted(report.seeds.rows.size(), "seed", "seeds"));
  out += figure("rests", "At rest", sum.of(RowGroup::kHolding),
                "in " + counted(rows_of(report, RowKind::kHolding), "holding", "holdings"));
  out += figure("endpoint", "Entered services", sum.of(RowKind::kService),
                "in " + counted(rows_of(report, RowKind::kService), "payment", "payments"));
  if (other_ends(sum).value > 0)
    out += figure("undrawn", "Not followed further", other_ends(sum), "see below for the reasons");
  out += figure("sink", "No one’s any more", sum.of(RowGroup::kSink), "fees and lost coins");
  return out + "</ul>\n";
}

// One bar, split as the money was. Whole numbers: thousandths of the sum.
std::string strip(const LabelTotals& sum) {
  std::uint64_t total = 0;
  for (const RowGroup group : kGroups) total += sum.of(group).value;
  if (total == 0) return {};
  std::string out =
      "<svg class=\"strip\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" "
      "aria-hidden=\"true\">";
  std::uint64_t done = 0;
  const auto piece = [&](std::string_view tone, Satoshi value) {
    const std::uint64_t from = mul_div(done, 1000, total);
    done += value.value;
    const std::uint64_t width = mul_div(done, 1000, total) - from;
    if (width > 0)
      out += fmt::format("<rect class=\"{}\" x=\"{}\" width=\"{}\" height=\"10\"/>", tone, from,
                         width);
  };
  piece("rests", sum.of(RowGroup::kHolding));
  piece("endpoint", sum.of(RowKind::kService));
  piece("undrawn", other_ends(sum));
  piece("sink", sum.of(RowGroup::kSink));
  return out + "</svg>\n";
}

std::string lede(const Report& report) {
  const std::size_t labels = report.seeds.labels.size();
  const std::string whose =
      labels == 1 ? fmt::format("declared stolen as “{}”", html(report.seeds.labels[0]))
                  : fmt::format("declared stolen under {}", counted(labels, "label", "labels"));
  return fmt::format(
      "<p class=\"lede\">What became of the bitcoin {}, followed under the doctrine <b>{}</b> "
      "through {} to block {}, {}.</p>\n",
      whose, name(report.result.doctrine),
      counted(report.result.transactions, "transaction", "transactions"),
      with_commas(report.result.until.value), reader_time(report.view, report.result.until));
}

std::string conservation(const LabelTotals& sum) {
  std::string terms;
  for (const RowKind kind : kKinds)
    if (sum.of(kind).value > 0)
      terms += fmt::format("{}<span class=\"figure\">{}</span> ({})", terms.empty() ? "" : " + ",
                           with_commas(sum.of(kind).value), name(kind));
  const std::uint64_t gone = missing(sum);
  return fmt::format(
      "<p class=\"law\"><span class=\"figure\">{}</span> sat declared = {}. {}</p>\n",
      with_commas(sum.accepted.value), terms.empty() ? "0" : terms,
      gone == 0
          ? "Not a satoshi is missing."
          : fmt::format("<b>{} sat are missing: this is a mistake of the program.</b>", gone));
}

std::string kinds_table(const LabelTotals& sum) {
  std::vector<RowKind> kinds;
  for (const RowKind kind : kKinds)
    if (sum.of(kind).value > 0) kinds.push_back(kind);
  return paged_table({.columns = {{"Of what was declared"}, {"Kind", "nowrap"}, {"BTC", "amount"}},
                      .rows = kinds.size(),
                      .cells =
                          [&](std::size_t i) {
                            return std::vector<std::string>{std::string(meaning(kinds[i])),
                                                            std::string(name(group(kinds[i]))),
                                                            amount(sum.of(kinds[i]))};
                          },
                      .sat = {}});
}

std::string labels_table(const Report& report, const PageOptions& options) {
  const auto& totals = report.result.totals;
  if (totals.size() < 2) return {};
  return "<h3>Label by label</h3>\n" +
         paged_table({.columns = {{"Label", "label"},
                                  {"Declared, BTC", "amount"},
                                  {"At rest", "amount"},
                                  {"Services", "amount"},
                                  {"Other ends", "amount"},
                                  {"Sinks", "amount"}},
                      .rows = totals.size(),
                      .cells =
                          [&](std::size_t i) {
                            return std::vector<std::string>{
                                html(report.seeds.labels[i]),
                                amount(totals[i].accepted),
                                amount(totals[i].of(RowGroup::kHolding)),
                                amount(totals[i].of(RowKind::kService)),
                                amount(other_ends(totals[i])),
                                amount(totals[i].of(RowGroup::kSink))};
                          },
                      .sat = [&](std::size_t i) { return totals[i].accepted; },
                      .noun = "labels",
                      .elsewhere = "They are in the JSON of the same trace.",
                      .most = options.listed_rows});
}

}  // namespace

std::string masthead(const Report& report) {
  const LabelTotals sum = sum_of_labels(report.result.totals);
  std::string out =
      fmt::format("<p class=\"eyebrow\">spoor {} · bitcoin {}</p>\n", html(report.context.version),
                  bitcoin::params(report.context.network).name);
  out += "<h1>Where the stolen bitcoin rests</h1>\n" + lede(report);
  return out + notice(warnings(report)) + figures(report, sum) + strip(sum);
}

std::string account_section(const Report& report, const PageOptions& options) {
  const LabelTotals sum = sum_of_labels(report.result.totals);
  std::string body =
      tracing::conserves(report.result.doctrine)
          ? conservation(sum)
          : paragraph(
                "Poison makes value: its figures are marks on coins, not shares of what was "
                "stolen, and do not add up to it.");
  body += kinds_table(sum) + labels_table(report, options);
  return section("account", "The account", body);
}

}  // namespace spoor::dossier
