// What crosses the files of a register.
#include "register/checks.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "register/test_folder.h"

namespace spoor::reg {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

class Checks : public testing::Test {
 protected:
  // A claim of the theft with these fields besides.
  void claim(const std::string& more) const {
    folder_.theft("claims:\n  - {id: a, party: bank, source: UN19, " + more + "}\n");
  }

  TestFolder folder_;
};

// To hold each of many dangling ids against each of many known ones would take hours.
TEST_F(Checks, SuggestionsEndWhereIdsAreMany) {
  std::string sources = "sources:\n";
  for (int i = 0; i < 1'000; ++i)
    sources += fmt::format("  - {{id: S{}, title: A, repeats: T{}}}\n", i, i);
  folder_.write("sources.yaml", sources);
  const std::vector<std::string> errors = folder_.errors();
  EXPECT_THAT(errors, Contains(HasSubstr("no source 'T0'. Did you mean 'S0'?")));
  EXPECT_THAT(errors, Contains(EndsWith("no source 'T998'. Add the source, or mend the id")));
}

TEST_F(Checks, WhatIsNamedMustBeThere) {
  folder_.theft(R"(duplicate_of: none-1
sources: [NONE1]
countries: [{code: KR, source: NONE2}]
assets: [{asset: BTC, source: NONE3}]
claims:
  - {id: a, party: none-2, source: NONE4, part_of: none-3, repeats: x/none-4, also_about: [none-5]}
observations: [{kind: laundering, value: mixer, party: none-6, source: NONE5}]
attributions: [{actor: none-7, party: none-8, source: NONE6}]
links: [{to: none-9, kind: campaign, party: none-10, source: NONE7}]
recoveries: [{kind: frozen, source: NONE8}]
addresses: [{network: BTC, address: 1A, role: theft, sources: [NONE9]}]
)");
  const std::string all = folder_.error() + "\n";
  for (const char* missing :
       {"1: there is no incident 'none-1'", "1: there is no source 'NONE1'",
        "8: there is no source 'NONE2'", "9: there is no source 'NONE3'",
        "11: there is no party 'none-2'", "11: there is no source 'NONE4'",
        "11: there is no claim 'theft-2016/none-3'", "11: there is no claim 'x/none-4'",
        "11: there is no incident 'none-5'", "12: there is no party 'none-6'",
        "12: there is no source 'NONE5'", "13: there is no actor 'none-7'",
        "13: there is no party 'none-8'", "13: there is no source 'NONE6'",
        "14: there is no incident 'none-9'", "14: there is no party 'none-10'",
        "14: there is no source 'NONE7'", "15: there is no source 'NONE8'",
        "16: there is no source 'NONE9'"})
    EXPECT_THAT(all, HasSubstr(std::string("theft-2016.yaml:") + missing));
  EXPECT_EQ(std::ranges::count(all, '\n'), 19);
}

TEST_F(Checks, NothingGoesRound) {
  folder_.write("sources.yaml", R"(sources:
  - {id: UN19, title: a, repeats: B}
  - {id: B, title: b, repeats: C}
  - {id: C, title: c, repeats: B}
)");
  EXPECT_EQ(folder_.error(),
            "sources.yaml:3: sources that repeat go round: B, C, B. One of them must stand for "
            "itself");
}

TEST_F(Checks, ActorsAreATree) {
  folder_.write("actors.yaml", "actors: [{id: a, name: A, parent: a, source: UN19}]\n");
  EXPECT_THAT(folder_.error(), HasSubstr("parents of actors go round: a, a"));
}

TEST_F(Checks, DuplicatesEndSomewhere) {
  folder_.theft("duplicate_of: other\n");
  folder_.write("incidents/other.yaml",
                "id: other\nname: B\noccurred: 2016\nvictim: B\nsector: "
                "bank\nduplicate_of: theft-2016\n");
  EXPECT_EQ(folder_.error(),
            "incidents/other.yaml:1: duplicates go round: other, theft-2016, other. One of them "
            "must stand for itself");
}

TEST_F(Checks, ClaimsEndSomewhere) {
  folder_.theft(R"(claims:
  - {id: a, party: bank, source: UN19, repeats: b}
  - {id: b, party: bank, source: UN19, repeats: a}
  - {id: c, party: bank, source: UN19, part_of: d}
  - {id: d, party: bank, source: UN19, part_of: c}
)");
  EXPECT_THAT(folder_.errors(),
              ElementsAre(HasSubstr(":7: claims that repeat go round: theft-2016/a, theft-2016/b"),
                          HasSubstr(":9: parts of claims go round: theft-2016/c, theft-2016/d")));
}

TEST_F(Checks, RowsOfAReportEndSomewhere) {
  folder_.write("reports/r.yaml",
                "id: r\ntitle: R\nsource: UN19\nrows:\n  - {row: A, "
                "duplicate_of: B}\n  - {row: B, duplicate_of: A}\n");
  EXPECT_THAT(folder_.error(), StartsWith("reports/r.yaml:5: duplicates among rows go round"));
}

TEST_F(Checks, WhatRestsOnMemoryIsMarked) {
  folder_.theft(R"(claims: [{id: a, party: bank, source: MEM}]
observations: [{kind: laundering, value: mixer, source: MEM}]
attributions: [{actor: dprk, party: bank, source: MEM}]
recoveries: [{kind: frozen, source: MEM}]
assets: [{asset: BTC, source: MEM}]
countries: [{code: KR, source: MEM}]
addresses: [{network: BTC, address: 1A, role: theft, sources: [UN19, MEM]}]
)");
  EXPECT_THAT(
      folder_.errors(),
      ElementsAre(HasSubstr(":6: claim theft-2016/a: its source is memory, and confirms nothing. "
                            "Mark it `unconfirmed: true`"),
                  HasSubstr(":7: laundering mixer: its source is memory"),
                  HasSubstr(":8: attribution to dprk by bank: its source is memory"),
                  HasSubstr(":9: recovery (frozen): its source is memory"),
                  HasSubstr(":10: asset BTC: its source is memory"),
                  HasSubstr(":11: country KR: its source is memory, and confirms nothing. Give a "
                            "source that confirms it, or leave it out"),
                  HasSubstr(":12: address 1A: its source is memory")));
  folder_.theft(R"(claims: [{id: a, party: bank, source: MEM, unconfirmed: true}]
observations: [{kind: laundering, value: mixer, source: MEM, unconfirmed: true}]
)");
  EXPECT_THAT(folder_.errors(), IsEmpty());
}

TEST_F(Checks, AnIncidentThatNamesMemorySaysWhatRestsOnIt) {
  folder_.theft("sources: [UN19, MEM]\n");
  EXPECT_THAT(folder_.error(), HasSubstr(":1: memory is named as a source, and nothing unconfirm"));
  folder_.theft("sources: [UN19, MEM]\nunconfirmed: [the day]\n");
  EXPECT_THAT(folder_.errors(), IsEmpty());
}

TEST_F(Checks, AFirstAppearanceIsProvenByItsSource) {
  claim("known_from: {day: 2019-08-29, source: UN19}");
  EXPECT_EQ(folder_.error(),
            "incidents/theft-2016.yaml:7: claim theft-2016/a: known from 2019-08-29, but UN19 was "
            "published 2019-08-30. The day is that of the source that proves it, or later");
  claim("known_from: {day: 2019-08-30, source: UN19}");
  EXPECT_THAT(folder_.errors(), IsEmpty());
  // Published in that year, so on its last day at the latest.
  claim("known_from: {day: 2019-06-01, source: YEAR}");
  EXPECT_THAT(folder_.error(), HasSubstr("but YEAR was published 2019."));
  claim("known_from: {day: 2019-12-31, source: YEAR}");
  EXPECT_THAT(folder_.errors(), IsEmpty());
  claim("known_from: {day: 2019-12-31, source: MEM}");
  EXPECT_THAT(folder_.error(), HasSubstr("memory proves no first appearance"));
  claim("known_from: {day: 2019-12-31, source: NONE}");
  EXPECT_THAT(folder_.error(), HasSubstr("there is no source 'NONE'"));
}

TEST_F(Checks, UnitsAreCurrenciesOrAssetsThatWereTaken) {
  claim("amount: 1, unit: XYZ");
  EXPECT_THAT(folder_.error(), HasSubstr(":7: unknown currency 'XYZ'. Write a code of ISO 4217"));
  folder_.theft(
      "assets: [{asset: XYZ}]\nclaims: [{id: a, party: bank, source: UN19, amount: 1, "
      "unit: XYZ}]\nrecoveries: [{kind: frozen, amount: 1, unit: XYZZ}]\n");
  EXPECT_THAT(folder_.error(), HasSubstr(":8: unknown currency 'XYZZ'. Did you mean 'XYZ'?"));
}

TEST_F(Checks, ASumOfPartsHasParts) {
  claim("amount: parts");
  EXPECT_EQ(folder_.error(),
            "incidents/theft-2016.yaml:7: theft-2016/a is a sum of parts and has none. Write its "
            "parts with `part_of: a`, or an amount");
}

TEST_F(Checks, PartsAreOfTheKindAndTheIncidentsOfTheirWhole) {
  folder_.write("incidents/other.yaml",
                "id: other\nname: B\noccurred: 2016\nvictim: B\nsector: bank\n");
  folder_.theft(R"(claims:
  - {id: a, party: bank, source: UN19, amount: parts}
  - {id: b, party: bank, source: UN19, amount: 1, unit: USD, part_of: a, kind: net}
  - {id: c, party: bank, source: UN19, amount: 1, unit: USD, part_of: a, also_about: [other]}
)");
  EXPECT_THAT(folder_.errors(),
              ElementsAre(HasSubstr(":8: theft-2016/b is net, and the claim that it is part of is "
                                    "gross"),
                          HasSubstr(":9: theft-2016/c is part of a claim about other incidents")));
}

// Its own parts would count neither in it nor in the whole.
TEST_F(Checks, APartIsNoSum) {
  folder_.theft(R"(claims:
  - {id: a, party: bank, source: UN19, amount: parts}
  - {id: b, party: bank, source: UN19, amount: parts, part_of: a}
  - {id: c, party: bank, source: UN19, amount: 1, unit: USD, part_of: b}
)");
  EXPECT_EQ(folder_.error(),
            "incidents/theft-2016.yaml:8: theft-2016/b is a part and itself a sum of parts. Write "
            "its parts as parts of the whole, or its amount");
}

std::vector<std::string> unlocated_in(const TestFolder& folder) {
  return TestFolder::lines_of(unlocated(folder.load().content));
}

TEST_F(Checks, WhatIsNotLocated) {
  folder_.write("actors.yaml", "actors: [{id: dprk, name: DPRK}]\n");
  folder_.theft(R"(countries:
  - {code: KR}
  - {code: BD, source: UN19, locator: row A3}
claims:
  - {id: a, party: bank, source: UN19}
  - {id: b, party: bank, source: UN19, locator: row A3}
  - {id: c, party: bank, source: UN19, locator: row A3, unconfirmed: true}
addresses:
  - {network: BTC, address: 1A, role: theft, sources: [UN19, AP2019]}
)");
  EXPECT_THAT(
      unlocated_in(folder_),
      ElementsAre("incidents/theft-2016.yaml:7: country KR: no source",
                  "incidents/theft-2016.yaml:10: claim theft-2016/a: source not located: UN19",
                  "incidents/theft-2016.yaml:12: claim theft-2016/c: not confirmed",
                  "incidents/theft-2016.yaml:14: address 1A: source not located: UN19, AP2019"));
}

// A capture of one of its sources is enough.
TEST_F(Checks, ACaptureLocates) {
  folder_.write("actors.yaml", "actors: [{id: dprk, name: DPRK}]\n");
  folder_.write("sources.yaml",
                "sources:\n  - {id: UN19, title: a}\n  - id: AP2019\n    title: b\n    capture: "
                "{sha256: " +
                    std::string(64, 'a') + ", bytes: 5, taken: '2026-01-31T12:00:00Z'}\n");
  folder_.theft(
      "addresses:\n  - {network: BTC, address: 1A, role: theft, sources: [UN19, AP2019]}\n");
  EXPECT_THAT(unlocated_in(folder_), IsEmpty());
  const Register content = folder_.load().content;
  EXPECT_EQ(content.sources.at("AP2019").capture->bytes, 5U);
  EXPECT_TRUE(is_located(content, {.source = "AP2019", .locator = {}}));
  EXPECT_FALSE(is_located(content, {.source = "UN19", .locator = {}}));
  EXPECT_TRUE(is_located(content, {.source = "UN19", .locator = "page 3"}));
}

}  // namespace
}  // namespace spoor::reg
