#include "dossier/freeze_table.h"

#include <fmt/format.h>

#include "base/amount.h"
#include "dossier/caveats.h"
#include "dossier/freeze_rows.h"
#include "dossier/html_page.h"
#include "dossier/text.h"

namespace spoor::dossier {
namespace {

// The ids of a path, `ends` of each end, and what is between them by its count.
template <class Id, class Gap>
void walk(const tracing::TracePath& path, std::size_t ends, Id id, Gap gap) {
  const std::size_t count = path.transactions.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (count > 2 * ends && i == ends) {
      gap(count - 2 * ends);
      i = count - ends;
    }
    id(path.transactions[i]);
  }
}

std::string path_cells(const Report& report, const FreezeRow& f) {
  if (report.paths == nullptr) return ",,,";
  const tracing::TracePath path = report.paths->to(*f.source);
  std::string ids;
  walk(
      path, kMostPathIds / 2,
      [&](TxId tx) { ids += (ids.empty() ? "" : " ") + txid_text(report.view, tx); },
      [&](std::size_t more) { ids += fmt::format(" (+{} more)", more); });
  return fmt::format("{},{},{},", outpoint_text(report.view, path.seed), path.transactions.size(),
                     ids);
}

std::string csv_row(const Report& report, const FreezeRow& f) {
  const NamedRow& row = f.row;
  std::string out = fmt::format(
      "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},", csv_text(f.reference),
      bitcoin::params(report.context.network).name, row.script.address, row.script.script_type,
      row.script.script, f.txid, f.vout, row.height ? std::to_string(row.height->value) : "",
      row.time, f.received.value, to_btc(f.received), row.amount.value, to_btc(row.amount),
      csv_text(row.label), name(report.result.doctrine));
  out += f.bounds ? fmt::format("{},{},", f.bounds->lower.value, f.bounds->upper.value) : ",,";
  out += path_cells(report, f);
  out += fmt::format("{},{},{},", csv_text(f.holder ? f.holder->name : ""),
                     csv_text(f.holder ? f.holder->basis : ""), f.moved_by ? "moved" : "yes");
  if (!f.moved_by) return out + ",\n";
  return out + fmt::format("{},{}\n", txid_text(report.view, *f.moved_by),
                           report.view.height_of(*f.moved_by).value);
}

std::string both(Satoshi value) {
  return fmt::format("<span class=\"figure\">{} BTC</span> (<span class=\"figure\">{} sat</span>)",
                     to_btc(value), with_commas(value.value));
}

std::string path_list(const Report& report, const FreezeRow& f, std::size_t ends) {
  const tracing::TracePath path = report.paths->to(*f.source);
  std::string out = "from the seed " + identifier(outpoint_text(report.view, path.seed));
  if (path.transactions.empty()) return out + " (this coin)";
  out +=
      fmt::format(" through {}:", counted(path.transactions.size(), "transaction", "transactions"));
  walk(
      path, ends, [&](TxId tx) { out += "<br>" + identifier(txid_text(report.view, tx)); },
      [&](std::size_t more) { out += fmt::format("<br>… {} more …", with_commas(more)); });
  return out;
}

std::string holder_text(const FreezeRow& f) {
  if (f.holder == nullptr) return "not known";
  return fmt::format("said to be of <b>{}</b>, on the basis: {}", html(f.holder->name),
                     f.holder->basis.empty() ? "<i>none given</i>" : html(f.holder->basis));
}

std::string still_there(const Report& report, const FreezeRow& f) {
  if (!f.moved_by) return "yes, not spent at the cut-off";
  return fmt::format("moved, in block {}, by {}",
                     with_commas(report.view.height_of(*f.moved_by).value),
                     identifier(txid_text(report.view, *f.moved_by)));
}

std::string sheet(const Report& report, const FreezeRow& f, const FreezePageOptions& options) {
  const NamedRow& row = f.row;
  std::string out = fmt::format("<article class=\"sheet\"><h3>{}</h3>\n<dl>\n", html(f.reference));
  out += entry("Network", bitcoin::params(report.context.network).name);
  out += entry("Address", identifier(row.script.text()));
  out += entry("Whose", holder_text(f));
  out += entry("Transaction", identifier(f.txid)) + entry("Output", std::to_string(f.vout));
  out += entry("Block", row.height ? fmt::format("{}, {}", with_commas(row.height->value), row.time)
                                   : "before the ledger");
  out += entry("Received", both(f.received)) + entry("Tainted", both(row.amount));
  out += entry("Label", html(row.label)) + entry("Doctrine", name(report.result.doctrine));
  if (f.bounds)
    out += entry("Under any doctrine", fmt::format("at least {}<br>at most {}",
                                                   both(f.bounds->lower), both(f.bounds->upper)));
  if (report.paths != nullptr)
    out += entry("Shortest path", path_list(report, f, options.path_ends));
  out += entry("Still there", still_there(report, f));
  return out + "</dl></article>\n";
}

std::string overview(const std::vector<FreezeRow>& rows) {
  return paged_table({.columns = {{"Reference", "nowrap"},
                                  {"Address", "wide"},
                                  {"Whose", "label"},
                                  {"Still there"},
                                  {"Tainted, BTC", "amount"}},
                      .rows = rows.size(),
                      .cells =
                          [&](std::size_t i) {
                            const FreezeRow& f = rows[i];
                            return std::vector<std::string>{
                                html(f.reference), identifier(f.row.script.text()),
                                f.holder ? html(f.holder->name) : "not known",
                                f.moved_by ? "moved" : "yes", amount(f.row.amount)};
                          },
                      .sat = [&](std::size_t i) { return rows[i].row.amount; },
                      .noun = "rows",
                      .elsewhere = "They are in the CSV of the same table."});
}

std::string page_head(const Report& report) {
  std::string out = fmt::format(
      "<header>\n<p class=\"eyebrow\">spoor {} · bitcoin {}{}</p>\n", html(report.context.version),
      bitcoin::params(report.context.network).name,
      report.context.reference.empty() ? "" : " · reference " + html(report.context.reference));
  out += "<h1>Freeze table</h1>\n";
  out += notice(warnings(report));
  for (const std::string& sentence : freeze_statement(report)) out += paragraph(html(sentence));
  return out + "</header>\n";
}

std::string left_out_section(const Report& report) {
  std::string body;
  for (const std::string& line : left_out(report)) body += paragraph(html(line));
  if (body.empty()) return {};
  return section("left-out", "What the trace found and no one could freeze", body);
}

}  // namespace

