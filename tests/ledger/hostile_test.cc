// A ledger that somebody else made, with files cut, changed or exchanged: every question gives an
// answer or an Error, never a crash.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>

#include "ledger/ledger.h"
#include "ledger/writer.h"
#include "simulator/block_files.h"
#include "tests/ledger/ledger_fixture.h"
#include "tests/ledger/random_chain.h"

namespace spoor {
namespace {

using ledger::ChainView;
using ledger::Ledger;

// Asks a ledger all that can be asked of it.
class Questioner {
 public:
  explicit Questioner(const Path& folder) : ledger_(folder) {}

  void ask() {
    const ChainView& view = ledger_.view();
    for (TxId tx{0}; tx.value < view.tx_count(); ++tx) attempt([&] { ask_transaction(tx); });
    for (std::uint64_t row = 0; row < view.prehistory.size(); ++row)
      attempt([&] { ask_coin(CoinId{ledger::kPrehistoryBit | row}); });
    for (AddressId a{0}; a.value < view.addresses.size(); ++a) attempt([&] { ask_address(a); });
    for (std::uint64_t i = 0; i < view.blocks.size(); ++i)
      attempt([&] { ask_block(Height{view.first_height + static_cast<std::uint32_t>(i)}); });
  }

 private:
  template <class Question>
  static void attempt(Question question) {
    try {
      question();
    } catch (const Error&) {
    }
  }
  void ask_transaction(TxId tx) {
    const ChainView& view = ledger_.view();
    ledger_.find_tx(view.txids[tx.value]);
    view.is_coinbase(tx);
    view.fee_of(tx);
    for (InputId i = view.first_input(tx); i < view.end_input(tx); ++i)
      attempt([&] {
        view.value_of(i);
        view.tx_of(i);
        ask_coin(view.coin_of(i));
      });
    for (CoinId c = view.first_coin(tx); c < view.end_coin(tx); ++c) attempt([&] { ask_coin(c); });
  }
  void ask_coin(CoinId coin) {
    const ChainView& view = ledger_.view();
    if (const InputId spender = view.spender(coin); spender.valid()) view.tx_of(spender);
    ledger_.find_coin(ledger_.outpoint_of(coin));
    view.overwritten_by(coin);
    view.is_unspendable(coin);
    ledger_.script_of(coin);
  }
  void ask_address(AddressId address) {
    ledger_.reveal(address);
    for (const auto span : ledger_.history(address))
      for (const ledger::HistoryEntry& entry : span)
        attempt([&] { ask_coin(ledger_.view().checked(entry.coin())); });
    ledger_.find_script(ledger_.script_of(address));
  }
  void ask_block(Height height) {
    const ChainView& view = ledger_.view();
    ledger_.find_block(view.block(height).hash);
    view.median_time_past(height);
    view.unclaimed(height);
    for (TxId tx = view.first_tx(height); tx < view.end_tx(height); ++tx) view.height_of(tx);
  }

  Ledger ledger_;
};

class HostileLedger : public testing::TestWithParam<int> {
 protected:
  static constexpr int kRounds = 60;

  HostileLedger() : random_(static_cast<std::uint64_t>(GetParam())) {
    const bool partial = GetParam() % 2 == 0;
    RandomChain chain = partial ? RandomChain(5, 700, 30) : RandomChain(5);
    const simulator::BlockIndex tip = chain.grow(partial ? simulator::kNoParent : 0, 14);
    write(chain);
    ingest_folder(scratch_ / "blocks", scratch_ / "good", {.memory_bytes = 2'000});
    // More blocks and a fork, to be followed by whoever still can.
    chain.grow(chain.chain().branch(tip)[6], 12);
    write(chain);
  }
  void write(const RandomChain& chain) {
    simulator::BlockFiles files(scratch_ / "blocks");
    chain.chain().write(files, chain.all(), simulator::Chain::Undo::kWrite);
  }
  std::uint64_t number(std::uint64_t below) { return random_() % below; }

  // Cuts a random file of the ledger, or changes some of it.
  std::string damage(const Path& ledger) {
    std::vector<Path> files;
    for (const auto& entry : std::filesystem::directory_iterator(ledger))
      if (entry.file_size() > 0) files.push_back(entry.path());
    std::ranges::sort(files);
    const Path& file = files[number(files.size())];
    std::string bytes = read_file(file);
    const std::uint64_t kind = number(4);
    const std::size_t at = number(bytes.size());
    if (kind == 0) bytes.resize(at);
    if (kind == 1) bytes[at] = static_cast<char>(number(256));
    if (kind >= 2)
      for (std::size_t i = at; i < std::min(bytes.size(), at + (kind == 2 ? 8 : 200)); ++i)
        bytes[i] = static_cast<char>(kind == 2 ? 0xff : number(256));
    replace_file(file, bytes);
    return fmt::format("{} of {}, kind {} at {}", file.filename().string(), bytes.size(), kind, at);
  }

  ScratchFolder scratch_;
  std::mt19937_64 random_;
};

template <class Act>
void expect_no_more_than_an_error(Act act) {
  try {
    act();
  } catch (const Error&) {
  }
}

TEST_P(HostileLedger, AnswersOrGivesAnError) {
  for (int round = 0; round < kRounds; ++round) {
    const Path copy = scratch_ / "damaged";
    std::filesystem::remove_all(copy);
    std::filesystem::copy(scratch_ / "good", copy);
    std::string what = damage(copy);
    if (round % 3 == 0) what += "; " + damage(copy);
    SCOPED_TRACE(what);
    expect_no_more_than_an_error([&] { Questioner(copy).ask(); });
    expect_no_more_than_an_error([&] { ledger::verify_ledger(copy); });
    expect_no_more_than_an_error([&] {
      ingest_folder(scratch_ / "blocks", copy,
                    {.memory_bytes = 1, .table_from_blocks = round % 2 == 0 ? 0U : 1000U});
    });
    expect_no_more_than_an_error([&] { ledger::verify_ledger(copy); });
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, HostileLedger, testing::Range(1, 7));

}  // namespace
}  // namespace spoor
