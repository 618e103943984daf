#include "register/sieve.h"

#include <gtest/gtest.h>

#include "register/level.h"
#include "register/test_register.h"

namespace spoor::reg {
namespace {

// "open" is public and "leak" is tlp-amber; of the same party as the papers that they stand for.
Register with_a_leak() {
  Register reg = empty_register();
  for (const auto& [id, handling] :
       {std::pair("open", Handling::kPublic), std::pair("leak", Handling::kTlpAmber)}) {
    Source source;
    source.id = id;
    source.kind = SourceKind::kStatement;
    source.handling = handling;
    reg.sources[id] = source;
  }
  return reg;
}

Register sifted_to(const Register& reg, Handling most) { return sift(reg, {.most = most}).content; }

TEST(Sieve, ClaimsGoWithTheirSource) {
  Register reg = with_a_leak();
  Incident& incident = add_incident(reg, "theft", "2020-09-25");
  add_claim(incident, "a", ClaimKind::kGross, "281000000", "USD", "panel", "open");
  add_claim(incident, "b", ClaimKind::kGross, "300000000", "USD", "government", "leak");
  const Sifted green = sift(reg, {.most = Handling::kTlpGreen});
  ASSERT_EQ(green.content.incidents.at("theft").claims.size(), 1U);
  EXPECT_EQ(green.content.incidents.at("theft").claims[0].id, "theft/a");
  EXPECT_FALSE(green.content.sources.contains("leak"));
  EXPECT_EQ(green.left_out.of(FactKind::kClaim), 1U);
  EXPECT_EQ(green.left_out.of(FactKind::kSource), 1U);
  EXPECT_EQ(says_left_out(green.left_out, Handling::kTlpGreen),
            "1 claim, 1 source are above tlp-green and left out");
  const Sifted amber = sift(reg, {.most = Handling::kTlpAmber});
  EXPECT_EQ(amber.content.incidents.at("theft").claims.size(), 2U);
  EXPECT_EQ(says_left_out(amber.left_out, Handling::kTlpAmber), "");
}

TEST(Sieve, IncidentsGoWithTheirHandlingAndWithAllTheirSources) {
  Register reg = with_a_leak();
  add_incident(reg, "guarded", "2020").handling = Handling::kTlpRed;
  add_incident(reg, "leaked", "2020").sources = {"leak"};
  add_incident(reg, "both", "2020").sources = {"leak", "open"};
  const Sifted sifted = sift(reg, {.most = Handling::kTlpGreen});
  ASSERT_EQ(sifted.content.incidents.size(), 1U);
  EXPECT_EQ(sifted.content.incidents.at("both").sources, std::vector<std::string>{"open"});
  EXPECT_EQ(sifted.left_out.of(FactKind::kIncident), 2U);
}

// The level that is printed must not tell of an attribution that is not shown.
TEST(Sieve, ALevelRestsOnWhatIsShown) {
  Register reg = with_a_leak();
  Incident& incident = add_incident(reg, "theft", "2020");
  attribute(incident, "lazarus", "government", "leak");
  attribute(incident, "lazarus", "company", "open");
  EXPECT_EQ(standing(reg, incident, "lazarus").level, Level::kStated);
  const Register shown = sifted_to(reg, Handling::kTlpGreen);
  EXPECT_EQ(standing(shown, shown.incidents.at("theft"), "lazarus").level, Level::kAssessed);
}

TEST(Sieve, APartGoesWithItsWholeAndASumWithAnyPart) {
  Register reg = with_a_leak();
  Incident& incident = add_incident(reg, "theft", "2020");
  Claim& sum = add_claim(incident, "sum", ClaimKind::kGross, "", "USD", "panel", "open");
  sum.is_sum_of_parts = true;
  for (const char* const name : {"one", "two"})
    add_claim(incident, name, ClaimKind::kGross, "1", "USD", "panel", "open").part_of = "theft/sum";
  incident.claims[1].citation.source = "leak";
  add_claim(incident, "other", ClaimKind::kGross, "5", "USD", "press", "open");
  const Sifted sifted = sift(reg, {.most = Handling::kPublic});
  ASSERT_EQ(sifted.content.incidents.at("theft").claims.size(), 1U);
  EXPECT_EQ(sifted.left_out.of(FactKind::kClaim), 3U);
}

TEST(Sieve, NothingNamesWhatWent) {
  Register reg = with_a_leak();
  Incident& gone = add_incident(reg, "gone", "2020");
  gone.handling = Handling::kRestricted;
  add_claim(gone, "a", ClaimKind::kGross, "1", "USD", "researcher", "open");
  Incident& kept = add_incident(reg, "kept", "2020");
  kept.duplicate_of = "gone";
  Link link;
  link.to = "gone";
  kept.links = {link};
  Claim& claim = add_claim(kept, "a", ClaimKind::kGross, "1", "USD", "panel", "open");
  claim.repeats = "gone/a";
  claim.about = {"kept", "gone"};
  claim.known_from = KnownFrom{parse_day("2020-10-01"), "leak"};
  reg.sources["open"].repeats = "leak";
  Headline headline;
  headline.claim = claim;
  headline.claim.id = "headlines/h";
  reg.headlines["h"] = headline;
  Report report;
  report.citation.source = "open";
  report.headlines = {"h"};
  report.named = {"gone/a", "kept/a"};
  report.rows.resize(2);
  report.rows[0].incident = "gone";
  report.rows[1].incident = "kept";
  reg.reports["r"] = report;
  Dispute dispute;
  dispute.incidents = {"gone", "kept"};
  reg.disputes = {dispute};

  const Sifted sifted = sift(reg, {.most = Handling::kTlpGreen});
  const Register& shown = sifted.content;
  const Incident& incident = shown.incidents.at("kept");
  EXPECT_EQ(incident.duplicate_of, "");
  EXPECT_TRUE(incident.links.empty());
  EXPECT_EQ(incident.claims[0].repeats, "");
  EXPECT_EQ(incident.claims[0].about, std::vector<std::string>{"kept"});
  EXPECT_FALSE(incident.claims[0].known_from);
  EXPECT_EQ(shown.sources.at("open").repeats, "");
  EXPECT_EQ(shown.headlines.at("h").claim.about, std::vector<std::string>{"kept"});
  EXPECT_EQ(shown.reports.at("r").named, std::vector<std::string>{"kept/a"});
  EXPECT_EQ(shown.reports.at("r").headlines, std::vector<std::string>{"h"});
  EXPECT_EQ(shown.reports.at("r").rows[0].incident, "");
  EXPECT_TRUE(shown.disputes.empty());
  EXPECT_FALSE(shown.parties.contains("researcher"));  // it spoke of what went alone
  EXPECT_TRUE(shown.parties.contains("court"));        // it never spoke
  EXPECT_EQ(sifted.left_out.text(), "1 incident, 1 link, 1 dispute, 2 first days known, 1 source");
}

// Of each kind of fact one is told in the open and one in the leak.
TEST(Sieve, FactsOfEveryKindGoWithTheirSource) {
  Register reg = with_a_leak();
  Incident& incident = add_incident(reg, "theft", "2020");
  add_incident(reg, "other", "2020");
  for (const char* const source : {"open", "leak"}) {
    const auto told = [&](auto& facts) { facts.emplace_back().citation.source = source; };
    told(incident.observations);
    told(incident.attributions);
    told(incident.recoveries);
    told(incident.assets);
    told(incident.countries);
    told(incident.links);
    incident.links.back().to = "other";
    told(reg.yearly_totals);
    told(reg.shared_addresses);
    reg.shared_addresses.back().addresses.resize(2);
    reg.shared_addresses.back().addresses[0].sources = {"leak"};
    reg.headlines[source].claim.citation.source = source;
    reg.reports[source].citation.source = source;
  }
  const Sifted sifted = sift(reg, {.most = Handling::kTlpGreen});
  const Register& shown = sifted.content;
  const Incident& kept = shown.incidents.at("theft");
  const auto is_open = [](const auto& facts) {
    return facts.size() == 1 && facts[0].citation.source == "open";
  };
  EXPECT_TRUE(is_open(kept.observations));
  EXPECT_TRUE(is_open(kept.attributions));
  EXPECT_TRUE(is_open(kept.recoveries));
  EXPECT_TRUE(is_open(kept.assets));
  EXPECT_TRUE(is_open(kept.countries));
  EXPECT_TRUE(is_open(kept.links));
  EXPECT_TRUE(is_open(shown.yearly_totals));
  EXPECT_TRUE(is_open(shown.shared_addresses));
  EXPECT_EQ(shown.shared_addresses.at(0).addresses.size(), 1U);
  EXPECT_EQ(shown.headlines.size(), 1U);
  EXPECT_EQ(shown.reports.size(), 1U);
  EXPECT_EQ(sifted.left_out.text(),
            "1 observation, 1 attribution, 1 link, 1 recovery, 1 amount of an asset, 1 country, "
            "3 addresses, 1 headline, 1 report, 1 yearly series, 1 source");
}

TEST(Sieve, AHeadlineThatIsNotConfirmedGoesWhereOnlyTheConfirmedIsAsked) {
  Register reg = empty_register();
  reg.headlines["sure"].claim.citation.source = "article";
  reg.headlines["unsure"].claim.citation.source = "article";
  reg.headlines["unsure"].claim.unconfirmed = true;
  EXPECT_EQ(sifted_to(reg, Handling::kPublic).headlines.size(), 2U);
  EXPECT_EQ(sift(reg, {.confirmed_only = true}).content.headlines.size(), 1U);
}

TEST(Sieve, AddressesKeepTheSourcesThatMayBeShown) {
  Register reg = with_a_leak();
  Incident& incident = add_incident(reg, "theft", "2020");
  incident.addresses.resize(3);
  incident.addresses[0].sources = {"leak"};
  incident.addresses[1].sources = {"leak", "open"};
  const Sifted sifted = sift(reg, {.most = Handling::kPublic});
  const std::vector<Address>& shown = sifted.content.incidents.at("theft").addresses;
  ASSERT_EQ(shown.size(), 2U);
  EXPECT_EQ(shown[0].sources, std::vector<std::string>{"open"});
  EXPECT_EQ(sifted.left_out.of(FactKind::kAddress), 1U);
}

TEST(Sieve, AnActorThatOnlyAGuardedSourceKnowsIsNotNamed) {
  Register reg = with_a_leak();
  Actor actor;
  actor.id = actor.name = "secret unit";
  actor.parent = "lazarus";
  actor.parent_citation.source = "leak";
  reg.actors[actor.id] = actor;
  Alias alias;
  alias.name = "secret name";
  alias.citation.source = "leak";
  reg.actors["apt38"].aliases = {alias};
  const Sifted sifted = sift(reg, {.most = Handling::kPublic});
  EXPECT_FALSE(sifted.content.actors.contains("secret unit"));
  EXPECT_TRUE(sifted.content.actors.at("apt38").aliases.empty());
  EXPECT_EQ(sifted.content.actors.at("apt38").parent, "lazarus");
}

TEST(Sieve, WhatIsNotConfirmedGoesWhereOnlyTheConfirmedIsAsked) {
  Register reg = empty_register();
  Incident& incident = add_incident(reg, "theft", "2020");
  add_claim(incident, "a", ClaimKind::kGross, "1", "USD", "press", "memory").unconfirmed = true;
  add_claim(incident, "b", ClaimKind::kGross, "2", "USD", "press", "article").unconfirmed = true;
  add_claim(incident, "c", ClaimKind::kGross, "3", "USD", "press", "article");
  add_incident(reg, "remembered", "2020").sources = {"memory"};
  EXPECT_EQ(sifted_to(reg, Handling::kPublic).incidents.at("theft").claims.size(), 3U);
  const Sifted sifted = sift(reg, {.confirmed_only = true});
  EXPECT_EQ(sifted.content.incidents.at("theft").claims.size(), 1U);
  EXPECT_FALSE(sifted.content.incidents.contains("remembered"));
  EXPECT_EQ(sifted.left_out.text(), "1 incident, 2 claims, 1 source");
}

TEST(Sieve, WhatNobodyAskedForIsNotCounted) {
  Register reg = empty_register();
  add_incident(reg, "one", "2020");
  add_incident(reg, "two", "2020").duplicate_of = "one";
  for (const char* const id : {"one", "two"}) {
    Dispute dispute;
    dispute.id = id;
    dispute.incidents = {id};
    reg.disputes.push_back(dispute);
  }
  const Sifted sifted = sift(reg, {.asked = [](const Incident& i) { return i.id == "two"; }});
  EXPECT_EQ(sifted.content.incidents.size(), 1U);
  EXPECT_EQ(sifted.content.incidents.at("two").duplicate_of, "");
  ASSERT_EQ(sifted.content.disputes.size(), 1U);
  EXPECT_EQ(sifted.content.disputes[0].id, "two");
  EXPECT_EQ(sifted.left_out.text(), "nothing");
}

}  // namespace
}  // namespace spoor::reg
