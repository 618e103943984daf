#include "register/sieve.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>
#include <vector>

namespace spoor::reg {
namespace {

struct Noun {
  std::string_view one, many;
};
constexpr std::array<Noun, kFactKinds> kNouns = {{{"incident", "incidents"},
                                                  {"claim", "claims"},
                                                  {"observation", "observations"},
                                                  {"attribution", "attributions"},
                                                  {"link", "links"},
                                                  {"recovery", "recoveries"},
                                                  {"amount of an asset", "amounts of assets"},
                                                  {"country", "countries"},
                                                  {"address", "addresses"},
                                                  {"actor", "actors"},
                                                  {"alias", "aliases"},
                                                  {"headline", "headlines"},
                                                  {"report", "reports"},
                                                  {"yearly series", "yearly series"},
                                                  {"dispute", "disputes"},
                                                  {"first day known", "first days known"},
                                                  {"source", "sources"}}};

using Names = std::set<std::string, std::less<>>;

// Every party that somebody's word is recorded of.
Names speakers(const Register& reg) {
  Names names;
  for (const auto& [id, incident] : reg.incidents) {
    for (const Claim& c : incident.claims) names.insert(c.party);
    for (const Observation& o : incident.observations) names.insert(o.party);
    for (const Attribution& a : incident.attributions) names.insert(a.party);
    for (const Link& l : incident.links) names.insert(l.party);
  }
  for (const auto& [id, headline] : reg.headlines) names.insert(headline.claim.party);
  for (const auto& [id, actor] : reg.actors)
    for (const Alias& alias : actor.aliases) names.insert(alias.party);
  for (const YearlyTotal& yearly : reg.yearly_totals) names.insert(yearly.party);
  return names;
}

// Every actor that something is laid to.
Names accused(const Register& reg) {
  Names names;
  for (const auto& [id, incident] : reg.incidents)
    for (const Attribution& a : incident.attributions) names.insert(a.actor);
  for (const auto& [id, headline] : reg.headlines) names.insert(headline.actor);
  return names;
}

// Every claim that can be named: of incidents, and headlines by either of their names.
Names claims_of(const Register& reg) {
  Names names;
  for (const auto& [id, incident] : reg.incidents)
    for (const Claim& claim : incident.claims) names.insert(claim.id);
  for (const auto& [id, headline] : reg.headlines) {
    names.insert(id);
    names.insert(headline.claim.id);
  }
  return names;
}

class Sifter {
 public:
  Sifter(Register reg, const Sieve& sieve) : reg_(std::move(reg)), sieve_(sieve) {}

  Sifted run() {
    const Names spoke = speakers(reg_);
    take_sources();
    take_incidents();
    for (auto& [id, incident] : reg_.incidents) take_facts(incident);
    take_headlines();
    take_reports();
    take_lists();
    take_actors();
    forget_names();
    const Names speak = speakers(reg_);
    std::erase_if(reg_.parties, [&](const auto& party) {
      return spoke.contains(party.first) && !speak.contains(party.first);
    });
    return {std::move(reg_), left_out_};
  }

 private:
  void count(FactKind kind, std::uint64_t n) {
    left_out_.counts[static_cast<std::size_t>(kind)] += n;
  }
  template <class Container, class Gone>
  void take(Container& from, FactKind kind, Gone gone) {
    count(kind, std::erase_if(from, gone));
  }

  bool refused(std::string_view source) const { return sources_.contains(source); }
  bool refused(const Citation& citation, bool unconfirmed) const {
    return refused(citation.source) || (sieve_.confirmed_only && unconfirmed);
  }
  bool rests_on_nothing(const std::vector<std::string>& sources) const {
    return !sources.empty() && std::all_of(sources.begin(), sources.end(),
                                           [&](const std::string& id) { return refused(id); });
  }
  void forget_refused(std::vector<std::string>& sources) const {
    std::erase_if(sources, [&](const std::string& id) { return refused(id); });
  }

  void take_sources() {
    take(reg_.sources, FactKind::kSource, [&](const auto& entry) {
      const Source& source = entry.second;
      const bool gone =
          source.handling > sieve_.most || (sieve_.confirmed_only && source.is_memory());
      if (gone) sources_.insert(source.id);
      return gone;
    });
  }

