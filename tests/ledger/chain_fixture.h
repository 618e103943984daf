// Small chains by hand for tests: blocks with plain spends, written and ingested at a word.
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "ledger/ledger.h"
#include "simulator/block_files.h"
#include "simulator/chain.h"
#include "simulator/payee.h"
#include "tests/ledger/expected_ledger.h"
#include "tests/ledger/ledger_fixture.h"

namespace spoor {

inline constexpr std::uint64_t kBtc = simulator::kCoin;

class ChainTest : public testing::Test {
 protected:
  using BlockIndex = simulator::BlockIndex;
  using Transaction = simulator::Transaction;

  static simulator::Payee payee(std::string_view word) {
    return simulator::payee_of(word, bitcoin::Network::kRegtest);
  }
  static simulator::Output pay(std::uint64_t satoshi, std::string_view word = "alice") {
    return {Satoshi{satoshi}, payee(word).script};
  }
  static Transaction spend(std::vector<bitcoin::Outpoint> coins,
                           std::vector<simulator::Output> outputs,
                           std::string_view word = "alice") {
    Transaction out;
    for (const bitcoin::Outpoint& coin : coins)
      out.inputs.push_back({coin, payee(word).unlock.script_sig, payee(word).unlock.witness});
    out.outputs = std::move(outputs);
    return out;
  }
  // A block that pays 50 bitcoin to alice and holds `others`.
  BlockIndex mine(BlockIndex parent, std::vector<Transaction> others = {}) {
    return chain_.add(parent,
                      simulator::coinbase(chain_.height_after(parent), {pay(50 * kBtc)}, ++extra_),
                      std::move(others));
  }
  BlockIndex mine_some(BlockIndex parent, int blocks) {
    for (; blocks > 0; --blocks) parent = mine(parent);
    return parent;
  }
  bitcoin::Outpoint coin(BlockIndex block, std::size_t tx = 0, std::uint32_t vout = 0) const {
    return {chain_.block(block).txids.at(tx), vout};
  }
  std::string hash(BlockIndex block) const { return to_hex_reversed(chain_.block(block).hash); }

  Path blocks() const { return scratch_ / "blocks"; }
  Path ledger() const { return scratch_ / "ledger"; }
  void write_all() {
    simulator::BlockFiles files(blocks(), {.network = chain_.network()});
    std::vector<BlockIndex> order(chain_.blocks().size());
    for (BlockIndex i = 0; i < order.size(); ++i) order[i] = i;
    chain_.write(files, order);
  }
  ingest::BitcoinReport ingest(ingest::BitcoinOptions options = {}) {
    return ingest_folder(blocks(), ledger(), std::move(options));
  }
  // The ledger holds the branch to `tip`, and is sound.
  void expect_tip(BlockIndex tip) const {
    sound_columns(ledger());
    expect_branch(ledger(), chain_, tip);
  }

  ScratchFolder scratch_;
  simulator::Chain chain_;

 private:
  std::uint32_t extra_ = 0;
};

}  // namespace spoor
