// A chain of accounts in memory, for tests: blocks as plain statements, histories made from them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "tracing/account_chain.h"

namespace spoor::testing {

struct MemoryTx {
  AddressId sender = {};  // invalid: not known
  std::optional<U256> burnt = U256{};
  std::optional<U256> tip = U256{};
  ledger::TxStatus status = ledger::TxStatus::kSuccess;
  std::vector<ledger::Transfer> rows = {};
};

struct MemoryBlock {
  std::uint32_t number = 0;
  AddressId fee_recipient = {};
  bool has_traces = true;
  std::vector<MemoryTx> txs = {};
  std::vector<ledger::Transfer> closing = {};  // rows that belong to no transaction
};

struct MemoryOpening {
  ledger::Account account;
  tracing::GivenOpening given;
};

// Transactions are numbered through; the last one of each block is its closing.
class MemoryAccounts : public tracing::AccountChain {
 public:
  explicit MemoryAccounts(std::vector<MemoryBlock> blocks,
                          std::vector<MemoryOpening> openings = {});

  std::uint64_t chain_id() const override { return 1; }
  std::size_t blocks() const override { return blocks_.size(); }
  tracing::AccountBlock block(std::size_t row) const override;
  std::size_t block_of(AccountTx tx) const override;
  tracing::AccountFee fee(AccountTx tx) const override;
  void moves(AccountTx tx, std::vector<ledger::Transfer>& out) const override;
  std::optional<ledger::Transfer> unsure_value(AccountTx tx) const override;
  History history(ledger::Account account) const override;
  History history(AddressId address) const override;
  std::optional<tracing::GivenOpening> opening(ledger::Account account, std::uint32_t first,
                                               std::uint32_t last) const override;
  // Address n has n as its last bytes.
  std::optional<ethereum::Address> contract(AddressId address) const override;

  std::uint64_t tx_rows() const { return first_.back(); }
  // None for a closing.
  const MemoryTx* tx(AccountTx tx) const;
  const std::vector<MemoryBlock>& all() const { return blocks_; }
  const std::vector<MemoryOpening>& openings() const { return openings_; }

 private:
  void index();

  std::vector<MemoryBlock> blocks_;
  std::vector<MemoryOpening> openings_;
  std::vector<std::uint64_t> first_;  // transaction of each block, then the count
  std::vector<ledger::AccountHistoryEntry> history_;
};

}  // namespace spoor::testing