  void take_incidents() {
    if (sieve_.asked)
      std::erase_if(reg_.incidents, [&](const auto& entry) {
        if (sieve_.asked(entry.second)) return false;
        not_asked_.insert(entry.first);
        return true;
      });
    take(reg_.incidents, FactKind::kIncident, [&](const auto& entry) {
      const Incident& incident = entry.second;
      const bool gone = incident.handling > sieve_.most || rests_on_nothing(incident.sources);
      if (gone) incidents_.insert(incident.id);
      return gone;
    });
    for (auto& [id, incident] : reg_.incidents) forget_refused(incident.sources);
  }

  bool is_gone(const std::string& incident) const {
    return incidents_.contains(incident) || not_asked_.contains(incident);
  }

  void take_known_from(std::optional<KnownFrom>& known_from) {
    if (!known_from || !refused(known_from->source)) return;
    known_from.reset();
    count(FactKind::kKnownFrom, 1);
  }

  // Facts with a citation and a mark, and often a day since when they are known.
  template <class Fact>
  void take_cited(std::vector<Fact>& facts, FactKind kind) {
    take(facts, kind, [&](const Fact& f) { return refused(f.citation, f.unconfirmed); });
    if constexpr (requires(Fact f) { f.known_from; })
      for (Fact& fact : facts) take_known_from(fact.known_from);
  }

  void take_facts(Incident& incident) {
    take_claims(incident.claims);
    take_cited(incident.observations, FactKind::kObservation);
    take_cited(incident.attributions, FactKind::kAttribution);
    take(incident.links, FactKind::kLink,
         [&](const Link& link) { return incidents_.contains(link.to); });
    std::erase_if(incident.links, [&](const Link& link) { return not_asked_.contains(link.to); });
    take_cited(incident.links, FactKind::kLink);
    take_cited(incident.recoveries, FactKind::kRecovery);
    take_cited(incident.assets, FactKind::kAsset);
    take(incident.countries, FactKind::kCountry,
         [&](const Country& country) { return refused(country.citation.source); });
    take_addresses(incident.addresses);
  }

  void take_addresses(std::vector<Address>& addresses) {
    take(addresses, FactKind::kAddress,
         [&](const Address& address) { return rests_on_nothing(address.sources); });
    for (Address& address : addresses) forget_refused(address.sources);
  }

  // A sum of parts is wrong without one of them, and a part alone would stand as a whole.
  void take_claims(std::vector<Claim>& claims) {
    Names gone;
    for (const Claim& claim : claims)
      if (refused(claim.citation, claim.unconfirmed)) gone.insert(claim.id);
    for (std::size_t before = gone.size() + 1; before != gone.size();) {
      before = gone.size();
      for (const Claim& claim : claims) {
        if (gone.contains(claim.part_of)) gone.insert(claim.id);
        if (gone.contains(claim.id) && is_sum(claims, claim.part_of)) gone.insert(claim.part_of);
      }
    }
    take(claims, FactKind::kClaim, [&](const Claim& claim) { return gone.contains(claim.id); });
    for (Claim& claim : claims) take_known_from(claim.known_from);
  }
  static bool is_sum(const std::vector<Claim>& claims, const std::string& id) {
    return std::any_of(claims.begin(), claims.end(),
                       [&](const Claim& c) { return c.id == id && c.is_sum_of_parts; });
  }

  void take_headlines() {
    take(reg_.headlines, FactKind::kHeadline, [&](const auto& entry) {
      const Claim& claim = entry.second.claim;
      return refused(claim.citation, claim.unconfirmed);
    });
    for (auto& [id, headline] : reg_.headlines) take_known_from(headline.claim.known_from);
  }

  void take_reports() {
    take(reg_.reports, FactKind::kReport,
         [&](const auto& entry) { return refused(entry.second.citation.source); });
    for (auto& [id, report] : reg_.reports) {
      std::erase_if(report.rows,
                    [&](const ReportRow& row) { return not_asked_.contains(row.incident); });
      for (ReportRow& row : report.rows)
        if (incidents_.contains(row.incident)) row.incident.clear();
    }
  }

