#include "ingest/branch_check.h"

#include <utility>

#include "ingest/bad_block.h"

namespace spoor::ingest {

BranchCheck::BranchCheck(const ledger::Ledger& ledger, const PreviousOutputs& previous, Height fork)
    : ledger_(ledger), previous_(previous), fork_(ledger.view().block(fork)) {
  std::uint32_t row = 0;
  for (const ledger::PrehistoryRow& coin : ledger.view().prehistory)
    if (row++ < fork_.first_prehistory) earlier_.insert(outpoint_bytes(coin.txid, coin.vout));
}

void BranchCheck::add(const PreparedBlock& block) {
  undo_ = previous_.records_of(block.parsed);
  for (std::size_t tx = 0; tx < block.parsed.transactions.size(); ++tx) add_transaction(block, tx);
}

void BranchCheck::add_transaction(const PreparedBlock& block, std::size_t tx) {
  const bitcoin::TxView& view = block.parsed.transactions[tx];
  std::uint64_t in = 0;
  bool known = tx > 0;
  for (std::uint32_t i = 0; tx > 0 && i < view.input_count; ++i) {
    const Value value = spend(block, tx, i);
    known &= value.has_value();
    in += value.value_or(0);
    if (in > bitcoin::kMaxMoney) throw_bad_sum(block.parsed.hash, tx, in, 0);
  }
  std::uint64_t out = 0;
  for (std::uint32_t vout = 0; vout < view.output_count; ++vout) {
    const std::size_t row = view.first_output + vout;
    const std::uint64_t value = block.parsed.outputs[row].value.value;
    out += value;
    const bool spendable = !bitcoin::is_unspendable(block.outputs[row].script.type);
    coins_.insert_or_assign(outpoint_bytes(block.parsed.txids[tx], vout),
                            spendable ? value : kSpent);
  }
  if (known && in < out) throw_bad_sum(block.parsed.hash, tx, in, out);
}

BranchCheck::Value BranchCheck::spend(const PreparedBlock& block, std::size_t tx,
                                      std::size_t input) {
  const std::size_t row = block.parsed.transactions[tx].first_input + input;
  const OutpointBytes outpoint = outpoint_bytes(block.parsed.inputs[row].outpoint);
  if (const auto coin = coins_.find(outpoint); coin != coins_.end()) {
    if (coin->second == kSpent) throw_bad_spend(block.parsed, tx, outpoint);
    return std::exchange(coin->second, kSpent);
  }
  std::vector<TxId> found = ledger_.find_tx(txid_of(outpoint));
  std::erase_if(found, [&](TxId t) { return t.value >= fork_.first_tx; });
  if (!found.empty()) {  // of several with that txid the last one has the coin
    const CoinId coin = committed_coin(found.back(), vout_of(outpoint));
    if (!coin.valid()) throw_bad_spend(block.parsed, tx, outpoint);
    coins_.emplace(outpoint, kSpent);
    return ledger_.view().coins[coin.value].value().value;
  }
  const bool of_branch = coins_.contains(outpoint_bytes(txid_of(outpoint), 0));
  if (ledger_.manifest().genesis_rooted || of_branch || !earlier_.insert(outpoint).second)
    throw_bad_spend(block.parsed, tx, outpoint);
  const auto known = previous_.find(outpoint, undo_, tx, input);
  return known ? Value(known->value.value) : std::nullopt;
}

// Invalid where the transaction has no such coin, or it was spent before the fork.
CoinId BranchCheck::committed_coin(TxId tx, std::uint32_t vout) const {
  const ledger::ChainView& view = ledger_.view();
  const CoinId coin{view.first_coin(tx).value + vout};
  if (coin >= view.end_coin(tx) || view.is_unspendable(coin)) return CoinId::invalid();
  const InputId spender = view.spender(coin);
  return spender.valid() && spender.value < fork_.first_input ? CoinId::invalid() : coin;
}

}  // namespace spoor::ingest
