// Which contracts are pooled: they hold the money of many, so what leaves is not what came in
// (METHODS 4.3). Everything else is an account, a smart wallet or a thief's contract too.
//
// By falling strength: a table that names them; proof by CREATE2 that a known factory made the pool
// of two tokens that moved through it in this transaction; more than N accounts that paid it
// before.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "chains/ethereum/create2.h"
#include "tracing/account_chain.h"
#include "tracing/settle.h"

namespace spoor::tracing {

struct KnownPooled {
  AddressId address;
  Pooled kind = Pooled::kSwap;
};

class PooledContracts {
 public:
  // `known` and `factories` must outlive it; of an address twice the first counts.
  PooledContracts(const AccountChain& chain, std::span<const KnownPooled> known,
                  std::span<const ethereum::Factory> factories, std::uint64_t pooled_after);

  // In the transaction `tx`, whose rows are `moves`.
  Pooled kind(AddressId address, AccountTx tx, std::span<const ledger::Transfer> moves);

 private:
  bool is_proven(AddressId address, std::span<const ledger::Transfer> moves);
  // The transaction in which the payers became more than `pooled_after_`; invalid: they did not.
  AccountTx crowded_at(AddressId address);

  const AccountChain& chain_;
  std::span<const ethereum::Factory> factories_;
  std::uint64_t pooled_after_;
  std::unordered_map<AddressId, Pooled> known_;  // what was proven, too
  std::unordered_map<AddressId, AccountTx> crowded_at_;
};

}  // namespace spoor::tracing
