#include "register/load.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "register/test_folder.h"

namespace spoor::reg {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

class Load : public testing::Test {
 protected:
  Incident theft() const {
    const Loaded loaded = folder_.load();
    EXPECT_THAT(TestFolder::lines_of(loaded.errors), IsEmpty());
    const auto found = loaded.content.incidents.find("theft-2016");
    return found == loaded.content.incidents.end() ? Incident() : found->second;
  }

  TestFolder folder_;
};

TEST_F(Load, AnIncidentWithAllItsFields) {
  folder_.theft(R"(outcome: attempt
countries:
  - {code: BD, basis: seat, source: UN19, locator: row A3}
summary: >
  Two
  lines.
duplicate_of: other-2016
handling: tlp-green
sources: [UN19]
assets:
  - {asset: BTC, amount: 4502.9, source: UN19, says: all of it, unconfirmed: true}
claims:
  - id: ordered
    kind: attempted
    amount: 951000000
    unit: USD
    bound: about
    party: un-panel
    source: UN19
    locator: annex 21, row A3
    words: attempt (81 net)
    valued_at: 2016-02-04
    stated_at: 2019-08
    published: 2019-08-30
    known_from: {day: 2019-09-01, source: UN19}
    repeats: first
    also_about: [other-2016]
  - {id: first, kind: attempted, amount: parts, party: bank, source: AP2019}
  - {id: half, kind: attempted, amount: 0.5, unit: BTC, party: bank, source: AP2019, part_of: first}
observations:
  - {kind: vector, value: T1566.001, detail: offers of jobs, party: bank, source: UN19, basis: victim}
attributions:
  - {actor: lazarus, party: un-panel, stated_at: 2019-08-30, words: suspected, source: UN19}
  - {actor: dprk, party: bank, source: AP2019, denies: true}
links:
  - {to: other-2016, kind: shared-key, says: one key, party: un-panel, source: UN19}
recoveries:
  - {kind: returned, amount: 20000000, unit: USD, says: from abroad, source: UN19}
addresses:
  - {network: BTC, address: 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa, role: theft, label: first,
     sources: [UN19], grade: A1}
unconfirmed: [exact day]
)");
  folder_.write("incidents/other-2016.yaml",
                "id: other-2016\nname: B\noccurred: 2016-02\nvictim: B\nsector: bank\n");
  const Incident theft = this->theft();
  EXPECT_EQ(theft.outcome, Outcome::kAttempt);
  EXPECT_EQ(theft.occurred.text, "2016-02-04");
  EXPECT_EQ(theft.summary, "Two lines.");
  EXPECT_EQ(theft.handling, Handling::kTlpGreen);
  EXPECT_EQ(theft.countries.at(0).citation.locator, "row A3");
  EXPECT_EQ(theft.assets.at(0).amount->text(), "4502.9");
  EXPECT_TRUE(theft.assets.at(0).unconfirmed);
  ASSERT_EQ(theft.claims.size(), 3U);
  const Claim& ordered = theft.claims[0];
  EXPECT_EQ(ordered.id, "theft-2016/ordered");
  EXPECT_EQ(ordered.kind, ClaimKind::kAttempted);
  EXPECT_EQ(ordered.amount->text(), "951000000");
  EXPECT_EQ(ordered.bound, Bound::kAbout);
  EXPECT_EQ(ordered.repeats, "theft-2016/first");
  EXPECT_THAT(ordered.about, ElementsAre("theft-2016", "other-2016"));
  EXPECT_EQ(ordered.stated_at->text, "2019-08");
  EXPECT_EQ(to_text(ordered.known_from->day), "2019-09-01");
  EXPECT_EQ(ordered.place.line, 18U);
  EXPECT_TRUE(theft.claims[1].is_sum_of_parts);
  EXPECT_FALSE(theft.claims[1].amount);
  EXPECT_EQ(theft.claims[2].part_of, "theft-2016/first");
  EXPECT_EQ(theft.observations.at(0).basis, Basis::kVictim);
  EXPECT_FALSE(theft.attributions.at(0).denies);
  EXPECT_TRUE(theft.attributions.at(1).denies);
  EXPECT_EQ(theft.links.at(0).kind, LinkKind::kSharedKey);
  EXPECT_EQ(theft.recoveries.at(0).amount->text(), "20000000");
  EXPECT_FALSE(theft.addresses.at(0).checksum_fails);
  EXPECT_THAT(theft.unconfirmed, ElementsAre("exact day"));
}

TEST_F(Load, WhatIsLeftOut) {
  folder_.theft(R"(countries: [{code: XX}]
claims: [{id: a, party: bank, source: UN19}]
observations: [{kind: laundering, value: mixer}]
)");
  const Incident theft = this->theft();
  EXPECT_EQ(theft.outcome, Outcome::kTheft);
  EXPECT_EQ(theft.handling, Handling::kPublic);
  EXPECT_EQ(theft.countries.at(0).basis, CountryBasis::kUnknown);
  EXPECT_EQ(theft.claims.at(0).kind, ClaimKind::kGross);
  EXPECT_EQ(theft.claims.at(0).bound, Bound::kExact);
  EXPECT_FALSE(theft.claims.at(0).amount);
  EXPECT_EQ(theft.observations.at(0).basis, Basis::kUnknown);
  const Register content = folder_.load().content;
  EXPECT_EQ(content.name, "Test");
  EXPECT_EQ(content.folder, folder_.path());
  EXPECT_EQ(content.sources.at("AP2019").kind, SourceKind::kArticle);
}

TEST_F(Load, TheOtherFiles) {
  folder_.write("headlines.yaml", R"(headlines:
  - id: total
    says: proceeds of attacks
    amount: 2000000000
    unit: USD
    bound: at-most
    party: un-panel
    source: UN19
    about: [theft-2016]
    covers: 2015-12/2019-05
    cases: 35
    cases_bound: at-least
    countries: 17
    actor: dprk
)");
  folder_.write("reports/un-2019.yaml", R"(id: un-2019
title: Annex 21
source: UN19
covers: 2015-12/2019-05
headlines: [total]
country_list: {KR: 10, IN: 3}
named: [headlines/total]
notes: [one]
rows:
  - row: A3
    section: banks
    date: Feb 2016
    country: BD
    target: A bank
    amount: "951"
    outcome: attempt (81 net)
    countries: [BD]
    reads_as: attempt
    parts:
      - {kind: attempted, amount: 951000000, unit: USD}
      - {kind: net, amount: 81000000, unit: USD, bound: about, inferred: true}
    incident: theft-2016
    note: as it is
  - {row: A4, duplicate_of: A3}
)");
  folder_.write("yearly.yaml", R"(yearly:
  - {party: bank, edition: latest, source: UN19, usd_millions: {2016: 1.5}, cases: {2016: 1}}
)");
  folder_.write("shared-addresses.yaml", R"(shared:
  - owner: A launderer
    role: launderer
    source: UN19
    addresses: [{network: BTC, address: 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb, grade: A1}]
)");
  folder_.write("disputes.yaml", R"(disputes:
  - {id: twice, says: once or twice, model: once, sources: [UN19], incidents: [theft-2016]}
)");
  const Loaded loaded = folder_.load();
  EXPECT_THAT(TestFolder::lines_of(loaded.errors), IsEmpty());
  const Register& content = loaded.content;
  const Headline& total = content.headlines.at("total");
  EXPECT_EQ(total.claim.id, "headlines/total");
  EXPECT_THAT(total.claim.about, ElementsAre("theft-2016"));
  EXPECT_EQ(total.cases, 35U);
  EXPECT_EQ(total.cases_bound, Bound::kAtLeast);
  const Report& report = content.reports.at("un-2019");
  EXPECT_EQ(report.country_list.at("KR"), 10U);
  ASSERT_EQ(report.rows.size(), 2U);
  EXPECT_EQ(report.rows[0].amount_text, "951");
  EXPECT_EQ(report.rows[0].outcome, Outcome::kAttempt);
  EXPECT_EQ(report.rows[0].parts.at(1).amount.text(), "81000000");
  EXPECT_TRUE(report.rows[0].parts.at(1).inferred);
  EXPECT_EQ(report.rows[1].duplicate_of, "A3");
  EXPECT_EQ(content.yearly_totals.at(0).usd_millions.at(2016).text(), "1.5");
  EXPECT_EQ(content.shared_addresses.at(0).addresses.at(0).role, AddressRole::kLaunderer);
  EXPECT_TRUE(content.shared_addresses.at(0).addresses.at(0).checksum_fails);
  EXPECT_EQ(content.disputes.at(0).id, "twice");
}

// A folder of others may have millions of errors, and quote whole files in them.
TEST_F(Load, KeepsTheFirstFindingsAndCountsAll) {
  std::string lines;
  for (int i = 0; i < 1'500; ++i) lines += "key-" + std::to_string(i) + ": x\n";
  folder_.theft(lines);
  const Loaded loaded = folder_.load();
  EXPECT_EQ(loaded.errors.size(), 1'000U);
  EXPECT_EQ(loaded.error_count, 1'500U);
  folder_.theft(std::string(1 << 20, 'k') + ": x\n");
  EXPECT_LT(folder_.error().size(), 5'000U);
  folder_.theft("summary: !" + std::string(1 << 20, 't') + " x\n");
  EXPECT_LT(folder_.error().size(), 5'000U);
}

TEST_F(Load, AFolderThatCannotBeListedSaysWhatToDo) {
  std::filesystem::remove_all(folder_.path() / "incidents");
  folder_.write("incidents", "no folder");
  try {
    folder_.load();
    FAIL() << "read";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kIo);
    EXPECT_THAT(error.text(),
                HasSubstr("incidents: cannot list the folder: Not a directory. Make"));
  }
}

// All that is wrong at once, in the order of files and lines, and nothing of it is loaded.
TEST_F(Load, CollectsAllFindings) {
  folder_.theft(
      "outcome: teft\nclaims:\n  - {id: a, amount: 1, unit: UDS, party: bank, source: UN1}\n");
  folder_.write("actors.yaml", "actors:\n  - {id: dprk}\n");
  const Loaded loaded = folder_.load();
  EXPECT_TRUE(loaded.content.incidents.empty());
  EXPECT_TRUE(loaded.content.sources.empty());
  EXPECT_THAT(TestFolder::lines_of(loaded.errors),
              ElementsAre(StartsWith("actors.yaml:2: 'name' is missing"),
                          "incidents/theft-2016.yaml:6: 'outcome' cannot be 'teft'. Did you mean "
                          "'theft'? The words are theft, attempt, extortion, mining, intrusion",
                          "incidents/theft-2016.yaml:8: there is no source 'UN1'. Did you mean "
                          "'UN19'? Add the source, or mend the id",
                          "incidents/theft-2016.yaml:8: unknown currency 'UDS'. Did you mean "
                          "'USD'? Write a code of ISO 4217, or name the asset under `assets` of an "
                          "incident"));
}

TEST_F(Load, ThrowsTheFirstFindingAndTheirNumber) {
  folder_.theft("outcome: teft\nsectr: bank\n");
  try {
    load_register(folder_.path());
    FAIL() << "loaded";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kBadInput);
    EXPECT_EQ(error.where().line, 6U);
    EXPECT_THAT(error.text(), HasSubstr("incidents/theft-2016.yaml, line 6: 'outcome' cannot be "
                                        "'teft' (and 1 more; `spoor register check` lists them)"));
  }
  folder_.theft("");
  EXPECT_EQ(load_register(folder_.path()).incidents.size(), 1U);
}

TEST_F(Load, AFolderThatIsNoRegister) {
  EXPECT_THROW(read_register(folder_.path() / "nowhere"), Error);
  folder_.remove("sources.yaml");
  EXPECT_THAT(folder_.error(), StartsWith("sources.yaml:0: the file is missing"));
}

TEST_F(Load, FilesThatNobodyReads) {
  folder_.write("incident.yaml", "id: x\n");
  folder_.write("incidents/b.yml", "id: x\n");
  folder_.write("incidents/.b.yaml.swp", "");
  folder_.write("README.md", "");
  folder_.write("incidents/README.md", "");
  EXPECT_THAT(folder_.errors(),
              ElementsAre(StartsWith("incident.yaml:0: no file of a register has this name"),
                          StartsWith("incidents/b.yml:0: not a file of a register")));
}

// One file that is no YAML is told alone: what it held is not missed elsewhere.
TEST_F(Load, ABrokenFileIsNotBlamedOnOthers) {
  folder_.write("sources.yaml", "sources:\n  - {id: UN19, title: a\n");
  folder_.theft("sources: [UN19]\n");
  EXPECT_THAT(folder_.errors(), ElementsAre(StartsWith("sources.yaml:2: ")));
}

TEST_F(Load, AnotherVersion) {
  folder_.write("register.yaml", "schema: 2\nname: Test\n");
  EXPECT_EQ(folder_.error(),
            "register.yaml:1: the register has version 2. This program reads version 1");
}

// Every field that cannot be read says so, and where.
struct Bad {
  const char* lines;
  const char* says;
};

class BadField : public testing::TestWithParam<Bad> {};

TEST_P(BadField, OfAnIncident) {
  const TestFolder folder;
  folder.theft(GetParam().lines);
  EXPECT_THAT(folder.error(), HasSubstr(std::string("theft-2016.yaml:") + GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(
    Register, BadField,
    testing::Values(
        Bad{"colour: red\n", "6: unknown key 'colour'. Known here: id, name"},
        Bad{"sumary: x\n", "6: unknown key 'sumary'. Did you mean 'summary'?"},
        Bad{"summary:\n", "6: 'summary' has nothing, where a single value is due"},
        Bad{"summary: ''\n", "6: 'summary' is empty"},
        Bad{"summary: [a]\n", "6: 'summary' has a list, where a single value is due"},
        Bad{"duplicate_of: |\n  a\n  b\n", "6: 'duplicate_of' has several lines"},
        Bad{"handling: secret\n", "6: 'handling' cannot be 'secret'. The words are public, tlp-"},
        Bad{"sources: UN19\n", "6: 'sources' has a single value, where a list is due"},
        Bad{"sources: [[UN19]]\n", "6: 'sources' is a list of texts"},
        Bad{"sources: [UN_19]\n", "6: 'sources' is no id: 'UN_19'. Ids of sources have letters"},
        Bad{"duplicate_of: Other\n", "6: 'duplicate_of' is no id: 'Other'. Ids have small letters"},
        Bad{"claims: {a: 1}\n", "6: 'claims' has a mapping, where a list is due"},
        Bad{"claims: [a]\n", "6: here stands a single value, where a mapping is due"},
        Bad{"countries:\n  - {code: UK}\n", "7: no country: 'UK'. Write two letters of ISO 3166"},
        Bad{"countries: [{basis: seat}]\n", "6: 'code' is missing"},
        Bad{"countries: [{code: KR, locator: x}]\n", "6: a locator without a source"},
        Bad{"assets: [{asset: BTC, amount: 1e3}]\n", "6: 'amount': "},
        Bad{"assets: [{asset: BTC, amount: -1}]\n", "6: 'amount': an amount below zero: '-1'"},
        Bad{"assets: [{asset: 'a/b'}]\n", "6: neither a currency nor an asset: 'a/b'"},
        Bad{"claims: [{party: bank, source: UN19}]\n", "6: 'id' is missing"},
        Bad{"claims: [{id: a, source: UN19}]\n", "6: 'party' is missing"},
        Bad{"claims: [{id: a, party: bank}]\n", "6: 'source' is missing"},
        Bad{"claims: [{id: a, party: bank, source: UN19, amount: 1}]\n", "6: 'unit' is missing"},
        Bad{"claims: [{id: a, party: bank, source: UN19, repeats: a/b/c}]\n",
            "6: 'repeats' is no claim: 'a/b/c'. Write INCIDENT/CLAIM"},
        Bad{"claims: [{id: a, party: bank, source: UN19, stated_at: 2016-02-30}]\n",
            "6: 'stated_at': "},
        Bad{"claims: [{id: a, party: bank, source: UN19, stated_at: 2150}]\n",
            "6: 'stated_at': a day after 2100: '2150-12-31'"},
        Bad{"claims: [{id: a, party: bank, source: UN19, known_from: 2019-08-30}]\n",
            "6: 'known_from' has a single value, where a mapping is due"},
        Bad{"claims: [{id: a, party: bank, source: UN19, known_from: {day: 2019-08-30}}]\n",
            "6: 'source' is missing"},
        Bad{"claims: [{id: a, party: bank, source: UN19, known_from: {day: 2019, source: UN19}}]\n",
            "6: 'day': "},
        Bad{"claims: [{id: a, party: bank, source: UN19, unconfirmed: yes}]\n",
            "6: 'unconfirmed' is true or false, not 'yes'"},
        Bad{"claims: [{id: a, party: bank, source: UN19, also_about: [theft-2016]}]\n",
            "6: 'theft-2016' is named already"},
        Bad{"claims:\n  - {id: a, party: bank, source: UN19}\n  - {id: a, party: bank, source: "
            "UN19}\n",
            "8: the claim 'theft-2016/a' stands twice"},
        Bad{"observations: [{value: T1190}]\n", "6: 'kind' is missing"},
        Bad{"observations: [{kind: vector}]\n", "6: 'value' is missing"},
        Bad{"observations: [{kind: vector, value: mixer}]\n", "6: 'value' cannot be 'mixer'"},
        Bad{"observations: [{kind: laundering, value: mixr}]\n",
            "6: 'value' cannot be 'mixr'. Did you mean 'mixer'?"},
        Bad{"attributions: [{party: bank, source: UN19}]\n", "6: 'actor' is missing"},
        Bad{"links: [{to: theft-2016, kind: campaign}]\n", "6: an incident is linked to itself"},
        Bad{"links: [{kind: campaign}]\n", "6: 'to' is missing"},
        Bad{"links: [{to: other}]\n", "6: 'kind' is missing"},
        Bad{"recoveries: [{amount: 1, unit: USD}]\n", "6: 'kind' is missing"},
        Bad{"recoveries: [{kind: frozen, amount: 1}]\n", "6: 'unit' is missing"},
        Bad{"addresses: [{network: BTC, role: theft}]\n", "6: 'address' is missing"},
        Bad{"addresses: [{network: BTC, address: 1A}]\n", "6: 'role' is missing"},
        Bad{"addresses: [{network: BTC, address: '1 A', role: theft}]\n", "6: no address: '1 A'"},
        Bad{"addresses: [{network: btc, address: 1A, role: theft}]\n",
            "6: no name of a network: 'btc'"},
        Bad{"addresses: [{network: BTC, address: 1A, role: theft, grade: G1}]\n",
            "6: no Admiralty grade: 'G1'"},
        Bad{"addresses:\n  - {network: BTC, address: 1A, role: theft}\n  - {network: BTC, address: "
            "1A, role: theft}\n",
            "8: the address 1A stands twice in the same role"}));

TEST_F(Load, FieldsThatMustBeThere) {
  folder_.write("incidents/theft-2016.yaml", "outcome: theft\n");
  EXPECT_THAT(folder_.errors(),
              ElementsAre(HasSubstr("'id' is missing"), HasSubstr("'name' is missing"),
                          HasSubstr("'occurred' is missing"), HasSubstr("'victim' is missing"),
                          HasSubstr("'sector' is missing")));
}

TEST_F(Load, TheIdIsTheNameOfTheFile) {
  folder_.write("incidents/other.yaml", TestFolder::kTheft);
  EXPECT_THAT(folder_.error(), HasSubstr("other.yaml:1: the id 'theft-2016' is not the name of the "
                                         "file. Write `id: other`, or rename the file"));
}

TEST_F(Load, TextsHaveLimits) {
  folder_.theft("summary: " + std::string(20'001, 'x') + "\n");
  EXPECT_THAT(folder_.error(), HasSubstr("'summary' has 20001 bytes; there may be 20000"));
  folder_.theft("sources: [" + std::string(81, 'x') + "]\n");
  EXPECT_THAT(folder_.error(), HasSubstr("'sources' is no id"));
}

class BadCatalogue : public Load, public testing::WithParamInterface<std::array<const char*, 3>> {};

TEST_P(BadCatalogue, SaysWhatIsWrong) {
  const auto& [file, text, says] = GetParam();
  folder_.write(file, text);
  EXPECT_THAT(folder_.error(), HasSubstr(std::string(file) + ":" + says));
}

INSTANTIATE_TEST_SUITE_P(
    Register, BadCatalogue,
    testing::Values(
        std::array{"sources.yaml", "sources:\n  - {id: A, title: a}\n  - {id: A, title: b}\n",
                   "3: the id 'A' stands twice"},
        std::array{"sources.yaml", "sources: [{id: A, title: a, language: english}]\n",
                   "1: no language: 'english'"},
        std::array{"sources.yaml",
                   "sources: [{id: A, title: a, capture: {sha256: ab, bytes: 1, taken: "
                   "'2026-01-31T12:00:00Z'}}]\n",
                   "1: no SHA-256: 'ab'"},
        std::array{"sources.yaml",
                   "sources: [{id: A, title: a, capture: {bytes: 1, taken: 2026-01-31}}]\n",
                   "1: no time: '2026-01-31'. Write it in UTC"},
        std::array{"sources.yaml", "sources: [{id: A, title: a, repeats: B}]\n",
                   "1: there is no source 'B'"},
        std::array{"parties.yaml", "parties: [{id: un-panel, kind: panel}]\n",
                   "1: 'name' is missing"},
        std::array{"actors.yaml", "actors: [{id: a, name: A, parent: a}]\n",
                   "1: 'source' is missing"},
        std::array{"actors.yaml", "actors: [{id: a, name: A, parent: b, source: UN19}]\n",
                   "1: there is no actor 'b'"},
        std::array{"actors.yaml",
                   "actors: [{id: a, name: A, aliases: [{name: B, party: nobody}]}]\n",
                   "1: there is no party 'nobody'"},
        std::array{"headlines.yaml", "headlines: [{id: a, party: bank, source: UN19}]\n",
                   "1: 'says' is missing"},
        std::array{"headlines.yaml",
                   "headlines: [{id: a, says: b, party: bank, source: UN19, actor: nobody}]\n",
                   "1: there is no actor 'nobody'"},
        std::array{"yearly.yaml",
                   "yearly: [{party: bank, edition: x, source: UN19, cases: {16: 1}}]\n",
                   "1: no year: '16'"},
        std::array{"yearly.yaml",
                   "yearly: [{party: bank, edition: x, source: UN19, usd_millions: {2016: a}}]\n",
                   "1: '2016': "},
        std::array{"disputes.yaml", "disputes: [{id: a, says: b}, {id: a, says: c}]\n",
                   "1: the id 'a' stands twice"},
        std::array{"disputes.yaml", "disputes: [{id: a, says: b, incidents: [none]}]\n",
                   "1: there is no incident 'none'"},
        std::array{"disputes.yaml", "disputes: [{id: a, says: b, sources: [NONE]}]\n",
                   "1: there is no source 'NONE'"},
        std::array{"shared-addresses.yaml", "shared: [{owner: a, source: UN19}]\n",
                   "1: 'role' is missing"},
        std::array{"reports/r.yaml",
                   "id: r\ntitle: R\nsource: UN19\nrows:\n  - row: A\n  - row: A\n",
                   "6: the row 'A' stands twice"},
        std::array{"reports/r.yaml",
                   "id: r\ntitle: R\nsource: UN19\nrows: [{row: A, incident: none}]\n",
                   "4: there is no incident 'none'"},
        std::array{"reports/r.yaml",
                   "id: r\ntitle: R\nsource: UN19\nrows: [{row: A, duplicate_of: B}]\n",
                   "4: there is no row 'B'"},
        std::array{"reports/r.yaml", "id: r\ntitle: R\nsource: UN19\nheadlines: [none]\n",
                   "1: there is no headline 'none'"},
        std::array{"reports/r.yaml", "id: r\ntitle: R\nsource: UN19\nnamed: [theft-2016/none]\n",
                   "1: there is no claim 'theft-2016/none'"},
        std::array{"reports/r.yaml", "id: r\ntitle: R\nsource: UN19\nnamed: [none]\n",
                   "4: 'named' is no claim: 'none'"},
        std::array{"reports/r.yaml", "id: r\ntitle: R\nsource: UN19\ncountry_list: {UK: 1}\n",
                   "4: no country: 'UK'"},
        std::array{"reports/r.yaml",
                   "id: r\ntitle: R\nsource: UN19\nrows: [{row: A, parts: [{unit: USD}]}]\n",
                   "4: 'amount' is missing"},
        std::array{"reports/r.yaml",
                   "id: r\ntitle: R\nsource: UN19\nrows: [{row: A, parts: [{amount: 1, unit: "
                   "UDS}]}]\n",
                   "4: unknown currency 'UDS'"}));

}  // namespace
}  // namespace spoor::reg
