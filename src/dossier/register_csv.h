// The register as CSV, one file a kind of fact, joined by the register's own ids. Amounts are exact
// decimals, dates as they were written; what is not known is an empty field. What is not confirmed
// is there and marked. Several values in a field have "; " between them. Texts of others pass
// csv_text: none begins a formula.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "register/model.h"
#include "register/sieve.h"

namespace spoor::dossier {

struct CsvFile {
  std::string name;  // "claims.csv"
  std::string text;
  std::uint64_t rows = 0;
};
struct RegisterCsv {
  std::vector<CsvFile> files;  // always the same ones; the last, left_out.csv, counts what is above
  reg::LeftOut above;
};
RegisterCsv register_csv(const reg::Register& reg, const reg::Sieve& sieve);

}  // namespace spoor::dossier
