// The bundle by itself; that it obeys the schemas of OASIS is checked by scripts/check-stix.
#include "dossier/stix_export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <map>
#include <regex>
#include <set>
#include <string>

#include "dossier/stix_bundle.h"
#include "dossier/stix_id.h"
#include "register/test_register.h"

namespace spoor::dossier {
namespace {

using reg::ClaimKind;
using reg::Handling;
using reg::Incident;
using reg::Register;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

reg::Source& source(Register& reg, const std::string& id) { return reg.sources[id]; }

// A theft with something of everything.
Register whole_register() {
  Register reg = reg::empty_register();
  reg.name = "a register";
  for (auto& [id, s] : reg.sources) s.published = reg::parse_period("2020-10-01");
  source(reg, "listing").reference = "https://example.org/list?a=1";
  source(reg, "listing").repeats = "statement";
  source(reg, "panel-report").reference = "S/2021/211";
  Incident& incident = add_incident(reg, "theft", "2020-09-25");
  incident.victim = "An Exchange";
  incident.sector = reg::Sector::kExchange;
  incident.sources = {"article"};
  add_claim(incident, "a", ClaimKind::kGross, "281000000.50", "USD", "panel", "panel-report");
  add_claim(incident, "b", ClaimKind::kGross, "275000000", "USD", "company", "company-report");
  attribute(incident, "apt38", "panel", "panel-report").words = "strong links";
  attribute(incident, "lazarus", "company", "company-report");
  reg::Observation seen;
  seen.value = "T1566.001";
  seen.citation.source = "article";
  incident.observations = {seen};
  reg::Address address;
  address.network = "BTC";
  address.address = "1BoatSLRHtKNngkdXEeobR76b53LETtpyT";
  address.sources = {"listing"};
  address.grade = "A1";
  incident.addresses = {address};
  reg.shared_addresses = {{.owner = "A launderer",
                           .role = reg::AddressRole::kLaunderer,
                           .citation = {"listing", {}},
                           .addresses = {address},
                           .place = {}}};
  Incident& again = add_incident(reg, "again", "2020-09");
  again.duplicate_of = "theft";
  again.sources = {"article"};
  reg::Link link;
  link.to = "theft";
  link.citation.source = "research";
  again.links = {link};
  reg::Headline headline;
  headline.claim = incident.claims[0];
  headline.claim.id = "headlines/total";
  headline.actor = "dprk";
  reg.headlines["total"] = headline;
  reg::Report report;
  report.id = "un";
  report.citation.source = "panel-report";
  report.rows.resize(1);
  report.rows[0].row = "A1";
  report.rows[0].incident = "theft";
  reg.reports["un"] = report;
  reg.yearly_totals = {{.party = "company",
                        .edition = "2024",
                        .citation = {"company-report", {}},
                        .usd_millions = {{2020, reg::Exact::parse("300.9")}},
                        .cases = {},
                        .place = {}}};
  reg.disputes = {{.id = "amount",
                   .says = "281 or 275",
                   .model = "both",
                   .sources = {"article"},
                   .incidents = {"theft"},
                   .place = {}}};
  return reg;
}

std::string bundle(const Register& reg, Handling handling = Handling::kTlpClear) {
  return stix_export(reg, {.handling = handling}).bundle;
}

// Every name of an object in the text, and those that are objects of it.
const std::regex kName(R"re("([a-z0-9-]+--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22,27})")re");
std::set<std::string> named(const std::string& text) {
  std::set<std::string> names;
  for (std::sregex_iterator i(text.begin(), text.end(), kName), end; i != end; ++i)
    names.insert((*i)[1].str());
  return names;
}

struct Object {
  std::string type;
  std::string text;  // its JSON
};
std::map<std::string, Object> objects(const std::string& text) {
  simdjson::dom::parser parser;
  std::map<std::string, Object> all;
  const simdjson::dom::array array = parser.parse(text)["objects"].get_array().value();
  for (const simdjson::dom::element object : array) {
    const std::string id(object["id"].get_string().value());
    EXPECT_TRUE(all.emplace(id, Object{std::string(object["type"].get_string().value()),
                                       simdjson::minify(object)})
                    .second)
        << id;
  }
  return all;
}
std::string text_of(const std::string& text, const std::string& id) {
  const auto all = objects(text);
  const auto found = all.find(id);
  return found == all.end() ? "" : found->second.text;
}
std::string attributed(const std::string& actor) {
  const std::string from = stix_id("incident", "theft");
  const std::string to = stix_id("intrusion-set", actor);
  return stix_id("relationship", "attributed-to:" + from + ":" + to + ":");
}

TEST(StixExport, EveryNameIsAnObjectOfTheBundle) {
  const std::string text = bundle(whole_register());
  const auto all = objects(text);
  for (const std::string& name : named(text)) {
    if (name == kTlpExtension || name.starts_with("bundle--")) continue;
    EXPECT_TRUE(all.contains(name)) << name;
  }
}

TEST(StixExport, HasEachKindOfObject) {
  std::map<std::string, int> counts;
  for (const auto& [id, object] : objects(bundle(whole_register()))) ++counts[object.type];
  EXPECT_EQ(counts["incident"], 2);
  EXPECT_EQ(counts["intrusion-set"], 3);  // those named and all above them
  EXPECT_EQ(counts["attack-pattern"], 1);
  EXPECT_EQ(counts["cryptocurrency-wallet"], 1);
  EXPECT_EQ(counts["extension-definition"], 4);
  EXPECT_EQ(counts["note"], 2);      // a dispute, and what is left out
  EXPECT_EQ(counts["report"], 5);    // article, company-report, listing, panel-report, research
  EXPECT_EQ(counts["identity"], 5);  // maker, victim, owner, panel, company
  EXPECT_GT(counts["relationship"], 8);
}

TEST(StixExport, AllClaimsStandSideBySide) {
  const std::string incident = text_of(bundle(whole_register()), stix_id("incident", "theft"));
  EXPECT_THAT(incident, HasSubstr("\"amount\":\"281000000.5\""));
  EXPECT_THAT(incident, HasSubstr("\"amount\":\"275000000\""));
}

TEST(StixExport, ConfidenceFollowsFromTheLevel) {
  Register reg = whole_register();
  EXPECT_THAT(text_of(bundle(reg), attributed("apt38")), HasSubstr("\"confidence\":50"));
  EXPECT_THAT(text_of(bundle(reg), attributed("apt38")), HasSubstr("\"level:suspected\""));
  attribute(reg.incidents["theft"], "apt38", "court", "judgment");
  EXPECT_THAT(text_of(bundle(reg), attributed("apt38")), HasSubstr("\"confidence\":90"));
  // What is below a node counts for it.
  EXPECT_THAT(text_of(bundle(reg), attributed("lazarus")), HasSubstr("\"level:convicted\""));
  attribute(reg.incidents["theft"], "apt38", "court", "judgment").denies = true;
  EXPECT_THAT(text_of(bundle(reg), attributed("apt38")), HasSubstr("\"level:disputed\""));
}

TEST(StixExport, ConfidenceIsOnTheStandardsScale) {
  EXPECT_EQ(confidence(reg::Level::kConvicted), 90);
  EXPECT_EQ(confidence(reg::Level::kStated), 70);
  EXPECT_EQ(confidence(reg::Level::kAssessed), 50);
  EXPECT_EQ(confidence(reg::Level::kDisputed), 30);
  EXPECT_EQ(confidence(reg::Level::kNone), std::nullopt);
  EXPECT_EQ(confidence("A1"), 90);
  EXPECT_EQ(confidence("C5"), 10);
  EXPECT_EQ(confidence("F6"), std::nullopt);
  EXPECT_EQ(confidence(""), std::nullopt);
}

TEST(StixExport, WhatIsAboveTheHandlingIsNowhereInTheFile) {
  Register reg = whole_register();
  reg.sources["panel-report"].handling = Handling::kTlpAmber;
  reg.sources["panel-report"].title = "A confidential report";
  reg.parties["panel"].name = "The confidential source";
  const StixExport green = stix_export(reg, {.handling = Handling::kTlpGreen});
  EXPECT_THAT(green.bundle, Not(HasSubstr("confidential")));
  EXPECT_THAT(green.bundle, Not(HasSubstr("281000000")));
  EXPECT_THAT(green.bundle, Not(HasSubstr("apt38")));
  EXPECT_THAT(green.bundle, HasSubstr("Above it, and left out: 1 claim, 1 attribution, "
                                      "1 headline, 1 report, 1 source."));
  const std::string amber = bundle(reg, Handling::kTlpAmber);
  EXPECT_THAT(amber, HasSubstr("The confidential source"));
  // The incident holds the claim, so it is marked as the claim is; the victim is not.
  EXPECT_THAT(text_of(amber, stix_id("incident", "theft")),
              HasSubstr(marking_id(Handling::kTlpAmber)));
  EXPECT_THAT(text_of(amber, stix_id("identity", "victim:An Exchange")),
              HasSubstr(marking_id(Handling::kPublic)));
  EXPECT_THAT(text_of(amber, stix_id("identity", "party:panel")),
              HasSubstr(marking_id(Handling::kTlpAmber)));
}

TEST(StixExport, AnIncidentIsAsGuardedAsTheMostGuardedOfItsFacts) {
  const auto marked = [](const auto& change) {
    Register reg = whole_register();
    reg.sources["statement"].handling = Handling::kTlpAmber;
    change(reg.incidents["theft"]);
    return text_of(bundle(reg, Handling::kTlpAmber), stix_id("incident", "theft"));
  };
  const auto told = [](auto& facts) { facts.emplace_back().citation.source = "statement"; };
  const auto amber = HasSubstr(marking_id(Handling::kTlpAmber));
  EXPECT_THAT(marked([](Incident&) {}), Not(amber));
  EXPECT_THAT(marked([&](Incident& i) { told(i.recoveries); }), amber);
  EXPECT_THAT(marked([&](Incident& i) { told(i.assets); }), amber);
  EXPECT_THAT(marked([&](Incident& i) { told(i.observations); }), amber);
  EXPECT_THAT(marked([&](Incident& i) { told(i.countries); }), amber);
  EXPECT_THAT(marked([](Incident& i) { i.sources = {"statement"}; }), amber);
  EXPECT_THAT(marked([](Incident& i) { i.handling = Handling::kTlpAmber; }), amber);
}

TEST(StixExport, WhoOnlyDeniesRelatesNobody) {
  Register reg = whole_register();
  attribute(reg.incidents["theft"], "dprk", "press", "article").denies = true;
  EXPECT_EQ(text_of(bundle(reg), attributed("dprk")), "");
  EXPECT_NE(text_of(bundle(reg), attributed("lazarus")), "");
}

// A step of laundering is no technique.
TEST(StixExport, OnlyWaysInAreTechniques) {
  Register reg = whole_register();
  reg.incidents["theft"].observations[0].kind = reg::ObservationKind::kLaundering;
  reg.incidents["theft"].observations[0].value = "mixer";
  EXPECT_THAT(bundle(reg), Not(HasSubstr("\"attack-pattern\"")));
}

// Who speaks in public too may be named in public.
TEST(StixExport, APartyIsAsOpenAsTheMostOpenThingThatItSays) {
  Register reg = whole_register();
  reg.sources["statement"].handling = Handling::kTlpRed;
  add_claim(reg.incidents["theft"], "c", ClaimKind::kGross, "1", "USD", "company", "statement");
  EXPECT_THAT(text_of(bundle(reg, Handling::kTlpRed), stix_id("identity", "party:company")),
              HasSubstr(marking_id(Handling::kPublic)));
}

TEST(StixExport, WhatIsUnconfirmedIsLeftOutAndCounted) {
  Register reg = whole_register();
  Incident& incident = reg.incidents["theft"];
  add_claim(incident, "c", ClaimKind::kGross, "999", "USD", "press", "article").unconfirmed = true;
  attribute(incident, "others", "press", "article").unconfirmed = true;
  const StixExport done = stix_export(reg, {});
  EXPECT_THAT(done.bundle, Not(HasSubstr("\"999\"")));
  EXPECT_EQ(text_of(done.bundle, attributed("others")), "");
  EXPECT_THAT(done.bundle, HasSubstr("and left out: 1 claim, 1 attribution"));
}

TEST(StixExport, TheSameRegisterGivesTheSameBytes) {
  EXPECT_EQ(bundle(whole_register()), bundle(whole_register()));
}

// No clock: the first and the last day of what the object says.
TEST(StixExport, TimesAreTheRegistersOwn) {
  Register reg = whole_register();
  reg.incidents["theft"].claims[0].known_from =
      reg::KnownFrom{reg::parse_day("2021-02-09"), "article"};
  const std::string incident = text_of(bundle(reg), stix_id("incident", "theft"));
  EXPECT_THAT(incident, HasSubstr("\"created\":\"2020-10-01T00:00:00.000Z\""));
  EXPECT_THAT(incident, HasSubstr("\"modified\":\"2021-02-09T00:00:00.000Z\""));
}

TEST(StixExport, OfChosenIncidentsNamesNoOther) {
  const StixExport done =
      stix_export(whole_register(), {.handling = Handling::kTlpClear,
                                     .asked = [](const Incident& i) { return i.id == "again"; }});
  const auto all = objects(done.bundle);
  EXPECT_TRUE(all.contains(stix_id("incident", "again")));
  EXPECT_FALSE(all.contains(stix_id("incident", "theft")));
  for (const std::string& name : named(done.bundle))
    EXPECT_TRUE(all.contains(name) || name == kTlpExtension || name.starts_with("bundle--"))
        << name;
}

TEST(StixExport, ASourceWithoutADateIsANoteAndNoReport) {
  Register reg = whole_register();
  reg.sources["panel-report"].published.reset();
  const auto all = objects(bundle(reg));
  EXPECT_FALSE(all.contains(stix_id("report", "panel-report")));
  ASSERT_TRUE(all.contains(stix_id("note", "source:panel-report")));
  EXPECT_THAT(all.at(stix_id("note", "source:panel-report")).text, HasSubstr("\"row\":\"A1\""));
}

// Whatever others wrote stays a text of theirs, and the bundle one that can be read.
TEST(StixExport, HostileTextsStayTexts) {
  Register reg = whole_register();
  const std::string hostile = "cve\"}]}\\\xff\n\xe2\x80\xae<script>";
  Incident& incident = reg.incidents["theft"];
  incident.name = incident.summary = incident.victim = hostile;
  incident.addresses[0].address = hostile;
  reg.sources["article"].publisher = "cve";
  reg.sources["article"].reference = "CVE-2020-12345";
  reg.sources["listing"].reference = "https://example.org/a b\"<";
  reg.sources["company-report"].reference = "javascript:alert(1)";
  reg.sources["company-report"].publisher = hostile;
  const std::string text = bundle(reg);
  EXPECT_FALSE(objects(text).empty());
  EXPECT_THAT(text, Not(HasSubstr("<script>")));
  EXPECT_THAT(text, Not(HasSubstr("\"url\": \"java")));
  EXPECT_THAT(text, Not(HasSubstr("\"url\": \"https://example.org/a")));
  EXPECT_THAT(text, Not(HasSubstr("\"source_name\": \"cve\"")));
  EXPECT_THAT(text, Not(HasSubstr("\"external_id\": \"CVE")));
}

TEST(StixExport, AnAddressOnTwoNetworksIsOneWallet) {
  Register reg = whole_register();
  Incident& incident = reg.incidents["theft"];
  incident.addresses.push_back(incident.addresses[0]);
  incident.addresses.back().network = "BCH";
  incident.addresses.back().checksum_fails = true;
  const std::string wallet = text_of(bundle(reg), wallet_id("1BoatSLRHtKNngkdXEeobR76b53LETtpyT"));
  EXPECT_THAT(wallet, HasSubstr("\"networks\":[\"BCH\",\"BTC\"]"));
  EXPECT_THAT(wallet, HasSubstr("\"checksum\":\"fails\""));
}

}  // namespace
}  // namespace spoor::dossier
