#include "register/vocabulary.h"

#include <algorithm>
#include <array>

namespace spoor::reg {
namespace {

using Word = std::string_view;

// In the order of the enum.
template <class Enum>
constexpr auto kWords = nullptr;

template <>
constexpr auto kWords<Outcome> =
    std::to_array<Word>({"theft", "attempt", "extortion", "mining", "intrusion"});
template <>
constexpr auto kWords<Sector> =
    std::to_array<Word>({"bank", "central-bank", "exchange", "defi", "bridge", "wallet", "payment",
                         "gaming", "casino", "mining", "individual", "other"});
template <>
constexpr auto kWords<CountryBasis> =
    std::to_array<Word>({"seat", "licence", "operations", "customers", "unknown"});
template <>
constexpr auto kWords<ClaimKind> =
    std::to_array<Word>({"attempted", "gross", "net", "face", "cost", "demanded"});
template <>
constexpr auto kWords<Bound> = std::to_array<Word>({"exact", "about", "at-least", "at-most"});
template <>
constexpr auto kWords<SourceKind> = std::to_array<Word>(
    {"judgment", "indictment", "criminal-complaint", "forfeiture-complaint", "listing", "statement",
     "panel-report", "member-state-report", "victim-statement", "company-report", "research",
     "article", "dataset", "memory"});
template <>
constexpr auto kWords<PartyKind> =
    std::to_array<Word>({"court", "prosecutor", "sanctions-authority", "government", "panel",
                         "member-state", "victim", "company", "researcher", "press"});
template <>
constexpr auto kWords<Handling> = std::to_array<Word>(
    {"public", "tlp-clear", "tlp-green", "tlp-amber", "tlp-amber-strict", "tlp-red", "restricted"});
template <>
constexpr auto kWords<ObservationKind> =
    std::to_array<Word>({"vector", "laundering", "infrastructure", "role"});
template <>
constexpr auto kWords<Basis> =
    std::to_array<Word>({"victim", "chain", "malware", "attributor", "unknown"});
template <>
constexpr auto kWords<LinkKind> =
    std::to_array<Word>({"shared-key", "shared-address", "joint-funds", "shared-launderer",
                         "shared-service", "campaign", "same-event", "candidate"});
template <>
constexpr auto kWords<RecoveryKind> =
    std::to_array<Word>({"returned", "frozen", "seized", "forfeiture", "not-lost"});
template <>
constexpr auto kWords<AddressRole> = std::to_array<Word>({"theft",
                                                          "laundering",
                                                          "theft-or-laundering",
                                                          "cashout",
                                                          "cashout-broker",
                                                          "mixer-depositor",
                                                          "mixer",
                                                          "mixer-relayer",
                                                          "swap",
                                                          "exchange-deposit",
                                                          "test-infrastructure",
                                                          "malicious-contract",
                                                          "exploiter",
                                                          "victim",
                                                          "victim-signer",
                                                          "frozen",
                                                          "government-custody",
                                                          "launderer",
                                                          "banker",
                                                          "otc-trader",
                                                          "it-worker-front"});
static_assert(kWords<Sector>.size() == static_cast<std::size_t>(Sector::kOther) + 1);
static_assert(kWords<SourceKind>.size() == static_cast<std::size_t>(SourceKind::kMemory) + 1);
static_assert(kWords<PartyKind>.size() == static_cast<std::size_t>(PartyKind::kPress) + 1);
static_assert(kWords<LinkKind>.size() == static_cast<std::size_t>(LinkKind::kCandidate) + 1);
static_assert(kWords<AddressRole>.size() ==
              static_cast<std::size_t>(AddressRole::kItWorkerFront) + 1);

constexpr auto kLaundering = std::to_array<Word>(
    {"mixer", "coinjoin", "dex-swap", "swap-service", "chain-hop", "bridge", "peel-chain",
     "exchange-deposit", "otc", "darknet-market", "casino", "bank", "remittance", "cash-out",
     "mules", "fan-out", "dormancy", "goods", "pattern"});
constexpr auto kInfrastructure =
    std::to_array<Word>({"malware-family", "domain", "ip-address", "email-account", "code-signing",
                         "repository", "device"});

// MITRE ATT&CK, enterprise, version 18.
struct Technique {
  Word id;
  Word name;
};
constexpr auto kTechniques = std::to_array<Technique>({
    {"T1055", "Process Injection"},
    {"T1059.006", "Python"},
    {"T1059.007", "JavaScript"},
    {"T1070", "Indicator Removal"},
    {"T1078", "Valid Accounts"},
    {"T1110", "Brute Force"},
    {"T1189", "Drive-by Compromise"},
    {"T1190", "Exploit Public-Facing Application"},
    {"T1195", "Supply Chain Compromise"},
    {"T1195.002", "Compromise Software Supply Chain"},
    {"T1199", "Trusted Relationship"},
    {"T1204.002", "Malicious File"},
    {"T1204.004", "Malicious Copy and Paste"},
    {"T1204.005", "Malicious Library"},
    {"T1210", "Exploitation of Remote Services"},
    {"T1485", "Data Destruction"},
    {"T1486", "Data Encrypted for Impact"},
    {"T1496.001", "Compute Hijacking"},
    {"T1528", "Steal Application Access Token"},
    {"T1539", "Steal Web Session Cookie"},
    {"T1550.001", "Application Access Token"},
    {"T1550.004", "Web Session Cookie"},
    {"T1552.001", "Credentials In Files"},
    {"T1552.004", "Private Keys"},
    {"T1553.002", "Code Signing"},
    {"T1555", "Credentials from Password Stores"},
    {"T1555.001", "Keychain"},
    {"T1555.003", "Credentials from Web Browsers"},
    {"T1561.002", "Disk Structure Wipe"},
    {"T1565.001", "Stored Data Manipulation"},
    {"T1565.002", "Transmitted Data Manipulation"},
    {"T1565.003", "Runtime Data Manipulation"},
    {"T1566", "Phishing"},
    {"T1566.001", "Spearphishing Attachment"},
    {"T1566.002", "Spearphishing Link"},
    {"T1566.003", "Spearphishing via Service"},
    {"T1566.004", "Spearphishing Voice"},
    {"T1574.001", "DLL"},
    {"T1583.001", "Domains"},
    {"T1585.001", "Social Media Accounts"},
    {"T1585.002", "Email Accounts"},
    {"T1588.002", "Tool"},
    {"T1588.004", "Digital Certificates"},
    {"T1656", "Impersonation"},
    {"T1657", "Financial Theft"},
});
constexpr auto kTechniqueIds = [] {
  std::array<Word, kTechniques.size()> ids;
  std::ranges::transform(kTechniques, ids.begin(), &Technique::id);
  return ids;
}();
static_assert(std::ranges::is_sorted(kTechniqueIds));

// Codes of the same length, one after the other.
bool stands_in(Word list, Word code, std::size_t length) {
  if (code.size() != length) return false;
  for (std::size_t at = 0; at < list.size(); at += length + 1)
    if (list.substr(at, length) == code) return true;
  return false;
}

// ISO 4217, without metals, funds and test codes.
constexpr Word kCurrencies =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP "
    "BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP "
    "GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS "
    "KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR "
    "MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF "
    "SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD "
    "TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG";

// ISO 3166-1 alpha-2; XK is in common use, XX is our own.
constexpr Word kCountries =
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR "
    "BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ "
    "EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW "
    "GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY "
    "KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV "
    "MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY "
    "QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG "
    "TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK XX YE YT "
    "ZA ZM ZW";

}  // namespace

template <class Enum>
std::string_view word(Enum value) {
  return kWords<Enum>.at(static_cast<std::size_t>(value));
}

template <class Enum>
std::optional<Enum> from_word(std::string_view text) {
  const auto found = std::ranges::find(kWords<Enum>, text);
  if (found == kWords<Enum>.end()) return std::nullopt;
  return static_cast<Enum>(found - kWords<Enum>.begin());
}

template <class Enum>
std::span<const std::string_view> words_of() {
  return kWords<Enum>;
}

#define SPOOR_WORDS_OF(Enum)                                \
  template std::string_view word<Enum>(Enum);               \
  template std::optional<Enum> from_word(std::string_view); \
  template std::span<const std::string_view> words_of<Enum>()
SPOOR_WORDS_OF(Outcome);
SPOOR_WORDS_OF(Sector);
SPOOR_WORDS_OF(CountryBasis);
SPOOR_WORDS_OF(ClaimKind);
SPOOR_WORDS_OF(Bound);
SPOOR_WORDS_OF(SourceKind);
SPOOR_WORDS_OF(PartyKind);
SPOOR_WORDS_OF(Handling);
SPOOR_WORDS_OF(ObservationKind);
SPOOR_WORDS_OF(Basis);
SPOOR_WORDS_OF(LinkKind);
SPOOR_WORDS_OF(RecoveryKind);
SPOOR_WORDS_OF(AddressRole);
#undef SPOOR_WORDS_OF

std::span<const std::string_view> values_of(ObservationKind kind) {
  switch (kind) {
    case ObservationKind::kVector:
      return kTechniqueIds;
    case ObservationKind::kLaundering:
      return kLaundering;
    case ObservationKind::kInfrastructure:
      return kInfrastructure;
    case ObservationKind::kRole:
      return kWords<AddressRole>;
  }
  return {};
}

bool is_value(ObservationKind kind, std::string_view value) {
  return std::ranges::find(values_of(kind), value) != values_of(kind).end();
}

std::string_view technique_name(std::string_view attack_id) {
  const auto found = std::ranges::find(kTechniques, attack_id, &Technique::id);
  return found == kTechniques.end() ? std::string_view() : found->name;
}

bool is_currency(std::string_view unit) { return stands_in(kCurrencies, unit, 3); }

bool is_country(std::string_view code) { return stands_in(kCountries, code, 2); }

std::string with_article(std::string_view name) {
  const bool is_state = name.find("Republic") != std::string_view::npos;
  return (is_state ? "the " : "") + std::string(name);
}

}  // namespace spoor::reg
