#include "ledger/writer.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>

#include <algorithm>

#include "base/error.h"

namespace spoor::ledger {

WritableCoins::WritableCoins(const Path& folder, std::uint64_t coins) {
  if (coins == 0) return;
  const Path path = folder / column::kCoins;
  const OutputFile file(path, OutputFile::Mode::kKeep);
  if (file.size() / sizeof(CoinRow) < coins)
    throw_corrupt("a column is shorter than the manifest says", {.file = path});
  void* mapping = ::mmap(nullptr, coins * sizeof(CoinRow), PROT_READ | PROT_WRITE, MAP_SHARED,
                         file.descriptor(), 0);
  if (mapping == MAP_FAILED) throw_io("cannot map", path);
  rows_ = {static_cast<CoinRow*>(mapping), coins};
}

WritableCoins::~WritableCoins() {
  if (!rows_.empty()) ::munmap(rows_.data(), rows_.size_bytes());
}

void WritableCoins::sync() {
  if (!rows_.empty() && ::msync(rows_.data(), rows_.size_bytes(), MS_SYNC) != 0)
    throw_io("cannot sync spenders", column::kCoins);
}

Manifest CoinChain::begin(Identity network) {
  Manifest manifest;
  manifest.kind = LedgerKind::kUtxo;
  manifest.network = network;
  return manifest;
}

void CoinChain::expect(const Manifest& manifest, Identity network, const Path& folder) {
  if (network == manifest.network) return;
  throw_bad_input(
      fmt::format("the ledger is of {}, the blocks are of {}",
                  bitcoin::params(manifest.network).name, bitcoin::params(network).name),
      {.file = folder}, "Give each network a ledger of its own");
}

std::size_t CoinChain::row_at(const ChainView& view, Height height) {
  ASSERT(height.value >= view.first_height);
  return std::min<std::size_t>(height.value - view.first_height, view.blocks.size());
}

Counts CoinChain::counts_before(const ChainView& view, std::size_t row) {
  const BlockRow& block = view.blocks[row];
  return {.blocks = row,
          .transactions = block.first_tx,
          .inputs = block.first_input,
          .coins = block.first_coin,
          .addresses = block.first_address,
          .heap_rows = block.first_heap_row,
          .heap_bytes = block.first_heap_byte,
          .reveals = block.first_reveal,
          .prehistory = block.first_prehistory,
          .overwritten = block.first_overwritten};
}

}  // namespace spoor::ledger
