#include "dossier/stix_id.h"

#include <gtest/gtest.h>

namespace spoor::dossier {
namespace {

// RFC 4122, appendix B, as corrected: the name space of host names.
constexpr Uuid kHosts = {0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1,
                         0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};

TEST(Uuid5, IsThatOfTheStandard) {
  EXPECT_EQ(uuid5(kHosts, "www.example.com"), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
  EXPECT_EQ(uuid5(kHosts, ""), "4ebd0208-8328-5d69-8c44-ec50939c0967");
}

// Worked out by another program from the rule of the standard.
TEST(StixId, OfAnAddressComesFromItsValueAlone) {
  EXPECT_EQ(wallet_id("1BoatSLRHtKNngkdXEeobR76b53LETtpyT"),
            "cryptocurrency-wallet--e0f4549a-0dc7-5ee0-a920-a8e9f6506c9b");
}

TEST(StixId, OfOursHasTypeAndNameInIt) {
  EXPECT_EQ(stix_id("incident", "kucoin-2020"), stix_id("incident", "kucoin-2020"));
  EXPECT_NE(stix_id("incident", "a").substr(10), stix_id("identity", "a").substr(10));
  EXPECT_EQ(stix_id("incident", "a").substr(0, 10), "incident--");
}

TEST(StixId, OfTlpIsThePublishedOne) {
  EXPECT_EQ(marking_id(reg::Handling::kTlpAmberStrict),
            "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003");
  EXPECT_EQ(tlp_word(reg::Handling::kTlpAmberStrict), "amber+strict");
  EXPECT_EQ(tlp_word(reg::Handling::kPublic), "");
  EXPECT_NE(marking_id(reg::Handling::kPublic), marking_id(reg::Handling::kRestricted));
}

// RFC 8785, section 3.2.2.2.
TEST(CanonicalString, EscapesWhatItMustAndNothingElse) {
  EXPECT_EQ(canonical_string("\xe2\x82\xac$\x0f\nA'B\"\\\\\"/"),
            "\"\xe2\x82\xac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
}

}  // namespace
}  // namespace spoor::dossier
