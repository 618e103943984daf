#include "tests/support/account_blocks.h"

#include <algorithm>
#include <string>

#include "base/error.h"

namespace spoor::testing {

using ingest::Party;
using ingest::SourceBlock;
using ingest::SourceTx;
using ledger::AccountKind;
using ledger::TransferKind;

namespace {

Hash256 block_hash(std::uint32_t number, std::uint8_t branch) {
  Hash256 hash{};
  store_le(hash.data() + 1, number);
  hash[0] = 0xb1;
  hash[31] = branch;
  return hash;
}

Party address(AccountKind kind, std::uint32_t number) {
  Party party{.kind = static_cast<std::uint8_t>(kind), .payload = {}};
  store_le(party.payload.data(), number);
  party.payload[19] = 0x77;
  return party;
}

class RandomBlocks {
 public:
  RandomBlocks(AccountBlocks& chain, std::mt19937_64& random) : chain_(chain), random_(random) {}

  void add() {
    const std::uint32_t last = chain_.blocks.empty() ? 99 : chain_.blocks.back().number;
    SourceBlock& block = chain_.block(last + (one_in(9) ? 5 : 1));
    if (one_in(6)) block.fee_recipient = Party{};
    if (one_in(7)) block.base_fee = std::nullopt;
    block.logs = below(30);
    block.unmoved = below(3);
    for (std::uint32_t n = below(5); n > 0; --n) add_transaction();
    chain_.closing();
    if (one_in(2))
      chain_.transfer({.kind = one_in(2) ? TransferKind::kWithdrawal : TransferKind::kReward,
                       .to = party(),
                       .amount = amount(),
                       .place = 0});
  }

 private:
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }
  bool one_in(std::uint32_t n) { return below(n) == 0; }
  Party party() {
    switch (below(6)) {
      case 0:
        return chain_.name("name " + std::to_string(below(20)));
      case 1:
        return AccountBlocks::tron(below(20));
      default:
        return AccountBlocks::evm(below(60));
    }
  }
  U256 amount() {
    std::array<std::uint64_t, 4> words{};
    const std::uint32_t used = below(5);
    for (std::uint32_t i = 0; i < used; ++i) words[i] = random_();
    return U256::of_words(words);
  }

  void add_transaction() {
    const Party sender = party();
    const bool creates = one_in(8);
    SourceTx& tx = chain_.tx(sender, creates ? Party{} : party());
    const std::uint32_t way = below(8);
    if (way == 0) tx.status = ledger::TxStatus::kFailed;
    if (way == 1) {
      tx.status = ledger::TxStatus::kUnknown;
      tx.basis = ledger::StatusBasis::kNone;
      tx.fee_tip = std::nullopt;
    }
    if (way == 2) tx.fee_burnt = amount();
    if (!creates && one_in(2))
      chain_.transfer({.from = sender, .to = tx.target, .amount = amount()});
    if (way == 0) return;
    std::uint32_t place = 1;
    for (std::uint32_t n = below(4); n > 0; --n) add_row(place++);
  }

  void add_row(std::uint32_t place) {
    const Bytes bytes(1 + 32 + below(40), 1);
    switch (below(6)) {
      case 0:
        return chain_.transfer({.kind = TransferKind::kInternal,
                                .from = party(),
                                .to = party(),
                                .amount = amount(),
                                .place = place});
      case 1:
        return chain_.event(3, party(), place, bytes);
      case 2:
        return chain_.collectible({.kind = ledger::CollectibleKind::kErc1155,
                                   .contract = party(),
                                   .from = party(),
                                   .to = Party{},
                                   .token = amount(),
                                   .amount = amount(),
                                   .place = place});
      default:
        return chain_.transfer({.kind = TransferKind::kToken,
                                .approximate = one_in(5),
                                .native_asset = false,
                                .asset = party(),
                                .from = party(),
                                .to = party(),
                                .amount = amount(),
                                .place = place});
    }
  }

  AccountBlocks& chain_;
  std::mt19937_64& random_;
};

}  // namespace

SourceBlock& AccountBlocks::block(std::uint32_t number, std::uint8_t branch) {
  SourceBlock block;
  block.number = number;
  block.hash = block_hash(number, branch);
  if (!blocks.empty() && blocks.back().number + 1 == number) block.parent = blocks.back().hash;
  block.time = 1'500'000'000 + 12ULL * number;
  block.base_fee = U256{7};
  block.fee_recipient = evm(900);
  block.coverage = ledger::kReceipts | ledger::kLogs | ledger::kTraces | ledger::kSenders;
  closing_ = false;
  blocks.push_back(std::move(block));
  return blocks.back();
}

SourceTx& AccountBlocks::tx(const Party& sender, const Party& target) {
  SourceBlock& block = current();
  SourceTx tx;
  tx.index = static_cast<std::uint32_t>(block.transactions.size());
  store_le(tx.hash.data(), block.number);
  tx.hash[4] = static_cast<std::uint8_t>(tx.index);
  tx.hash[5] = block.hash ? (*block.hash)[31] : 0;
  tx.hash[31] = 0x7e;
  tx.sender = sender;
  tx.target = target;
  tx.status = ledger::TxStatus::kSuccess;
  tx.basis = ledger::StatusBasis::kReceipt;
  tx.fee_burnt = U256{10};
  tx.fee_tip = U256{3};
  tx.end_transfer = block.transfers.size();
  tx.end_collectible = block.collectibles.size();
  tx.end_event = block.events.size();
  block.transactions.push_back(tx);
  return block.transactions.back();
}

void AccountBlocks::transfer(const ingest::SourceTransfer& transfer) {
  current().transfers.push_back(transfer);
  if (!closing_) ++current().transactions.back().end_transfer;
}

void AccountBlocks::collectible(const ingest::SourceCollectible& collectible) {
  current().collectibles.push_back(collectible);
  if (!closing_) ++current().transactions.back().end_collectible;
}

void AccountBlocks::event(std::uint8_t kind, const Party& contract, std::uint32_t place,
                          ByteSpan bytes) {
  SourceBlock& block = current();
  block.events.push_back({.kind = kind,
                          .contract = contract,
                          .place = place,
                          .offset = block.event_bytes.size(),
                          .length = static_cast<std::uint32_t>(bytes.size())});
  block.event_bytes.insert(block.event_bytes.end(), bytes.begin(), bytes.end());
  if (!closing_) ++block.transactions.back().end_event;
}

Party AccountBlocks::evm(std::uint32_t number) { return address(AccountKind::kEvm, number); }
Party AccountBlocks::tron(std::uint32_t number) { return address(AccountKind::kTron, number); }

Party AccountBlocks::name(std::string_view name) {
  Bytes& names = current().names;
  Party party{.kind = static_cast<std::uint8_t>(AccountKind::kName), .payload = {}};
  store_le(party.payload.data(), static_cast<std::uint32_t>(names.size()));
  party.payload[4] = static_cast<std::uint8_t>(name.size());
  names.insert(names.end(), name.begin(), name.end());
  return party;
}

bool AccountBlocks::next(SourceBlock& out) {
  if (next_ >= std::min(blocks.size(), end_)) return false;
  out = blocks[next_++];
  return true;
}

void add_random_blocks(AccountBlocks& chain, std::mt19937_64& random, std::size_t count) {
  RandomBlocks blocks(chain, random);
  for (std::size_t i = 0; i < count; ++i) blocks.add();
}

}  // namespace spoor::testing
