#include "tracing/chain_walk.h"

#include <fmt/format.h>

namespace spoor::tracing {
namespace {

// The last row at or after `from` whose first (ascending, at `from` not above the key) is <= key.
template <class First>
std::uint64_t gallop(std::uint64_t from, std::uint64_t rows, std::uint64_t key, First first) {
  std::uint64_t step = 1;
  while (rows - from > step && first(from + step) <= key) {
    from += step;
    step *= 2;
  }
  std::uint64_t end = std::min(rows, from + step);  // its first, if any, is above the key
  while (end - from > 1) {
    const std::uint64_t middle = from + (end - from) / 2;
    (first(middle) <= key ? from : end) = middle;
  }
  return from;
}

}  // namespace

Cutoff make_cutoff(const ledger::ChainView& view, std::optional<Height> until) {
  if (view.blocks.empty()) throw_not_found("the ledger has no blocks");
  const Height height = until.value_or(view.tip());
  if (!view.has_height(height))
    throw_not_found(fmt::format("the ledger has no block {}; it has {} to {}", height.value,
                                view.first_height, view.tip().value));
  const TxId end = view.end_tx(height);
  const TxRows last = rows_of(view, TxId{end.value - 1});
  return {.until = height, .end_tx = end, .end_input = last.end_input, .end_coin = last.end_coin};
}

TxRows rows_of(const ledger::ChainView& view, TxId tx) {
  const TxRows rows{.first_input = view.first_input(tx),
                    .end_input = view.end_input(tx),
                    .first_coin = view.first_coin(tx),
                    .end_coin = view.end_coin(tx)};
  if (rows.first_input > rows.end_input || rows.end_input.value > view.input_count() ||
      rows.first_coin > rows.end_coin || rows.end_coin.value > view.coin_count())
    throw_corrupt(fmt::format("the rows of transaction {} lie outside their tables", tx.value), {},
                  "Run `spoor ledger verify`");
  return rows;
}

TxId ChainCursor::tx_of(InputId input) {
  tx_row_ = gallop(tx_row_, view_.tx_first_input.size(), input.value,
                   [&](std::uint64_t i) { return view_.tx_first_input[i].get(); });
  return TxId{static_cast<std::uint32_t>(tx_row_)};
}

Height ChainCursor::height_of(TxId tx) {
  block_row_ = gallop(block_row_, view_.blocks.size(), tx.value,
                      [&](std::uint64_t i) { return view_.blocks[i].first_tx; });
  return Height{view_.first_height + static_cast<std::uint32_t>(block_row_)};
}

Wake wake_for(const ledger::ChainView& view, TxId tx, CoinbaseRule rule) {
  TxId last = tx;
  bool last_in_block = false;
  if (rule != CoinbaseRule::kDiscard) {
    const Height height = view.height_of(tx);
    last_in_block = view.first_tx(height) == tx;
    if (last_in_block) last = TxId{view.end_tx(height).value - 1};
  }
  return {.bound = rows_of(view, last).end_input.value, .last_in_block = last_in_block, .tx = tx};
}

void throw_spent_before_made(TxId tx) {
  throw_corrupt(
      fmt::format("a coin of transaction {} is spent before the transaction stands in the chain",
                  tx.value),
      {}, "Run `spoor ledger verify`, then make the ledger anew from the block files");
}

}  // namespace spoor::tracing
