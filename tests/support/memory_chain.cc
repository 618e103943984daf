#include "tests/support/memory_chain.h"

#include <algorithm>
#include <cstring>

#include "base/error.h"

namespace spoor::testing {
namespace {

// Distinct and readable: the number in the first bytes, a mark in the last.
Hash256 numbered_hash(std::uint64_t number, std::uint8_t mark) {
  Hash256 hash{};
  store_le(hash.data(), number);
  hash[31] = mark;
  return hash;
}

}  // namespace

MemoryChain::MemoryChain(std::uint32_t first_height) : first_height_(first_height) {}

TxId MemoryChain::block(const std::vector<Output>& coinbase) {
  ledger::BlockRow row{};
  const std::uint32_t height = first_height_ + static_cast<std::uint32_t>(blocks_.size());
  row.hash = numbered_hash(height, 0xb0);
  store_le(row.header.data() + 68, 1'231'006'505U + 600 * height);
  row.first_tx = static_cast<std::uint32_t>(txids_.size());
  row.first_address = static_cast<std::uint32_t>(addresses_.size());
  row.first_input = input_coin_.size();
  row.first_coin = coins_.size();
  row.first_prehistory = static_cast<std::uint32_t>(prehistory_.size());
  row.first_overwritten = static_cast<std::uint32_t>(overwritten_.size());
  blocks_.push_back(row);
  return add_transaction({}, coinbase);
}

TxId MemoryChain::tx(const std::vector<CoinId>& inputs, const std::vector<Output>& outputs) {
  ASSERT(!blocks_.empty() && !inputs.empty());
  return add_transaction(inputs, outputs);
}

TxId MemoryChain::add_transaction(const std::vector<CoinId>& inputs,
                                  const std::vector<Output>& outputs) {
  const TxId tx{static_cast<std::uint32_t>(txids_.size())};
  txids_.push_back(numbered_hash(tx.value, 0x70));
  tx_first_input_.emplace_back(input_coin_.size());
  tx_first_coin_.emplace_back(coins_.size());
  tx_zeros_.push_back(0);
  std::uint64_t fee = 0;
  bool known = true;
  for (const CoinId coin : inputs) {
    add_input(coin);
    known = known && input_value_.back() != ledger::kUnknownValue;
    fee += input_value_.back();
  }
  for (const Output& output : outputs) {
    ledger::CoinRow row(Satoshi{output.value}, output.type);
    row.set_address(address_id(output, CoinId{coins_.size()}));
    coins_.push_back(row);
    fee -= output.value;
  }
  tx_fee_.push_back(inputs.empty() ? 0 : known ? fee : ledger::kUnknownValue);
  return tx;
}

void MemoryChain::add_input(CoinId coin) {
  const InputId input{input_coin_.size()};
  input_coin_.emplace_back(coin.value);
  input_sequence_.push_back(0xffffffff);
  if (ledger::ChainView::is_prehistory(coin)) {
    ledger::PrehistoryRow& row = prehistory_[coin.value & ~ledger::kPrehistoryBit];
    row.spender = ledger::U40(input.value);
    input_value_.push_back(row.value);
    input_address_.push_back(row.address);
    return;
  }
  ledger::CoinRow& row = coins_.at(coin.value);
  ASSERT(!row.raw_spender().valid());
  row.set_spender(input);
  input_value_.push_back(row.value().value);
  input_address_.push_back(row.address().value);
}

CoinId MemoryChain::prehistory(std::optional<std::uint64_t> value, const std::string& address) {
  const CoinId coin{ledger::kPrehistoryBit | prehistory_.size()};
  ledger::PrehistoryRow row{};
  row.txid = numbered_hash(prehistory_.size(), 0x9e);
  row.value = value.value_or(ledger::kUnknownValue);
  row.address = address_id({.value = 0, .address = address}, coin).value;
  row.spender = ledger::U40(InputId::invalid().value);
  row.type = static_cast<std::uint8_t>(bitcoin::ScriptType::kP2pkh);
  prehistory_.push_back(row);
  return coin;
}

void MemoryChain::overwrite(CoinId coin, CoinId by) {
  overwritten_.push_back({ledger::U40(coin.value), ledger::U40(by.value)});
}

AddressId MemoryChain::address_id(const Output& output, CoinId coin) {
  if (!bitcoin::has_address_id(output.type)) return AddressId::invalid();
  const std::string name =
      output.address.empty() ? "#" + std::to_string(addresses_.size()) : output.address;
  const AddressId next{static_cast<std::uint32_t>(addresses_.size())};
  const auto [found, is_new] = names_.emplace(name, next);
  if (is_new) {
    ledger::AddressRow row{};
    std::memcpy(row.payload.data(), name.data(), std::min<std::size_t>(name.size(), 20));
    row.first_coin = ledger::U40(coin.value);
    row.type = static_cast<std::uint8_t>(output.type);
    addresses_.push_back(row);
  }
  return found->second;
}

CoinId MemoryChain::coin(TxId tx, std::uint32_t vout) const {
  const CoinId coin{tx_first_coin_.at(tx.value).get() + vout};
  ASSERT(coin.value < coins_.size());
  return coin;
}

AddressId MemoryChain::address(const std::string& name) const {
  const auto found = names_.find(name);
  return found == names_.end() ? AddressId::invalid() : found->second;
}

std::optional<CoinId> MemoryChain::find(const bitcoin::Outpoint& outpoint) const {
  const ledger::ChainView chain = view();
  for (std::size_t i = 0; i < prehistory_.size(); ++i)
    if (prehistory_[i].txid == outpoint.txid && prehistory_[i].vout == outpoint.vout)
      return CoinId{ledger::kPrehistoryBit | i};
  for (std::uint32_t i = 0; i < txids_.size(); ++i) {
    if (txids_[i] != outpoint.txid) continue;
    const CoinId coin{chain.first_coin(TxId{i}).value + outpoint.vout};
    if (coin < chain.end_coin(TxId{i})) return coin;
  }
  return std::nullopt;
}

ledger::ChainView MemoryChain::view() const {
  ledger::ChainView view;
  view.first_height = first_height_;
  view.halving_interval = halving_interval_;
  view.genesis_rooted = first_height_ == 0;
  view.blocks = blocks_;
  view.txids = txids_;
  view.tx_first_input = tx_first_input_;
  view.tx_first_coin = tx_first_coin_;
  view.tx_version = view.tx_locktime = view.tx_size = view.tx_weight = tx_zeros_;
  view.tx_fee = tx_fee_;
  view.input_coin = input_coin_;
  view.input_sequence = input_sequence_;
  view.input_value = input_value_;
  view.input_address = input_address_;
  view.coins = coins_;
  view.addresses = addresses_;
  view.prehistory = prehistory_;
  view.overwritten = overwritten_;
  return view;
}

}  // namespace spoor::testing
