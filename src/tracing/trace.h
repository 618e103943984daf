// A trace: follow the seeds under one doctrine up to a cut-off, and say where their money rests.
//
// One pass in chain order over the transactions that tainted coins reach is exact, because an input
// always points to an earlier coin. Its cost is that of what it reaches, not of the chain.
//
// Exact: everything, in satoshi, given the doctrine. A convention: the doctrine itself.
// Laws checked in every run: per label, accepted seeds = holdings + endpoints + sinks (not poison);
// per transaction, 0 <= tainted <= value, and the doctrine-free bounds of METHODS 1.0.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "base/types.h"
#include "ledger/chain_view.h"
#include "tracing/doctrine.h"
#include "tracing/label.h"
#include "tracing/seeds.h"

namespace spoor::tracing {

// Where tainted value is at the end. Values are indexes into LabelTotals::by_kind.
enum class RowKind : std::uint8_t {
  kHolding,       // at rest at the cut-off
  kService,       // endpoint: entered a service
  kMixed,         // endpoint: met clean coins (dirty-first)
  kBelowMinimum,  // endpoint: less than the minimum value in the new coin
  kUnknownInput,  // endpoint: met an input, or a fee, of unknown value
  kLimit,         // endpoint: still moving when the limit of transactions was reached
  kFee,           // sink, no coin
  kRounding,      // sink, no coin
  kUnspendable,   // sink: no one can ever spend it
  kUnclaimed,     // sink, no coin: the miner left it
  kOverwritten,   // sink: a later coinbase with the same txid destroyed it (before BIP-30)
};
inline constexpr std::size_t kRowKinds = 11;
enum class RowGroup : std::uint8_t { kHolding, kEndpoint, kSink };

std::string_view name(RowKind kind);  // "holding", "below-minimum" …
RowGroup group(RowKind kind);
std::string_view name(RowGroup group);  // "holding", "endpoint", "sink"

// A service's address in the ledger. `service` is the caller's number of it (row of the file).
struct Stop {
  AddressId address;
  std::uint32_t service = 0;
};
inline constexpr std::uint32_t kNoService = 0xffffffffU;

// What happens in one transaction that is followed. Spans live until the call returns. Portions
// are sorted by label, none is 0, clean money is left out. `taint` of an output is what the
// transaction poured into it, before any seed on that coin.
struct FlowInput {
  CoinId coin;  // invalid: the fee of `from`, taken by a coinbase
  TxId from;    // the transaction that made it; invalid for a coin from before the ledger
  Satoshi value;
  std::span<const Portion> taint;
};
struct FlowOutput {
  CoinId coin;
  Satoshi value;
  std::span<const Portion> taint;  // may be empty
  std::optional<RowKind> ends;     // none: clean, or it is spent by a transaction that follows
  std::uint32_t service = kNoService;
};
struct Flow {
  TxId tx;
  std::span<const FlowInput> inputs;    // the tainted ones, in vin order
  std::span<const FlowOutput> outputs;  // all, in vout order
  std::span<const Portion> fee;         // of a coinbase: unclaimed
  std::span<const Portion> rounding;
  bool is_coinbase = false;
};
struct SeedFlow {
  CoinId coin;
  TxId tx;  // the transaction that made the coin; invalid for a coin from before the ledger
  std::span<const Portion> accepted;
  std::optional<RowKind> ends;  // of the whole coin, as in FlowOutput
};

class FlowVisitor {
 public:
  virtual ~FlowVisitor() = default;
  // In the order of processing: by transaction, a coinbase last in its block where its rule lets
  // fees in. A transaction at which following stops (mixed, unknown-input) is not a flow.
  virtual void on_transaction(const Flow& flow) = 0;
  // After the flow of the transaction that made the coin, if it was followed.
  virtual void on_seed(const SeedFlow&) {}
  // The fee of that transaction, which was followed, ends before its block's coinbase.
  virtual void on_fee_end(TxId, RowKind) {}
};

struct TraceOptions {
  Doctrine doctrine = kFifo;
  std::optional<FeeRule> fee = {};  // none: the doctrine's default (see fee_rule)
  CoinbaseRule coinbase = CoinbaseRule::kDiscard;
  std::optional<Height> until = {};  // the last block that counts; none: the tip
  Satoshi minimum = {};              // a new coin with less tainted value is an endpoint
  std::uint64_t limit = 5'000'000;   // at most so many transactions are followed
  std::vector<Stop> stops = {};
  bool keep_segments = false;  // fill TraceResult::segments
  FlowVisitor* flows = nullptr;
  Progress* progress = nullptr;  // counts transactions of the chain, up to the cut-off
};

struct Row {
  Label label;
  RowKind kind = RowKind::kHolding;
  TxId tx;      // that made the coin; invalid where there is no coin or it is prehistory
  CoinId coin;  // invalid for fee, rounding, unclaimed: one row a label and kind; and for fees that
                // ended in a coinbase as mixed, unknown-input or limit
  Satoshi amount;
  std::uint32_t service = kNoService;

