#include "attribution/evidence.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "attribution/stratum.h"

namespace spoor::attribution {
namespace {

using reg::AddressRole;
using reg::Basis;
using reg::LinkKind;
using reg::Observation;
using reg::ObservationKind;

constexpr std::array<std::string_view, kGroups> kGroupWords = {
    "infrastructure",   "malware and code", "intrusion vector", "on-chain origin",
    "laundering route", "cash-out",         "timing",           "target"};

bool starts_with_any(std::string_view value, std::initializer_list<std::string_view> heads) {
  return std::ranges::any_of(heads, [&](std::string_view head) { return value.starts_with(head); });
}
bool is_any(std::string_view value, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, value) != words.end();
}

// What was run once inside stands with the code, not with the way in.
Group group_of_technique(std::string_view id) {
  return starts_with_any(id, {"T1027", "T1055", "T1059", "T1070", "T1485", "T1486", "T1496",
                              "T1553", "T1561", "T1574"})
             ? Group::kMalware
             : Group::kVector;
}

Group group_of_step(std::string_view step) {
  if (step == "dormancy") return Group::kTiming;
  return is_any(step, {"exchange-deposit", "otc", "darknet-market", "casino", "bank", "remittance",
                       "cash-out", "mules", "goods"})
             ? Group::kCashOut
             : Group::kLaundering;
}

Group group_of_role(std::string_view role) {
  switch (reg::from_word<AddressRole>(role).value_or(AddressRole::kTheft)) {
    case AddressRole::kCashout:
    case AddressRole::kCashoutBroker:
    case AddressRole::kExchangeDeposit:
    case AddressRole::kBanker:
    case AddressRole::kOtcTrader:
      return Group::kCashOut;
    case AddressRole::kLaundering:
    case AddressRole::kMixerDepositor:
    case AddressRole::kMixer:
    case AddressRole::kMixerRelayer:
    case AddressRole::kSwap:
    case AddressRole::kLaunderer:
      return Group::kLaundering;
    case AddressRole::kVictim:
    case AddressRole::kVictimSigner:
      return Group::kTarget;
    default:
      return Group::kOrigin;
  }
}

Use use_of(const Observation& seen) {
  if (defines_stratum(seen.kind, seen.value)) return Use::kDefinesStratum;
  switch (seen.basis) {
    case Basis::kVictim:
    case Basis::kChain:
    case Basis::kMalware:
      return Use::kWeighs;
    case Basis::kAttributor:
      return Use::kFromAttributor;
    case Basis::kUnknown:
      break;
  }
  return Use::kBasisUnknown;
}

// False, and counted, where the view does not show it.
bool admits(const View& view, const std::optional<reg::KnownFrom>& known_from, bool unconfirmed,
            LeftOut& left_out) {
  if (unconfirmed) {
    ++left_out.unconfirmed;
    return false;
  }
  if (view.shows(known_from)) return true;
  ++(known_from ? left_out.later : left_out.undated);
  return false;
}

void sort_by_basis(std::vector<const Observation*>& seen) {
  std::ranges::stable_sort(
      seen, [](const Observation* a, const Observation* b) { return use_of(*a) < use_of(*b); });
}

std::vector<Item> items_of(const View& view, const reg::Incident& incident, LeftOut& left_out) {
  std::map<std::tuple<Group, ObservationKind, std::string>, Item> by_value;
  for (const Observation& o : incident.observations) {
    if (!admits(view, o.known_from, o.unconfirmed, left_out)) continue;
    const Group group = group_of(o.kind, o.value);
    Item& item = by_value[{group, o.kind, o.value}];
    item.kind = o.kind;
    item.value = o.value;
    item.group = group;
    item.use = std::min(item.use, use_of(o));
    item.seen.push_back(&o);
    if (!o.citation.source.empty()) item.upstreams.insert(upstream(view.reg, o.citation.source));
  }
  std::vector<Item> out;
  for (auto& [key, item] : by_value) {
    sort_by_basis(item.seen);
    out.push_back(std::move(item));
  }
  return out;
}

// That two may be one incident, or perhaps belong together, says nothing of whose they are.
bool is_told(LinkKind kind) {
  return is_hard(kind) || kind == LinkKind::kSharedLaunderer || kind == LinkKind::kSharedService ||
         kind == LinkKind::kCampaign;
}

// The incident itself, or the one that counts in its place.
const reg::Incident& counting(const reg::Register& reg, const reg::Incident& incident) {
  const reg::Incident* at = &incident;
  for (std::size_t steps = 0; steps <= reg.incidents.size(); ++steps) {
    const auto found = reg.incidents.find(at->duplicate_of);
    if (found == reg.incidents.end()) break;
    at = &found->second;
  }
  return *at;
}

std::vector<SharedControl> links_of(const View& view, const reg::Incident& incident,
                                    LeftOut& left_out) {
  using Key = std::pair<LinkKind, std::string>;
  std::map<Key, SharedControl> by_other;
  std::set<Key> not_admitted;  // counted once, from whichever end
  const auto add = [&](const reg::Link& link, const reg::Incident& named) {
    const reg::Incident& other = counting(view.reg, named);
    if (!is_told(link.kind) || other.id == incident.id) return;
    const Key key = {link.kind, other.id};
    LeftOut seen_before;
    LeftOut& counts = not_admitted.contains(key) ? seen_before : left_out;
    if (!admits(view, link.known_from, link.unconfirmed, counts)) {
      not_admitted.insert(key);
      return;
    }
    SharedControl& shared = by_other[key];
    shared.other = &other;
    shared.kind = link.kind;
    shared.said.push_back(&link);
    if (!link.citation.source.empty())
      shared.upstreams.insert(upstream(view.reg, link.citation.source));
  };
  for (const auto& [id, other] : view.reg.incidents) {
    for (const reg::Link& link : incident.links)
      if (link.to == id) add(link, other);
    for (const reg::Link& link : other.links)
      if (link.to == incident.id) add(link, other);
  }
  std::vector<SharedControl> out;
  for (auto& [key, shared] : by_other) out.push_back(std::move(shared));
  return out;
}

}  // namespace

