// The register in memory: incidents, and what each source says of them. Nothing here is reconciled
// and nothing derived: no level of an attribution, no realised loss, no total (see level.h and
// account.h). docs/format/register.md has the files and the meaning of every field.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "register/day.h"
#include "register/exact.h"
#include "register/vocabulary.h"

namespace spoor::reg {

// Where a thing stands in the register, for messages: "incidents/kucoin-2020.yaml", line from 1.
struct Place {
  std::string file;
  std::uint64_t line = 0;
};

// The source of a fact, and where in it: "annex 21, row A3". No locator: "source not located".
struct Citation {
  std::string source;
  std::string locator;
};

// The first public appearance that the register can prove, and by which source.
struct KnownFrom {
  Day day;
  std::string source;
};

// A copy of a source that is kept outside the register.
struct Capture {
  std::string sha256;  // 64 hex digits
  std::uint64_t bytes = 0;
  std::string taken;  // UTC, "2026-01-31T12:00:00Z"
};

struct Source {
  std::string id;
  std::string title;
  std::string publisher;
  SourceKind kind = SourceKind::kArticle;
  std::optional<Period> published;
  std::string reference;  // symbol, docket or address
  std::string language;   // "en"
  std::string grade;      // Admiralty: "B2"
  std::string repeats;    // the source that this one only repeats, or empty
  Handling handling = Handling::kPublic;
  std::optional<Capture> capture;
  Place place;

  // Not confirmed in any source: what rests on it enters only marked so (grade F6).
  bool is_memory() const { return kind == SourceKind::kMemory; }
};

// Who speaks: a claimant, an attributor, an observer.
struct Party {
  std::string id;
  std::string name;
  PartyKind kind = PartyKind::kPress;
  Place place;
};

struct Alias {
  std::string name;
  std::string party;  // who uses the name
  Citation citation;
  bool unconfirmed = false;
  Place place;
};

// A node of the tree of actors: a question about one includes all below it.
struct Actor {
  std::string id;
  std::string name;
  std::string parent;  // empty: a root
  Citation parent_citation;
  std::vector<Alias> aliases;
  Place place;
};

// What one party says was lost, in one incident or in several.
struct Claim {
  std::string id;  // unique in the register: "kucoin-2020/un21", "headlines/un19-total"
  ClaimKind kind = ClaimKind::kGross;
  // None where the party names no figure, or where the parts are the figure (is_sum_of_parts).
  std::optional<Exact> amount;
  bool is_sum_of_parts = false;
  std::string unit;  // currency or asset: "USD", "BTC"
  Bound bound = Bound::kExact;
  std::string party;
  Citation citation;
  std::string words;  // of the source, in the register's short form; seldom a quotation
  std::optional<Period> valued_at;
  std::optional<Period> stated_at;
  std::optional<Period> published;
  std::optional<KnownFrom> known_from;
  std::string part_of;  // id of the whole claim, written out as `id` is, or empty
  std::string repeats;  // id of the claim that this one repeats, likewise, or empty
  // The incidents that it is about. One: it counts for that incident. Several, or none named: it
  // never enters the total of one.
  std::vector<std::string> about;
  bool unconfirmed = false;
  Place place;

