#include "tests/ledger/expected_ledger.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <vector>

#include "chains/bitcoin/script.h"
#include "crypto/hash.h"
#include "ledger/ledger.h"

namespace spoor {
namespace {

using bitcoin::ScriptType;
using ledger::kPrehistoryBit;
using simulator::Block;
using simulator::Transaction;

class Expected {
 public:
  Expected(const Path& folder, const simulator::Chain& chain) : ledger_(folder), chain_(chain) {}

  void check(simulator::BlockIndex tip) {
    const std::vector<simulator::BlockIndex> branch = chain_.branch(tip);
    ASSERT_EQ(view_.blocks.size(), branch.size());
    for (const simulator::BlockIndex index : branch) check_block(index);
    EXPECT_EQ(view_.tx_count(), next_tx_);
    EXPECT_EQ(view_.input_count(), next_input_);
    EXPECT_EQ(view_.coin_count(), next_coin_);
    EXPECT_EQ(view_.addresses.size(), ids_.size());
    EXPECT_EQ(view_.prehistory.size(), next_prehistory_);
    EXPECT_EQ(view_.overwritten.size(), overwritten_);
    EXPECT_EQ(view_.reveals.size(), revealed_.size());
    check_unspent();
    check_addresses();
  }

 private:
  void check_block(simulator::BlockIndex index) {
    const Block& block = chain_.block(index);
    const ledger::BlockRow& row = view_.block(Height{block.height});
    EXPECT_EQ(row.hash, block.hash);
    EXPECT_EQ(row.size, block.bytes.size());
    EXPECT_EQ(row.first_tx, next_tx_);
    EXPECT_EQ(row.first_address, ids_.size());
    EXPECT_EQ(row.first_reveal, revealed_.size());
    EXPECT_EQ(ledger_.find_block(block.hash), Height{block.height});
    std::uint64_t fees = 0;
    bool known = true;
    for (std::size_t i = 0; i < block.transactions.size(); ++i)
      check_transaction(index, i, fees, known);
    std::uint64_t paid = 0;
    for (const simulator::Output& output : block.transactions[0].outputs)
      paid += output.value.value;
    const std::uint64_t due = view_.subsidy(Height{block.height}).value + fees;
    const std::optional<Satoshi> unclaimed = view_.unclaimed(Height{block.height});
    EXPECT_EQ(unclaimed.has_value(), known);
    if (known) {
      EXPECT_EQ(unclaimed->value, due > paid ? due - paid : 0);
    }
  }

  void check_transaction(simulator::BlockIndex index, std::size_t at, std::uint64_t& fees,
                         bool& known) {
    const Transaction& tx = chain_.block(index).transactions[at];
    const TxId id{next_tx_++};
    EXPECT_EQ(view_.txids[id.value], chain_.block(index).txids[at]);
    EXPECT_EQ(view_.tx_version[id.value], static_cast<std::uint32_t>(tx.version));
    EXPECT_EQ(view_.tx_locktime[id.value], tx.locktime);
    EXPECT_EQ(view_.first_input(id).value, next_input_);
    EXPECT_EQ(view_.first_coin(id).value, next_coin_);
    const std::vector<TxId> found = ledger_.find_tx(view_.txids[id.value]);
    EXPECT_TRUE(std::ranges::find(found, id) != found.end());
    EXPECT_EQ(view_.is_coinbase(id), at == 0);
    std::uint64_t in = 0;
    bool all = true;
    if (at > 0)
      for (const simulator::Input& input : tx.inputs) check_input(input, in, all);
    std::uint64_t out = 0;
    for (std::uint32_t v = 0; v < tx.outputs.size(); ++v) {
      check_coin({view_.txids[id.value], v}, tx.outputs[v]);
      out += tx.outputs[v].value.value;
    }
    if (at == 0) return;
    EXPECT_EQ(view_.fee_of(id), all ? std::optional(Satoshi{in - out}) : std::nullopt);
    fees += in - out;
    known &= all;
  }

  void check_input(const simulator::Input& input, std::uint64_t& in, bool& all) {
    const InputId id{next_input_++};
    EXPECT_EQ(view_.input_sequence[id.value], input.sequence);
    if (!unspent_.contains(input.coin)) add_prehistory(input);
    const CoinId coin = unspent_.at(input.coin);
    unspent_.erase(input.coin);
    EXPECT_EQ(view_.coin_of(id), coin);
    EXPECT_EQ(view_.spender(coin), id);
    EXPECT_EQ(ledger_.outpoint_of(coin), input.coin);
    const std::uint32_t address = address_of_.at(coin);
    EXPECT_EQ(view_.input_address[id.value], address);
    const std::optional<Satoshi> value = values_.at(coin);
    EXPECT_EQ(view_.value_of(id), value);
    all &= value.has_value();
    in += value.value_or(Satoshi{}).value;
    check_reveal(id, input, AddressId{address});
  }

