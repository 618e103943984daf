// Like is compared with like: how the thieves came in, what they came into, and when. What sorts an
// incident into its stratum is never evidence as well; else the way in which the register was
// gathered (thefts laid to others are mostly contract exploits) would pass for a finding.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "attribution/evidence.h"
#include "register/model.h"

namespace spoor::attribution {

enum class Entry : std::uint8_t { kExploit, kIntrusion, kNotRecorded };
enum class SectorGroup : std::uint8_t { kBanks, kCustodians, kProtocols, kPersons, kOthers };
enum class Years : std::uint8_t { kTo2019, k2020To2022, kFrom2023 };

struct Stratum {
  Entry entry = Entry::kNotRecorded;
  SectorGroup sector = SectorGroup::kOthers;
  Years years = Years::kTo2019;

  constexpr auto operator<=>(const Stratum&) const = default;
  // "intrusion into a custodian, 2020 to 2022"
  std::string text() const;
};

// An exploit of exposed code (T1190 and its kin) where one is recorded, an intrusion where any
// other way in is. A recorded word suffices here, whatever its basis: it sorts, and weighs nothing.
Stratum stratum_of(const View& view, const reg::Incident& incident);
bool defines_stratum(reg::ObservationKind kind, std::string_view value);

SectorGroup group_of(reg::Sector sector);
// Where crypto-assets are held or traded.
bool is_crypto(reg::Sector sector);

}  // namespace spoor::attribution
