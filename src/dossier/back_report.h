// The way back of a coin (`spoor trace --back`): which earlier coins its satoshis came from, as
// table, CSV and JSON.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "dossier/report.h"
#include "tracing/back.h"

namespace spoor::dossier {

// Everything is borrowed. Of the context, `seeds_text` and `services` play no part.
struct BackReport {
  const ledger::ChainView& view;
  const ReportContext& context;
  const std::vector<tracing::BackTarget>& targets;
  const tracing::BackOptions& options;
  const tracing::BackResult& result;
};

// For a terminal; the largest first, what follows `most_rows` is counted and summed.
std::string back_table(const BackReport& report, std::size_t most_rows = 20);
// coin,address,amount_sat,offset_sat,kind,script_type,script,height,time, in chain order.
std::string back_csv(const BackReport& report);
// docs/schema/back.json is its schema.
std::string back_json(const BackReport& report);

}  // namespace spoor::dossier
