// What a trace asks of a chain of accounts. A ledger answers it (account_chain.cc); tests and the
// naive reference answer from vectors in memory.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/types.h"
#include "base/u256.h"
#include "chains/ethereum/address.h"
#include "ledger/account_view.h"
#include "ledger/index.h"

namespace spoor::tracing {

struct AccountBlock {
  std::uint32_t number = 0;
  AccountTx first;
  AccountTx end;  // behind the closing
  AddressId fee_recipient;
  bool has_traces = false;
  std::optional<std::uint64_t> time = {};
};

struct AccountFee {
  AddressId sender;  // invalid: not known, or a closing
  std::optional<U256> burnt;
  std::optional<U256> tip;
};

// A balance before a block, as somebody gave it.
struct GivenOpening {
  std::uint32_t block = 0;
  U256 amount;
};

class AccountChain {
 public:
  virtual ~AccountChain() = default;

  virtual std::uint64_t chain_id() const = 0;
  virtual std::size_t blocks() const = 0;
  virtual AccountBlock block(std::size_t row) const = 0;  // numbers ascend with rows
  virtual std::size_t block_of(AccountTx tx) const = 0;
  virtual AccountFee fee(AccountTx tx) const = 0;
  // Appends the rows that move value, in chain order; those of a closing, then the block's tips as
  // a reward to its fee recipient.
  virtual void moves(AccountTx tx, std::vector<ledger::Transfer>& out) const = 0;
  // The root value of a transaction of which it is not known whether it succeeded.
  virtual std::optional<ledger::Transfer> unsure_value(AccountTx tx) const = 0;
  // Transactions that touch the account, ascending from span to span; those of an address by asset
  // within each span.
  using History = std::vector<std::span<const ledger::AccountHistoryEntry>>;
  virtual History history(ledger::Account account) const = 0;
  virtual History history(AddressId address) const = 0;
  // The given opening with the lowest block in [first, last].
  virtual std::optional<GivenOpening> opening(ledger::Account account, std::uint32_t first,
                                              std::uint32_t last) const = 0;
  // None for a name and for Tron.
  virtual std::optional<ethereum::Address> contract(AddressId address) const = 0;
};

// What an address gave and got of an asset in one transaction. Throws Error(kCorrupt) beyond 256
// bits.
struct AccountMove {
  U256 in;
  U256 out;
  U256 credit() const { return in > out ? in - out : U256{}; }
  U256 debit() const { return out > in ? out - in : U256{}; }
};
AccountMove move_of(ledger::Account account, std::span<const ledger::Transfer> moves);
// Both parts of a fee, unknown ones as nothing. Throws Error(kCorrupt) beyond 256 bits.
U256 total(const AccountFee& fee);

}  // namespace spoor::tracing