  bool is_whole() const { return part_of.empty(); }
};

// A claim about many incidents, as reports and articles print it at their head.
struct Headline {
  Claim claim;       // about: the incidents that it names, often none
  std::string says;  // in our words, what it counts
  std::optional<Period> covers;
  std::optional<std::uint64_t> cases;
  Bound cases_bound = Bound::kExact;
  std::optional<std::uint64_t> countries;
  std::string actor;  // whom it is laid to
};

// What was seen of the how. What is not recorded is missing, never absent.
struct Observation {
  ObservationKind kind = ObservationKind::kVector;
  std::string value;   // of the closed vocabulary: "T1566.001", "mixer"
  std::string detail;  // "Tornado Cash"
  std::string party;   // who observed it; empty: not known
  Citation citation;
  std::optional<KnownFrom> known_from;
  Basis basis = Basis::kUnknown;
  bool unconfirmed = false;
  Place place;
};

// Who says who did it. Its level is derived (level.h).
struct Attribution {
  std::string actor;
  std::string party;
  std::optional<Period> stated_at;
  std::string words;  // as of a claim
  Citation citation;
  std::optional<KnownFrom> known_from;
  bool denies = false;  // a dissent: the party says that it was not this actor, or no theft
  bool unconfirmed = false;
  Place place;
};

// Two incidents by one key, address or pool of money: a hard link, or one through a launderer.
struct Link {
  std::string to;  // id of another incident
  LinkKind kind = LinkKind::kCampaign;
  std::string says;
  std::string party;
  Citation citation;
  std::optional<KnownFrom> known_from;
  bool unconfirmed = false;
  Place place;
};

struct Recovery {
  RecoveryKind kind = RecoveryKind::kReturned;
  std::optional<Exact> amount;
  std::string unit;
  Citation citation;
  std::string says;
  bool unconfirmed = false;
  Place place;
};

struct AssetTaken {
  std::string asset;
  std::optional<Exact> amount;
  Citation citation;
  std::string says;
  bool unconfirmed = false;
  Place place;
};

// An address as published, letter by letter. `checksum_fails` is derived when it is read.
struct Address {
  std::string network;  // "BTC", "ETH"
  std::string address;
  AddressRole role = AddressRole::kTheft;
  std::string label;
  std::vector<std::string> sources;
  std::string grade;
  bool checksum_fails = false;
  Place place;
};

// Addresses of a launderer or a service, seen in more than one incident.
struct SharedAddresses {
  std::string owner;
  AddressRole role = AddressRole::kLaundering;
  Citation citation;
  std::vector<Address> addresses;
  Place place;
};

struct Country {
  std::string code;  // ISO 3166 alpha-2; "XX": unknown, several or no seat
  CountryBasis basis = CountryBasis::kUnknown;
  Citation citation;
  Place place;
};

struct Incident {
  std::string id;
  std::string name;
  Outcome outcome = Outcome::kTheft;
  Period occurred;
  std::string summary;  // our words
  std::string victim;
  Sector sector = Sector::kOther;
  std::vector<Country> countries;
  std::vector<AssetTaken> assets;
  std::string duplicate_of;  // id of the incident that counts, or empty
  std::vector<std::string> sources;
  std::vector<Claim> claims;
  std::vector<Observation> observations;
  std::vector<Attribution> attributions;
  std::vector<Link> links;
  std::vector<Recovery> recoveries;
  std::vector<Address> addresses;
  std::vector<std::string> unconfirmed;  // what else is not confirmed, in our words
  Handling handling = Handling::kPublic;
  Place place;
};

// One row of a report's table, as it is printed and as it is read.
struct ReportPart {
  ClaimKind kind = ClaimKind::kGross;
  Exact amount;
  std::string unit;
  Bound bound = Bound::kExact;
  bool inferred = false;  // the row does not print it so: a missing unit, for one
};
struct ReportRow {
  std::string row;      // "A3"
  std::string section;  // "banks"
  std::string date_text;
  std::string country_text;
  std::string target_text;
  std::string amount_text;
  std::string outcome_text;
  std::vector<std::string> countries;
  Outcome outcome = Outcome::kTheft;
  std::vector<ReportPart> parts;
  std::string incident;      // the one meant, even where the row's date is wrong
  std::string duplicate_of;  // another row of this report, or empty
  std::string note;          // our words: what was inferred, what is wrong
  Place place;
};

// The rows of a report, and what it says above them. Figures are computed over the rows; headlines
// stand apart and are never forced to agree.
struct Report {
  std::string id;  // "un-2019"
  std::string title;
  Citation citation;
  std::optional<Period> covers;
  std::vector<std::string> headlines;                 // ids of Headline
  std::map<std::string, std::uint64_t> country_list;  // as printed: code to count; may be empty
  // Claims against which the headline is held. That they are in it is said nowhere.
  std::vector<std::string> named;
  std::vector<ReportRow> rows;
  std::vector<std::string> notes;
  Place place;
};

// What one publisher states for one year, in one edition.
struct YearlyTotal {
  std::string party;
  std::string edition;
  Citation citation;
  std::map<int, Exact> usd_millions;
  std::map<int, std::uint64_t> cases;
  Place place;
};

// Something that the sources do not agree on.
struct Dispute {
  std::string id;
  std::string says;   // our words
  std::string model;  // how the register holds it
  std::vector<std::string> sources;
  std::vector<std::string> incidents;
  Place place;
};

// All by their ids, as the files have them (a headline's is "un19-total").
struct Register {
  std::string folder;
  std::string name;
  std::map<std::string, Source> sources;
  std::map<std::string, Party> parties;
  std::map<std::string, Actor> actors;
  std::map<std::string, Incident> incidents;
  std::map<std::string, Headline> headlines;
  std::map<std::string, Report> reports;
  std::vector<YearlyTotal> yearly_totals;
  std::vector<SharedAddresses> shared_addresses;
  std::vector<Dispute> disputes;
};

}  // namespace spoor::reg
