#include "ledger/chain_view.h"

#include <gtest/gtest.h>

#include <vector>

#include "base/error.h"

namespace spoor::ledger {
namespace {

using bitcoin::ScriptType;

// Two blocks: a coinbase; then a coinbase, and a transaction that spends coin 0 and a coin from
// before. Heights 100 and 101.
struct Columns {
  std::vector<BlockRow> blocks = std::vector<BlockRow>(2);
  std::vector<Hash256> txids = std::vector<Hash256>(3);
  std::vector<U40> first_input{U40(0), U40(0), U40(0)};
  std::vector<U40> first_coin{U40(0), U40(1), U40(2)};
  std::vector<std::uint64_t> fee{0, 0, 5};
  std::vector<U40> input_coin{U40(0), U40(kPrehistoryBit)};
  std::vector<std::uint64_t> input_value{40, kUnknownValue};
  std::vector<CoinRow> coins{{Satoshi{40}, ScriptType::kP2pk},
                             {Satoshi{7}, ScriptType::kP2tr},
                             {Satoshi{35}, ScriptType::kOpReturn}};
  std::vector<PrehistoryRow> prehistory = std::vector<PrehistoryRow>(1);
  std::vector<HeapRow> heap_rows = std::vector<HeapRow>(2);
  Bytes heap{1, 2, 3, 4, 5};

