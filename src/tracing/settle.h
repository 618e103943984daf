// One transaction of an account chain, settled as a whole (METHODS 1.10): what each address gave,
// net, leaves its purse and enters the receivers'. Pure: rows in, flows out; no ledger, no
// doctrine.
//
// Logs and calls share no order, so nothing finer is true: routers, refunds, flash loans and
// self-transfers have a net of zero and vanish; a swap is what its account gave and got.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "base/types.h"
#include "base/u256.h"
#include "ledger/account_view.h"

namespace spoor::tracing {

// What kind of pooled contract an address is in this transaction (METHODS 4.3), if any.
enum class Pooled : std::uint8_t { kNo, kSwap, kRouter, kBridge, kMixer, kLender, kManyPayers };

struct SettleInput {
  AddressId fee_recipient;                  // of the block: a fee-taker
  std::span<const ledger::Transfer> moves;  // rows that move, in chain order; the fee is none
};

enum class FlowEnd : std::uint8_t {
  kPays,       // enters the purse of `to`
  kConverted,  // given for another asset: Settlement::conversions says for what
  kBatch,      // several debtors' money met in one address
  kPooled,     // went into a pooled contract without a conversion; its kind names the endpoint
  kBurnt,      // to nobody
};
// `amount` of `asset` leaves the purse of `from` (nobody: clean) in this order.
struct SettledFlow {
  AssetId asset;
  AddressId from;
  AddressId to;
  U256 amount;
  FlowEnd end = FlowEnd::kPays;
};

enum class ConversionRule : std::uint8_t { kPath, kNet, kWrap };
// `account` gave `gave_amount` of `gave` and got `got_amount` of `got` for it.
struct Conversion {
  AddressId account;
  AssetId gave;
  U256 gave_amount;
  AssetId got;
  U256 got_amount;
  ConversionRule rule = ConversionRule::kPath;
};

// Per (asset, address), what its flows take adds up to its net debit, and what its kPays flows and
// conversions bring to its net credit, less what batches and pooled contracts paid: that is clean.
struct Settlement {
  std::vector<SettledFlow> flows;  // by asset, debtor by first appearance, then order of payment
  std::vector<Conversion> conversions;
};

// The kind of an address; asked only for parties with a net.
using PooledOf = std::function<Pooled(AddressId)>;

// Keeps its memory from one transaction to the next.
class Settler {
 public:
  // Valid until the next call. Throws Error(kCorrupt) where sums of an asset exceed 256 bits.
  const Settlement& settle(const SettleInput& input, const PooledOf& pooled);

 private:
  Settlement out_;
};

}  // namespace spoor::tracing
