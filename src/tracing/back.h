// Backwards: which earlier coins a coin's satoshis came from.
//
// Exact for the ordered doctrines whose queue does not depend on what is tainted (In = first, last,
// highest, smallest; fifo and lifo among them): the way back of each satoshi is one. Exact for
// haircut to the satoshi that each division drops, which is counted. The others depend on the taint
// and are refused with the reason.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "ledger/chain_view.h"
#include "tracing/doctrine.h"
#include "tracing/trace.h"

namespace spoor::tracing {

enum class OriginKind : std::uint8_t {
  kCoinbase,      // a miner made it
  kSince,         // the coin is from a block before `since`
  kAddress,       // the coin is at one of the given addresses
  kPrehistory,    // the coin is from before the ledger
  kUnknownInput,  // its transaction has an input of unknown value
  kLimit,         // the limit of transactions was reached
  kRounding,      // haircut: satoshis that divisions dropped; no coin
};
std::string_view name(OriginKind kind);  // "coinbase", "since", "address", …

struct BackOptions {
  Doctrine doctrine = kFifo;
  std::optional<FeeRule> fee = {};
  std::optional<Height> since = {};  // the first block whose transactions are gone back through
  std::vector<AddressId> addresses = {};
  std::uint64_t limit = 5'000'000;  // transactions
  Progress* progress = nullptr;
};

// Satoshis [offset, offset + amount) of a coin; haircut ignores the offset.
struct BackTarget {
  CoinId coin;
  Satoshi offset;
  Satoshi amount;
};

struct Origin {
  OriginKind kind = OriginKind::kCoinbase;
  CoinId coin;
  TxId tx;         // that made it; invalid for prehistory and rounding
  Satoshi offset;  // of the stretch in the coin; 0 for haircut
  Satoshi amount;
};

struct BackResult {
  Doctrine doctrine;
  FeeRule fee = FeeRule::kLast;
  bool hit_limit = false;
  std::uint64_t transactions = 0;  // gone back through
  std::vector<Origin> origins;     // by coin in chain order, then offset; rounding last
};

// The amounts of the origins add up to that of the targets (an internal error otherwise). Targets
// may not overlap. The addresses and `since` do not stop a target itself. Throws Error(kUsage) for
// a doctrine that has no exact way back, Error(kBadInput) for a target outside its coin.
BackResult trace_back(const ledger::ChainView& view, const std::vector<BackTarget>& targets,
                      const BackOptions& options);

}  // namespace spoor::tracing
