#include "register/names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"

namespace spoor::reg {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<Named> kKnown = {{"kucoin-2020", {"KuCoin hot wallets", "KuCoin"}},
                                   {"lazarus", {"Lazarus Group", "HIDDEN COBRA"}},
                                   {"ronin-2022", {"Ronin bridge"}},
                                   {"harmony-2022", {"Harmony bridge"}},
                                   {"UN19", {"Report", "S/2019/691"}}};

TEST(Names, WhatAPersonCallsAThing) {
  EXPECT_THAT(meant_by("KuCoin", kKnown), ElementsAre("kucoin-2020"));
  EXPECT_THAT(meant_by("KUCOIN 2020", kKnown), ElementsAre("kucoin-2020"));
  EXPECT_THAT(meant_by("hidden-cobra", kKnown), ElementsAre("lazarus"));
  EXPECT_THAT(meant_by("s/2019/691", kKnown), ElementsAre("UN19"));
  EXPECT_THAT(meant_by("un19", kKnown), ElementsAre("UN19"));
}

TEST(Names, APartOfSeveralGivesAllTheShortestFirst) {
  EXPECT_THAT(meant_by("bridge", kKnown), ElementsAre("ronin-2022", "harmony-2022"));
  EXPECT_THAT(meant_by("ro", kKnown), IsEmpty());
}

TEST(Names, AMisspeltOneIsTheNearest) {
  EXPECT_THAT(meant_by("lazurus", kKnown), ElementsAre("lazarus"));
  EXPECT_THAT(meant_by("kuconi-2020", kKnown), ElementsAre("kucoin-2020"));
  EXPECT_THAT(meant_by("zzzzzzzzz", kKnown), IsEmpty());
  EXPECT_THAT(meant_by("--", kKnown), IsEmpty());
}

TEST(Names, TheMessageAsks) {
  try {
    throw_no_such("incident", "bridge", kKnown, "Look there");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kNotFound);
    EXPECT_EQ(error.text(),
              "the register has no incident 'bridge'. Did you mean 'ronin-2022' or "
              "'harmony-2022'? Look there");
  }
}

}  // namespace
}  // namespace spoor::reg
