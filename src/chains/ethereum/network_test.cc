#include "chains/ethereum/network.h"

#include <gtest/gtest.h>

#include <set>

namespace spoor::ethereum {
namespace {

TEST(AccountNetwork, OfEthereum) {
  const Network network = network_of(1);
  EXPECT_EQ(network.name, "ethereum");
  EXPECT_EQ(network.native_symbol, "ETH");
  EXPECT_EQ(network.native_decimals, 18U);
  EXPECT_EQ(address_text(network, *network.wrapped_native),
            "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2");
  EXPECT_EQ(network.status_since, 4'370'000U);
  // Base fees are there, and burnt, since London; tips never are.
  EXPECT_EQ(network.burnt_at(12'964'999), BurntParts{});
  EXPECT_EQ(network.burnt_at(12'965'000), (BurntParts{.base_fee = true, .blob_fee = true}));
}

TEST(AccountNetwork, ThatIsNotKnownBurnsNothing) {
  const Network network = network_of(31'337);
  EXPECT_EQ(network.chain_id, 31'337U);
  EXPECT_EQ(network.name, "unknown");
  EXPECT_EQ(network.native_symbol, "native");
  EXPECT_EQ(network.wrapped_native, std::nullopt);
  EXPECT_EQ(network.burnt_at(100'000'000), BurntParts{});
  EXPECT_EQ(network.status_since, 0U);
}

TEST(AccountNetwork, WhereFeesGoToSomebodyNothingIsBurnt) {
  for (const std::uint64_t chain_id : {10, 56, 100, 137, 250, 8'453, 42'161})
    EXPECT_EQ(network_of(chain_id).burnt_at(100'000'000), BurntParts{}) << chain_id;
  EXPECT_TRUE(network_of(43'114).burnt_at(1).tip);  // Avalanche burns whole fees
}

TEST(AccountNetwork, OfTronWritesItsAddressesInBase58) {
  const Network network = network_of(kTronChainId);
  EXPECT_EQ(network.native_decimals, 6U);
  const std::string usdt = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
  EXPECT_EQ(address_text(network, parse_address(network, usdt)), usdt);
  EXPECT_THROW(parse_address(network_of(1), usdt), Error);
}

TEST(AccountNetwork, TableHasEachOnce) {
  std::set<std::uint64_t> ids;
  std::set<std::string_view> names;
  for (const Network& network : known_networks()) {
    EXPECT_TRUE(ids.insert(network.chain_id).second);
    EXPECT_TRUE(names.insert(network.name).second);
  }
  EXPECT_EQ(ids.size(), 10U);
}

}  // namespace
}  // namespace spoor::ethereum
