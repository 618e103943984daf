#include "ledger/columns_hash.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "base/progress.h"
#include "chains/bitcoin/network.h"
#include "crypto/hash.h"
#include "ledger/chain_view.h"
#include "ledger/columns.h"

namespace spoor::ledger {
namespace {

constexpr std::size_t kRowsAtOnce = 1 << 14;

template <class Row>
ByteSpan raw_bytes(std::span<const Row> rows) {
  return {reinterpret_cast<const std::uint8_t*>(rows.data()), rows.size_bytes()};
}

BlockRow without_place(BlockRow row) {
  row.source_file = 0;
  row.source_offset = 0;
  return row;
}

CoinRow without_spender(CoinRow row) {
  row.set_spender(InputId::invalid());
  return row;
}

class Lines {
 public:
  Lines(std::string text, std::uint64_t total)
      : text_(std::move(text)), progress_("columns hash", total, "B") {}

  template <class Row>
  void add(const char* name, std::span<const Row> rows) {
    add(name, rows, [](std::span<const Row> part) { return part; });
  }
  // As add, with each row changed by `canonical`.
  template <class Row, class Canonical>
  void add_changed(const char* name, std::span<const Row> rows, Canonical canonical) {
    std::vector<Row> changed;
    add(name, rows, [&](std::span<const Row> part) {
      changed.resize(part.size());
      std::ranges::transform(part, changed.begin(), canonical);
      return std::span<const Row>(changed);
    });
  }
  Hash256 finish() const { return sha256(as_bytes(text_)); }

 private:
  template <class Row, class Shown>
  void add(const char* name, std::span<const Row> rows, Shown shown) {
    Sha256Stream hash;
    for (std::size_t at = 0; at < rows.size(); at += kRowsAtOnce) {
      const auto part = rows.subspan(at, std::min(kRowsAtOnce, rows.size() - at));
      hash.add(raw_bytes(std::span<const Row>(shown(part))));
      progress_.update(done_ += part.size_bytes());
    }
    text_ += fmt::format("{} {} {}\n", name, rows.size(), to_hex(hash.finish()));
  }

  std::string text_;
  Progress progress_;
  std::uint64_t done_ = 0;
};

std::uint64_t total_bytes(const ChainView& v) {
  return v.blocks.size_bytes() + v.txids.size() * (32 + 10 + 16 + 8) + v.input_coin.size() * 21 +
         v.coins.size_bytes() + v.addresses.size_bytes() + v.prehistory.size_bytes() +
         v.heap_rows.size_bytes() + v.heap.size_bytes() + v.reveals.size_bytes() +
         v.overwritten.size_bytes();
}

}  // namespace

Hash256 columns_hash(const Manifest& manifest, const ChainView& v) {
  Lines lines(fmt::format("spoor columns 1\n{} {} {:d}\n", bitcoin::params(manifest.network).name,
                          manifest.first_height, manifest.genesis_rooted),
              total_bytes(v));
  lines.add_changed(column::kBlocks, v.blocks, without_place);
  lines.add(column::kTxid, v.txids);
  lines.add(column::kTxFirstInput, v.tx_first_input);
  lines.add(column::kTxFirstCoin, v.tx_first_coin);
  lines.add(column::kTxVersion, v.tx_version);
  lines.add(column::kTxLocktime, v.tx_locktime);
  lines.add(column::kTxSize, v.tx_size);
  lines.add(column::kTxWeight, v.tx_weight);
  lines.add(column::kTxFee, v.tx_fee);
  lines.add(column::kInputCoin, v.input_coin);
  lines.add(column::kInputSequence, v.input_sequence);
  lines.add(column::kInputValue, v.input_value);
  lines.add(column::kInputAddress, v.input_address);
  lines.add_changed(column::kCoins, v.coins, without_spender);
  lines.add(column::kAddresses, v.addresses);
  lines.add(column::kPrehistory, v.prehistory);
  lines.add(column::kHeapRows, v.heap_rows);
  lines.add(column::kHeap, v.heap);
  lines.add(column::kReveals, v.reveals);
  lines.add(column::kOverwritten, v.overwritten);
  return lines.finish();
}

}  // namespace spoor::ledger
