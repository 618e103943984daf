#include "attribution/stratum.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace spoor::attribution {
namespace {

using reg::Sector;

// Exploit Public-Facing Application, Exploitation of Remote Services: in an account of a theft from
// a contract, both stand for a fault in the contract's code.
constexpr std::array<std::string_view, 2> kExploits = {"T1190", "T1210"};

constexpr std::array<std::string_view, 3> kEntryWords = {"exploit of", "intrusion into",
                                                         "way in not recorded,"};
constexpr std::array<std::string_view, 5> kSectorWords = {"a bank", "a custodian", "a protocol",
                                                          "a person's holdings", "another victim"};
constexpr std::array<std::string_view, 3> kYearWords = {"to 2019", "2020 to 2022", "from 2023"};

Entry entry_of(const View& view, const reg::Incident& incident) {
  Entry entry = Entry::kNotRecorded;
  for (const reg::Observation& o : incident.observations) {
    if (o.kind != reg::ObservationKind::kVector || o.unconfirmed || !view.shows(o.known_from))
      continue;
    if (defines_stratum(o.kind, o.value)) return Entry::kExploit;
    entry = Entry::kIntrusion;
  }
  return entry;
}

Years years_of(reg::Day day) {
  const int year = reg::year_of(day);
  if (year <= 2019) return Years::kTo2019;
  return year <= 2022 ? Years::k2020To2022 : Years::kFrom2023;
}

}  // namespace

std::string Stratum::text() const {
  return fmt::format("{} {}, {}", kEntryWords.at(static_cast<std::size_t>(entry)),
                     kSectorWords.at(static_cast<std::size_t>(sector)),
                     kYearWords.at(static_cast<std::size_t>(years)));
}

Stratum stratum_of(const View& view, const reg::Incident& incident) {
  return {entry_of(view, incident), group_of(incident.sector), years_of(incident.occurred.first)};
}

bool defines_stratum(reg::ObservationKind kind, std::string_view value) {
  return kind == reg::ObservationKind::kVector &&
         std::ranges::find(kExploits, value) != kExploits.end();
}

SectorGroup group_of(Sector sector) {
  switch (sector) {
    case Sector::kBank:
    case Sector::kCentralBank:
      return SectorGroup::kBanks;
    case Sector::kExchange:
    case Sector::kWallet:
    case Sector::kPayment:
    case Sector::kGaming:
    case Sector::kCasino:
    case Sector::kMining:
      return SectorGroup::kCustodians;
    case Sector::kDefi:
    case Sector::kBridge:
      return SectorGroup::kProtocols;
    case Sector::kIndividual:
      return SectorGroup::kPersons;
    case Sector::kOther:
      break;
  }
  return SectorGroup::kOthers;
}

bool is_crypto(Sector sector) {
  switch (sector) {
    case Sector::kExchange:
    case Sector::kDefi:
    case Sector::kBridge:
    case Sector::kWallet:
    case Sector::kPayment:
    case Sector::kGaming:
    case Sector::kMining:
    case Sector::kIndividual:
      return true;
    default:
      return false;
  }
}

}  // namespace spoor::attribution
