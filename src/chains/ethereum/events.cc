#include "chains/ethereum/events.h"

#include <algorithm>
#include <array>

#include "crypto/keccak.h"

namespace spoor::ethereum {
namespace {

// Where data has parts of varying length: any length, the reader checks it.
constexpr std::size_t kAnyLength = SIZE_MAX;

// The arguments of a log that must have so many topics and, where it is fixed, so much data.
class Arguments {
 public:
  Arguments(const LogView& log, std::size_t topics, std::size_t data_words)
      : topics_(log.topics), data(log.data) {
    if (log.topics.size() != topics) data.complain("the number of topics is wrong");
    if (data_words != kAnyLength && log.data.size() != data_words * AbiReader::kWord)
      data.complain("the length of the data is wrong");
  }

  Hash256 topic(std::size_t index) const {
    return index < topics_.size() ? topics_[index] : Hash256{};
  }
  Address topic_address(std::size_t index) {
    const std::optional<Address> out = address_in(topic(index));
    if (!out) data.complain("an address has more than 20 bytes");
    return out.value_or(Address{});
  }
  std::string_view text(std::size_t index) {
    const ByteSpan bytes = data.bytes(index);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }
  Event finish(Event event) const {
    if (data.wrong() == nullptr) return event;
    return MalformedEvent{{}, data.wrong()};
  }

 private:
  std::span<const Hash256> topics_;

