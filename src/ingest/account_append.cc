#include "ingest/account_append.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "ingest/account_openings.h"
#include "ingest/close_accounts.h"
#include "ingest/held_block.h"

namespace spoor::ingest {
namespace {

constexpr const char* kIngestTogether =
    "All tables of a block, and its opening balances, come in one ingest: take the ledger back "
    "with `spoor ledger rollback` to the block before, then ingest all of them together";
constexpr const char* kRollBack =
    "Take the ledger back with `spoor ledger rollback` to a block that both branches have, then "
    "ingest the branch that shall stand";
// Numbers of a batch are 32 bits wide.
constexpr std::size_t kMostParties = 1U << 31;

// A reader that breaks these has a mistake; transactions that stand twice are the input's.
void check_form(const SourceBlock& block) {
  SourceTx before;
  bool first = true;
  for (const SourceTx& tx : block.transactions) {
    ASSERT(tx.end_transfer >= before.end_transfer && tx.end_transfer <= block.transfers.size());
    ASSERT(tx.end_collectible >= before.end_collectible &&
           tx.end_collectible <= block.collectibles.size());
    ASSERT(tx.end_event >= before.end_event && tx.end_event <= block.events.size());
    if (!first && tx.index <= before.index)
      throw_bad_input(fmt::format("block {} has two transactions of index {}, or their order is "
                                  "not that of their indexes",
                                  block.number, tx.index),
                      {}, "Give each transaction once, in the order of its block");
    before = tx;
    first = false;
  }
  for (const SourceEvent& event : block.events) {
    ASSERT(event.offset <= block.event_bytes.size() && event.length > 0 &&
           event.length <= block.event_bytes.size() - event.offset);
    ASSERT((event.length - 1) / 32 >= block.event_bytes[event.offset]);
  }
}

}  // namespace

AccountAppender::AccountAppender(ledger::AccountWriter& writer, std::vector<GivenOpening> openings,
                                 std::uint64_t memory_bytes)
    : writer_(writer),
      openings_(std::move(openings)),
      memory_bytes_(memory_bytes),
      batch_(writer.manifest().key) {
  const auto blocks = writer_.committed().view().blocks;
  if (!blocks.empty()) {
    last_number_ = blocks.back().number.get();
    last_hash_ = blocks.back().hash;
    check_held_openings();
    opening_ = static_cast<std::size_t>(
        std::ranges::upper_bound(openings_, *last_number_, {}, &GivenOpening::block) -
        openings_.begin());
  }
  report_.openings_left = openings_.size() - opening_;
  batch_.begin(writer_.manifest().counts);
}

void AccountAppender::check_held_openings() const {
  const ledger::AccountView& view = writer_.committed().view();
  for (const GivenOpening& given : openings_) {
    if (given.block > *last_number_) return;
    if (!holds_opening(view, given))
      throw_bad_input(
          fmt::format("an opening balance of block {} is not in the ledger, which has that block",
                      given.block),
          {.file = writer_.folder()}, kIngestTogether);
  }
}

void AccountAppender::check_held(const SourceBlock& block) const {
  const ledger::AccountView& view = writer_.committed().view();
  const auto row = view.block_at_or_below(block.number);
  if (!row || view.blocks[*row].number.get() != block.number)
    throw_bad_input(fmt::format("block {} lies below the ledger's last one, {}, and is not in it",
                                block.number, *last_number_),
                    {.file = writer_.folder()},
                    "Blocks come in ascending order: take the ledger back with `spoor ledger "
                    "rollback` to a block before it, then ingest all of them");
  const Hash256& held = view.blocks[*row].hash;
  if (block.hash && held != Hash256{} && *block.hash != held)
    throw_bad_input(fmt::format("block {} is 0x{} in the ledger and 0x{} here", block.number,
                                to_hex(held), to_hex(*block.hash)),
                    {.file = writer_.folder()}, kRollBack);
  if (const auto what = difference(view, *row, block))
    throw_bad_input(
        fmt::format("block {} is in the ledger and differs there: {}", block.number, *what),
        {.file = writer_.folder()}, kIngestTogether);
}

void AccountAppender::check_new(const SourceBlock& block) const {
  check_form(block);
  const bool follows = last_number_ && block.number - 1 == *last_number_;
  if (follows && block.parent && last_hash_ != Hash256{} && *block.parent != last_hash_)
    throw_bad_input(fmt::format("block {} follows 0x{}, and block {} here is 0x{}", block.number,
                                to_hex(*block.parent), *last_number_, to_hex(last_hash_)),
                    {.file = writer_.folder()}, kRollBack);
}

void AccountAppender::add(const SourceBlock& block) {
  if (last_number_ && block.number <= *last_number_) {
    finish();  // so that there is one place to compare it with
    check_held(block);
    ++report_.blocks_held;
    return;
  }
  check_new(block);
  const std::size_t first = opening_;
  while (opening_ < openings_.size() && openings_[opening_].block <= block.number) ++opening_;
  batch_.add(block, std::span(openings_).subspan(first, opening_ - first), writer_.columns());
  last_number_ = block.number;
  last_hash_ = block.hash.value_or(Hash256{});
  ++report_.blocks_added;
  report_.transactions_added += block.transactions.size();
  report_.transfers_added += block.transfers.size();
  report_.openings_added += opening_ - first;
  report_.openings_left -= opening_ - first;
  if (batch_.memory_bytes() > memory_bytes_ || batch_.parties.size() > kMostParties) finish();
}

void AccountAppender::finish() {
  if (batch_.empty()) return;
  close_account_batch(writer_, batch_);
  batch_.begin(writer_.manifest().counts);
}

AppendReport append_account_blocks(AccountSource& source, const AppendOptions& options) {
  std::vector<GivenOpening> openings;
  if (options.openings) openings = read_openings(*options.openings);
  ledger::AccountWriter writer(options.ledger, options.chain_id);
  writer.expect(MappedFile::Access::kSequential);
  AccountAppender appender(writer, std::move(openings), options.memory_bytes);
  SourceBlock block;
  try {
    while (source.next(block)) appender.add(block);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kBadInput) appender.finish();
    throw;
  }
  appender.finish();
  return appender.report();
}

}  // namespace spoor::ingest
