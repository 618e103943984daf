#include "tracing/result_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"

namespace spoor::tracing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

// Five satoshi are declared stolen, and as many as said end as a fee: why that is refused, or "".
std::string refusal(DoctrineKind kind, std::uint64_t ended) {
  const Portion seed{.label = Label{1}, .amount = Satoshi{5}};
  const Portion fee{.label = Label{1}, .amount = Satoshi{ended}};
  ResultBuilder builder(kind, 1, false);
  builder.accept({&seed, 1});
  builder.add_without_coin(RowKind::kFee, {&fee, 1});
  try {
    builder.finish();
    return "";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kCorrupt);
    return error.what();
  }
}

// The law of conservation is fatal: what does not add up is never a result.
TEST(ResultBuilder, RefusesWhatDoesNotAddUp) {
  using enum DoctrineKind;
  for (const DoctrineKind kind : {kOrdered, kHaircut, kDirtyFirst}) {
    EXPECT_EQ(refusal(kind, 5), "");
    for (const std::uint64_t ended : {0, 4, 6})
      EXPECT_THAT(refusal(kind, ended),
                  AllOf(HasSubstr(std::to_string(ended) + " came out"), HasSubstr("ledger verify"),
                        HasSubstr("a mistake of spoor's")));
  }
  EXPECT_EQ(refusal(kPoison, 6), "");
}

}  // namespace
}  // namespace spoor::tracing
