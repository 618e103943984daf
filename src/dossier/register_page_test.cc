#include "dossier/register_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "base/csv.h"
#include "register/load.h"
#include "register/test_register.h"

namespace spoor::dossier {
namespace {

using reg::ClaimKind;
using reg::Incident;
using reg::Register;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

RegisterPage page_of(const Register& reg, const reg::Rates& rates = {}) {
  return register_page({.content = reg,
                        .rates = rates,
                        .question = {},
                        .left_out = {},
                        .command = {"spoor", "register", "report", "--out", "figures.html"},
                        .version = "1.2.3",
                        .content_hash = std::string(64, 'a'),
                        .stem = "figures"});
}

// The project's own register, read once.
const RegisterPage& own_page() {
  static const RegisterPage page = [] {
    const char* root = std::getenv("SPOOR_SOURCE_DIR");
    const Path folder = Path(root == nullptr ? "." : root) / "register";
    return page_of(reg::load_register(folder), reg::load_rates(folder));
  }();
  return page;
}

CsvTable table(const RegisterPage& page, const std::string& name) {
  for (const CsvFile& file : page.tables)
    if (file.name == name) return parse_csv(file.text, name);
  ADD_FAILURE() << name;
  return {};
}
// The field of the first row that begins with that.
std::string field(const CsvTable& table, std::string_view row, std::string_view column) {
  for (const CsvRow& one : table.rows)
    if (one.fields.at(0) == row) return one.fields.at(table.column(column));
  ADD_FAILURE() << row;
  return {};
}

// The text between the heading of a report and the next one's.
std::string card(const std::string& report) {
  const std::string& html = own_page().html;
  const std::size_t begin = html.find("id=\"report-" + report + "\"");
  return html.substr(begin, html.find("</article>", begin) - begin);
}

TEST(RegisterPage, HoldsTheArticleOf2019AgainstTheRows) {
  const std::string article = card("ap-2019");
  for (const char* figure :
       {"At most 2,000.0 million and at least 35 cases at the head; its list of countries has 30 "
        "cases",
        "17 countries", "at least 2,212.5", "at least 338.7", "at least 340.6",
        "1,661.3 less than the headline", "212.5 more than the headline",
        "banks: at least 2,058.7 printed, of it about 187.5 lost",
        "36 rows, 35 of them no repetition of another, which equals the 35 cases",
        "Countries: 17 in the list, 23 in the rows", "In the list and in no row: PL"})
    EXPECT_THAT(article, HasSubstr(figure));
  EXPECT_THAT(card("un-2019"),
              HasSubstr("At most 2,000.0 million at the head; the rows say that at "
                        "least 338.7 million was lost"));
  const CsvTable attempts = table(own_page(), "figures-attempts-un-2019.csv");
  EXPECT_EQ(field(attempts, "A3", "attempted_least"), "951.000000");
  EXPECT_EQ(field(attempts, "A3", "realised_most"), "81.000000");
  EXPECT_EQ(field(attempts, "A8", "attempted_least"), "60.000000");
  EXPECT_EQ(field(attempts, "A8", "realised_least"), "0.500000");
  EXPECT_THAT(field(attempts, "A8", "note"), HasSubstr("reports the attempt as stolen"));
}

TEST(RegisterPage, HoldsTheArticleOf2021AgainstTheIncidents) {
  const std::string article = card("ap-2021");
  for (const char* figure :
       {"316.4 million at the head; about 304.0 million in 2 claims that stand beside it, if both "
        "are in it",
        "about 281.0", "about 23.0", "96.1 %",
        "about 304.0, 12.4 less than the headline and 96 % of it, if both are in it: another "
        "claimant stated it",
        "about 306.8, 9.6 less than the headline and 97 % of it, if all 4 are in it: another "
        "claimant stated it",
        "no source of the register places them in it: algo-capital-2019/un21, cointiger-2019/un21"})
    EXPECT_THAT(article, HasSubstr(figure));
  EXPECT_THAT(article, Not(HasSubstr("within")));
}

TEST(RegisterPage, HoldsTheLaterReportsAgainstTheirRows) {
  const std::string panel = card("un-2024");
  EXPECT_THAT(panel, HasSubstr("About 3,000.0 million at the head; the rows say that at least "
                               "2,966.0 million was lost"));
  EXPECT_THAT(panel, HasSubstr("57 rows, 1 less than the 58 cases at the head"));
  const std::string team = card("msmt-2025");
  EXPECT_THAT(team, HasSubstr("2,837.3"));
  EXPECT_THAT(team, HasSubstr("Printed in the rows, face value included"));
  EXPECT_THAT(team, Not(HasSubstr("attempts included")));
  EXPECT_THAT(team, HasSubstr("40 rows, which equals the 40 cases"));
}

// What stands on the page stands in its files: every figure of the yearly table.
TEST(RegisterPage, YearsAreThoseOfTheTotals) {
  const char* root = std::getenv("SPOOR_SOURCE_DIR");
  const Path folder = Path(root == nullptr ? "." : root) / "register";
  reg::TotalsQuestion question;
  question.by = reg::GroupBy::kYear;
  const reg::Totals found =
      reg::totals(reg::load_register(folder), reg::load_rates(folder), question);
  const auto millions = [](bool is_valued, const reg::Exact& amount) {
    return is_valued ? (amount / reg::Exact(1'000'000)).fixed(6) : std::string();
  };
  const CsvTable years = table(own_page(), "figures-years.csv");
  EXPECT_GT(years.rows.size(), 10U);
  EXPECT_EQ(years.rows.size(), found.groups.size());
  for (const reg::Sum& year : found.groups) {
    EXPECT_THAT(own_page().html, HasSubstr("data-title=\"\">" + year.label + "</td>"));
    EXPECT_EQ(field(years, year.label, "incidents"), std::to_string(year.incidents)) << year.label;
    const bool is_valued = year.valued > 0, by_any = year.valued_by_any > 0;
    EXPECT_EQ(field(years, year.label, "lost_least"), millions(is_valued, year.chosen.low));
    EXPECT_EQ(field(years, year.label, "lost_most"), millions(is_valued, year.chosen.high));
    EXPECT_EQ(field(years, year.label, "policies_least"), millions(by_any, year.over_policies.low));
    EXPECT_EQ(field(years, year.label, "policies_most"), millions(by_any, year.over_policies.high));
  }
  const CsvTable revisions = table(own_page(), "figures-revisions.csv");
  EXPECT_EQ(revisions.rows.size(), 3U);
  EXPECT_THAT(own_page().html, HasSubstr("What was stated of 3 years was changed later"));
}

TEST(RegisterPage, SaysWhatDoesNotAddUpAndWhatIsNotKnown) {
  for (const char* words :
       {"By country, which does not add up", "Nobody states a loss",
        "Claims of which no first appearance is proven", "whose source is not located",
        "Could not be valued", "1.66 BTC", "disputed ones left out"})
    EXPECT_THAT(own_page().html, HasSubstr(words));
}

TEST(RegisterPage, CarriesHowToMakeItAgain) {
  EXPECT_THAT(own_page().html, HasSubstr("spoor register report --out figures.html"));
  EXPECT_THAT(own_page().html, HasSubstr(std::string(64, 'a')));
}

// XX is no country.
TEST(RegisterPage, CountsTheCountriesThatAreKnown) {
  Register reg = reg::empty_register();
  Incident& incident = add_incident(reg, "theft", "2020");
  add_claim(incident, "x", ClaimKind::kGross, "10", "USD", "panel", "panel-report");
  attribute(incident, "dprk", "panel", "panel-report");
  for (const char* const code : {"KR", "XX"})
    incident.countries.push_back({.code = code, .basis = {}, .citation = {}, .place = {}});
  EXPECT_THAT(page_of(reg).html, HasSubstr("victims lie in 1 known country<"));
}

// The project's own register on the day of the article of 2021.
const RegisterPage& page_of_2021() {
  static const RegisterPage page = [] {
    const char* root = std::getenv("SPOOR_SOURCE_DIR");
    const Path folder = Path(root == nullptr ? "." : root) / "register";
    reg::TotalsQuestion question;
    question.selection.known_by = reg::parse_day("2021-02-09");
    return register_page({.content = reg::load_register(folder),
                          .rates = reg::load_rates(folder),
                          .question = question,
                          .left_out = {},
                          .command = {},
                          .version = "1.2.3",
                          .content_hash = {},
                          .stem = "figures"});
  }();
  return page;
}

bool has_word(const std::string& text, const std::string& word) {
  return std::regex_search(text, std::regex("(^|[^A-Za-z0-9-])" + word + "($|[^A-Za-z0-9-])"));
}

TEST(RegisterPage, OfADayNamesNoSourceThatWasPublishedLater) {
  const char* root = std::getenv("SPOOR_SOURCE_DIR");
  const Register reg = reg::load_register(Path(root == nullptr ? "." : root) / "register");
  const reg::Day day = reg::parse_day("2021-02-09");
  std::size_t later = 0, seen = 0;
  for (const auto& [id, source] : reg.sources) {
    if (!source.published || source.published->first <= day) {
      seen += has_word(page_of_2021().html, id);
      continue;
    }
    ++later;
    EXPECT_FALSE(has_word(page_of_2021().html, id)) << id;
    for (const CsvFile& file : page_of_2021().tables)
      EXPECT_FALSE(has_word(file.text, id)) << id << " in " << file.name;
  }
  EXPECT_GT(later, 40U);
  EXPECT_GT(seen, 3U);
}

TEST(RegisterPage, OfADayHasNoYearAndNoReportAfterIt) {
  const std::string& html = page_of_2021().html;
  for (const char* said : {"Left out, public only later:", "3 reports", "3 yearly series",
                           "2 yearly series", "Left out, nobody proves since when it is public:"})
    EXPECT_THAT(html, HasSubstr(said));
  for (const char* later : {"report-un-2024", "report-msmt-2025", "2,966.0", "2,837.3"})
    EXPECT_THAT(html, Not(HasSubstr(later)));
  EXPECT_THAT(html, HasSubstr("id=\"report-ap-2021\""));
  for (const CsvRow& row : table(page_of_2021(), "figures-years.csv").rows)
    EXPECT_LE(row.fields[0], "2020");
  for (const CsvFile& file : page_of_2021().tables)
    EXPECT_THAT(file.name, Not(HasSubstr("stated")));
}

TEST(RegisterPage, AtLevelNoneSaysHowManyAreNotLaidToTheActor) {
  Register reg = reg::empty_register();
  attribute(add_incident(reg, "theirs", "2020"), "dprk", "panel", "panel-report");
  add_incident(reg, "of-nobody", "2020");
  reg::TotalsQuestion question;
  question.selection.level = reg::Level::kNone;
  const std::string html = register_page({.content = reg,
                                          .rates = {},
                                          .question = question,
                                          .left_out = {},
                                          .command = {},
                                          .version = "1",
                                          .content_hash = {},
                                          .stem = "x"})
                               .html;
  EXPECT_THAT(html, HasSubstr("2 incidents are in this register, 1 of them not laid to dprk"));
  EXPECT_THAT(html, Not(HasSubstr("2 incidents are laid to")));
  EXPECT_THAT(html, HasSubstr("none <span class=\"quiet\">not laid to dprk</span>"));
}

// A register whose every text wants to be markup, a formula or an escape sequence.
const std::string kHostile =
    "\"'><script>alert(1)</script><img src=x onerror=alert(1)>=1+1\x1b[31m";

Register hostile_register() {
  Register reg = reg::empty_register();
  reg.name = kHostile;
  reg.actors["dprk"].name = kHostile;
  for (auto& [id, party] : reg.parties) party.name = kHostile;
  for (auto& [id, source] : reg.sources) {
    source.title = source.publisher = source.reference = kHostile;
    source.published = reg::parse_period("2020");
  }
  Incident& incident = add_incident(reg, "theft", "2020-09-25");
  incident.name = incident.victim = incident.summary = kHostile;
  incident.countries = {{.code = kHostile, .basis = {}, .citation = {}, .place = {}}};
  attribute(incident, "dprk", "panel", "panel-report").words = kHostile;
  for (const char* amount : {"10", "30"})
    add_claim(incident, amount, ClaimKind::kGross, amount, "USD", "panel", "panel-report");
  add_claim(add_incident(reg, "other", "2020"), "x", ClaimKind::kGross, "5", kHostile, "panel",
            "panel-report");
  attribute(reg.incidents["other"], "dprk", "panel", "panel-report");
  reg::Headline headline;
  headline.claim = incident.claims[0];
  headline.claim.words = headline.says = kHostile;
  headline.claim.about = {};
  reg.headlines["h"] = headline;
  reg::Report report;
  report.id = "../" + kHostile;
  report.title = kHostile;
  report.citation = {"panel-report", kHostile};
  report.headlines = {"h"};
  report.named = {"theft/10"};
  report.country_list = {{kHostile, 1}};
  report.notes = {kHostile};
  report.rows.resize(1);
  report.rows[0].row = report.rows[0].section = report.rows[0].target_text = kHostile;
  report.rows[0].note = kHostile;
  report.rows[0].incident = "theft";
  reg.reports[report.id] = report;
  reg.yearly_totals = {{.party = "press",
                        .edition = kHostile,
                        .citation = {"article", kHostile},
                        .usd_millions = {{2020, reg::Exact(1)}},
                        .cases = {},
                        .place = {}}};
  reg.disputes = {{.id = kHostile,
                   .says = kHostile,
                   .model = kHostile,
                   .sources = {kHostile},
                   .incidents = {"theft"},
                   .place = {}}};
  return reg;
}

TEST(RegisterPage, HostileTextsStayTexts) {
  const RegisterPage page = page_of(hostile_register());
  EXPECT_THAT(page.html, HasSubstr("&lt;script&gt;"));
  for (const char* markup : {"<script", "<img", "\x1b", "\"'>"})
    EXPECT_THAT(page.html, Not(HasSubstr(markup)));
  for (const CsvFile& file : page.tables) {
    EXPECT_TRUE(std::regex_match(file.name, std::regex("figures-[a-z0-9-]+\\.csv"))) << file.name;
    EXPECT_THAT(file.text, Not(HasSubstr("\x1b")));
    parse_csv(file.text, file.name);
  }
}

// It opens from disk, loads nothing and runs nothing.
TEST(RegisterPage, StandsAlone) {
  const std::string& html = own_page().html;
  EXPECT_THAT(html, HasSubstr("default-src 'none'"));
  for (const char* way : {"<script", " src=", "url(", "@import", "<link", "<iframe"})
    EXPECT_THAT(html, Not(HasSubstr(way)));
  const std::regex link("href=\"([^\"]*)\"");
  for (std::sregex_iterator i(html.begin(), html.end(), link), end; i != end; ++i) {
    const std::string to = (*i)[1].str();
    ASSERT_EQ(to.front(), '#');
    EXPECT_THAT(html, HasSubstr("id=\"" + to.substr(1) + "\""));
  }
}

// Elements that are not closed in the order in which they were opened.
std::vector<std::string> unbalanced(const std::string& html) {
  static const std::set<std::string> kVoid = {"meta", "!DOCTYPE"};
  static const std::regex kTag("<(/?)([a-zA-Z!0-9]+)[^<>]*?(/?)>");
  std::vector<std::string> open, wrong;
  const std::size_t body = html.find("</style>");
  for (std::sregex_iterator
           i(html.begin() + static_cast<std::ptrdiff_t>(body + 8), html.end(), kTag),
       end;
       i != end; ++i) {
    const std::string name = (*i)[2].str();
    if (kVoid.contains(name) || (*i)[3].length() > 0 || name == "head" || name == "html") continue;
    if ((*i)[1].length() == 0) {
      open.push_back(name);
    } else if (!open.empty() && open.back() == name) {
      open.pop_back();
    } else {
      wrong.push_back(name);
    }
  }
  wrong.insert(wrong.end(), open.begin(), open.end());
  return wrong;
}

TEST(RegisterPage, EveryElementIsClosed) {
  EXPECT_THAT(unbalanced(own_page().html), IsEmpty());
  EXPECT_THAT(unbalanced(page_of(hostile_register()).html), IsEmpty());
  EXPECT_THAT(unbalanced(page_of(reg::empty_register()).html), IsEmpty());
}

TEST(RegisterPage, TheSameRegisterGivesTheSameBytes) {
  EXPECT_EQ(page_of(hostile_register()).html, page_of(hostile_register()).html);
}

// No figure is written into the page by hand.
TEST(RegisterPage, FiguresFollowTheRegister) {
  Register reg = hostile_register();
  reg.incidents["theft"].claims[1].amount = reg::Exact::parse("77700000");
  EXPECT_THAT(page_of(reg).html, HasSubstr("77.7"));
  EXPECT_THAT(page_of(hostile_register()).html, Not(HasSubstr("77.7")));
}

TEST(RegisterPage, SaysWhatItsHandlingLeftOut) {
  const Register reg = reg::empty_register();
  reg::LeftOut left_out;
  left_out.counts[static_cast<std::size_t>(reg::FactKind::kClaim)] = 5;
  const RegisterPage page = register_page({.content = reg,
                                           .rates = {},
                                           .question = {},
                                           .handling = reg::Handling::kTlpGreen,
                                           .left_out = left_out,
                                           .command = {},
                                           .version = "1",
                                           .content_hash = "",
                                           .stem = "x"});
  EXPECT_THAT(page.html, HasSubstr("5 claims are above tlp-green and left out"));
}

}  // namespace
}  // namespace spoor::dossier
