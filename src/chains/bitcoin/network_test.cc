#include "chains/bitcoin/network.h"

#include <gtest/gtest.h>

#include "chains/bitcoin/block.h"
#include "chains/bitcoin/work.h"
#include "crypto/hash.h"

namespace spoor::bitcoin {
namespace {

constexpr Network kAll[] = {Network::kMainnet, Network::kTestnet3, Network::kTestnet4,
                            Network::kSignet, Network::kRegtest};

struct Genesis {
  Network network;
  const char* merkle_root;
  std::uint32_t time;
  std::uint32_t bits;
  std::uint32_t nonce;
};

constexpr const char* kFirstCoinbase =
    "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b";

// Source: Bitcoin Core, src/kernel/chainparams.cpp, CreateGenesisBlock.
constexpr Genesis kGenesis[] = {
    {Network::kMainnet, kFirstCoinbase, 1231006505, 0x1d00ffff, 2083236893},
    {Network::kTestnet3, kFirstCoinbase, 1296688602, 0x1d00ffff, 414098458},
    {Network::kTestnet4, "7aa0a7ae1e223414cb807e40cd57e667b718e42aaf9306db9102fe28912b7b4e",
     1714777860, 0x1d00ffff, 393743547},
    {Network::kSignet, kFirstCoinbase, 1598918400, 0x1e0377ae, 52613770},
    {Network::kRegtest, kFirstCoinbase, 1296688602, 0x207fffff, 2},
};

TEST(Networks, GenesisHashesFollowFromTheirHeaders) {
  for (const Genesis& g : kGenesis) {
    Bytes header(kHeaderBytes);
    store_le(header.data(), std::uint32_t{1});
    const Hash256 root = hash_from_display_hex(g.merkle_root);
    std::copy(root.begin(), root.end(), header.begin() + 36);
    store_le(header.data() + 68, g.time);
    store_le(header.data() + 72, g.bits);
    store_le(header.data() + 76, g.nonce);
    const Hash256 hash = hash_header(header);
    EXPECT_EQ(to_hex_reversed(hash), to_hex_reversed(params(g.network).genesis));
    EXPECT_TRUE(proof_of_work_holds(hash, g.bits)) << params(g.network).name;
  }
}

// The magic of a signet is the start of the hash of its challenge: a length byte, then the script.
TEST(Networks, SignetMagicFollowsFromThePublicChallenge) {
  const Bytes challenge = from_hex(
      "47"
      "512103ad5e0edad18cb1f0fc0d28a3d4f1f3e445640337489abb10404f2d1e086be430210359ef5021964fe22d6f"
      "8e05b2463c9540ce96883fe3b278760f048f5189f2e6c452ae");
  const Hash256 hash = sha256d(challenge);
  EXPECT_EQ(network_of_magic(ByteSpan(hash).first(4)), Network::kSignet);
}

TEST(Networks, AreFoundByMagicNameAndGenesis) {
  for (const Network network : kAll) {
    const NetworkParams& p = params(network);
    EXPECT_EQ(p.network, network);
    EXPECT_EQ(network_of_magic(p.magic), network);
    EXPECT_EQ(network_of_name(p.name), network);
  }
  EXPECT_EQ(network_of_name("testnet4"), Network::kTestnet4);
  EXPECT_EQ(network_of_magic(from_hex("f9beb4d9")), Network::kMainnet);
  EXPECT_EQ(network_of_magic(from_hex("0b110907")), Network::kTestnet3);
  EXPECT_EQ(network_of_magic(from_hex("1c163f28")), Network::kTestnet4);
  EXPECT_EQ(network_of_magic(from_hex("fabfb5da")), Network::kRegtest);
}

TEST(Networks, WhatIsNoNetworkIsNone) {
  EXPECT_EQ(network_of_magic(from_hex("00000000")), std::nullopt);
  EXPECT_EQ(network_of_magic(from_hex("f9beb4")), std::nullopt);
  EXPECT_EQ(network_of_name("Mainnet"), std::nullopt);
  EXPECT_EQ(network_of_name(""), std::nullopt);
}

TEST(Networks, SubsidyHalvesEvery210000BlocksButOnRegtest) {
  for (const Network network : kAll)
    EXPECT_EQ(params(network).halving_interval, network == Network::kRegtest ? 150U : 210'000U);
}

}  // namespace
}  // namespace spoor::bitcoin
