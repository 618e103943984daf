// A story's chain as a ledger, by the way that a user goes: block files, ingest, ledger.
#pragma once

#include <memory>
#include <string>

#include "ledger/ledger.h"
#include "simulator/words.h"
#include "tests/ledger/ledger_fixture.h"
#include "tracing/seeds.h"

namespace spoor::testing {

class StoryLedger {
 public:
  // Makes its files in a folder of its own, which goes when the ledger goes. The story must live
  // as long. One a test.
  explicit StoryLedger(const simulator::Story& story);

  const simulator::Story& story() const { return story_; }
  const ledger::Ledger& ledger() const { return *ledger_; }
  const ledger::ChainView& view() const { return ledger_->view(); }
  // Of a payee's word; invalid where the chain does not know it.
  AddressId address(std::string_view payee) const;
  // "NAME:N".
  std::string name_of(CoinId coin) const { return story_.name_of(ledger_->outpoint_of(coin)); }
  // The story's seeds, by way of a seeds file.
  tracing::Seeds seeds() const;

 private:
  const simulator::Story& story_;
  ScratchFolder folder_;
  std::unique_ptr<ledger::Ledger> ledger_;
};

}  // namespace spoor::testing