  Columns() {
    blocks[1].first_tx = 1;
    blocks[1].first_coin = 1;
    blocks[1].first_heap_row = 1;
    blocks[1].first_heap_byte = 2;
    coins[0].set_spender(InputId{0});
    coins[1].set_spender(InputId{1});  // left over: that input has another coin
    coins[2].set_spender(InputId{77});
    prehistory[0].spender = U40(1);
    heap_rows[0].coin = U40(0);
    heap_rows[0].length = 2;
    heap_rows[1].coin = U40(2);
    heap_rows[1].offset = U40(2);
    heap_rows[1].length = 3;
  }
  ChainView view() const {
    return {.first_height = 100,
            .genesis_rooted = false,
            .blocks = blocks,
            .txids = txids,
            .tx_first_input = first_input,
            .tx_first_coin = first_coin,
            .tx_version = {},
            .tx_locktime = {},
            .tx_size = {},
            .tx_weight = {},
            .tx_fee = fee,
            .input_coin = input_coin,
            .input_sequence = {},
            .input_value = input_value,
            .input_address = {},
            .coins = coins,
            .addresses = {},
            .prehistory = prehistory,
            .heap_rows = heap_rows,
            .heap = heap,
            .reveals = {},
            .overwritten = {}};
  }
};

TEST(ChainView, RangesOfRows) {
  const Columns columns;
  const ChainView view = columns.view();
  EXPECT_EQ(view.first_tx(Height{101}), TxId{1});
  EXPECT_EQ(view.end_tx(Height{100}), TxId{1});
  EXPECT_EQ(view.end_tx(Height{101}), TxId{3});
  EXPECT_EQ(view.end_input(TxId{1}), InputId{0});
  EXPECT_EQ(view.end_input(TxId{2}), InputId{2});
  EXPECT_EQ(view.end_coin(TxId{1}), CoinId{2});
  EXPECT_EQ(view.end_coin(TxId{2}), CoinId{3});
  EXPECT_EQ(view.tip(), Height{101});
  EXPECT_FALSE(view.has_height(Height{99}));
  EXPECT_FALSE(view.has_height(Height{102}));
}

TEST(ChainView, WhichTransactionWhichBlock) {
  const Columns columns;
  const ChainView view = columns.view();
  EXPECT_EQ(view.tx_of(CoinId{0}), TxId{0});
  EXPECT_EQ(view.tx_of(CoinId{2}), TxId{2});
  EXPECT_EQ(view.tx_of(InputId{0}), TxId{2});  // coinbases before it have no inputs
  EXPECT_EQ(view.height_of(TxId{0}), Height{100});
  EXPECT_EQ(view.height_of(TxId{2}), Height{101});
  EXPECT_TRUE(view.is_coinbase(TxId{1}));
  EXPECT_FALSE(view.is_coinbase(TxId{2}));
}

TEST(ChainView, ASpenderCountsOnlyWhereItsInputAgrees) {
  const Columns columns;
  const ChainView view = columns.view();
  EXPECT_EQ(view.spender(CoinId{0}), InputId{0});
  EXPECT_EQ(view.spender(CoinId{1}), InputId::invalid());
  EXPECT_EQ(view.spender(CoinId{2}), InputId::invalid());
  EXPECT_EQ(view.spender(CoinId{kPrehistoryBit}), InputId{1});
}

TEST(ChainView, UnknownIsNotZero) {
  const Columns columns;
  EXPECT_EQ(columns.view().value_of(InputId{0}), Satoshi{40});
  EXPECT_EQ(columns.view().value_of(InputId{1}), std::nullopt);
}

TEST(ChainView, ScriptsInTheHeap) {
  const Columns columns;
  EXPECT_EQ(to_hex(columns.view().heap_script(CoinId{0})), "0102");
  EXPECT_EQ(to_hex(columns.view().heap_script(CoinId{2})), "030405");
  EXPECT_TRUE(columns.view().heap_script(CoinId{1}).empty());
}

TEST(ChainView, RowsThatBeginTooLateBelongToTheFirst) {
  Columns columns;
  columns.first_coin[0] = U40(2);
  EXPECT_EQ(columns.view().tx_of(CoinId{0}), TxId{0});
}

TEST(ChainView, RowsThatPointOutsideAreCorrupt) {
  Columns columns;
  // As the first coin of a damaged address row.
  EXPECT_THROW(columns.view().heap_script(CoinId{3}), Error);
  EXPECT_THROW(columns.view().heap_script(CoinId{kPrehistoryBit | 1}), Error);
  ChainView overwritten = columns.view();
  const OverwrittenRow row{.coin = U40(1), .by = U40(kPrehistoryBit | 1)};
  overwritten.overwritten = {&row, 1};
  EXPECT_THROW(overwritten.overwritten_by(CoinId{1}), Error);
  columns.input_coin[0] = U40(3);
  EXPECT_THROW(columns.view().coin_of(InputId{0}), Error);
  columns.input_coin[0] = U40(kPrehistoryBit | 1);
  EXPECT_THROW(columns.view().coin_of(InputId{0}), Error);
  columns.first_coin[2] = U40(4);
  EXPECT_THROW(columns.view().first_coin(TxId{2}), Error);
  EXPECT_THROW(columns.view().end_coin(TxId{1}), Error);
  columns.first_coin[2] = U40(0);
  EXPECT_THROW(columns.view().end_coin(TxId{1}), Error);  // backwards
  columns.first_input[2] = U40(3);
  EXPECT_THROW(columns.view().end_input(TxId{1}), Error);
  columns.blocks[1].first_tx = 3;
  EXPECT_THROW(columns.view().first_tx(Height{101}), Error);
  columns.heap_rows[0].length = 6;
  EXPECT_THROW(columns.view().heap_script(CoinId{0}), Error);
}

TEST(ChainView, WhatNoOneCanSpend) {
  const Columns columns;
  ChainView view = columns.view();
  EXPECT_TRUE(view.is_unspendable(CoinId{2}));
  EXPECT_FALSE(view.is_unspendable(CoinId{0}));
  view.genesis_rooted = true;
  EXPECT_TRUE(view.is_unspendable(CoinId{0}));
}

TEST(ChainView, SubsidyHalves) {
  const ChainView view{};
  EXPECT_EQ(view.subsidy(Height{0}), Satoshi{5'000'000'000});
  EXPECT_EQ(view.subsidy(Height{209'999}), Satoshi{5'000'000'000});
  EXPECT_EQ(view.subsidy(Height{210'000}), Satoshi{2'500'000'000});
  EXPECT_EQ(view.subsidy(Height{840'000}), Satoshi{312'500'000});
  EXPECT_EQ(view.subsidy(Height{6'929'999}), Satoshi{1});
  EXPECT_EQ(view.subsidy(Height{6'930'000}), Satoshi{0});
  EXPECT_EQ(view.subsidy(Height{0xfffffffe}), Satoshi{0});
}

TEST(ChainView, MedianOfTheLastElevenTimes) {
  Columns columns;
  columns.blocks.assign(20, BlockRow{});
  const std::uint32_t times[] = {5, 3, 9, 1, 7, 7, 2, 8, 6, 4, 10, 20, 0};
  for (std::size_t i = 0; i < std::size(times); ++i)
    store_le(columns.blocks[i].header.data() + 68, times[i]);
  const ChainView view = columns.view();
  EXPECT_EQ(view.median_time_past(Height{100}), 5U);
  EXPECT_EQ(view.median_time_past(Height{101}), 5U);  // of 3 5: the upper
  EXPECT_EQ(view.median_time_past(Height{110}), 6U);  // of 1 2 3 4 5 6 7 7 8 9 10
  EXPECT_EQ(view.median_time_past(Height{111}), 7U);  // 5 left, 20 came
}

}  // namespace
}  // namespace spoor::ledger
