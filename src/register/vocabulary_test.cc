#include "register/vocabulary.h"

#include <gtest/gtest.h>

#include <set>

namespace spoor::reg {
namespace {

template <class Enum>
class Vocabulary : public testing::Test {};
using Enums = testing::Types<Outcome, Sector, CountryBasis, ClaimKind, Bound, SourceKind, PartyKind,
                             Handling, ObservationKind, Basis, LinkKind, RecoveryKind, AddressRole>;
TYPED_TEST_SUITE(Vocabulary, Enums);

TYPED_TEST(Vocabulary, WordsAndValuesAreOneToOne) {
  std::set<std::string_view> seen;
  std::size_t place = 0;
  for (const std::string_view text : words_of<TypeParam>()) {
    EXPECT_TRUE(seen.insert(text).second) << text;
    ASSERT_TRUE(from_word<TypeParam>(text)) << text;
    EXPECT_EQ(static_cast<std::size_t>(*from_word<TypeParam>(text)), place++);
    EXPECT_EQ(word(*from_word<TypeParam>(text)), text);
  }
  EXPECT_FALSE(from_word<TypeParam>("no-such-word"));
  EXPECT_FALSE(from_word<TypeParam>(""));
}

TEST(Words, StandWhereTheEnumHasThem) {
  EXPECT_EQ(word(Outcome::kIntrusion), "intrusion");
  EXPECT_EQ(word(Sector::kCentralBank), "central-bank");
  EXPECT_EQ(word(CountryBasis::kUnknown), "unknown");
  EXPECT_EQ(word(ClaimKind::kDemanded), "demanded");
  EXPECT_EQ(word(Bound::kAtMost), "at-most");
  EXPECT_EQ(word(SourceKind::kArticle), "article");
  EXPECT_EQ(word(PartyKind::kMemberState), "member-state");
  EXPECT_EQ(word(Handling::kTlpAmberStrict), "tlp-amber-strict");
  EXPECT_EQ(word(Basis::kAttributor), "attributor");
  EXPECT_EQ(word(LinkKind::kJointFunds), "joint-funds");
  EXPECT_EQ(word(RecoveryKind::kNotLost), "not-lost");
  EXPECT_EQ(word(AddressRole::kOtcTrader), "otc-trader");
}

TEST(ObservationValues, AreOfTheirKind) {
  EXPECT_TRUE(is_value(ObservationKind::kVector, "T1566.001"));
  EXPECT_FALSE(is_value(ObservationKind::kVector, "T1566.01"));
  EXPECT_FALSE(is_value(ObservationKind::kVector, "mixer"));
  EXPECT_TRUE(is_value(ObservationKind::kLaundering, "mixer"));
  EXPECT_TRUE(is_value(ObservationKind::kInfrastructure, "malware-family"));
  EXPECT_TRUE(is_value(ObservationKind::kRole, "mixer-depositor"));
  EXPECT_EQ(technique_name("T1566.001"), "Spearphishing Attachment");
  EXPECT_EQ(technique_name("T1190"), "Exploit Public-Facing Application");
  EXPECT_EQ(technique_name("mixer"), "");
  for (const std::string_view id : values_of(ObservationKind::kVector))
    EXPECT_NE(technique_name(id), "") << id;
}

TEST(Codes, OfCurrenciesAndCountries) {
  for (const char* code : {"USD", "EUR", "KRW", "AED", "ZWG"}) EXPECT_TRUE(is_currency(code));
  for (const char* code : {"BTC", "usd", "US", "SD ", "", "USDT", "ZZZ"})
    EXPECT_FALSE(is_currency(code)) << code;
  for (const char* code : {"KR", "AD", "ZW", "XX"}) EXPECT_TRUE(is_country(code));
  for (const char* code : {"UK", "kr", "", "KOR", "D "}) EXPECT_FALSE(is_country(code)) << code;
}

}  // namespace
}  // namespace spoor::reg
