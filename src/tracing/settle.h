// One transaction of an account chain, settled as a whole (METHODS 1.10): what each address gave,
// net, leaves its purse and enters the receivers'. Pure: rows in, flows out; no ledger, no
// doctrine.
//
// Logs and calls share no order, so nothing finer is true: routers, refunds, flash loans and
// self-transfers have a net of zero and vanish; a swap is what its account gave and got.
//
//   rows   thief -> router 100 usdc, router -> pool 100 usdc, pool -> thief 1 weth
//   flows  thief 100 usdc, converted      conversion  thief: 100 usdc for 1 weth, by path
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
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
  kBatch,      // met other debtors' money; `to` is where it went first
  kPooled,     // went into a pooled contract without a conversion; its kind names the endpoint
  kBurnt,      // to nobody
};
// `amount` of `asset` leaves the purse of `from`. From nobody (invalid): clean money, which was
// minted, or comes from a pooled contract or out of a batch; such a flow is always kPays.
struct SettledFlow {
  AssetId asset;
  AddressId from;
  AddressId to;
  U256 amount;
  FlowEnd end = FlowEnd::kPays;
  bool operator==(const SettledFlow&) const = default;
};

enum class ConversionRule : std::uint8_t { kPath, kNet, kWrap };
std::string_view name(ConversionRule rule);  // "path", "net", "wrap"
// `account` gave `gave_amount` of `gave` and got `got_amount` of `got` for it.
struct Conversion {
  AddressId account;
  AssetId gave;
  U256 gave_amount;
  AssetId got;
  U256 got_amount;
  ConversionRule rule = ConversionRule::kPath;
  bool operator==(const Conversion&) const = default;
};

// What the flows of an address take of an asset is its net debit, and what kPays flows and
// conversions bring is its net credit; of pooled contracts neither is told.
struct Settlement {
  std::vector<SettledFlow> flows;       // by asset, then in the order of payment
  std::vector<Conversion> conversions;  // an (account, asset) is in one at most
  // Assets in which the sums of one address exceed 256 bits: they have no part in the rest. A
  // counterfeit token can do that, so it must not stop a trace of other assets.
  std::vector<AssetId> overflowing;
};

// The kind of an address, asked for parties with a net.
using PooledOf = std::function<Pooled(AddressId)>;

// Keeps its memory from one transaction to the next.
class Settler {
 public:
  Settler();
  ~Settler();

  // Valid until the next call.
  const Settlement& settle(const SettleInput& input, const PooledOf& pooled);

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace spoor::tracing
