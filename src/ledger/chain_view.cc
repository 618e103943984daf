#include "ledger/chain_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/error.h"
#include "ledger/even_search.h"

namespace spoor::ledger {
void ChainView::throw_outside(std::uint64_t row, std::uint64_t most) {
  throw_corrupt(
      fmt::format("a column points to row {}, which is out of order or beyond {}", row, most), {},
      "Run `spoor ledger verify`, then make the ledger anew from the block files");
}

InputId ChainView::end_input(TxId tx) const {
  const std::uint64_t next = tx.value + 1ULL;
  if (next == tx_first_input.size()) return InputId{input_coin.size()};
  return InputId{checked(tx_first_input[next].get(), first_input(tx).value, input_coin.size())};
}

CoinId ChainView::end_coin(TxId tx) const {
  const std::uint64_t next = tx.value + 1ULL;
  if (next == tx_first_coin.size()) return CoinId{coins.size()};
  return CoinId{checked(tx_first_coin[next].get(), first_coin(tx).value, coins.size())};
}

TxId ChainView::end_tx(Height height) const {
  const std::size_t next = height.value - first_height + 1UL;
  const std::uint64_t end = next < blocks.size() ? blocks[next].first_tx : txids.size();
  return TxId{static_cast<std::uint32_t>(checked(end, first_tx(height).value, txids.size()))};
}

TxId ChainView::tx_of(CoinId coin) const {
  DASSERT(coin.value < coins.size());
  return TxId{static_cast<std::uint32_t>(row_of(
      tx_first_coin.size(), coin.value, [&](std::uint64_t i) { return tx_first_coin[i].get(); }))};
}

// A coinbase has no inputs, so several transactions may begin at one input row: the last of them
// is the one that has it.
TxId ChainView::tx_of(InputId input) const {
  DASSERT(input.value < input_coin.size());
  return TxId{
      static_cast<std::uint32_t>(row_of(tx_first_input.size(), input.value,
                                        [&](std::uint64_t i) { return tx_first_input[i].get(); }))};
}

Height ChainView::height_of(TxId tx) const {
  return Height{first_height +
                static_cast<std::uint32_t>(row_of(
                    blocks.size(), tx.value, [&](std::uint64_t i) { return blocks[i].first_tx; }))};
}

InputId ChainView::spender(CoinId coin) const {
  const InputId input = is_prehistory(coin)
                            ? InputId{prehistory[prehistory_row(coin)].spender.get()}
                            : coins[coin.value].raw_spender();
  if (input.value >= input_coin.size() || input_coin[input.value].get() != coin.value)
    return InputId::invalid();
  return input;
}

CoinId ChainView::checked(CoinId coin) const {
  const bool inside =
      is_prehistory(coin) ? prehistory_row(coin) < prehistory.size() : coin.value < coins.size();
  if (!inside)
    throw_corrupt(fmt::format("a row points to coin {}, which is not there", coin.value), {},
                  "Run `spoor ledger verify`, then make the ledger anew from the block files");
  return coin;
}

ByteSpan ChainView::heap_script(CoinId coin) const {
  const std::uint64_t key = checked(coin).value;
  // Prehistory rows and coin rows interleave by block, so the search is within one block's rows.
  Height height{first_height};
  if (is_prehistory(coin)) {
    const InputId input = spender(coin);
    if (!input.valid()) return {};
    height = height_of(tx_of(input));
  } else {
    height = height_of(tx_of(coin));
  }
  const std::size_t row = height.value - first_height;
  const std::uint64_t begin = blocks[row].first_heap_row;
  const std::uint64_t end =
      row + 1 < blocks.size() ? blocks[row + 1].first_heap_row : heap_rows.size();
  if (begin > end || end > heap_rows.size()) throw_corrupt("heap rows run backwards");
  const auto rows = heap_rows.subspan(begin, end - begin);
  const auto found =
      std::lower_bound(rows.begin(), rows.end(), key,
                       [](const HeapRow& r, std::uint64_t k) { return r.coin.get() < k; });
  if (found == rows.end() || found->coin.get() != key) return {};
  if (found->offset.get() + found->length > heap.size())
    throw_corrupt("a heap row points outside the heap");
  return heap.subspan(found->offset.get(), found->length);
}

CoinId ChainView::overwritten_by(CoinId coin) const {
  for (const OverwrittenRow& row : overwritten)
    if (row.coin.get() == coin.value) return checked(CoinId{row.by.get()});
  return CoinId::invalid();
}

bool ChainView::is_unspendable(CoinId coin) const {
  if (is_genesis_coin(coin)) return true;
  if (is_prehistory(coin)) return false;
  return bitcoin::is_unspendable(coins[coin.value].type());
}

Satoshi ChainView::subsidy(Height height) const {
  const std::uint32_t halvings = height.value / halving_interval;
  return Satoshi{halvings >= 64 ? 0 : 5'000'000'000ULL >> halvings};
}

std::optional<Satoshi> ChainView::unclaimed(Height height) const {
  std::uint64_t due = subsidy(height).value;
  const TxId coinbase = first_tx(height);
  for (TxId tx{coinbase.value + 1}; tx < end_tx(height); ++tx) {
    const std::optional<Satoshi> fee = fee_of(tx);
    if (!fee) return std::nullopt;
    due += fee->value;
  }
  std::uint64_t paid = 0;
  for (CoinId coin = first_coin(coinbase); coin < end_coin(coinbase); ++coin)
    paid += coins[coin.value].value().value;
  return Satoshi{due > paid ? due - paid : 0};
}

std::uint32_t ChainView::median_time_past(Height height) const {
  std::vector<std::uint32_t> times;
  for (std::uint32_t back = 0; back < 11 && height.value - first_height >= back; ++back)
    times.push_back(block(Height{height.value - back}).time());
  std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2),
                   times.end());
  return times[times.size() / 2];
}

}  // namespace spoor::ledger
