// Would another branch stand where the ledger's blocks from a height on are to be given up for it?
// Asked before the rollback, without changing anything: the block files need not hold the old
// branch any more, so a branch that turned out bad behind the rollback would leave less than there
// was.
//
// The rules are those of the linker and of closing a batch, worked out one outpoint at a time.
// Memory grows with the branch: about 100 bytes for each coin that it makes or spends.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "ingest/prepare.h"
#include "ingest/previous_outputs.h"
#include "ledger/ledger.h"

namespace spoor::ingest {

class BranchCheck {
 public:
  // `fork` is the first height to be given up; the ledger has it. All of it must outlive this.
  BranchCheck(const ledger::Ledger& ledger, const PreviousOutputs& previous, Height fork);

  // The next block of the branch. Throws BadBlock where it spends what is not there, or more than
  // it has.
  void add(const PreparedBlock& block);

 private:
  using Value = std::optional<std::uint64_t>;  // satoshi; none where it is not known
  struct HashOfOutpoint {
    std::size_t operator()(const OutpointBytes& o) const noexcept {
      return load_le<std::size_t>(o.data()) + vout_of(o);
    }
  };
  void add_transaction(const PreparedBlock& block, std::size_t tx);
  Value spend(const PreparedBlock& block, std::size_t tx, std::size_t input);
  CoinId committed_coin(TxId tx, std::uint32_t vout) const;

  static constexpr std::uint64_t kSpent = ~0ULL;
  const ledger::Ledger& ledger_;
  const PreviousOutputs& previous_;
  const ledger::BlockRow& fork_;
  // Coins that the branch makes, with their value, and committed ones that it spends.
  boost::unordered_flat_map<OutpointBytes, std::uint64_t, HashOfOutpoint> coins_;
  std::set<OutpointBytes> earlier_;  // spent coins from before a partial ledger
  std::vector<const PreviousOutputs::UndoRecord*> undo_;  // of the current block
};

}  // namespace spoor::ingest
