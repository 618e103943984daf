// The example that the demo runs on holds together: the story can be told, its services are those
// of services.csv, and following the theft accounts for all of it.
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

#include "chains/bitcoin/address.h"
#include "tests/story_ledger.h"
#include "tracing/trace.h"

namespace spoor::testing {
namespace {

using namespace tracing;

Path example(const char* name) {
  const char* source = std::getenv("SPOOR_SOURCE_DIR");
  return Path(source != nullptr ? source : ".") / "examples" / name;
}

TEST(Examples, ServicesOfTheStoryAreThoseOfTheFile) {
  const simulator::Story story = simulator::tell(read_file(example("theft.words")), "theft.words");
  std::set<std::pair<std::string, Bytes>> told;
  for (const simulator::StoryService& service : story.services)
    told.emplace(service.name, simulator::payee_of(service.payee, story.chain.network()).script);
  std::set<std::pair<std::string, Bytes>> written;
  for (const Service& service : parse_services(read_file(example("services.csv")), "services.csv"))
    written.emplace(service.name,
                    bitcoin::script_of_address(service.address, story.chain.network()));
  EXPECT_EQ(told, written);
}

TEST(Examples, TheTheftIsAccountedForUnderEveryDoctrine) {
  const simulator::Story story = simulator::tell(read_file(example("theft.words")), "theft.words");
  const StoryLedger ledger(story);
  TraceOptions options;
  for (std::uint32_t i = 0; i < story.services.size(); ++i)
    options.stops.push_back({ledger.address(story.services[i].payee), i});
  for (const Doctrine doctrine : conserving_doctrines()) {
    options.doctrine = doctrine;
    const TraceResult result = trace(ledger.view(), ledger.seeds(), options);
    std::uint64_t accounted = 0;
    for (const Row& row : result.rows) accounted += row.amount.value;
    EXPECT_EQ(accounted, 100 * simulator::kCoin) << name(doctrine);
    EXPECT_GT(result.totals[0].of(RowKind::kService).value, 0U) << name(doctrine);
    EXPECT_GT(result.totals[0].of(RowKind::kHolding).value, 0U) << name(doctrine);
  }
}

}  // namespace
}  // namespace spoor::testing
