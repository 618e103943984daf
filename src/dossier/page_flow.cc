// The flow diagram: rows in transaction order, with their text beside the lanes.
#include <fmt/format.h>

#include "base/amount.h"
#include "dossier/flow_graph.h"
#include "dossier/flow_lanes.h"
#include "dossier/html_page.h"
#include "dossier/page_parts.h"
#include "dossier/text.h"

namespace spoor::dossier {
namespace {

using tracing::RowKind;

std::string part(std::string_view tone, std::string_view text, Share share) {
  return fmt::format(
      "<li><span class=\"key {}\"></span>{} <span class=\"figure\">{}</span> BTC</li>", tone, text,
      to_btc(Satoshi{share.sat}));
}

class FlowText {
 public:
  FlowText(const Report& report, const FlowSummary& summary) : report_(report), summary_(summary) {}

  std::string row(std::uint32_t number) const {
    const Stretch& row = summary_.rows[number];
    std::string parts;
    if (row.entered.coins > 0) parts += part("entered", "seeds enter:", row.entered);
    if (row.from_undrawn.coins > 0)
      parts += part("undrawn", "back from transactions not drawn:", row.from_undrawn);
    for (const Stream& stream : summary_.streams)
      if (stream.from == number)
        parts += part("stream", fmt::format("on to {}:", tag(stream.to)), stream.share);
    parts += leaves(row.leaves);
    if (row.to_undrawn.coins > 0)
      parts += part("undrawn",
                    fmt::format("on in {} to transactions not drawn:",
                                counted(row.to_undrawn.coins, "coin", "coins")),
                    row.to_undrawn);
    return title(number) + "<ul class=\"parts\">" + parts + "</ul>";
  }

  std::string leaves(const std::vector<LeafShare>& all) const {
    std::string out;
    for (const LeafShare& leaf : all)
      out += part(leaf_class(leaf.kind), leaf_name(leaf), leaf.share);
    return out;
  }

 private:
  static std::string tag(std::uint32_t row) { return fmt::format("T{}", row + 1); }

  TxId tx(std::uint32_t step) const { return report_.flows->steps()[step].tx; }

  std::string when(Height height) const {
    return fmt::format("block {}, {}", with_commas(height.value),
                       reader_time(report_.view, height));
  }
  std::string when(const Stretch& row) const {
    const Height first = report_.view.height_of(tx(row.first));
    const Height last = report_.view.height_of(tx(row.last));
    return first == last ? when(first) : when(first) + " to " + when(last);
  }

  std::string title(std::uint32_t number) const {
    const Stretch& row = summary_.rows[number];
    const std::string first = identifier(txid_text(report_.view, tx(row.first)));
    const std::string name =
        row.count == 1 ? tag(number)
                       : fmt::format("{}: {} transactions one after the other, drawn as one",
                                     tag(number), with_commas(row.count));
    const std::string last =
        row.count == 1 ? "" : identifier(txid_text(report_.view, tx(row.last)));
    return fmt::format("<p class=\"name\">{} <span class=\"quiet\">{}</span></p>{}{}", name,
                       when(row), first, last);
  }

  std::string leaf_name(const LeafShare& leaf) const {
    switch (leaf.kind) {
      case FlowGraph::LeafKind::kRests:
        return fmt::format("rests in {}:", counted(leaf.share.coins, "holding", "holdings"));
      case FlowGraph::LeafKind::kEndpoint:
        if (leaf.name < kOtherEndpoint) return html(service(report_, leaf.name).name) + ":";
        return fmt::format("{}:", name(static_cast<RowKind>(leaf.name - kOtherEndpoint)));
      case FlowGraph::LeafKind::kSink:
        return fmt::format("{}:", name(static_cast<RowKind>(leaf.name)));
    }
    return {};
  }

  const Report& report_;
  const FlowSummary& summary_;
};

std::string explanation(const FlowSummary& summary, std::uint64_t followed) {
  std::uint64_t runs = 0, in_runs = 0;
  for (const Stretch& row : summary.rows) {
    runs += row.count > 1;
    in_runs += row.count > 1 ? row.count : 0;
  }
  std::string out = fmt::format(
      "Each row is a transaction, in the order of the chain; the width of a ribbon is its amount. "
      "{} followed",
      counted(followed, "transaction was", "transactions were"));
  if (summary.undrawn == 0 && runs == 0) return paragraph(out + ", and all are drawn.");
  out += fmt::format(". {} drawn", counted(summary.rows.size(), "row is", "rows are"));
  if (runs > 0)
    out += fmt::format("; {} {} transactions that follow one another, such as peel chains",
                       counted(runs, "of them holds", "of them hold"), with_commas(in_runs));
  if (summary.undrawn > 0)
    out +=
        fmt::format("; {} not drawn, but counted at the end",
                    counted(summary.undrawn, "smaller transaction is", "smaller transactions are"));
  return paragraph(out + ".");
}

std::string legend() {
  std::string out = "<p class=\"legend\" aria-hidden=\"true\">";
  const auto key = [&](std::string_view tone, std::string_view text) {
    out += fmt::format("<span><i class=\"key {}\"></i>{}</span>", tone, text);
  };
  key("entered", "seeds enter");
  key("stream", "goes on");
  key("rests", "rests");
  key("endpoint", "following stops");
  key("sink", "no one’s");
  key("undrawn", "not drawn");
  return out + "</p>\n";
}

std::string remainder(const FlowSummary& summary, const FlowText& text) {
  if (summary.undrawn == 0) return {};
  std::string parts;
  if (summary.undrawn_entered.coins > 0)
    parts += part("entered", "seeds enter:", summary.undrawn_entered);
  return fmt::format("<h3>The {} not drawn</h3>\n<ul class=\"parts\">{}</ul>\n",
                     counted(summary.undrawn, "transaction", "transactions"),
                     parts + text.leaves(summary.undrawn_leaves));
}

}  // namespace

std::string flow_section(const Report& report, const PageOptions& options) {
  if (report.flows == nullptr) return {};
  const FlowGraph graph = flow_graph(*report.flows, report.result);
  const FlowSummary summary = summarise(graph, options.flow_rows);
  const FlowText text(report, summary);
  const std::vector<std::string> slices = lane_slices(summary);
  std::string body = explanation(summary, graph.transactions);
  if (const Share still = unmoved_seeds(*report.flows, graph); still.coins > 0)
    body += paragraph(fmt::format("{} BTC in {} never moved and is not in the diagram.",
                                  to_btc(Satoshi{still.sat}),
                                  counted(still.coins, "seed coin", "seed coins")));
  if (!summary.rows.empty()) body += legend() + "<ol class=\"flow\">\n";
  for (std::uint32_t row = 0; row < summary.rows.size(); ++row)
    body += fmt::format("<li>{}<div class=\"text\">{}</div></li>\n", slices[row], text.row(row));
  if (!summary.rows.empty()) body += "</ol>\n";
  return section("flow", "The flow", body + remainder(summary, text));
}

}  // namespace spoor::dossier
