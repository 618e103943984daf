#include "ledger/account_writer.h"

#include <fmt/format.h>

#include "base/error.h"

namespace spoor::ledger {

Manifest AccountChain::begin(Identity chain_id) {
  Manifest manifest;
  manifest.kind = LedgerKind::kAccount;
  manifest.chain_id = chain_id;
  return manifest;
}

void AccountChain::expect(const Manifest& manifest, Identity chain_id, const Path& folder) {
  if (chain_id == manifest.chain_id) return;
  throw_bad_input(fmt::format("the ledger is of chain id {}, the blocks are of {}",
                              manifest.chain_id, chain_id),
                  {.file = folder}, "Give each chain a ledger of its own");
}

std::size_t AccountChain::row_at(const AccountView& view, Height number) {
  if (number.value == 0) return 0;
  const auto before = view.block_at_or_below(number.value - 1);
  return before ? *before + 1 : 0;
}

Counts AccountChain::counts_before(const AccountView& view, std::size_t row) {
  const AccountBlockRow& block = view.blocks[row];
  return {.blocks = row,
          .transactions = block.first_tx.get(),
          .addresses = block.first_address.get(),
          .heap_bytes = block.first_heap_byte.get(),
          .transfers = block.first_transfer.get(),
          .collectibles = block.first_collectible.get(),
          .events = block.first_event.get(),
          .openings = block.first_opening.get(),
          .wide = block.first_wide.get()};
}

}  // namespace spoor::ledger