 public:
  AbiReader data;
};

Event nft_transfer(const LogView& log) {
  Arguments in(log, 4, 0);
  return in.finish(
      NftTransfer{in.topic_address(1), in.topic_address(2), U256::from_big_endian(in.topic(3))});
}

Event unindexed_transfer(const LogView& log) {
  Arguments in(log, 1, 3);
  return in.finish(UnindexedTransfer{in.data.address(0), in.data.address(1), in.data.number(2)});
}

Event transfer(const LogView& log) {
  if (log.topics.size() == 4) return nft_transfer(log);
  if (log.topics.size() == 1) return unindexed_transfer(log);
  Arguments in(log, 3, 1);
  return in.finish(TokenTransfer{in.topic_address(1), in.topic_address(2), in.data.number(0)});
}

Event transfer_single(const LogView& log) {
  Arguments in(log, 4, 2);
  return in.finish(MultiTransfer{in.topic_address(1),
                                 in.topic_address(2),
                                 in.topic_address(3),
                                 {{in.data.number(0), in.data.number(1)}}});
}

Event transfer_batch(const LogView& log) {
  Arguments in(log, 4, kAnyLength);
  const std::vector<U256> ids = in.data.numbers(0);
  const std::vector<U256> amounts = in.data.numbers(1);
  if (ids.size() != amounts.size()) in.data.complain("there are not as many amounts as ids");
  MultiTransfer out{in.topic_address(1), in.topic_address(2), in.topic_address(3), {}};
  for (std::size_t i = 0; i < std::min(ids.size(), amounts.size()); ++i)
    out.items.push_back({ids[i], amounts[i]});
  return in.finish(std::move(out));
}

Event wrap(const LogView& log) {
  Arguments in(log, 2, 1);
  return in.finish(Wrap{in.topic_address(1), in.data.number(0)});
}

Event unwrap(const LogView& log) {
  Arguments in(log, 2, 1);
  return in.finish(Unwrap{in.topic_address(1), in.data.number(0)});
}

Event swap_v2(const LogView& log) {
  Arguments in(log, 3, 4);
  return in.finish(SwapV2{in.topic_address(1), in.topic_address(2), in.data.number(0),
                          in.data.number(1), in.data.number(2), in.data.number(3)});
}

Event swap_v3(const LogView& log) {
  Arguments in(log, 3, 5);  // then price, liquidity and tick
  return in.finish(SwapV3{in.topic_address(1), in.topic_address(2), in.data.signed_number(0),
                          in.data.signed_number(1)});
}

Event mixer_deposit(const LogView& log) {
  Arguments in(log, 2, 2);
  return in.finish(MixerDeposit{in.topic(1), in.data.number64(0), in.data.number64(1)});
}

Event mixer_withdrawal(const LogView& log) {
  Arguments in(log, 2, 3);
  return in.finish(
      MixerWithdrawal{in.data.address(0), in.data.word(1), in.topic_address(1), in.data.number(2)});
}

Event vault_deposit(const LogView& log) {
  Arguments in(log, 3, kAnyLength);
  return in.finish(
      VaultDeposit{in.topic_address(1), in.topic_address(2), in.data.number(0), in.text(1)});
}

Event vault_payout(const LogView& log) {
  Arguments in(log, 3, kAnyLength);
  return in.finish(VaultPayout{in.topic_address(1), in.topic_address(2), in.data.address(0),
                               in.data.number(1), in.text(2)});
}

Event poly_lock(const LogView& log) {
  Arguments in(log, 1, kAnyLength);
  return in.finish(PolyLock{in.data.address(0), in.data.address(1), in.data.number64(2),
                            in.data.bytes(3), in.data.bytes(4), in.data.number(5)});
}

Event poly_unlock(const LogView& log) {
  Arguments in(log, 1, 3);
  return in.finish(PolyUnlock{in.data.address(0), in.data.address(1), in.data.number(2)});
}

Event poly_cross_chain(const LogView& log) {
  Arguments in(log, 2, kAnyLength);
  return in.finish(PolyCrossChain{in.topic_address(1), in.data.bytes(0), in.data.address(1),
                                  in.data.number64(2), in.data.bytes(3), in.data.bytes(4)});
}

Event poly_executed(const LogView& log) {
  Arguments in(log, 1, kAnyLength);
  return in.finish(
      PolyExecuted{in.data.number64(0), in.data.bytes(1), in.data.bytes(2), in.data.bytes(3)});
}

// Sources: the standards (EIP-20, EIP-721, EIP-1155) and the contracts' own sources.
auto rows() {
  auto out = std::to_array<EventRow>({
      {"Transfer", "Transfer(address,address,uint256)", transfer, {}},
      {"TransferSingle",
       "TransferSingle(address,address,address,uint256,uint256)",
       transfer_single,
       {}},
      {"TransferBatch",
       "TransferBatch(address,address,address,uint256[],uint256[])",
       transfer_batch,
       {}},
      {"wrapped-coin Deposit", "Deposit(address,uint256)", wrap, {}},
      {"wrapped-coin Withdrawal", "Withdrawal(address,uint256)", unwrap, {}},
      {"Uniswap V2 Swap", "Swap(address,uint256,uint256,uint256,uint256,address)", swap_v2, {}},
      {"Uniswap V3 Swap", "Swap(address,address,int256,int256,uint160,uint128,int24)", swap_v3, {}},
      {"Tornado Deposit", "Deposit(bytes32,uint32,uint256)", mixer_deposit, {}},
      {"Tornado Withdrawal", "Withdrawal(address,bytes32,address,uint256)", mixer_withdrawal, {}},
      {"THORChain Deposit", "Deposit(address,address,uint256,string)", vault_deposit, {}},
      {"THORChain TransferOut",
       "TransferOut(address,address,address,uint256,string)",
       vault_payout,
       {}},
      {"Poly LockEvent", "LockEvent(address,address,uint64,bytes,bytes,uint256)", poly_lock, {}},
      {"Poly UnlockEvent", "UnlockEvent(address,address,uint256)", poly_unlock, {}},
      {"Poly CrossChainEvent",
       "CrossChainEvent(address,bytes,address,uint64,bytes,bytes)",
       poly_cross_chain,
       {}},
      {"Poly VerifyHeaderAndExecuteTxEvent",
       "VerifyHeaderAndExecuteTxEvent(uint64,bytes,bytes,bytes)",
       poly_executed,
       {}},
  });
  for (EventRow& row : out) row.topic = keccak256(as_bytes(row.signature));
  std::ranges::sort(out, {}, &EventRow::topic);
  return out;
}

}  // namespace

std::span<const EventRow> event_table() {
  static const auto kTable = rows();
  return kTable;
}

Event decode_event(const LogView& log) {
  if (log.topics.empty()) return UnknownEvent{};
  const std::span<const EventRow> table = event_table();
  const auto row = std::ranges::lower_bound(table, log.topics[0], {}, &EventRow::topic);
  if (row == table.end() || row->topic != log.topics[0]) return UnknownEvent{};
  Event out = row->decode(log);
  if (MalformedEvent* const malformed = std::get_if<MalformedEvent>(&out))
    malformed->name = row->name;
  return out;
}

}  // namespace spoor::ethereum
