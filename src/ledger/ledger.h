// A committed ledger, mapped for reading: the columns as spans, and look-ups by txid, script and
// address. Opening costs a few system calls; nothing is read that is not asked for.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/file.h"
#include "chains/bitcoin/block.h"
#include "ledger/chain_view.h"
#include "ledger/columns.h"
#include "ledger/index.h"
#include "ledger/manifest.h"
#include "ledger/mapped.h"

namespace spoor::ledger {

class Ledger {
 public:
  // Throws Error(kNotFound) where there is none, Error(kBadInput) where it is one of accounts,
  // Error(kCorrupt) where files contradict each other.
  explicit Ledger(const Path& folder);

  const Path& folder() const { return folder_; }
  const Manifest& manifest() const { return manifest_; }
  const ChainView& view() const { return view_; }
  bool empty() const { return manifest_.counts.blocks == 0; }

  // Transactions with that txid, in chain order: one, or two for the duplicates before BIP-30.
  std::vector<TxId> find_tx(const Hash256& txid) const;
  // The coin of an outpoint; of duplicates the latest. Prehistory coins too.
  std::optional<CoinId> find_coin(const bitcoin::Outpoint& outpoint) const;
  // A walk from the newest block: 184 bytes each, so of all blocks some 170 MB.
  std::optional<Height> find_block(const Hash256& hash) const;
  std::optional<AddressId> find_script(ByteSpan script) const;
  // Coins that paid to the address, as consecutive spans; coins ascend over all of them, but for
  // prehistory coins, which stand last in each span. A busy service has millions: page them, and
  // take each coin through ChainView::checked.
  std::vector<std::span<const HistoryEntry>> history(AddressId address) const;

  // What the address's inner script is, where an input has shown it.
  std::optional<RevealRow> reveal(AddressId address) const;

  // The output script as far as it is kept (to 10,000 bytes); none where it is not known.
  std::optional<Bytes> script_of(CoinId coin) const;
  Bytes script_of(AddressId address) const;
  bitcoin::Outpoint outpoint_of(CoinId coin) const;

  // The index runs, in the order of the manifest.
  const std::vector<MappedRun<TxidEntry>>& txid_runs() const { return txid_runs_; }
  const std::vector<MappedRun<HistoryEntry>>& history_runs() const { return history_runs_; }
  const std::vector<MappedRun<AddressEntry>>& address_runs() const { return address_runs_; }
  const std::vector<MappedRun<RevealEntry>>& reveal_runs() const { return reveal_runs_; }

  // Whole columns and runs will be walked (kSequential), or looked up here and there (as opened).
  void expect(MappedFile::Access access) const;

  // False where the writer rolled the ledger back since it was opened.
  bool unchanged() const;

 private:
  void map(const Manifest& manifest);
  std::uint64_t find_prehistory(const bitcoin::Outpoint& outpoint) const;

  Path folder_;
  Manifest manifest_;
  ChainView view_;
  std::vector<MappedFile> files_;  // of the columns
  std::vector<MappedRun<TxidEntry>> txid_runs_;
  std::vector<MappedRun<AddressEntry>> address_runs_;
  std::vector<MappedRun<HistoryEntry>> history_runs_;
  std::vector<MappedRun<RevealEntry>> reveal_runs_;
};

}  // namespace spoor::ledger
