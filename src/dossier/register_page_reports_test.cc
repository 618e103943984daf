// The part of the register's page that holds reports against their rows, of the project's own
// register.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "dossier/register_page.h"
#include "register/load.h"

namespace spoor::dossier {
namespace {

using testing::HasSubstr;
using testing::Not;

RegisterPage page_of(const reg::TotalsQuestion& question) {
  const char* root = std::getenv("SPOOR_SOURCE_DIR");
  const Path folder = Path(root == nullptr ? "." : root) / "register";
  return register_page({.content = reg::load_register(folder),
                        .rates = reg::load_rates(folder),
                        .question = question,
                        .left_out = {},
                        .command = {},
                        .version = "1.2.3",
                        .content_hash = {},
                        .stem = "figures"});
}

std::string file(const RegisterPage& page, std::string_view name) {
  for (const CsvFile& table : page.tables)
    if (table.name == name) return table.text;
  ADD_FAILURE() << name;
  return {};
}

// The rupees of row A15 at the rates of the theft, as in every other part of the page.
TEST(RegisterPageReports, HaveTheBasisOfTheWholePage) {
  const RegisterPage page = page_of({});
  EXPECT_THAT(page.html, HasSubstr("at least 340.7"));
  EXPECT_THAT(page.html, HasSubstr("at the rates of the publication, 2019-08-30, as spoor register "
                                   "compare has them, it is at least 340.6"));
  EXPECT_THAT(file(page, "figures-rates-un-2019.csv"),
              testing::ContainsRegex("\nA15,.*,2018-08-10,European Central Bank,reference\n"));
}

TEST(RegisterPageReports, LeaveOutAndNameWhatBecameKnownLater) {
  reg::TotalsQuestion question;
  question.selection.known_by = reg::parse_day("2021-02-09");
  const RegisterPage page = page_of(question);
  for (const char* said : {"about 304.0 million in 2 claims that stand beside it",
                           "and left out: 2 claims (cointiger-2019/un21, algo-capital-2019/un21)",
                           "and left out: 2 reports (msmt-2025, un-2024)"})
    EXPECT_THAT(page.html, HasSubstr(said));
  EXPECT_THAT(page.html, Not(HasSubstr("306.8")));
}

}  // namespace
}  // namespace spoor::dossier
