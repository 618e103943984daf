#include "attribution/narrative.h"

#include <fmt/format.h>

#include <algorithm>

namespace spoor::attribution {
namespace {

using Sentences = std::vector<std::string>;

std::string actor_name(const View& view, const std::string& actor) {
  const auto found = view.reg.actors.find(actor);
  return found == view.reg.actors.end() ? actor : reg::with_article(found->second.name);
}
std::string party_name(const View& view, const std::string& party) {
  const auto found = view.reg.parties.find(party);
  return found == view.reg.parties.end() ? party : found->second.name;
}

std::string percent(double p) { return fmt::format("{:.0f} %", 100 * p); }

// "A and B", "A, B and C".
std::string listed(const Sentences& parts) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += i + 1 == parts.size() ? " and " : ", ";
    out += parts[i];
  }
  return out;
}

// Who lays the other incident there, each once.
std::string speakers(const View& view, const Reach& reach) {
  Sentences names;
  for (const reg::Attribution* a : reach.by) {
    const std::string name = party_name(view, a->party);
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  return listed(names);
}

std::string likelihood(const Assessment& a) {
  if (a.curve.empty())
    return "The register cannot tell: no item that it holds on this incident has a measured "
           "weight.";
  const CurvePoint& low = a.curve.front();
  const CurvePoint& high = a.curve.back();
  if (a.weight.log10 == 0)
    return "The measured items do not move a prior either way: whatever was thought likely before "
           "is as likely now.";
  return fmt::format(
      "Where a link to the actor had {} before, it is {} ({}) now; where it had {}, it is {} ({}).",
      percent(low.prior), low.word, percent(low.posterior), percent(high.prior), high.word,
      percent(high.posterior));
}

std::string hard_link(const View& view, const Row& row) {
  const std::string head = fmt::format("{} ({}): one hand with {}", row.id,
                                       reg::word(row.link->kind), row.link->other->id);
  const std::string_view level = reg::word(row.reach.level);
  if (row.rule == Rule::kHardLinkToOpen)
    return fmt::format("{}, whose own standing is '{}'; the link carries nothing further.", head,
                       level);
  const std::string laid =
      fmt::format("{}, which {} lays to {} ({})", head, speakers(view, row.reach),
                  actor_name(view, row.reach.by.front()->actor), level);
  if (row.rule == Rule::kHardLinkOfAttributor)
    return laid +
           ". One report tells of the link and lays it there: together they are one thing "
           "said, and no more than an attribution until the link is shown without it.";
  return laid +
         ". There is no number for this: it stands or falls with the shared thing, and with "
         "that attribution, which must not itself rest on the link.";
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::uint64_t with_use(const Assessment& a, Use use) {
  return static_cast<std::uint64_t>(
      std::ranges::count(a.evidence.items, use, [](const Item& item) { return item.use; }));
}

std::uint64_t measured_items(const Assessment& a) {
  return static_cast<std::uint64_t>(std::ranges::count_if(
      a.weight.items, [](const Weighed& w) { return w.measured.ratio.has_value(); }));
}

std::string confidence(const Assessment& a) {
  const std::string head = fmt::format("Confidence in this answer is {}.", word(a.confidence));
  if (a.evidence.items.empty() && a.matrix.hard.empty())
    return head + " Nothing of the how is recorded that could be used.";
  return fmt::format(
      "{} It rests on {}, of which {} without knowing who did it and {} a measured "
      "weight, and on {}.",
      head, counted(a.evidence.items.size(), "observation", "observations"),
      counted(with_use(a, Use::kWeighs), "was seen", "were seen"),
      counted(measured_items(a), "has", "have"),
      counted(a.matrix.hard.size(), "hard link", "hard links"));
}

bool has_group(const Assessment& a, std::initializer_list<Group> groups) {
  return std::ranges::any_of(a.evidence.items, [&](const Item& item) {
    return std::ranges::find(groups, item.group) != groups.end();
  });
}

Sentences names_with_use(const Assessment& a, Use use) {
  Sentences out;
  for (const Item& item : a.evidence.items)
    if (item.use == use) out.push_back(item.name());
  return out;
}

void tell_open_links(const Assessment& a, Sentences& out) {
  for (const Row& row : a.matrix.hard) {
    if (row.rule == Rule::kHardLinkToOpen)
      out.push_back(
          fmt::format("Who did {}: one hand held both, and it stands at '{}'. Were it "
                      "charged, listed or stated, {} would carry that here.",
                      row.link->other->id, reg::word(row.reach.level), row.id));
    if (row.rule == Rule::kHardLinkOfAttributor)
      out.push_back(
          fmt::format("The link to {}, shown on the chain by somebody else.", row.link->other->id));
  }
}

// What somebody says to belong together, and nobody shows.
void tell_said_links(const Assessment& a, const View& view, Sentences& out) {
  for (const Row& row : a.matrix.soft) {
    if (row.rule != Rule::kSaidOnly) continue;
    Sentences names;
    for (const reg::Link* link : row.link->said)
      if (const std::string name = party_name(view, link->party);
          !name.empty() && std::ranges::find(names, name) == names.end())
        names.push_back(name);
    out.push_back(fmt::format(
        "By what {} is tied to this one: {} both are of one campaign, and no key, address or pool "
        "of money "
        "is recorded. Shown on the chain it would be a hard link.",
        row.link->other->id,
        names.empty() ? std::string("it is said that") : "by the word of " + listed(names)));
  }
}

std::string_view seen_as(reg::ObservationKind kind) {
  switch (kind) {
    case reg::ObservationKind::kVector:
      return "a way in";
    case reg::ObservationKind::kLaundering:
      return "a step of laundering";
    case reg::ObservationKind::kInfrastructure:
      return "infrastructure";
    case reg::ObservationKind::kRole:
      break;
  }
  return "the role of an address";
}

// What ten incidents of each class would make measurable.
void tell_unmeasured(const Assessment& a, Sentences& out) {
  for (const Weighed& w : a.weight.items)
    if (!w.measured.ratio)
      out.push_back(fmt::format(
          "More incidents like it in which {} was seen by somebody: there are {} of the actor's "
          "and {} others to measure {} by, and {} of each are needed.",
          seen_as(w.item->kind), w.measured.actor.recorded, w.measured.others.recorded,
          w.item->name(), kFewest));
}

}  // namespace

Sentences answer(const Assessment& a, const View& view) {
  Sentences out = {likelihood(a)};
  for (const Row& row : a.matrix.hard) out.push_back(hard_link(view, row));
  out.push_back(confidence(a));
  return out;
}

Sentences false_flag(const Assessment& a) {
  Sentences out;
  if (has_group(a, {Group::kInfrastructure, Group::kMalware, Group::kVector}))
    out.push_back(
        "Ways in, tools and rented infrastructure are published after each case and can "
        "be copied by anybody who reads.");
  if (has_group(a, {Group::kLaundering, Group::kCashOut, Group::kTiming}))
    out.push_back(
        "A laundering route is open to all; to imitate one costs little more than to "
        "follow it.");
  if (!a.matrix.hard.empty())
    out.push_back(
        "A shared key or jointly controlled funds cannot be laid by an outsider without "
        "the key. Money that was only sent to another's address can: see that the link "
        "rests on spending together, not on receiving.");
  if (out.empty())
    out.push_back("Nothing stands here that somebody could have laid as a false trail.");
  return out;
}

Sentences would_change(const Assessment& a, const View& view) {
  Sentences out;
  if (a.matrix.hard.empty())
    out.push_back(
        "A key, an address or a pool of money in one hand with an incident that is charged, listed "
        "or stated: alone it parts the actor from another outside thief.");
  tell_open_links(a, out);
  tell_said_links(a, view, out);
  const Sentences unsourced = names_with_use(a, Use::kBasisUnknown);
  if (!unsourced.empty())
    out.push_back(
        fmt::format("Who saw {}, and how: without that they weigh nothing.", listed(unsourced)));
  const Sentences told = names_with_use(a, Use::kFromAttributor);
  if (!told.empty())
    out.push_back(fmt::format("A witness for {} other than who attributes.", listed(told)));
  tell_unmeasured(a, out);
  if (const std::uint64_t undated = a.evidence.left_out.undated; undated > 0)
    out.push_back(
        fmt::format("Since when it was public, for the {} that {} none: a question about a "
                    "day cannot use them.",
                    undated, undated == 1 ? "has" : "have"));
  return out;
}

Sentences not_checked(const Assessment& a) {
  const std::string_view recorded = a.known_by ? "recorded as public by then" : "recorded";
  Sentences out;
  for (std::size_t g = 0; g < kGroups; ++g) {
    const Group group = static_cast<Group>(g);
    if (!has_group(a, {group})) out.push_back(fmt::format("{}: nothing {}", word(group), recorded));
  }
  if (a.matrix.hard.empty())
    out.push_back(
        fmt::format("shared keys, addresses and funds: none {}; no chain was searched", recorded));
  const LeftOut& left = a.evidence.left_out;
  if (left.later > 0)
    out.push_back(fmt::format("left out: {} proven public only later", left.later));
  if (left.undated > 0)
    out.push_back(
        fmt::format("left out: {} for want of a day since when they are public", left.undated));
  if (left.unconfirmed > 0)
    out.push_back(fmt::format("left out: {} that no source confirms", left.unconfirmed));
  return out;
}

}  // namespace spoor::attribution