  // A coin from before: what the ledger knows of it must be right.
  void add_prehistory(const simulator::Input& input) {
    const std::uint64_t row = next_prehistory_++;
    ASSERT_LT(row, view_.prehistory.size());
    const ledger::PrehistoryRow& stored = view_.prehistory[row];
    const CoinId coin{kPrehistoryBit | row};
    unspent_[input.coin] = coin;
    address_of_[coin] = AddressId::invalid().value;
    values_[coin] = std::nullopt;
    EXPECT_EQ(ledger_.find_coin(input.coin), coin);
    if (stored.value == ledger::kUnknownValue) return;
    const std::optional<simulator::UndoCoin> early = chain_.coin(input.coin, 0);
    ASSERT_TRUE(early);
    values_[coin] = early->value;
    EXPECT_EQ(stored.value, early->value.value);
    EXPECT_EQ(ledger_.script_of(coin), early->script);
    address_of_[coin] = appear(coin, early->script);
    EXPECT_EQ(stored.address, address_of_[coin]);
  }

  void check_coin(const bitcoin::Outpoint& outpoint, const simulator::Output& output) {
    const CoinId coin{next_coin_++};
    const ledger::CoinRow& row = view_.coins[coin.value];
    EXPECT_EQ(row.value(), output.value);
    const ScriptType type = bitcoin::classify(output.script).type;
    EXPECT_EQ(row.type(), type);
    values_[coin] = output.value;
    address_of_[coin] =
        bitcoin::has_address_id(type) ? appear(coin, output.script) : AddressId::invalid().value;
    EXPECT_EQ(row.address().value, address_of_[coin]);
    Bytes kept = output.script;
    kept.resize(std::min(kept.size(), bitcoin::kMaxScriptBytes));
    EXPECT_EQ(ledger_.script_of(coin), kept);
    if (view_.is_unspendable(coin)) return;
    if (const auto old = unspent_.find(outpoint); old != unspent_.end()) {
      EXPECT_EQ(view_.overwritten_by(old->second), coin);
      ++overwritten_;
    }
    unspent_[outpoint] = coin;
  }

  std::uint32_t appear(CoinId coin, const Bytes& script) {
    const auto [entry, added] = ids_.emplace(script, static_cast<std::uint32_t>(ids_.size()));
    history_[entry->second].push_back(coin);
    return entry->second;
  }

  // The script whose hash the coin holds: the end of a P2SH coin's scriptSig, the last item of a
  // P2WSH coin's witness.
  void check_reveal(InputId input, const simulator::Input& spend, AddressId address) {
    if (!address.valid() || revealed_.contains(address)) return;
    const ledger::AddressRow& stored = view_.addresses[address.value];
    Bytes inner;
    if (stored.script_type() == ScriptType::kP2wsh && !spend.witness.empty() &&
        std::ranges::equal(sha256(spend.witness.back()), stored.program()))
      inner = spend.witness.back();
    if (stored.script_type() == ScriptType::kP2sh)
      for (std::size_t from = 0; from < spend.script_sig.size() && inner.empty(); ++from)
        if (const ByteSpan end = ByteSpan(spend.script_sig).subspan(from);
            std::ranges::equal(hash160(end), stored.program()))
          inner.assign(end.begin(), end.end());
    if (inner.empty()) return;
    revealed_.insert(address);
    const std::optional<ledger::RevealRow> row = ledger_.reveal(address);
    ASSERT_TRUE(row);
    EXPECT_EQ(row->input.get(), input.value);
    EXPECT_EQ(row->form, static_cast<std::uint8_t>(bitcoin::classify(inner).type));
    if (row->form == static_cast<std::uint8_t>(ScriptType::kMultisig)) {
      EXPECT_EQ(row->payload, sha256(inner));
    }
  }

  void check_unspent() {
    for (const auto& [outpoint, coin] : unspent_) {
      EXPECT_FALSE(view_.spender(coin).valid());
      EXPECT_FALSE(view_.overwritten_by(coin).valid());
      EXPECT_EQ(ledger_.find_coin(outpoint), coin);
    }
  }

  void check_addresses() {
    for (const auto& [script, id] : ids_) {
      const bool whole = script.size() <= bitcoin::kMaxScriptBytes;
      if (whole) {
        EXPECT_EQ(ledger_.find_script(script), AddressId{id});
        EXPECT_EQ(ledger_.script_of(AddressId{id}), script);
      }
      std::vector<CoinId> coins;
      for (const auto span : ledger_.history(AddressId{id}))
        for (const ledger::HistoryEntry& entry : span) coins.push_back(entry.coin());
      std::ranges::sort(coins);
      std::ranges::sort(history_[id]);
      EXPECT_EQ(coins, history_[id]) << id;
    }
  }

  ledger::Ledger ledger_;
  const ledger::ChainView& view_ = ledger_.view();
  const simulator::Chain& chain_;
  std::uint32_t next_tx_ = 0;
  std::uint64_t next_input_ = 0;
  std::uint64_t next_coin_ = 0;
  std::uint64_t next_prehistory_ = 0;
  std::uint64_t overwritten_ = 0;
  std::map<bitcoin::Outpoint, CoinId> unspent_;
  std::map<CoinId, std::optional<Satoshi>> values_;
  std::map<CoinId, std::uint32_t> address_of_;
  std::map<Bytes, std::uint32_t> ids_;
  std::map<std::uint32_t, std::vector<CoinId>> history_;
  std::set<AddressId> revealed_;
};

}  // namespace

void expect_branch(const Path& ledger, const simulator::Chain& chain, simulator::BlockIndex tip) {
  Expected(ledger, chain).check(tip);
}

}  // namespace spoor
