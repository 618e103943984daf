// `spoor register check`, `list` and `show`, on the project's own register and on small broken
// ones.
#include <cstdlib>
#include <filesystem>

#include "tests/cli/program.h"

namespace spoor {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class RegisterCommand : public ProgramTest {
 protected:
  RegisterCommand() {
    // What the caller's environment names must not be read here.
    ::unsetenv("SPOOR_REGISTER");
    ::setenv("XDG_CACHE_HOME", (scratch_ / "caches").c_str(), 1);
  }
  ~RegisterCommand() override { ::unsetenv("XDG_CACHE_HOME"); }

  // On the project's register.
  std::vector<std::string> own(std::vector<std::string> words) const {
    words.insert(words.begin(), "register");
    words.insert(words.end(), {"--register", source_folder() / "register"});
    return words;
  }
  // A small register in the scratch folder.
  void small(const std::string& folder) const {
    std::filesystem::create_directories(scratch_ / folder / "incidents");
    write(folder + "/register.yaml", "schema: 1\nname: Small\n");
    write(folder + "/sources.yaml",
          "sources: [{id: UN19, kind: panel-report, title: Report}, {id: MEM, kind: memory, title: "
          "Memory}]\n");
    write(folder + "/parties.yaml", "parties: [{id: un-panel, name: Panel, kind: panel}]\n");
    write(folder + "/actors.yaml", "actors: [{id: dprk, name: DPRK}]\n");
    write(folder + "/incidents/theft-2016.yaml", kTheft);
  }
  static constexpr const char* kTheft = R"(id: theft-2016
name: A theft
occurred: 2016-02
victim: A bank
sector: bank
attributions: [{actor: dprk, party: un-panel, source: UN19, locator: row A3}]
addresses: [{network: BTC, address: 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb, role: theft,
  label: "mark \u202egnp", sources: [UN19]}]
claims: [{id: a, amount: 1234567.5, unit: USD, party: un-panel, source: UN19}]
)";
};

TEST_F(RegisterCommand, TheProjectsOwnRegisterHolds) {
  const std::string text = good(own({"check"}));
  EXPECT_THAT(text, HasSubstr("incidents\n"));
  const std::string json = good_json("register-check", own({"check"}));
  EXPECT_THAT(json, AllOf(HasSubstr("\"holds\": true"), HasSubstr("\"errors\": []"),
                          HasSubstr("\"unlocated\": null")));
}

TEST_F(RegisterCommand, CheckNamesFileAndLine) {
  small("reg");
  write("reg/incidents/theft-2016.yaml", std::string(kTheft) + "sectr: bank\nhandling: secret\n");
  const Outcome outcome = spoor({"register", "check", "--register", "reg"});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.out,
              AllOf(StartsWith("incidents/theft-2016.yaml:10: unknown key 'sectr'. Did you mean "
                               "'sector'?"),
                    HasSubstr("\nincidents/theft-2016.yaml:11: 'handling' cannot be 'secret'")));
  EXPECT_EQ(outcome.err,
            "spoor: reg: the register has 2 errors. Each is listed with its file and line\n");
  // No other command reads any of it.
  expect_failure(3,
                 "incidents/theft-2016.yaml, line 10: unknown key 'sectr' (and 1 more; `spoor "
                 "register check` lists them)",
                 {"register", "list", "--register", "reg"});
  const Outcome json = spoor({"register", "check", "--register", "reg", "--format", "json"});
  EXPECT_EQ(json.exit_code, 3);
  EXPECT_THAT(json.out, AllOf(HasSubstr("\"holds\": false"), HasSubstr("\"counts\": null"),
                              HasSubstr("\"line\": 10")));
}

