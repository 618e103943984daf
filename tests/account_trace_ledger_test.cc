// A trace over a ledger on disk says what a trace over the same chain in memory says.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "ingest/account_append.h"
#include "ledger/account_ledger.h"
#include "tests/ledger/ledger_fixture.h"
#include "tests/random_accounts.h"
#include "tests/support/account_blocks.h"
#include "tracing/ledger_accounts.h"

namespace spoor::testing {
namespace {

using ledger::Transfer;

ingest::Party party(AddressId address) {
  return address.valid() ? AccountBlocks::evm(address.value) : ingest::Party{};
}

ingest::SourceTransfer source_row(const Transfer& row) {
  return {.kind = row.kind,
          .approximate = row.approximate,
          .native_asset = row.asset == kNativeAsset,
          .asset = party(AddressId{row.asset.value}),
          .from = party(row.from),
          .to = party(row.to),
          .amount = row.amount,
          .place = row.place};
}

void fill(AccountBlocks& out, const MemoryAccounts& chain) {
  for (const MemoryBlock& block : chain.all()) {
    ingest::SourceBlock& to = out.block(block.number);
    to.fee_recipient = party(block.fee_recipient);
    to.coverage = static_cast<std::uint16_t>(block.has_traces ? to.coverage | ledger::kTraces
                                                              : to.coverage & ~ledger::kTraces);
    for (const MemoryTx& tx : block.txs) {
      ingest::SourceTx& made = out.tx(party(tx.sender), AccountBlocks::evm(40));
      made.status = tx.status;
      if (tx.status == ledger::TxStatus::kUnknown) made.basis = ledger::StatusBasis::kNone;
      made.fee_burnt = tx.burnt;
      made.fee_tip = tx.tip;
      for (const Transfer& row : tx.rows) out.transfer(source_row(row));
    }
    out.closing();
    for (const Transfer& row : block.closing) out.transfer(source_row(row));
  }
}

// The same chain with the ledger's ids.
class Renumbered {
 public:
  explicit Renumbered(const ledger::AccountView& view) {
    for (std::uint32_t i = 0; i < view.addresses.size(); ++i)
      ids_[load_le<std::uint32_t>(view.addresses[i].payload.data())] = i;
  }

  MemoryAccounts operator()(const MemoryAccounts& chain) const {
    std::vector<MemoryBlock> blocks = chain.all();
    for (MemoryBlock& block : blocks) {
      block.fee_recipient = id(block.fee_recipient);
      renumber(block.closing);
      for (MemoryTx& tx : block.txs) {
        tx.sender = id(tx.sender);
        renumber(tx.rows);
      }
    }
    return MemoryAccounts(std::move(blocks));
  }
  AddressId id(AddressId address) const {
    const auto found = ids_.find(address.value);
    return found == ids_.end() ? AddressId{} : AddressId{found->second};
  }

 private:
  void renumber(std::vector<Transfer>& rows) const {
    for (Transfer& row : rows) {
      row.from = id(row.from);
      row.to = id(row.to);
      row.asset = AssetId{id(AddressId{row.asset.value}).value};
    }
  }
  std::map<std::uint32_t, std::uint32_t> ids_;
};

RC_GTEST_PROP(AccountTraceOverALedger, SaysWhatATraceInMemorySays, ()) {
  const MemoryAccounts given = random_accounts();
  RC_LOG() << text_of(given);
  const ScratchFolder scratch;
  AccountBlocks source;
  fill(source, given);
  ingest::append_account_blocks(source, {.ledger = scratch / "ledger"});
  const ledger::AccountLedger ledger(scratch / "ledger");
  const tracing::LedgerAccounts on_disk(ledger);
  const Renumbered renumbered(ledger.view());
  const MemoryAccounts in_memory = renumbered(given);
  RC_ASSERT(ledger.view().tx_rows() == in_memory.tx_rows());

  const tracing::AccountSeeds seeds = random_account_seeds(in_memory);
  tracing::AccountTraceOptions options = random_account_options(in_memory, seeds);
  for (tracing::KnownPooled& known : options.pooled) known.address = renumbered.id(known.address);
  for (tracing::AccountStop& stop : options.stops) stop.address = renumbered.id(stop.address);
  RC_LOG() << text_of(seeds, options);
  RC_ASSERT(text_of(trace_accounts(on_disk, seeds, options)) ==
            text_of(trace_accounts(in_memory, seeds, options)));
}

}  // namespace
}  // namespace spoor::testing
