// A STIX 2.1 bundle, object by object: the properties that all objects share, and what they are
// made from. No clock: `created` and `modified` are the first and the last day that the register
// gives for what an object says, and 1970-01-01 where it gives none.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_writer.h"
#include "register/level.h"
#include "register/model.h"

namespace spoor::dossier {

// What an object rests on: the sources, the days, and how it is to be handled.
class Grounds {
 public:
  // A source with its own handling; `note` says what it is cited for, in our words.
  Grounds& on(const reg::Register& reg, const reg::Citation& citation, std::string_view note = {});
  Grounds& on(const std::optional<reg::Period>& period);
  Grounds& on(const reg::Register& reg, const std::optional<reg::KnownFrom>& known_from);
  Grounds& handled(reg::Handling handling);
  // All of one fact: where it stands, since when it is known, and when it was stated.
  template <class Fact>
  Grounds& of(const reg::Register& reg, const Fact& fact, std::string_view note = {}) {
    on(reg, fact.citation, note);
    if constexpr (requires { fact.known_from; }) on(reg, fact.known_from);
    if constexpr (requires { fact.stated_at; }) on(fact.stated_at);
    if constexpr (requires { fact.published; }) on(fact.published);
    return *this;
  }
  // The same thing is known on other grounds too: it may be shown wherever one of them may.
  void known_too(const Grounds& other);

  struct Reference {
    const reg::Source* source;
    std::string locator, note;
    bool operator==(const Reference&) const = default;
  };
  const std::vector<Reference>& references() const { return references_; }
  reg::Handling handling() const { return handling_; }
  std::string created() const;
  std::string modified() const;

 private:
  void day(reg::Day day);

  std::vector<Reference> references_;
  reg::Handling handling_ = reg::Handling::kPublic;
  std::optional<reg::Day> first_, last_;
};

// "2016-02-04T00:00:00.000Z"
std::string stix_time(reg::Day day);

// The number of an attributed-to relationship, on the scale of Admiralty credibility in appendix A
// of the standard: convicted 90, charged, listed and stated 70, suspected and assessed 50, disputed
// 30; none where nobody lays it there.
std::optional<int> confidence(reg::Level level);
// Of a grade by its second character: "B2" is 70. None for 6 and for what is no grade.
std::optional<int> confidence(std::string_view grade);

class StixBundle {
 public:
  // One of the same name has the same id.
  explicit StixBundle(std::string_view name);

  // Starts an object of the standard's domain or relationship objects; its own members go into
  // json(), then close(). An id may stand once.
  void open(std::string_view type, const std::string& id, const Grounds& grounds);
  void open_observable(std::string_view type, const std::string& id, const Grounds& grounds);
  void close();
  JsonWriter& json() { return json_; }

  // Members and lists that the standard does not want where they are empty.
  void put(std::string_view key, std::string_view text);
  void list(std::string_view key, const std::vector<std::string>& texts);

  // In an open object: the one extension `id`, with its members written by `write`.
  template <class Write>
  void extension(const std::string& id, std::string_view type, Write write) {
    json_.key("extensions").begin_object().key(id).begin_object();
    json_.member("extension_type", type);
    write();
    json_.end_object().end_object();
  }

  // How many objects there are of each type.
  const std::map<std::string, std::uint64_t>& counts() const { return counts_; }
  // The ids of the objects that rest on a source.
  const std::set<std::string>& resting_on(const std::string& source) const;
  bool has(const std::string& id) const { return ids_.contains(id); }

  // Who made the objects.
  static const std::string& maker();
  // The bundle, with the markings that its objects use. Nothing may be added afterwards.
  std::string finish();

 private:
  void begin(std::string_view type, const std::string& id, const Grounds& grounds);
  void write_references();
  void write_markings();

  std::string text_;
  JsonWriter json_;
  Grounds open_;  // of the object that is open
  bool observable_ = false;
  std::set<std::string> ids_;
  std::map<std::string, std::uint64_t> counts_;
  std::set<reg::Handling> used_;
  std::map<std::string, std::set<std::string>> resting_;
};

}  // namespace spoor::dossier
