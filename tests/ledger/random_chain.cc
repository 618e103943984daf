#include "tests/ledger/random_chain.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "crypto/hash.h"
#include "simulator/payee.h"

namespace spoor {
namespace {

using simulator::BlockIndex;
using simulator::Transaction;

constexpr std::uint64_t kSubsidy = 50 * simulator::kCoin;

const simulator::Payee& known_payee(const std::string& word) {
  static std::map<std::string, simulator::Payee> known;
  const auto found = known.find(word);
  if (found != known.end()) return found->second;
  return known.emplace(word, simulator::payee_of(word, bitcoin::Network::kRegtest)).first->second;
}

bool is_spendable(const std::string& payee) {
  return !payee.starts_with("op_return") && payee != "too-long";
}

}  // namespace

RandomChain::RandomChain(std::uint64_t seed, bitcoin::Network network)
    : chain_(network), random_(seed), unspent_(1), miners_(1) {}

RandomChain::RandomChain(std::uint64_t seed, std::uint32_t first_height, int earlier)
    : chain_(bitcoin::Network::kRegtest, first_height), random_(seed) {
  for (int i = 0; i < earlier; ++i) {
    const std::vector<std::string> to = payees(1);
    if (!is_spendable(to[0])) continue;
    const Hash256 txid = sha256(as_bytes(fmt::format("earlier {} {}", seed, i / 3)));
    earlier_.push_back({{txid, static_cast<std::uint32_t>(i % 3)},
                        Satoshi{static_cast<std::uint64_t>(number(0, 90'000'000))},
                        to[0]});
    chain_.know_earlier(earlier_.back().outpoint,
                        {earlier_.back().value, known_payee(to[0]).script,
                         static_cast<std::uint32_t>(number(1, 500)), number(0, 1) == 1});
  }
}

int RandomChain::number(int from, int to) {
  return from + static_cast<int>(random_() % static_cast<std::uint64_t>(to - from + 1));
}

std::vector<BlockIndex> RandomChain::all() const {
  std::vector<BlockIndex> out(chain_.blocks().size());
  for (BlockIndex i = 0; i < out.size(); ++i) out[i] = i;
  return out;
}

std::vector<BlockIndex> RandomChain::shuffled() {
  std::vector<BlockIndex> out = all();
  std::ranges::shuffle(out, random_);
  return out;
}

std::string RandomChain::prevouts_csv() const {
  std::string csv = "txid,vout,value_sat,script_hex\n";
  for (const Owned& coin : earlier_)
    csv += fmt::format("{},{},{},{}\n", to_hex_reversed(coin.outpoint.txid), coin.outpoint.vout,
                       coin.value.value, to_hex(known_payee(coin.payee).script));
  return csv;
}

BlockIndex RandomChain::grow(BlockIndex parent, int blocks) {
  for (int i = 0; i < blocks; ++i) parent = add_block(parent);
  return parent;
}

BlockIndex RandomChain::add_block(BlockIndex parent) {
  std::vector<Owned> unspent = parent == simulator::kNoParent ? earlier_ : unspent_[parent];
  // A repeated coinbase stands first in its block: who spends it there spends the new coin.
  const std::optional<BlockIndex> again = repeated_coinbase(parent);
  if (again) own(unspent, chain_.block(*again).transactions[0], miners_[*again]);
  std::vector<Transaction> others;
  std::uint64_t fees = 0;
  // A first block without parent spends nothing: no undo record could say what.
  for (int n = parent == simulator::kNoParent ? 0 : number(0, 6); n > 0 && !unspent.empty(); --n)
    others.push_back(spend(unspent, fees));
  miners_.push_back(again ? miners_[*again] : payees(3));
  const Transaction miner = again ? chain_.block(*again).transactions[0] : pay_miner(parent, fees);
  if (!again) own(unspent, miner, miners_.back());
  unspent_.push_back(std::move(unspent));
  return chain_.add(parent, miner, std::move(others));
}

// Sometimes the block of the branch whose coinbase stands here again; none in chains that must
// state their heights.
std::optional<BlockIndex> RandomChain::repeated_coinbase(BlockIndex parent) {
  if (number(0, 15) != 0 || chain_.height_after(simulator::kNoParent) != 0) return std::nullopt;
  const std::vector<BlockIndex> branch = chain_.branch(parent);
  if (branch.size() < 2) return std::nullopt;
  return branch[static_cast<std::size_t>(number(1, static_cast<int>(branch.size()) - 1))];
}

Transaction RandomChain::spend(std::vector<Owned>& unspent, std::uint64_t& fees) {
  Transaction out;
  std::uint64_t value = 0;
  for (int n = number(1, 3); n > 0 && !unspent.empty(); --n) {
    const auto at = static_cast<std::size_t>(number(0, static_cast<int>(unspent.size()) - 1));
    std::swap(unspent[at], unspent.back());
    const Owned coin = unspent.back();
    unspent.pop_back();
    const simulator::Unlock& unlock = known_payee(coin.payee).unlock;
    out.inputs.push_back({coin.outpoint, unlock.script_sig, unlock.witness,
                          static_cast<std::uint32_t>(0xfffffffd + number(0, 2))});
    value += coin.value.value;
  }
  const std::uint64_t fee =
      number(0, 2) == 0
          ? 0
          : std::min<std::uint64_t>(value, static_cast<std::uint64_t>(number(0, 9999)));
  fees += fee;
  const std::vector<std::string> to = payees(4);
  out.outputs = share(value - fee, to);
  out.version = number(1, 3);
  out.locktime = static_cast<std::uint32_t>(number(0, 3));
  own(unspent, out, to);
  return out;
}

Transaction RandomChain::pay_miner(BlockIndex parent, std::uint64_t fees) {
  const std::uint64_t due = kSubsidy + fees;
  const std::uint64_t paid =
      number(0, 3) == 0 ? due - static_cast<std::uint64_t>(number(0, 1'000'000)) : due;
  return simulator::coinbase(chain_.height_after(parent), share(paid, miners_.back()),
                             static_cast<std::uint32_t>(random_()));
}

std::vector<std::string> RandomChain::payees(int most) {
  static const std::vector<std::string> kinds = {
      "p2pk:carol",
      "p2pk-uncompressed:carol",
      "p2pkh:dave",
      "p2sh:eve",
      "p2tr:frank",
      "p2sh:2/alice+bob",
      "p2wsh:1/alice+bob",
      "p2wsh:2/alice+bob+carol",
      "anchor",
      "witness:16:abcd",
      "multisig:1/alice+bob",
      "op_return:memo",
      "script:51",
      "too-long",
      "op_return",
      "p2pkh:carol",
      "witness:2:0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20"};
  std::vector<std::string> out;
  for (int n = number(1, most); n > 0; --n) {
    const int kind = number(0, 2 * static_cast<int>(kinds.size()));
    if (kind < static_cast<int>(kinds.size()))
      out.push_back(kinds[static_cast<std::size_t>(kind)]);
    else
      out.push_back(fmt::format("{}user{}", number(0, 1) == 0 ? "" : "p2sh:", number(0, 60)));
  }
  return out;
}

// Equal parts but for the last, and now and then nothing.
std::vector<simulator::Output> RandomChain::share(std::uint64_t value,
                                                  const std::vector<std::string>& to) {
  std::vector<simulator::Output> out;
  std::uint64_t left = value;
  for (std::size_t i = 0; i < to.size(); ++i) {
    std::uint64_t part = i + 1 == to.size() ? left : left / 2;
    if (number(0, 20) == 0 && i + 1 < to.size()) part = 0;
    out.push_back({Satoshi{part}, known_payee(to[i]).script});
    left -= part;
  }
  return out;
}

void RandomChain::own(std::vector<Owned>& unspent, const Transaction& transaction,
                      const std::vector<std::string>& to) {
  const Hash256 txid = simulator::txid_of(transaction);
  std::erase_if(unspent, [&](const Owned& coin) { return coin.outpoint.txid == txid; });
  for (std::uint32_t v = 0; v < to.size(); ++v)
    if (is_spendable(to[v])) unspent.push_back({{txid, v}, transaction.outputs[v].value, to[v]});
}

}  // namespace spoor
