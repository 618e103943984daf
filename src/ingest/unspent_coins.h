// The unspent coins as the linker sees them: the table in memory for long ingests, or the txid
// index of the committed ledger for short appends, which saves rebuilding the table. Both answer
// alike.
#pragma once

#include <boost/unordered/unordered_flat_set.hpp>
#include <span>
#include <vector>

#include "ingest/unspent_table.h"
#include "ledger/writer.h"

namespace spoor::ingest {

class UnspentCoins {
 public:
  enum class Basis { kTable, kIndex };

  // With Basis::kTable reads all committed inputs and coins.
  UnspentCoins(ledger::Writer& writer, Basis basis, const SipKey& outpoint_key);

  void prefetch(const Hash128& hash) const { table_.prefetch(hash); }
  // As UnspentTable. A coinbase may repeat the txid of an earlier one (before BIP-30).
  CoinId insert(const Hash128& hash, const OutpointBytes& outpoint, CoinId coin, bool coinbase);
  CoinId take(const Hash128& hash, const OutpointBytes& outpoint);

  const UnspentTable& table() const { return table_; }

 private:
  void rebuild(const SipKey& outpoint_key);
  bool is_outpoint_of(CoinId coin, const OutpointBytes& outpoint) const;
  std::vector<TxId> find_committed(const OutpointBytes& outpoint) const;
  CoinId take_committed(std::span<const TxId> transactions, const OutpointBytes& outpoint);

  ledger::Writer& writer_;
  Basis basis_;
  UnspentTable table_;  // with Basis::kIndex only the coins made since, committed or not
  // With Basis::kIndex: how many coins there were, and which of them were spent since.
  std::uint64_t old_coins_;
  boost::unordered_flat_set<CoinId, std::hash<CoinId>> taken_;
  // A repeated txid was met: what spends its coins may be repeated too.
  bool repeats_ = false;
};

}  // namespace spoor::ingest
