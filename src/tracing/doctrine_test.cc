#include "tracing/doctrine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "base/error.h"

namespace spoor::tracing {
namespace {

TEST(Doctrine, EveryNameReadsBack) {
  EXPECT_EQ(family().size(), 24U);
  std::set<std::string> names;
  for (const Doctrine doctrine : family()) {
    EXPECT_EQ(parse_doctrine(name(doctrine)), doctrine);
    names.insert(name(doctrine));
  }
  EXPECT_EQ(names.size(), 24U);
  for (const char* text : {"haircut", "poison", "dirty-first"})
    EXPECT_EQ(name(parse_doctrine(text)), text);
}

TEST(Doctrine, ThreeOfTheFamilyHaveSecondNames) {
  EXPECT_EQ(parse_doctrine("first-first"), parse_doctrine("fifo"));
  EXPECT_EQ(parse_doctrine("last-first"), parse_doctrine("lifo"));
  EXPECT_EQ(parse_doctrine("taint-first-highest"), parse_doctrine("tiho"));
  EXPECT_EQ(name(parse_doctrine("first-first")), "fifo");
}

TEST(Doctrine, AnUnknownNameIsToldWhatThereIs) {
  try {
    parse_doctrine("FIFO");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kUsage);
    EXPECT_THAT(error.what(), ::testing::HasSubstr("clean-first"));
  }
  EXPECT_THROW(parse_doctrine("first-taint-first"), Error);
  EXPECT_THROW(parse_doctrine(""), Error);
}

TEST(Doctrine, ConservingOnesFollowThroughMixing) {
  const std::vector<Doctrine> all = conserving_doctrines();
  EXPECT_EQ(all.size(), 25U);
  EXPECT_EQ(all.back(), kHaircut);
}

TEST(FeeRule, HasADefaultForEachDoctrine) {
  EXPECT_EQ(fee_rule(kFifo, {}), FeeRule::kLast);
  EXPECT_EQ(fee_rule(kHaircut, {}), FeeRule::kShare);
  EXPECT_EQ(fee_rule(kTiho, FeeRule::kProrataPre), FeeRule::kProrataPre);
  EXPECT_EQ(fee_rule(kHaircut, FeeRule::kProrataPre), FeeRule::kShare);
  EXPECT_EQ(fee_rule(kPoison, FeeRule::kShare), FeeRule::kLast);
  EXPECT_THROW(fee_rule(kLifo, FeeRule::kShare), Error);
}

TEST(Rules, ReadBack) {
  for (const char* text : {"last", "prorata-pre", "share"})
    EXPECT_EQ(name(parse_fee_rule(text)), text);
  for (const char* text : {"discard", "subsidy-first", "fees-first"})
    EXPECT_EQ(name(parse_coinbase_rule(text)), text);
  EXPECT_THROW(parse_fee_rule("first"), Error);
  EXPECT_THROW(parse_coinbase_rule("keep"), Error);
}

TEST(DoctrineTexts, EveryDoctrineHasOne) {
  for (const DoctrineText& text : doctrine_texts()) {
    EXPECT_FALSE(text.names.empty());
    EXPECT_FALSE(text.rule.empty());
    EXPECT_FALSE(text.source.empty());
    EXPECT_FALSE(text.misleads.empty());
  }
  EXPECT_EQ(text_of(kTiho).names, "tiho, taint-first-highest");
  EXPECT_EQ(text_of(kDirtyFirst).names, "dirty-first");
  const DoctrineText mixed = text_of(parse_doctrine("highest-smallest"));
  EXPECT_EQ(mixed.names, "highest-smallest");
  EXPECT_THAT(mixed.rule, ::testing::HasSubstr("the largest first; equal ones in input order"));
  EXPECT_THAT(mixed.rule, ::testing::HasSubstr("the smallest first; equal ones in output order"));
}

}  // namespace
}  // namespace spoor::tracing