TEST_F(RegisterCommand, CheckListsTheFirstOfManyErrors) {
  small("reg");
  std::string keys;
  for (int i = 0; i < 1'500; ++i) keys += "key-" + std::to_string(i) + ": x\n";
  write("reg/incidents/theft-2016.yaml", std::string(kTheft) + keys);
  const Outcome outcome = spoor({"register", "check", "--register", "reg"});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_EQ(lines_of_text(outcome.out).size(), 1'001U);
  EXPECT_THAT(outcome.out, testing::EndsWith("\nand 500 more\n"));
  EXPECT_THAT(outcome.err, HasSubstr("the register has 1,500 errors. The first are listed"));
}

TEST_F(RegisterCommand, StrictListsWhatIsNotLocated) {
  small("reg");
  const Outcome outcome = spoor({"register", "check", "--strict", "--register", "reg"});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.out, HasSubstr("claim theft-2016/a: source not located: UN19\n"));
  EXPECT_THAT(outcome.out, HasSubstr("2  facts whose source is not located\n"));
  EXPECT_THAT(outcome.err, HasSubstr("the sources of 2 facts are not located"));
  // An address whose checksum fails is worth a note, and no error.
  const std::string text = good({"register", "check", "--register", "reg"});
  EXPECT_THAT(text, StartsWith("incidents/theft-2016.yaml:7: the checksum of BTC address "
                               "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb does not hold; kept as "
                               "published\n"));
}

TEST_F(RegisterCommand, WhereTheRegisterIsLookedFor) {
  small("register");
  EXPECT_THAT(good({"register", "check"}), HasSubstr("1  incidents\n"));
  small("elsewhere");
  write("elsewhere/register.yaml", "schema: 1\nname: Other\n");
  ::setenv("SPOOR_REGISTER", "elsewhere", 1);
  EXPECT_THAT(good_json("register-check", {"register", "check"}), HasSubstr("\"name\": \"Other\""));
  EXPECT_THAT(good_json("register-check", {"register", "check", "--register", "register"}),
              HasSubstr("\"name\": \"Small\""));
  ::setenv("SPOOR_REGISTER", "nowhere", 1);
  expect_failure(5, "nowhere: there is no such folder", {"register", "check"});
  ::unsetenv("SPOOR_REGISTER");
}

TEST_F(RegisterCommand, ListsByDateWithWhoSaysSo) {
  const std::string text = good(own({"list", "--from", "2020-09", "--to", "2020-12"}));
  EXPECT_THAT(text,
              HasSubstr("incidents: dprk and below, suspected and above without disputed, from"));
  EXPECT_THAT(text, HasSubstr("\n2020-09-26  kucoin-2020 "));
  EXPECT_THAT(text, HasSubstr("suspected (un-panel)"));
  const std::string json = good_json("register-list", own({"list", "--limit", "500"}));
  EXPECT_THAT(json, HasSubstr("\"id\": \"bangladesh-bank-2016\""));
  const std::string csv = good(own({"list", "--actor", "any", "--level", "none", "--outcome",
                                    "attempt", "--format", "csv", "--limit", "500"}));
  EXPECT_THAT(csv, StartsWith("id,occurred,first_day,"));
  EXPECT_THAT(csv, Not(HasSubstr(",theft,")));
  EXPECT_THAT(csv, HasSubstr("\ntien-phong-2015,2015-12-09,2015-12-09,"));
}

TEST_F(RegisterCommand, ListsInPages) {
  const std::string text = good(own({"list", "--limit", "3"}));
  EXPECT_THAT(text, HasSubstr("incidents 0 to 2 of "));
  EXPECT_THAT(text, HasSubstr("; more with --offset 3\n"));
  const Outcome csv = spoor(own({"list", "--limit", "3", "--format", "csv"}));
  EXPECT_EQ(lines_of_text(csv.out).size(), 4U);
  EXPECT_THAT(csv.err, HasSubstr("more with --offset 3"));
}

// A table has a page; what a program reads is whole, as long as it asked for no less.
TEST_F(RegisterCommand, DataIsWhole) {
  const std::string all = "SELECT claim FROM claims ORDER BY claim";
  EXPECT_THAT(good(own({"sql", all})), HasSubstr("rows 0 to 49 of "));
  const Outcome csv = spoor(own({"sql", all, "--format", "csv"}));
  EXPECT_GT(lines_of_text(csv.out).size(), 300U);
  EXPECT_EQ(csv.err, "");
  EXPECT_GT(lines_of_text(good_json("register-sql", own({"sql", all}))).size(), 300U);
  const Outcome list = spoor(own({"list", "--actor", "any", "--level", "none", "--format", "csv"}));
  EXPECT_GT(lines_of_text(list.out).size(), 150U);
  EXPECT_EQ(list.err, "");
  const Outcome timeline = spoor(own({"timeline", "--format", "csv"}));
  EXPECT_THAT(timeline.out, HasSubstr(",bybit-2025,"));
  EXPECT_EQ(timeline.err, "");
}

// As many claims for SQL as for people.
TEST_F(RegisterCommand, ClaimsAreCountedAlike) {
  const std::string count =
      lines_of_text(good(own({"sql", "SELECT count(*) FROM claims", "--format", "csv"}))).at(1);
  EXPECT_THAT(good_json("register-check", own({"check"})), HasSubstr("\"claims\": " + count + ","));
}

// A name in place of an id, and an id misspelt.
TEST_F(RegisterCommand, SaysWhatWasMeant) {
  expect_failure(4, "no thing 'KuCoin'. Did you mean 'kucoin-2020'", own({"show", "KuCoin"}));
  expect_failure(4, "no source 'un19'. Did you mean 'UN19'? The register's files",
                 own({"show", "un19", "--kind", "source"}));
  expect_failure(4, "no actor 'lazurus'. Did you mean 'lazarus'",
                 own({"list", "--actor", "lazurus"}));
  expect_failure(2, "no such country: 'kr'. Did you mean 'KR'", own({"list", "--country", "kr"}));
  std::vector<std::string> assess = own({"kucoin"});
  assess[0] = "assess";
  expect_failure(4, "no incident 'kucoin'. Did you mean 'kucoin-2020'", assess);
}

TEST_F(RegisterCommand, ShowsAnIncidentWithEverySourcesWord) {
  const std::string text = good(own({"show", "bangladesh-bank-2016"}));
  for (const char* part : {"incident  bangladesh-bank-2016\n", "\nCLAIMS OF LOSS\n",
                           "951,000,000 USD", "UN19, annex 21", "in short: attempt (81 net)\n",
                           "\nWHO LAYS IT TO WHOM\n", "\nLEVEL (derived", "charged (us-doj)"})
    EXPECT_THAT(text, HasSubstr(part));
  const std::string json = good_json("register-show", own({"show", "bangladesh-bank-2016"}));
  EXPECT_THAT(json, HasSubstr("\"amount\": \"951000000\""));
}

TEST_F(RegisterCommand, ShowsWhatIsNotLocated) {
  small("reg");
  const std::string text = good({"register", "show", "theft-2016", "--register", "reg"});
  EXPECT_THAT(text, HasSubstr("1,234,567.5 USD"));
  EXPECT_THAT(text, HasSubstr("UN19, source not located\n"));
  EXPECT_THAT(text, HasSubstr("its checksum does not hold; kept as published\n"));
  // A text that would turn the direction of writing is shown by its number.
  EXPECT_THAT(text, HasSubstr("mark \\u{202e}gnp"));
  good_json("register-show", {"register", "show", "theft-2016", "--register", "reg"});
}

// Everything that the project's register holds can be shown, and obeys the schema.
TEST_F(RegisterCommand, ShowsEveryKindOfThing) {
  for (const char* id : {"kucoin-2020", "UN19", "un-panel", "lazarus", "un19-total", "un-2019"}) {
    EXPECT_THAT(good(own({"show", id})), HasSubstr(id)) << id;
    good_json("register-show", own({"show", id}));
  }
  EXPECT_THAT(good(own({"show", "un-2019"})), HasSubstr("36 rows\n"));
  EXPECT_THAT(good(own({"show", "UN19", "--kind", "source"})), HasSubstr("S/2019/691"));
}

TEST_F(RegisterCommand, ShowOfWhatIsNotThere) {
  expect_failure(4, "the register has no thing 'kucoin-2021'. Did you mean 'kucoin-2020'?",
                 own({"show", "kucoin-2021"}));
  expect_failure(4, "the register has no actor 'kucoin-2020'",
                 own({"show", "kucoin-2020", "--kind", "actor"}));
  small("reg");
  write("reg/actors.yaml", "actors: [{id: dprk, name: DPRK}, {id: un-panel, name: Panel}]\n");
  expect_failure(2, "'un-panel' is the id of several: actor, party. Say which with --kind",
                 {"register", "show", "un-panel", "--register", "reg"});
  good({"register", "show", "un-panel", "--register", "reg", "--kind", "party"});
}

TEST_F(RegisterCommand, AnswersInSql) {
  small("reg");
  const auto sql = [](const std::string& query) {
    return std::vector<std::string>{"register", "sql", query, "--register", "reg"};
  };
  EXPECT_THAT(good({"register", "sql", "--register", "reg"}),
              HasSubstr("CREATE TABLE claims (\n  claim TEXT PRIMARY KEY,\n"));
  EXPECT_TRUE(exists("caches/spoor"));
  EXPECT_EQ(good(sql("SELECT claim, amount, amount_approximately AS about FROM claims")),
            "claim         amount         about\n"
            "theft-2016/a  1234567.5  1234567.5\n");
  std::vector<std::string> csv =
      sql("SELECT '=1+1' AS formula, -1 AS number, label FROM addresses");
  csv.insert(csv.end(), {"--format", "csv"});
  EXPECT_EQ(good(csv), "formula,number,label\n'=1+1,-1,mark \\u{202e}gnp\n");
  const std::string json = good_json("register-sql", sql("SELECT 1, 1.5, NULL, 'a'"));
  EXPECT_THAT(json, HasSubstr("[\n      1,\n      \"1.5\",\n      null,\n      \"a\"\n    ]"));
  expect_failure(3, "SQLite: not authorized", sql("DELETE FROM claims"));
  // The database follows the files.
  write("reg/incidents/theft-2016.yaml", std::string(kTheft) + "summary: changed\n");
  EXPECT_EQ(good(sql("SELECT summary FROM incidents")), "summary\nchanged\n");
}

}  // namespace
}  // namespace spoor
