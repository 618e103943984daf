// The blocks between two commits, as far as they must stay in memory until all of them are known:
// what address ids, values of spent coins and fees are worked out from. The size is bounded by the
// memory option; the columns that nothing waits for go to their files at once.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/error.h"
#include "base/types.h"
#include "ingest/address_ids.h"
#include "ledger/index.h"
#include "ledger/layout.h"
#include "ledger/manifest.h"

namespace spoor::ingest {

// In what order scripts appeared: a coin of the batch, or with the high bit a prehistory coin of
// it.
struct Appearance {
  static constexpr std::uint32_t kPrehistory = 1U << 31;
  std::uint32_t row;
};

struct BatchTx {
  std::uint64_t output_sum;   // satoshi
  std::uint32_t first_input;  // rows of the batch
  bool coinbase;
};

struct BatchBlock {
  ledger::BlockRow row;
  std::uint32_t first_tx;  // rows of the batch
  std::uint32_t first_appearance;
  std::uint32_t first_input;
};

struct ShownEntry {
  std::uint32_t input;  // row of the batch
  bool in_witness;
  std::uint8_t form;
  std::array<std::uint8_t, 32> payload;
};

struct Batch {
  ledger::Counts base;  // committed rows when the batch began
  std::vector<BatchBlock> blocks;
  std::vector<BatchTx> transactions;
  std::vector<ledger::TxidEntry> txids;
  std::vector<std::uint64_t> input_coin;  // CoinId
  std::vector<ledger::CoinRow> coins;
  std::vector<ledger::PrehistoryRow> prehistory;
  std::vector<Appearance> appearances;
  std::vector<ScriptEntry> scripts;  // an entry for each of them
  Bytes payloads;  // of the appearances in their order, bitcoin::payload_bytes(type) each
  std::vector<ShownEntry> shown;

  bool is_own(std::uint64_t coin) const {
    return (coin & ledger::kPrehistoryBit) == 0 && coin >= base.coins;
  }
  // What it holds, and what closing it will need beside.
  std::uint64_t memory_bytes() const {
    return transactions.size() * (sizeof(BatchTx) + 2 * sizeof(ledger::TxidEntry)) +
           input_coin.size() * 44 + coins.size() * 28 + scripts.size() * 28 + payloads.size() +
           shown.size() * (sizeof(ShownEntry) + 24) + prehistory.size() * 80;
  }
  void begin(const ledger::Counts& committed) {
    base = committed;
    blocks.clear();
    transactions.clear();
    txids.clear();
    input_coin.clear();
    coins.clear();
    prehistory.clear();
    appearances.clear();
    scripts.clear();
    payloads.clear();
    shown.clear();
  }
};

// Type of the script that appeared.
inline bitcoin::ScriptType script_type(const Batch& batch, const Appearance& appearance) {
  const std::uint32_t row = appearance.row & ~Appearance::kPrehistory;
  return (appearance.row & Appearance::kPrehistory) != 0
             ? static_cast<bitcoin::ScriptType>(batch.prehistory[row].type)
             : batch.coins[row].type();
}
inline std::uint64_t coin_id(const Batch& batch, const Appearance& appearance) {
  const std::uint32_t row = appearance.row & ~Appearance::kPrehistory;
  return (appearance.row & Appearance::kPrehistory) != 0
             ? ledger::kPrehistoryBit | (batch.base.prehistory + row)
             : batch.base.coins + row;
}

// The payloads of scripts that appeared, asked for in the order of appearance.
class PayloadWalk {
 public:
  explicit PayloadWalk(const Batch& batch) : batch_(batch) {}

  // Of that row of Batch::appearances, which must not be before the last one asked for.
  ByteSpan of(std::uint32_t appearance) {
    DASSERT(appearance >= at_);
    for (; at_ < appearance; ++at_) begin_ += bytes_of(at_);
    return ByteSpan(batch_.payloads).subspan(begin_, bytes_of(at_));
  }

 private:
  std::size_t bytes_of(std::uint32_t appearance) const {
    return bitcoin::payload_bytes(script_type(batch_, batch_.appearances[appearance]));
  }
  const Batch& batch_;
  std::uint32_t at_ = 0;
  std::size_t begin_ = 0;  // of its payload
};

}  // namespace spoor::ingest
