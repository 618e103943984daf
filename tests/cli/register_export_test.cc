// `spoor register export` and `report`: what is left out is counted, and what is written stands
// beside what was asked, never in the register.
#include <filesystem>

#include "tests/cli/program.h"

namespace spoor {
namespace {

using testing::HasSubstr;
using testing::Not;

class RegisterExport : public ProgramTest {
 protected:
  void SetUp() override {
    write_file("register/register.yaml", "schema: 1\nname: Test\n");
    write_file("register/sources.yaml", R"(sources:
  - {id: OPEN, kind: article, title: An article, published: 2020-10-01}
  - {id: LEAK, kind: statement, title: A leak, published: 2020-10-02, handling: tlp-amber}
)");
    write_file("register/parties.yaml", R"(parties:
  - {id: press, name: Press, kind: press}
  - {id: agency, name: An agency, kind: government}
)");
    write_file("register/actors.yaml", "actors:\n  - {id: dprk, name: Somebody}\n");
    write_file("register/incidents/theft.yaml", R"(id: theft
name: A theft
occurred: 2020-09-25
victim: An exchange
sector: exchange
sources: [OPEN]
claims:
  - {id: a, kind: gross, amount: 281000000, unit: USD, party: press, source: OPEN}
  - {id: b, kind: gross, amount: 299000000, unit: USD, party: agency, source: LEAK}
attributions:
  - {actor: dprk, party: agency, source: LEAK}
)");
    write_file("register/incidents/secret.yaml", R"(id: secret
name: A secret theft
occurred: 2020-11
victim: A fund
sector: other
handling: tlp-red
sources: [OPEN]
)");
  }

  void write_file(const std::string& file, const std::string& text) const {
    std::filesystem::create_directories((scratch_ / file).parent_path());
    write(file, text);
  }
  std::vector<std::string> command(std::vector<std::string> words) const {
    words.insert(words.begin(), "register");
    words.insert(words.end(), {"--register", "register"});
    return words;
  }
};

TEST_F(RegisterExport, StixKeepsToItsHandling) {
  const Outcome all = spoor(command({"export", "stix", "--out", "all.json"}));
  EXPECT_EQ(all.exit_code, 0) << all.err;
  EXPECT_EQ(all.err,
            "spoor: 1 incident, 1 claim, 1 attribution, 1 source are above tlp-clear and left "
            "out\n");
  EXPECT_THAT(all.out, HasSubstr("1  incident\n"));
  const std::string bundle = read("all.json");
  for (const char* const gone : {"299000000", "An agency", "A leak", "secret"})
    EXPECT_THAT(bundle, Not(HasSubstr(gone)));
  EXPECT_THAT(bundle, HasSubstr("\"281000000\""));
  EXPECT_THAT(bundle, HasSubstr("1 incident, 1 claim, 1 attribution, 1 source"));

  const std::string red =
      good(command({"export", "stix", "--out", "red.json", "--handling", "tlp-red"}));
  EXPECT_THAT(red, HasSubstr("2  incident\n"));
  EXPECT_THAT(read("red.json"), HasSubstr("A secret theft"));
}

TEST_F(RegisterExport, TheSameBytesTwice) {
  for (const char* const out : {"one.json", "two.json"})
    good(command({"export", "stix", "--out", out, "--handling", "restricted"}));
  EXPECT_EQ(read("one.json"), read("two.json"));
}

TEST_F(RegisterExport, FiltersChooseIncidents) {
  good(command({"export", "stix", "--out", "all.json", "--handling", "tlp-red", "--level", "stated",
                "--actor", "dprk"}));
  EXPECT_THAT(read("all.json"), HasSubstr("A theft"));
  EXPECT_THAT(read("all.json"), Not(HasSubstr("A secret theft")));
  // What nobody asked for is not counted as left out.
  EXPECT_THAT(read("all.json"), HasSubstr("left out: nothing"));
}

TEST_F(RegisterExport, CsvIsAFolderOfTables) {
  const Outcome csv =
      spoor(command({"export", "csv", "--out", "made/here", "--handling", "tlp-amber"}));
  EXPECT_EQ(csv.exit_code, 0);
  EXPECT_EQ(csv.err, "spoor: 1 incident is above tlp-amber and left out\n");
  EXPECT_THAT(csv.out, HasSubstr("2  claims.csv\n"));
  EXPECT_THAT(read("made/here/claims.csv"), HasSubstr("theft/b,theft,gross,299000000,"));
  EXPECT_EQ(read("made/here/left_out.csv"), "above,what,count\ntlp-amber,incident,1\n");
}

TEST_F(RegisterExport, AReportHasItsTablesBesideIt) {
  const Outcome report =
      spoor(command({"report", "--out", "page.html", "--level", "none", "--policy", "highest"}));
  EXPECT_EQ(report.exit_code, 0) << report.err;
  EXPECT_THAT(report.err, HasSubstr("are above tlp-clear and left out"));
  const std::string page = read("page.html");
  EXPECT_THAT(page, HasSubstr("281.0"));
  EXPECT_THAT(page, Not(HasSubstr("299.0")));
  EXPECT_THAT(page, Not(HasSubstr("A secret theft")));
  EXPECT_THAT(page, HasSubstr("are above tlp-clear and left out"));
  EXPECT_THAT(page, HasSubstr("spoor register report --out page.html --register register "
                              "--level none --policy highest"));
  EXPECT_THAT(read("page-incidents.csv"), HasSubstr("2020-09-25,theft,"));
  // What the page leaves out is not in its total.
  good(command({"report", "--out", "red.html", "--handling", "tlp-red", "--policy", "highest"}));
  EXPECT_THAT(read("red.html"), HasSubstr("Lost, by the policy “highest”"));
  EXPECT_THAT(read("red.html"), HasSubstr("299.0"));
  // No folder of this machine.
  good({"--quiet", "register", "report", "--out", (scratch_ / "here.html").string(), "--register",
        (scratch_ / "register/").string()});
  EXPECT_THAT(read("here.html"),
              HasSubstr("spoor register report --out here.html --register register</pre>"));
}

TEST_F(RegisterExport, NothingIsWrittenIntoTheRegister) {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"export", "stix", "--out", "register/sources.yaml"},
        {"export", "csv", "--out", "register/rates"},
        {"report", "--out", "register/page.html"}})
    expect_failure(2, "into the register's own folder", command(words));
  EXPECT_FALSE(exists("register/rates"));
  expect_failure(2, "not the name of a page", command({"report", "--out", "page.pdf"}));
  expect_failure(5, "nowhere: --out: the folder is not there",
                 command({"report", "--out", "nowhere/page.html"}));
  expect_failure(5, "nowhere: --out: the folder is not there",
                 command({"export", "stix", "--out", "nowhere/register.json"}));
  expect_failure(2, "--handling", command({"export", "csv", "--out", "x", "--handling", "secret"}));
}

// Half a register is none.
TEST_F(RegisterExport, ABrokenRegisterGivesNothing) {
  write_file("register/incidents/theft.yaml", "id: theft\nname: x\noccurred: 2020-13\n");
  expect_failure(3, "theft.yaml", command({"export", "stix", "--out", "all.json"}));
  expect_failure(3, "theft.yaml", command({"report", "--out", "page.html"}));
  EXPECT_FALSE(exists("all.json"));
  EXPECT_FALSE(exists("page.html"));
}

}  // namespace
}  // namespace spoor
