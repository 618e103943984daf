#include "dossier/csv_report.h"

#include <fmt/format.h>

#include "dossier/rows.h"
#include "dossier/text.h"

namespace spoor::dossier {

std::string csv_report(const Report& report, CsvRows rows) {
  const bool all = rows == CsvRows::kAll;
  std::string out = "label,coin,address,amount_sat,script_type,script,height,time";
  out += all ? ",kind,service,basis\n" : "\n";
  for (const tracing::Row& row : report.result.rows) {
    if (!all && row.kind != tracing::RowKind::kHolding) continue;
    const NamedRow n = named(report, row);
    out += fmt::format("{},{},{},{},{},{},{},{}", csv_text(n.label), n.coin, n.script.address,
                       n.amount.value, n.script.script_type, n.script.script,
                       n.height ? std::to_string(n.height->value) : "", n.time);
    if (all)
      out += fmt::format(",{},{},{}", name(n.kind), csv_text(n.service ? n.service->name : ""),
                         csv_text(n.service ? n.service->basis : ""));
    out += "\n";
  }
  return out;
}

}  // namespace spoor::dossier