std::string freeze_csv(const Report& report) {
  std::string out;
  for (const std::string& line : freeze_statement(report)) out += "# " + line + "\n";
  for (const std::string& line : warnings(report)) out += "# Note: " + line + "\n";
  for (const std::string& line : left_out(report)) out += "# Not in this table: " + line + "\n";
  out +=
      "reference,network,address,script_type,script,txid,vout,block,time_utc,received_sat,"
      "received_btc,tainted_sat,tainted_btc,label,doctrine,lower_sat,upper_sat,seed_coin,"
      "path_transactions,path,holder,basis,still_there,moved_by,moved_in_block\n";
  for (const FreezeRow& row : freeze_rows(report)) out += csv_row(report, row);
  return out;
}

std::string freeze_page(const Report& report, const FreezePageOptions& options) {
  const std::vector<FreezeRow> rows = freeze_rows(report);
  const std::size_t sheets = std::min(options.sheets, rows.size());
  std::string body = page_head(report) + "<main>\n";
  body +=
      section("rows", counted(rows.size(), "place", "places"),
              rows.empty() ? paragraph("No holding and no coin at a service.") : overview(rows));
  std::string all;
  for (std::size_t i = 0; i < sheets; ++i) all += sheet(report, rows[i], options);
  if (sheets < rows.size())
    all += fmt::format(
        "<p class=\"more\">{} further places have no sheet here; they are in the "
        "CSV of the same table.</p>\n",
        with_commas(rows.size() - sheets));
  if (!all.empty()) body += section("sheets", "Place by place", all);
  return html_document("Freeze table by spoor", body + left_out_section(report) + "</main>\n");
}

}  // namespace spoor::dossier
