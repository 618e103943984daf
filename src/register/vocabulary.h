// The closed vocabularies of the register: each word that a file may use in a field of choice.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace spoor::reg {

enum class Outcome : std::uint8_t { kTheft, kAttempt, kExtortion, kMining, kIntrusion };
enum class Sector : std::uint8_t {
  kBank,
  kCentralBank,
  kExchange,
  kDefi,
  kBridge,
  kWallet,
  kPayment,
  kGaming,
  kCasino,
  kMining,
  kIndividual,
  kOther
};
enum class CountryBasis : std::uint8_t { kSeat, kLicence, kOperations, kCustomers, kUnknown };
enum class ClaimKind : std::uint8_t { kAttempted, kGross, kNet, kFace, kCost, kDemanded };
enum class Bound : std::uint8_t { kExact, kAbout, kAtLeast, kAtMost };
enum class SourceKind : std::uint8_t {
  kJudgment,
  kIndictment,
  kCriminalComplaint,
  kForfeitureComplaint,
  kListing,
  kStatement,
  kPanelReport,
  kMemberStateReport,
  kVictimStatement,
  kCompanyReport,
  kResearch,
  kArticle,
  kDataset,
  kMemory
};
enum class PartyKind : std::uint8_t {
  kCourt,
  kProsecutor,
  kSanctionsAuthority,
  kGovernment,
  kPanel,
  kMemberState,
  kVictim,
  kCompany,
  kResearcher,
  kPress
};
enum class Handling : std::uint8_t {  // ascending: what is above a level is dropped
  kPublic,
  kTlpClear,
  kTlpGreen,
  kTlpAmber,
  kTlpAmberStrict,
  kTlpRed,
  kRestricted
};
enum class ObservationKind : std::uint8_t { kVector, kLaundering, kInfrastructure, kRole };
enum class Basis : std::uint8_t { kVictim, kChain, kMalware, kAttributor, kUnknown };
enum class LinkKind : std::uint8_t {
  kSharedKey,
  kSharedAddress,
  kJointFunds,  // hard: one control
  kSharedLaunderer,
  kSharedService,  // links the launderer or the service only
  kCampaign,
  kSameEvent,
  kCandidate  // said to belong together, or perhaps to be one
};
enum class RecoveryKind : std::uint8_t { kReturned, kFrozen, kSeized, kForfeiture, kNotLost };
enum class AddressRole : std::uint8_t {
  kTheft,
  kLaundering,
  kTheftOrLaundering,
  kCashout,
  kCashoutBroker,
  kMixerDepositor,
  kMixer,
  kMixerRelayer,
  kSwap,
  kExchangeDeposit,
  kTestInfrastructure,
  kMaliciousContract,
  kExploiter,
  kVictim,
  kVictimSigner,
  kFrozen,
  kGovernmentCustody,
  kLaunderer,
  kBanker,
  kOtcTrader,
  kItWorkerFront
};

// The word of a value, as files and output have it: "central-bank". One specialisation an enum.
template <class Enum>
std::string_view word(Enum value);
// None where there is no such word.
template <class Enum>
std::optional<Enum> from_word(std::string_view text);
// All words of the enum, in its order.
template <class Enum>
std::span<const std::string_view> words_of();

// What an observation's value may be: an ATT&CK id for vectors, a step for laundering ("mixer"),
// a word for infrastructure; roles are AddressRole's words.
std::span<const std::string_view> values_of(ObservationKind kind);
bool is_value(ObservationKind kind, std::string_view value);
// The name of a technique, "Spearphishing Attachment", or empty where it is not in the vocabulary.
std::string_view technique_name(std::string_view attack_id);

// ISO 4217 codes that the register knows; everything else is an asset.
bool is_currency(std::string_view unit);
// ISO 3166 alpha-2, and "XX": unknown, several or no seat.
bool is_country(std::string_view code);

// The name of an actor within a sentence: "the Democratic People's Republic of Korea".
std::string with_article(std::string_view name);

}  // namespace spoor::reg