  bool has_coin() const { return coin.valid(); }
};

// Seed value that found its satoshis already labelled (never for poison).
struct Overlap {
  Label label;
  CoinId coin;
  Satoshi amount;
  std::vector<Label> holders;  // sorted
  std::uint64_t line = 0;      // of the seed
};

// A stretch of one label in a holding: a row of a seeds file that resumes the trace. Offsets are 0
// for haircut and poison, which have no order.
struct Segment {
  CoinId coin;
  Satoshi offset;
  Satoshi amount;
  Label label;
};

struct LabelTotals {
  Satoshi accepted;  // seeds, without overlap; for poison the full value of the seed coins
  Satoshi overlap;
  std::array<Satoshi, kRowKinds> by_kind = {};

  Satoshi of(RowKind kind) const { return by_kind[static_cast<std::size_t>(kind)]; }
  Satoshi of(RowGroup group) const;
};

struct TraceResult {
  Doctrine doctrine;
  FeeRule fee = FeeRule::kLast;
  CoinbaseRule coinbase = CoinbaseRule::kDiscard;
  Height until;  // the last block that counted
  bool hit_limit = false;
  std::uint64_t transactions = 0;   // followed: as many as flows
  std::uint64_t unknown_fees = 0;   // of transactions followed by poison: they have no row
  std::vector<Row> rows;            // by label, then coin in chain order, then kind; no coin last
  std::vector<LabelTotals> totals;  // of label n at n - 1
  std::vector<Overlap> overlaps;    // by coin in chain order, then seed
  std::vector<Segment> segments;    // by coin in chain order; only where asked for

  const LabelTotals& total(Label label) const { return totals[label.value - 1U]; }
};

// Throws Error(kBadInput) where a seed coin lies after the cut-off or the rows of a coin exceed its
// value (for poison: one row), or all labels together exceed 64 bits (poison); Error(kNotFound)
// where the ledger does not reach `until`, Error(kCorrupt) where the ledger contradicts itself.
//
// A tainted coin ends as the first of these that holds: unspendable, service, below-minimum (a seed
// coin is never stopped by these two), overwritten, holding (not spent up to the cut-off).
TraceResult trace(const ledger::ChainView& view, const Seeds& seeds, const TraceOptions& options);

// A seeds file of the holdings, with offsets: tracing it on from there equals one run. Where
// nothing is held it names no seed, and there is nothing to go on from.
std::string segments_csv(const ledger::ChainView& view, const Seeds& seeds,
                         const TraceResult& result);

// The last block whose median time past is not later than that; none where even the first is.
std::optional<Height> height_at(const ledger::ChainView& view, std::uint64_t unix_seconds);
// Ascending in chain order; coins from before the ledger come first, no coin last.
constexpr std::uint64_t chain_order(CoinId coin) {
  return coin.valid() ? coin.value ^ ledger::kPrehistoryBit : ~0ULL;
}
// The input that spends the coin in a block up to `until`, or invalid.
InputId spender_until(const ledger::ChainView& view, CoinId coin, Height until);

}  // namespace spoor::tracing
