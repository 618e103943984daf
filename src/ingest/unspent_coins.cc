#include "ingest/unspent_coins.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/error.h"
#include "base/progress.h"

namespace spoor::ingest {

UnspentCoins::UnspentCoins(ledger::Writer& writer, Basis basis, const SipKey& outpoint_key)
    : writer_(writer),
      basis_(basis),
      table_([this](CoinId coin, const OutpointBytes& o) { return is_outpoint_of(coin, o); }),
      old_coins_(writer.manifest().counts.coins) {
  if (basis == Basis::kTable) rebuild(outpoint_key);
}

// A bitmap of the coins that inputs point to, then one walk over the coins that none points to.
void UnspentCoins::rebuild(const SipKey& outpoint_key) {
  const ledger::ChainView& view = writer_.committed().view();
  const std::uint64_t coins = view.coin_count();
  if (coins == 0) return;
  Progress progress("unspent coins", coins, "coins");
  std::vector<bool> gone(coins, false);
  for (const ledger::U40 coin : view.input_coin)
    if (coin.get() < coins) gone[coin.get()] = true;
  for (const ledger::OverwrittenRow& row : view.overwritten)
    if (row.coin.get() < coins) gone[row.coin.get()] = true;
  table_.reserve(coins - static_cast<std::uint64_t>(std::count(gone.begin(), gone.end(), true)));
  struct Pending {
    Hash128 hash;
    OutpointBytes outpoint;
    CoinId coin;
  };
  std::array<Pending, 32> pending;
  std::size_t next = 0;
  for (TxId tx{0}; tx.value < view.tx_count(); ++tx) {
    const CoinId first = view.first_coin(tx);
    const CoinId end = view.end_coin(tx);
    if (end.value > coins) throw_corrupt("a transaction's coins are not there");
    for (CoinId coin = first; coin < end; ++coin) {
      if (gone[coin.value] || view.is_unspendable(coin)) continue;
      // The slot is fetched while others are filled.
      Pending& slot = pending[next++ % pending.size()];
      if (slot.coin.valid()) table_.insert(slot.hash, slot.outpoint, slot.coin);
      slot.outpoint = outpoint_bytes(view.txids[tx.value],
                                     static_cast<std::uint32_t>(coin.value - first.value));
      slot.hash = siphash128(outpoint_key, slot.outpoint);
      slot.coin = coin;
      table_.prefetch(slot.hash);
    }
    if (tx.value % 4096 == 0) progress.update(end.value);
  }
  for (const Pending& slot : pending)
    if (slot.coin.valid()) table_.insert(slot.hash, slot.outpoint, slot.coin);
}

CoinId UnspentCoins::insert(const Hash128& hash, const OutpointBytes& outpoint, CoinId coin,
                            bool coinbase) {
  const CoinId replaced = table_.insert(hash, outpoint, coin);
  if (basis_ == Basis::kTable) return replaced;
  repeats_ |= replaced.valid();
  if (replaced.valid() || !(coinbase || repeats_)) return replaced;
  const std::vector<TxId> earlier = find_committed(outpoint);
  repeats_ |= !earlier.empty();
  return take_committed(earlier, outpoint);
}

CoinId UnspentCoins::take(const Hash128& hash, const OutpointBytes& outpoint) {
  const CoinId coin = table_.take(hash, outpoint);
  if (coin.valid() || basis_ == Basis::kTable) return coin;
  const std::vector<TxId> found = find_committed(outpoint);
  repeats_ |= found.size() > 1;
  return take_committed(found, outpoint);
}

std::vector<TxId> UnspentCoins::find_committed(const OutpointBytes& outpoint) const {
  return writer_.committed().find_tx(txid_of(outpoint));
}

// Of several transactions with that txid the last one has the coin.
CoinId UnspentCoins::take_committed(std::span<const TxId> transactions,
                                    const OutpointBytes& outpoint) {
  if (transactions.empty()) return CoinId::invalid();
  const ledger::ChainView& view = writer_.committed().view();
  const CoinId coin{view.first_coin(transactions.back()).value + vout_of(outpoint)};
  if (coin >= view.end_coin(transactions.back()) || coin.value >= old_coins_ ||
      view.is_unspendable(coin) || view.spender(coin).valid() || !taken_.insert(coin).second)
    return CoinId::invalid();
  return coin;
}

// Asked only at equal tags: the rows may not be committed yet, so they are read from the files.
bool UnspentCoins::is_outpoint_of(CoinId coin, const OutpointBytes& outpoint) const {
  ledger::Columns& columns = writer_.columns();
  columns.txids.flush();
  columns.tx_first_coin.flush();
  const std::uint64_t rows = columns.tx_first_coin.rows();
  const Path& folder = writer_.folder();
  const ledger::MappedColumn<ledger::U40> first(folder, ledger::column::kTxFirstCoin, rows);
  const ledger::MappedColumn<Hash256> txids(folder, ledger::column::kTxid, rows);
  const auto after =
      std::upper_bound(first.rows().begin(), first.rows().end(), coin.value,
                       [](std::uint64_t c, const ledger::U40& row) { return c < row.get(); });
  if (after == first.rows().begin()) throw_corrupt("no transaction has the ledger's first coin");
  const auto tx = static_cast<std::size_t>(after - first.rows().begin()) - 1;
  return txids.rows()[tx] == txid_of(outpoint) &&
         coin.value - first.rows()[tx].get() == vout_of(outpoint);
}

}  // namespace spoor::ingest
