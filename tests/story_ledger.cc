#include "tests/story_ledger.h"

#include <unistd.h>

#include <atomic>

#include "base/error.h"
#include "base/progress.h"
#include "ingest/bitcoin.h"
#include "simulator/story_files.h"

namespace spoor::testing {
namespace {

// Tests run side by side, in several processes.
Path own_folder() {
  static std::atomic<int> count = 0;
  return std::filesystem::temp_directory_path() /
         ("spoor_story_" + std::to_string(getpid()) + "_" + std::to_string(++count));
}

}  // namespace

StoryLedger::StoryLedger(const simulator::Story& story) : story_(story), folder_(own_folder()) {
  set_quiet(true);
  simulator::write_blocks(story.chain, folder_ / "blocks");
  ingest::BitcoinOptions options;
  options.ledger = folder_ / "ledger";
  options.blocks_folder = folder_ / "blocks";
  if (!story.earlier.empty()) {
    options.prevouts = folder_ / "prevouts.csv";
    replace_file(*options.prevouts, simulator::prevouts_csv(story));
  }
  const ingest::BitcoinReport report = ingest::ingest_bitcoin(options);
  for (const ingest::RefusedBlock& refused : report.refused)
    throw_bad_input("the story's block " + refused.hash + " was refused: " + refused.reason);
  ledger_ = std::make_unique<ledger::Ledger>(options.ledger);
}

StoryLedger::~StoryLedger() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

AddressId StoryLedger::address(std::string_view payee) const {
  const Bytes script = simulator::payee_of(payee, story_.chain.network()).script;
  return ledger_->find_script(script).value_or(AddressId::invalid());
}

tracing::Seeds StoryLedger::seeds() const {
  return resolve_seeds(tracing::parse_seeds(simulator::seeds_csv(story_), "seeds"), view(),
                       [&](const bitcoin::Outpoint& coin) { return ledger_->find_coin(coin); });
}

}  // namespace spoor::testing