std::string_view word(Group group) { return kGroupWords.at(static_cast<std::size_t>(group)); }

std::string_view word(Use use) {
  switch (use) {
    case Use::kWeighs:
      return "sourced";
    case Use::kDefinesStratum:
      return "defines the stratum";
    case Use::kFromAttributor:
      return "from the attributor";
    case Use::kBasisUnknown:
      break;
  }
  return "basis unknown";
}

Group group_of(ObservationKind kind, std::string_view value) {
  switch (kind) {
    case ObservationKind::kVector:
      return group_of_technique(value);
    case ObservationKind::kLaundering:
      return group_of_step(value);
    case ObservationKind::kRole:
      return group_of_role(value);
    case ObservationKind::kInfrastructure:
      break;
  }
  return is_any(value, {"malware-family", "code-signing", "repository"}) ? Group::kMalware
                                                                         : Group::kInfrastructure;
}

std::string Item::name() const {
  const std::string_view technique =
      kind == ObservationKind::kVector ? reg::technique_name(value) : std::string_view();
  return technique.empty() ? value : value + " " + std::string(technique);
}

bool is_hard(LinkKind kind) {
  return kind == LinkKind::kSharedKey || kind == LinkKind::kSharedAddress ||
         kind == LinkKind::kJointFunds;
}

Evidence evidence_of(const View& view, const reg::Incident& incident) {
  Evidence out;
  out.items = items_of(view, incident, out.left_out);
  out.links = links_of(view, incident, out.left_out);
  return out;
}

const std::string& upstream(const reg::Register& reg, const std::string& source) {
  const std::string* at = &source;
  for (std::size_t steps = 0; steps <= reg.sources.size(); ++steps) {
    const auto found = reg.sources.find(*at);
    if (found == reg.sources.end() || found->second.repeats.empty()) break;
    at = &found->second.repeats;
  }
  return *at;
}

}  // namespace spoor::attribution
