// What the register holds of an incident that can be evidence of who did it: observations, and
// links by one key, one address or one pool of money. Attributions by others are never evidence.
//
// One thing seen is one item however many sources tell it, so that a report and all who cite it
// count once. An item weighs only if somebody saw it by other means than by knowing who did it: the
// victim, the chain, an analysis of malware.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "register/model.h"

namespace spoor::attribution {

// The register as it is asked: all of it, or what was provably public by a day.
struct View {
  const reg::Register& reg;
  std::optional<reg::Day> known_by = {};

  bool shows(const std::optional<reg::KnownFrom>& known_from) const {
    return !known_by || (known_from && known_from->day <= *known_by);
  }
};

// Items of one group are taken to depend on each other: only the strongest of them counts.
enum class Group : std::uint8_t {
  kInfrastructure,
  kMalware,
  kVector,
  kOrigin,
  kLaundering,
  kCashOut,
  kTiming,
  kTarget
};
constexpr std::size_t kGroups = 8;
std::string_view word(Group group);
Group group_of(reg::ObservationKind kind, std::string_view value);

// Whether an item may weigh, and if not, why.
enum class Use : std::uint8_t { kWeighs, kDefinesStratum, kFromAttributor, kBasisUnknown };
std::string_view word(Use use);

struct Item {
  reg::ObservationKind kind = reg::ObservationKind::kVector;
  std::string value;
  Group group = Group::kVector;
  Use use = Use::kBasisUnknown;
  std::vector<const reg::Observation*> seen;  // all that tell it, the best basis first
  std::set<std::string> upstreams;            // the reports that they go back to
  // The technique by its id and name, or the word.
  std::string name() const;
};

// Two incidents under one hand, through one launderer, or of one campaign by somebody's word.
struct SharedControl {
  const reg::Incident* other = nullptr;
  reg::LinkKind kind = reg::LinkKind::kSharedKey;
  std::vector<const reg::Link*> said;
  std::set<std::string> upstreams;
};
// A key, an address or a pool of money in one hand; what is not hard links a launderer or a
// service.
bool is_hard(reg::LinkKind kind);

// What a question about a day cannot use.
struct LeftOut {
  std::uint64_t later = 0;        // proven public only after the day
  std::uint64_t undated = 0;      // nobody has recorded since when it is public
  std::uint64_t unconfirmed = 0;  // in no source
};

struct Evidence {
  std::vector<Item> items;  // by group, then value
  std::vector<SharedControl> links;
  LeftOut left_out;
};
// The texts live as long as the register.
Evidence evidence_of(const View& view, const reg::Incident& incident);

// The report at the end of what a source repeats.
const std::string& upstream(const reg::Register& reg, const std::string& source);

}  // namespace spoor::attribution
