#include "tests/story_ledger.h"

#include "base/error.h"
#include "simulator/story_files.h"

namespace spoor::testing {

StoryLedger::StoryLedger(const simulator::Story& story) : story_(story) {
  simulator::write_blocks(story.chain, folder_ / "blocks");
  ingest::BitcoinOptions options;
  if (!story.earlier.empty()) {
    options.prevouts = folder_ / "prevouts.csv";
    replace_file(*options.prevouts, simulator::prevouts_csv(story));
  }
  const ingest::BitcoinReport report =
      ingest_folder(folder_ / "blocks", folder_ / "ledger", options);
  for (const ingest::RefusedBlock& refused : report.refused)
    throw_bad_input("the story's block " + refused.hash + " was refused: " + refused.reason);
  ledger_ = std::make_unique<ledger::Ledger>(folder_ / "ledger");
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
