#include "simulator/genesis.h"

#include <string_view>

#include "base/error.h"
#include "simulator/block_writer.h"
#include "simulator/scripts.h"
#include "simulator/serialise.h"

namespace spoor::simulator {
namespace {

using bitcoin::Network;

constexpr std::string_view kTimes =
    "The Times 03/Jan/2009 Chancellor on brink of second bailout for banks";
constexpr std::string_view kTestnet4 =
    "03/May/2024 000000000000000000001ebd58c244970b3aa9d783bb001011fbe8ea8e98e00e";
constexpr std::string_view kSatoshisKey =
    "04678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb6"
    "49f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5f";
constexpr std::string_view kNobodysKey =
    "000000000000000000000000000000000000000000000000000000000000000000";

// Source: Bitcoin Core, kernel/chainparams.cpp.
struct Genesis {
  std::uint32_t time;
  std::uint32_t bits;
  std::uint32_t nonce;
  std::string_view message;
  std::string_view key;
};

Genesis genesis_of(Network network) {
  switch (network) {
    case Network::kMainnet:
      return {1231006505, 0x1d00ffff, 2083236893, kTimes, kSatoshisKey};
    case Network::kTestnet3:
      return {1296688602, 0x1d00ffff, 414098458, kTimes, kSatoshisKey};
    case Network::kTestnet4:
      return {1714777860, 0x1d00ffff, 393743547, kTestnet4, kNobodysKey};
    case Network::kSignet:
      return {1598918400, 0x1e0377ae, 52613770, kTimes, kSatoshisKey};
    case Network::kRegtest:
      return {1296688602, kRegtestBits, 2, kTimes, kSatoshisKey};
  }
  ASSERT(false);
}

}  // namespace

Bytes genesis_block(Network network) {
  const Genesis genesis = genesis_of(network);
  Bytes script_sig = from_hex("04ffff001d0104");  // the bits of 2009, and the number 4
  append_push(script_sig, as_bytes(genesis.message));

  BlockWriter writer;
  writer.begin_transaction(1);
  writer.input(kNoOutpoint, script_sig);
  writer.output(Satoshi{5'000'000'000}, pay_to_key(from_hex(genesis.key)));
  writer.end_transaction();
  const ByteSpan block = writer.finish_with_nonce(
      {.version = 1, .previous = {}, .time = genesis.time, .bits = genesis.bits}, genesis.nonce);
  return {block.begin(), block.end()};
}

}  // namespace spoor::simulator
