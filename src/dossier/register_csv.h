// The register as CSV: the tables of register/tables.h, a file each, without the columns that are
// not exact. What is not known is an empty field, and what is so marked "yes". Texts stand on one
// line and pass csv_text: none begins a formula.
#pragma once

#include <cstdint>
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
