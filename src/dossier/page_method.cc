// The declared doctrine, what the method cannot say, and how to run it again.
#include <fmt/format.h>

#include "base/amount.h"
#include "dossier/caveats.h"
#include "dossier/html_page.h"
#include "dossier/page_parts.h"
#include "dossier/shell.h"
#include "dossier/text.h"

namespace spoor::dossier {
namespace {

std::string chain_entries(const Report& report) {
  const ledger::ChainView& view = report.view;
  const Height until = report.result.until;
  const auto block = [&](Height height) {
    return fmt::format("block {}, {} {}", with_commas(height.value), reader_time(view, height),
                       identifier(block_hash_text(view, height)));
  };
  return entry("Network", bitcoin::params(report.context.network).name) +
         entry("Cut-off", block(until)) + entry("Ledger’s tip", block(view.tip())) +
         entry("Ledger’s first block", with_commas(view.first_height));
}

std::string option_entries(const Report& report) {
  return entry("Fee rule", name(report.result.fee)) +
         entry("Coinbase rule", name(report.result.coinbase)) +
         entry("Minimum value", fmt::format("{} sat", with_commas(report.options.minimum.value))) +
         entry("Limit", fmt::format("{} transactions", with_commas(report.options.limit))) +
         entry("Services", counted(report.context.services.size(), "address", "addresses"));
}

std::string files_table(const Report& report) {
  const auto& files = report.context.files;
  if (files.empty()) return {};
  return "<h3>Input files</h3>\n" +
         paged_table(
             {.columns = {{"File", "label"}, {"Role"}, {"Bytes", "amount"}, {"SHA-256", "wide"}},
              .rows = files.size(),
              .cells =
                  [&](std::size_t i) {
                    return std::vector<std::string>{html(files[i].name), html(files[i].role),
                                                    with_commas(files[i].bytes),
                                                    identifier(files[i].sha256)};
                  },
              .sat = {},
              .noun = "files"});
}

std::string seeds_table(const Report& report, const PageOptions& options) {
  const auto& seeds = report.seeds.rows;
  return "<h3>Seeds, as declared</h3>\n" +
         paged_table({.columns = {{"Coin", "wide"},
                                  {"Label", "label"},
                                  {"Offset, sat", "amount"},
                                  {"Declared, BTC", "amount"}},
                      .rows = seeds.size(),
                      .cells =
                          [&](std::size_t i) {
                            return std::vector<std::string>{
                                identifier(outpoint_text(report.view, seeds[i].coin)),
                                html(report.seeds.label(seeds[i].label)),
                                with_commas(seeds[i].offset.value), amount(seeds[i].amount)};
                          },
                      .sat = [&](std::size_t i) { return seeds[i].amount; },
                      .noun = "seeds",
                      .elsewhere = "They are in the seeds file.",
                      .most = options.listed_rows});
}

std::string overlaps_table(const Report& report, const PageOptions& options) {
  const auto& overlaps = report.result.overlaps;
  if (overlaps.empty()) return {};
  return "<h3>Seeds that found their satoshis taken</h3>\n" +
         paged_table({.columns = {{"Coin", "wide"},
                                  {"Label", "label"},
                                  {"Already held by", "label"},
                                  {"Overlap, BTC", "amount"}},
                      .rows = overlaps.size(),
                      .cells =
                          [&](std::size_t i) {
                            std::string holders;
                            for (const tracing::Label holder : overlaps[i].holders)
                              holders +=
                                  (holders.empty() ? "" : ", ") + html(report.seeds.label(holder));
                            return std::vector<std::string>{
                                identifier(outpoint_text(report.view, overlaps[i].coin)),
                                html(report.seeds.label(overlaps[i].label)), holders,
                                amount(overlaps[i].amount)};
                          },
                      .sat = [&](std::size_t i) { return overlaps[i].amount; },
                      .noun = "overlaps",
                      .elsewhere = "They are in the JSON of the same trace.",
                      .most = options.listed_rows});
}

}  // namespace

std::string doctrine_section(const Report& report) {
  const tracing::DoctrineText about = tracing::text_of(report.result.doctrine);
  const std::string& reason = report.context.reason;
  return section("doctrine", fmt::format("The declared doctrine: {}", name(report.result.doctrine)),
                 paragraph("Where stolen and clean money were mixed, a rule must say which came "
                           "out where. This one was declared for this trace; the figures above "
                           "and below follow it alone, down to where others are named.") +
                     "<dl>\n" + entry("Rule", html(about.rule)) +
                     entry("Reason given", reason.empty() ? "<b>No reason was given.</b>"
                                                          : fmt::format("“{}”", html(reason))) +
                     entry("Source", html(about.source)) +
                     entry("When it misleads", html(about.misleads)) + "</dl>\n");
}

std::string limits_section(const Report& report) {
  std::string body;
  for (const Caveat& caveat : limits_of_method(report))
    body += fmt::format("<h3>{}</h3>\n<p>{}</p>\n", html(caveat.title), html(caveat.text));
  return section("limits", "What this cannot say", body);
}

std::string rerun_section(const Report& report, const PageOptions& options) {
  std::string body = paragraph(
      "Every figure can be made again from the public chain, the input files below, and this "
      "program. The same inputs give the same bytes; this page therefore carries no date of its "
      "making.");
  if (!report.context.command.empty())
    body += "<pre>" + html(shell_command(report.context.command)) + "</pre>\n";
  body += "<dl>\n" + entry("Program", "spoor " + html(report.context.version)) +
          chain_entries(report) + option_entries(report) + "</dl>\n";
  return section(
      "rerun", "How to run it again",
      body + files_table(report) + seeds_table(report, options) + overlaps_table(report, options));
}

}  // namespace spoor::dossier
