// A register as one self-contained HTML page, for a reader of the news articles that are made of
// it: what their figures rest on, what the losses come to and by how much sources disagree, and
// what is not known. Its tables stand in CSV files beside it.
//
// Every number is computed from the register (register/totals.h, compare.h); titles say what the
// numbers are, and are made from them.
#pragma once

#include <string>
#include <vector>

#include "dossier/register_csv.h"
#include "register/sieve.h"
#include "register/totals.h"

namespace spoor::dossier {

struct RegisterPageInput {
  const reg::Register& content;  // what may be shown
  const reg::Rates& rates;
  reg::TotalsQuestion question;  // which incidents, and under which policy; `by` is the page's
  reg::Handling handling = reg::Handling::kTlpClear;
  reg::LeftOut left_out;  // above the handling
  std::vector<std::string> command;
  std::string version;
  std::string content_hash;  // of the register's files
  std::string stem;          // of the files beside the page: "figures" for figures-years.csv
};
struct RegisterPage {
  std::string html;
  std::vector<CsvFile> tables;
};
// Throws Error(kNotFound) where the register has no such actor.
RegisterPage register_page(const RegisterPageInput& input);

}  // namespace spoor::dossier
