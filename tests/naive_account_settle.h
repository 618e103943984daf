// METHODS 1.10 (2) to (5) stated with maps and loops, for the naive tracer of accounts. Amounts fit
// 64 bits.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "tracing/settle.h"

namespace spoor::testing {

struct NaiveFlow {
  AssetId asset;
  AddressId from;
  AddressId to;
  std::uint64_t amount = 0;
  tracing::FlowEnd end = tracing::FlowEnd::kPays;
};
struct NaiveSettlement {
  std::vector<NaiveFlow> flows;  // by asset, then in the order of payment
  std::vector<tracing::Conversion> conversions;
};
NaiveSettlement naive_settle(const std::vector<ledger::Transfer>& moves, AddressId fee_recipient,
                             const std::function<bool(AddressId)>& is_pooled);

}  // namespace spoor::testing
