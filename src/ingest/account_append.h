// Blocks of an account chain, from any source, into a ledger: what the ledger holds is compared,
// what does not fit is refused, the rest is appended batch by batch.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/file.h"
#include "ingest/account_batch.h"
#include "ingest/account_source.h"
#include "ledger/account_writer.h"

namespace spoor::ingest {

struct AppendReport {
  std::uint64_t blocks_added = 0;
  std::uint64_t transactions_added = 0;  // closings not counted
  std::uint64_t transfers_added = 0;
  std::uint64_t blocks_held = 0;  // given again, and the same
  std::uint64_t openings_added = 0;
  std::uint64_t openings_left = 0;  // no block that was given comes at or behind theirs
};

class AccountAppender {
 public:
  // `openings` as read_openings gives them. Memory is bounded by `memory_bytes` and one block.
  // Throws Error(kBadInput) where the ledger holds the block of an opening, but not the opening.
  AccountAppender(ledger::AccountWriter& writer, std::vector<GivenOpening> openings,
                  std::uint64_t memory_bytes);

  // The next block; commits once the batch is full. Throws Error(kBadInput) with the remedy, and
  // appends nothing of the block, where
  // - the ledger has its number with another hash or other content,
  // - its number lies below the last one and is not held,
  // - it follows the last one in number and not by hash.
  void add(const SourceBlock& block);
  // Commits what was added.
  void finish();
  const AppendReport& report() const { return report_; }

 private:
  void check_held_openings() const;
  void check_held(const SourceBlock& block) const;
  void check_new(const SourceBlock& block) const;

  ledger::AccountWriter& writer_;
  std::vector<GivenOpening> openings_;  // by block
  std::size_t opening_ = 0;             // the first that is not in the ledger
  std::uint64_t memory_bytes_;
  AccountBatch batch_;
  std::optional<std::uint32_t> last_number_;  // of the last block, committed or not
  Hash256 last_hash_{};
  AppendReport report_;
};

struct AppendOptions {
  Path ledger = {};
  std::uint64_t chain_id = 1;
  std::optional<Path> openings = {};
  std::uint64_t memory_bytes = 1ULL << 30;
};

// All of a source. Throws Error; the ledger then holds the blocks before the one that was wrong.
AppendReport append_account_blocks(AccountSource& source, const AppendOptions& options);

}  // namespace spoor::ingest
