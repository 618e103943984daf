// Which scripts stand behind P2SH and P2WSH addresses: those that have the hash, whatever else an
// input may show.
#include <gtest/gtest.h>

#include "tests/ledger/chain_fixture.h"

namespace spoor {
namespace {

struct Shown {
  const char* address;
  const char* other;  // whose script is shown in place of the address's own
};
constexpr Shown kShown[] = {{"p2sh:2/alice+bob", "p2sh:2/carol+dave"},
                            {"p2sh:carol", "p2sh:dave"},
                            {"p2wsh:1/alice", "p2wsh:1/bob"},
                            {"p2sh:eve", "p2sh:1/eve"}};

// Each address is paid twice; an input that shows the other's script spends the first coin, then
// one that shows its own the second.
class RevealedScripts : public ChainTest {
 protected:
  RevealedScripts() {
    std::vector<simulator::Output> outputs;
    for (const Shown& shown : kShown)
      for (int i = 0; i < 2; ++i) outputs.push_back(pay(kBtc, shown.address));
    paid_ = chain_.add(0, simulator::coinbase(1, outputs));
  }
  std::vector<Transaction> false_spends() const {
    std::vector<Transaction> out;
    for (std::uint32_t i = 0; const Shown& shown : kShown)
      out.push_back(spend({coin(paid_, 0, 2 * i++)}, {pay(1)}, shown.other));
    return out;
  }
  std::vector<Transaction> true_spends() const {
    std::vector<Transaction> out;
    for (std::uint32_t i = 0; const Shown& shown : kShown)
      out.push_back(spend({coin(paid_, 0, 2 * i++ + 1)}, {pay(1)}, shown.address));
    return out;
  }
  // By the transactions of that block, from `first` on.
  void expect_shown_by(BlockIndex block, std::size_t first) {
    expect_tip(block);
    const ledger::Ledger opened(ledger());
    ASSERT_EQ(opened.view().reveals.size(), std::size(kShown));
    for (std::size_t i = 0; i < std::size(kShown); ++i) {
      const auto address = opened.find_script(payee(kShown[i].address).script);
      const InputId input{opened.reveal(address.value()).value().input.get()};
      EXPECT_EQ(opened.view().tx_of(input),
                opened.find_tx(chain_.block(block).txids.at(first + i)).at(0))
          << kShown[i].address;
    }
  }
  BlockIndex paid_ = 0;
};

TEST_F(RevealedScripts, HaveTheHashOfTheirAddress) {
  const BlockIndex wrong = mine(paid_, false_spends());
  write_all();
  ingest();
  expect_tip(wrong);
  EXPECT_EQ(ledger::Ledger(ledger()).view().reveals.size(), 0U);
  const BlockIndex right = mine(wrong, true_spends());
  write_all();
  ingest();
  expect_shown_by(right, 1);
  const std::string columns = sound_columns(ledger());
  for (const std::uint64_t memory : {std::uint64_t{1}, std::uint64_t{1} << 30}) {
    std::filesystem::remove_all(ledger());
    ingest({.memory_bytes = memory});
    expect_shown_by(right, 1);
    EXPECT_EQ(sound_columns(ledger()), columns);
  }
}

TEST_F(RevealedScripts, AreFoundBehindOthersOfTheSameBlock) {
  std::vector<Transaction> spends = false_spends();
  for (Transaction& own : true_spends()) spends.push_back(std::move(own));
  const BlockIndex tip = mine(paid_, spends);
  write_all();
  ingest();
  expect_shown_by(tip, 1 + std::size(kShown));
}

}  // namespace
}  // namespace spoor