  void take_lists() {
    take(reg_.yearly_totals, FactKind::kYearly,
         [&](const YearlyTotal& yearly) { return refused(yearly.citation.source); });
    for (SharedAddresses& shared : reg_.shared_addresses) {
      if (refused(shared.citation.source)) {
        count(FactKind::kAddress, shared.addresses.size());
        shared.addresses.clear();
      }
      take_addresses(shared.addresses);
    }
    std::erase_if(reg_.shared_addresses,
                  [](const SharedAddresses& shared) { return shared.addresses.empty(); });
    // Our words on a dispute tell what all of its sources say.
    const auto tells_of_gone = [&](const Dispute& dispute) {
      return std::any_of(dispute.sources.begin(), dispute.sources.end(),
                         [&](const std::string& id) { return refused(id); }) ||
             std::any_of(dispute.incidents.begin(), dispute.incidents.end(),
                         [&](const std::string& id) { return incidents_.contains(id); });
    };
    take(reg_.disputes, FactKind::kDispute, tells_of_gone);
    for (Dispute& dispute : reg_.disputes)
      std::erase_if(dispute.incidents, [&](const std::string& id) { return is_gone(id); });
    if (sieve_.asked)
      std::erase_if(reg_.disputes, [](const Dispute& d) { return d.incidents.empty(); });
  }

  // An actor that only refused sources know is not named.
  void take_actors() {
    const Names named = accused(reg_);
    Names only_refused;
    for (auto& [id, actor] : reg_.actors) {
      const std::size_t aliases = actor.aliases.size();
      take(actor.aliases, FactKind::kAlias,
           [&](const Alias& alias) { return refused(alias.citation, alias.unconfirmed); });
      const bool lost_edge = refused(actor.parent_citation.source);
      if (lost_edge) {
        actor.parent.clear();
        actor.parent_citation = {};
      }
      const bool lost = lost_edge || aliases != actor.aliases.size();
      if (lost && actor.parent.empty() && actor.aliases.empty()) only_refused.insert(id);
    }
    take(reg_.actors, FactKind::kActor, [&](const auto& entry) {
      return only_refused.contains(entry.first) && !named.contains(entry.first);
    });
    for (auto& [id, actor] : reg_.actors)
      if (!actor.parent.empty() && !reg_.actors.contains(actor.parent)) {
        actor.parent.clear();
        actor.parent_citation = {};
      }
  }

  void forget_names(Claim& claim, const Names& there) const {
    if (!there.contains(claim.repeats)) claim.repeats.clear();
    std::erase_if(claim.about, [&](const std::string& id) { return is_gone(id); });
  }

  // What stays must name nothing that went.
  void forget_names() {
    const Names there = claims_of(reg_);
    const auto is_not_there = [&](const std::string& id) { return !there.contains(id); };
    for (auto& [id, report] : reg_.reports) {
      std::erase_if(report.headlines, is_not_there);
      std::erase_if(report.named, is_not_there);
    }
    for (auto& [id, source] : reg_.sources)
      if (refused(source.repeats)) source.repeats.clear();
    for (auto& [id, incident] : reg_.incidents) {
      if (is_gone(incident.duplicate_of)) incident.duplicate_of.clear();
      for (Claim& claim : incident.claims) forget_names(claim, there);
    }
    for (auto& [id, headline] : reg_.headlines) forget_names(headline.claim, there);
  }

  Register reg_;
  const Sieve& sieve_;
  LeftOut left_out_;
  Names sources_, incidents_;  // that went
  Names not_asked_;            // incidents that nobody asked for
};

}  // namespace

std::uint64_t LeftOut::sum() const {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

std::string LeftOut::text() const {
  std::string out;
  for (std::size_t i = 0; i < kFactKinds; ++i)
    if (counts[i] > 0)
      out += fmt::format("{}{} {}", out.empty() ? "" : ", ", counts[i],
                         noun(static_cast<FactKind>(i), counts[i]));
  return out.empty() ? "nothing" : out;
}

std::string_view noun(FactKind kind, std::uint64_t count) {
  const Noun& noun = kNouns[static_cast<std::size_t>(kind)];
  return count == 1 ? noun.one : noun.many;
}

Sifted sift(Register reg, const Sieve& sieve) { return Sifter(std::move(reg), sieve).run(); }

std::string says_left_out(const LeftOut& left_out, Handling most) {
  if (left_out.sum() == 0) return {};
  return fmt::format("{} {} above {} and left out", left_out.text(),
                     left_out.sum() == 1 ? "is" : "are", word(most));
}

}  // namespace spoor::reg
