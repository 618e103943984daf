// The rows of the freeze table, named and ready to be written.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dossier/rows.h"

namespace spoor::dossier {

struct FreezeRow {
  std::string reference;  // "CASE-0007", or "0007" where the case has no reference
  const tracing::Row* source = nullptr;
  NamedRow row;
  std::string txid;
  std::uint32_t vout = 0;
  Satoshi received;  // the whole coin
  std::optional<tracing::Interval> bounds;
  const tracing::Service* holder = nullptr;
  std::optional<TxId> moved_by;  // none: still there at the cut-off
};

// Largest amount first.
std::vector<FreezeRow> freeze_rows(const Report& report);

// What the trace found and the table leaves out, one line a kind: "3 endpoints 'mixed', 0.5 BTC …".
std::vector<std::string> left_out(const Report& report);
// What the table says and what it does not say, in sentences.
std::vector<std::string> freeze_statement(const Report& report);

}  // namespace spoor::dossier
