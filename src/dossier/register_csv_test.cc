#include "dossier/register_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/csv.h"
#include "register/tables.h"
#include "register/test_register.h"

namespace spoor::dossier {
namespace {

using reg::ClaimKind;
using reg::Handling;
using reg::Register;
using ::testing::HasSubstr;
using ::testing::Not;

CsvTable table(const RegisterCsv& csv, const std::string& name) {
  for (const CsvFile& file : csv.files)
    if (file.name == name) {
      CsvTable parsed = parse_csv(file.text, file.name);
      EXPECT_EQ(parsed.rows.size(), file.rows);
      return parsed;
    }
  ADD_FAILURE() << name;
  return {};
}
std::string field(const CsvTable& table, std::size_t row, std::string_view column) {
  return table.rows.at(row).fields.at(table.column(column));
}

Register small_register() {
  Register reg = reg::empty_register();
  reg::Incident& incident = add_incident(reg, "theft", "2020-09");
  add_claim(incident, "a", ClaimKind::kGross, "4502.90000001", "BTC", "panel", "panel-report");
  reg.sources["statement"].handling = Handling::kTlpRed;
  add_claim(incident, "b", ClaimKind::kNet, "", "USD", "government", "statement");
  return reg;
}

TEST(RegisterCsv, AmountsAreExactAndDatesAsWritten) {
  const RegisterCsv csv = register_csv(small_register(), {});
  const CsvTable claims = table(csv, "claims.csv");
  EXPECT_EQ(field(claims, 0, "amount"), "4502.90000001");
  EXPECT_EQ(field(claims, 1, "amount"), "");  // no figure is not zero
  const CsvTable incidents = table(csv, "incidents.csv");
  EXPECT_EQ(field(incidents, 0, "occurred"), "2020-09");
  EXPECT_EQ(field(incidents, 0, "last_day"), "2020-09-30");
}

// Approximate amounts are for SQL alone.
TEST(RegisterCsv, TheFilesAreTheTables) {
  const Register content = small_register();
  const RegisterCsv csv = register_csv(content, {});
  const std::vector<reg::RegisterTable> tables = reg::tables_of(content);
  ASSERT_EQ(csv.files.size(), tables.size() + 1);
  for (std::size_t i = 0; i < tables.size(); ++i) {
    EXPECT_EQ(csv.files[i].name, tables[i].name + ".csv");
    EXPECT_EQ(csv.files[i].rows, tables[i].rows.size());
    EXPECT_THAT(csv.files[i].text, Not(HasSubstr("approximately")));
  }
}

TEST(RegisterCsv, WhatIsAboveIsLeftOutAndCounted) {
  const RegisterCsv csv = register_csv(small_register(), {.most = Handling::kTlpGreen});
  EXPECT_EQ(table(csv, "claims.csv").rows.size(), 1U);
  EXPECT_EQ(table(csv, "sources.csv").rows.size(), reg::words_of<reg::SourceKind>().size() - 1);
  EXPECT_EQ(csv.files.back().text, "above,what,count\ntlp-green,claim,1\ntlp-green,source,1\n");
  EXPECT_EQ(csv.above.sum(), 2U);
}

TEST(RegisterCsv, WhatIsNotConfirmedIsMarked) {
  Register reg = small_register();
  reg.incidents["theft"].claims[0].unconfirmed = true;
  EXPECT_EQ(field(table(register_csv(reg, {}), "claims.csv"), 0, "unconfirmed"), "yes");
}

TEST(RegisterCsv, NoTextBeginsAFormulaOrBreaksARow) {
  Register reg = small_register();
  reg::Incident& incident = reg.incidents["theft"];
  incident.name = "=HYPERLINK(\"https://example.org\")";
  incident.victim = "@SUM(1)\x1b[31m";
  incident.summary = "one, two\n\"three\"\n";
  const RegisterCsv csv = register_csv(reg, {});
  const CsvTable incidents = table(csv, "incidents.csv");
  EXPECT_EQ(field(incidents, 0, "name"), "'=HYPERLINK(\"https://example.org\")");
  EXPECT_EQ(field(incidents, 0, "victim"), "'@SUM(1)\\u{1b}[31m");
  EXPECT_EQ(field(incidents, 0, "summary"), "one, two \"three\"");
}

TEST(RegisterCsv, EveryFileIsReadableEvenWhereItIsEmpty) {
  const RegisterCsv csv = register_csv(reg::empty_register(), {});
  for (const CsvFile& file : csv.files) EXPECT_FALSE(table(csv, file.name).header.empty());
}

}  // namespace
}  // namespace spoor::dossier
