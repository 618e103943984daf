#include "chains/ethereum/events.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace spoor::ethereum {
namespace {

const Address kA = parse_address("0x00000000000000000000000000000000000000aa");
const Address kB = parse_address("0x00000000000000000000000000000000000000bb");
const Address kC = parse_address("0x00000000000000000000000000000000000000cc");

Hash256 word(std::uint64_t value) { return U256(value).to_big_endian(); }
Hash256 minus(std::uint64_t value) { return (U256::max() - U256(value - 1)).to_big_endian(); }

Hash256 topic_of(std::string_view name) {
  for (const EventRow& row : event_table())
    if (row.name == name) return row.topic;
  ADD_FAILURE() << "no event '" << name << "'";
  return {};
}

// Words one after the other; bytes are padded to whole words behind their length.
class Data {
 public:
  Data& operator<<(const Hash256& value) {
    bytes_.insert(bytes_.end(), value.begin(), value.end());
    return *this;
  }
  Data& operator<<(std::uint64_t value) { return *this << word(value); }
  Data& operator<<(const Address& value) { return *this << word_of(value); }
  Data& operator<<(std::string_view text) {
    *this << text.size();
    const ByteSpan span = as_bytes(text);
    bytes_.insert(bytes_.end(), span.begin(), span.end());
    bytes_.resize((bytes_.size() + 31) / 32 * 32);
    return *this;
  }
  const Bytes& bytes() const { return bytes_; }

 private:
  Bytes bytes_;
};

struct Log {
  std::vector<Hash256> topics;
  Bytes data;
};

Event decoded(const Log& log) { return decode_event({kA, log.topics, log.data}); }

template <class T>
T only(const Log& log) {
  const Event event = decoded(log);
  if (const T* const out = std::get_if<T>(&event)) return *out;
  if (const auto* const malformed = std::get_if<MalformedEvent>(&event))
    ADD_FAILURE() << malformed->name << ": " << malformed->reason;
  else
    ADD_FAILURE() << "another event, number " << event.index();
  return T{};
}

std::string complaint(const Log& log) {
  const Event event = decoded(log);
  const auto* const malformed = std::get_if<MalformedEvent>(&event);
  return malformed == nullptr ? "" : std::string(malformed->name) + ": " + malformed->reason;
}

// What METHODS and the bridges' own code say of these topics.
TEST(Events, HaveTheTopicsThatAreKnown) {
  const std::map<std::string_view, std::string_view> known = {
      {"Transfer", "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"},
      {"TransferSingle", "c3d58168c5ae7397731d063d5bbf3d657854427343f4c083240f7aacaa2d0f62"},
      {"TransferBatch", "4a39dc06d4c0dbc64b70af90fd698a233a518aa5d07e595d983b8c0526c8f7fb"},
      {"wrapped-coin Deposit", "e1fffcc4923d04b559f4d29a8bfc6cda04eb5b0d3c460751c2402c5c5cc9109c"},
      {"wrapped-coin Withdrawal",
       "7fcf532c15f0a6db0bd6d0e038bea71d30d808c7d98cb3bf7268a95bf5081b65"},
      {"Uniswap V2 Swap", "d78ad95fa46c994b6551d0da85fc275fe613ce37657fb8d5e3d130840159d822"},
      {"Uniswap V3 Swap", "c42079f94a6350d7e6235f29174924f928cc2ac818eb64fed8004e115fbcca67"},
      {"Tornado Deposit", "a945e51eec50ab98c161376f0db4cf2aeba3ec92755fe2fcd388bdbbb80ff196"},
      {"Tornado Withdrawal", "e9e508bad6d4c3227e881ca19068f099da81b5164dd6d62b2eaf1e8bc6c34931"},
      {"THORChain Deposit", "ef519b7eb82aaf6ac376a6df2d793843ebfd593de5f1a0601d3cc6ab49ebb395"},
      {"THORChain TransferOut", "a9cd03aa3c1b4515114539cd53d22085129d495cb9e9f9af77864526240f1bf7"},
      {"Poly LockEvent", "8636abd6d0e464fe725a13346c7ac779b73561c705506044a2e6b2cdb1295ea5"},
      {"Poly UnlockEvent", "d90288730b87c2b8e0c45bd82260fd22478aba30ae1c4d578b8daba9261604df"},
      {"Poly CrossChainEvent", "6ad3bf15c1988bc04bc153490cab16db8efb9a3990215bf1c64ea6e28be88483"},
      {"Poly VerifyHeaderAndExecuteTxEvent",
       "8a4a2663ce60ce4955c595da2894de0415240f1ace024cfbff85f513b656bdae"}};
  EXPECT_EQ(event_table().size(), known.size());
  for (const EventRow& row : event_table()) {
    ASSERT_TRUE(known.contains(row.name)) << row.name;
    EXPECT_EQ(to_hex(row.topic), known.at(row.name)) << row.name;
  }
}

TEST(Events, TransferIsOfTokensThingsOrNeitherByItsTopics) {
  const Hash256 topic = topic_of("Transfer");
  const auto token =
      only<TokenTransfer>({{topic, word_of(kB), word_of(kC)}, (Data() << 7).bytes()});
  EXPECT_EQ(token.from, kB);
  EXPECT_EQ(token.to, kC);
  EXPECT_EQ(token.amount, U256(7));
  const auto nft = only<NftTransfer>({{topic, word_of(kB), word_of(kC), word(9)}, {}});
  EXPECT_EQ(nft.from, kB);
  EXPECT_EQ(nft.to, kC);
  EXPECT_EQ(nft.id, U256(9));
  const auto old = only<UnindexedTransfer>({{topic}, (Data() << kB << kC << 7).bytes()});
  EXPECT_EQ(old.from, kB);
  EXPECT_EQ(old.to, kC);
  EXPECT_EQ(old.amount_or_id, U256(7));
}

TEST(Events, OfWrongShapeAreNamedAndNeverGuessed) {
  const Hash256 topic = topic_of("Transfer");
  const std::vector<Hash256> topics = {topic, word_of(kB), word_of(kC)};
  EXPECT_EQ(complaint({topics, {}}), "Transfer: the length of the data is wrong");
  EXPECT_EQ(complaint({topics, Bytes(31)}), "Transfer: the length of the data is wrong");
  EXPECT_EQ(complaint({topics, Bytes(33)}), "Transfer: the length of the data is wrong");
  EXPECT_EQ(complaint({topics, Bytes(64)}), "Transfer: the length of the data is wrong");
  EXPECT_EQ(complaint({{topic, word_of(kB)}, Bytes(64)}),
            "Transfer: the number of topics is wrong");
  EXPECT_EQ(complaint({{topic, minus(1), word_of(kC)}, Bytes(32)}),
            "Transfer: an address has more than 20 bytes");
  EXPECT_EQ(complaint({{topic, word_of(kB), word_of(kC), word(1)}, Bytes(32)}),
            "Transfer: the length of the data is wrong");
  EXPECT_TRUE(std::holds_alternative<UnknownEvent>(decoded({{}, Bytes(32)})));
  EXPECT_TRUE(std::holds_alternative<UnknownEvent>(decoded({{word(1)}, Bytes(32)})));
}

TEST(Events, OfErc1155) {
  const auto single =
      only<MultiTransfer>({{topic_of("TransferSingle"), word_of(kA), word_of(kB), word_of(kC)},
                           (Data() << 5 << 6).bytes()});
  EXPECT_EQ(single.caller, kA);
  EXPECT_EQ(single.from, kB);
  EXPECT_EQ(single.to, kC);
  ASSERT_EQ(single.items.size(), 1U);
  EXPECT_EQ(single.items[0].id, U256(5));
  EXPECT_EQ(single.items[0].amount, U256(6));

  const std::vector<Hash256> topics = {topic_of("TransferBatch"), word_of(kA), word_of(kB),
                                       word_of(kC)};
  const auto batch = only<MultiTransfer>(
      {topics, (Data() << 64 << 160 << 2 << 11 << 12 << 2 << 21 << 22).bytes()});
  ASSERT_EQ(batch.items.size(), 2U);
  EXPECT_EQ(batch.items[1].id, U256(12));
  EXPECT_EQ(batch.items[1].amount, U256(22));
  EXPECT_EQ(complaint({topics, (Data() << 64 << 160 << 2 << 11 << 12 << 1 << 21).bytes()}),
            "TransferBatch: there are not as many amounts as ids");
  EXPECT_EQ(complaint({topics, (Data() << 64 << 128 << 1 << 11 << 2 << 21).bytes()}),
            "TransferBatch: a length goes beyond the data");
  EXPECT_EQ(complaint({topics, (Data() << 64 << minus(1) << 1 << 11).bytes()}),
            "TransferBatch: an offset points outside the data");
}

TEST(Events, OfWrappedCoins) {
  const auto in =
      only<Wrap>({{topic_of("wrapped-coin Deposit"), word_of(kB)}, (Data() << 5).bytes()});
  EXPECT_EQ(in.account, kB);
  EXPECT_EQ(in.amount, U256(5));
  const auto out =
      only<Unwrap>({{topic_of("wrapped-coin Withdrawal"), word_of(kB)}, (Data() << 6).bytes()});
  EXPECT_EQ(out.amount, U256(6));
}

TEST(Events, OfUniswap) {
  const auto v2 = only<SwapV2>({{topic_of("Uniswap V2 Swap"), word_of(kB), word_of(kC)},
                                (Data() << 1 << 2 << 3 << 4).bytes()});
  EXPECT_EQ(v2.sender, kB);
  EXPECT_EQ(v2.to, kC);
  EXPECT_EQ(v2.in0, U256(1));
  EXPECT_EQ(v2.in1, U256(2));
  EXPECT_EQ(v2.out0, U256(3));
  EXPECT_EQ(v2.out1, U256(4));
  const auto v3 = only<SwapV3>({{topic_of("Uniswap V3 Swap"), word_of(kB), word_of(kC)},
                                (Data() << minus(5) << 6 << 1 << 1 << minus(9)).bytes()});
  EXPECT_EQ(v3.to, kC);
  EXPECT_EQ(v3.amount0, (SignedAmount{true, U256(5)}));
  EXPECT_EQ(v3.amount1, (SignedAmount{false, U256(6)}));
}

TEST(Events, SignedNumbersReachTheLeast) {
  const U256 top = U256::of_words({0, 0, 0, 1ULL << 63});
  const Bytes data = (Data() << top.to_big_endian() << minus(1) << 0).bytes();
  AbiReader in(data);
  EXPECT_EQ(in.signed_number(0), (SignedAmount{true, top}));
  EXPECT_EQ(in.signed_number(1), (SignedAmount{true, U256(1)}));
  EXPECT_EQ(in.signed_number(2), (SignedAmount{false, U256()}));
  EXPECT_EQ(in.wrong(), nullptr);
}

TEST(Events, OfMixers) {
  const auto in = only<MixerDeposit>(
      {{topic_of("Tornado Deposit"), word(77)}, (Data() << 3 << 1'600'000'000).bytes()});
  EXPECT_EQ(in.commitment, word(77));
  EXPECT_EQ(in.leaf_index, 3U);
  EXPECT_EQ(in.time, 1'600'000'000U);
  const auto out = only<MixerWithdrawal>(
      {{topic_of("Tornado Withdrawal"), word_of(kC)}, (Data() << kB << 88 << 5).bytes()});
  EXPECT_EQ(out.to, kB);
  EXPECT_EQ(out.nullifier, word(88));
  EXPECT_EQ(out.relayer, kC);
  EXPECT_EQ(out.fee, U256(5));
}

TEST(Events, OfThorchainsRouter) {
  const std::string memo = "=:b:bc1q6527vxxqjpq80la2l0sw7hay3lj6dz07zs6gzl:161e6:t:10";
  const Log deposit{{topic_of("THORChain Deposit"), word_of(kB), word_of(Address{})},
                    (Data() << 9 << 64 << memo).bytes()};
  const auto in = only<VaultDeposit>(deposit);
  EXPECT_EQ(in.vault, kB);
  EXPECT_TRUE(in.asset.is_zero());
  EXPECT_EQ(in.amount, U256(9));
  EXPECT_EQ(in.memo, memo);
  const Log payout{{topic_of("THORChain TransferOut"), word_of(kB), word_of(kC)},
                   (Data() << kA << 9 << 96 << "OUT:1").bytes()};
  const auto out = only<VaultPayout>(payout);
  EXPECT_EQ(out.vault, kB);
  EXPECT_EQ(out.to, kC);
  EXPECT_EQ(out.asset, kA);
  EXPECT_EQ(out.memo, "OUT:1");
  Log cut = deposit;
  cut.data.resize(3 * 32 + memo.size() - 1);
  EXPECT_EQ(complaint(cut), "THORChain Deposit: a length goes beyond the data");
  cut.data = deposit.data;
  cut.data.resize(3 * 32 + memo.size());  // some encoders do not pad
  EXPECT_EQ(only<VaultDeposit>(cut).memo, memo);
}

TEST(Events, OfPoly) {
  // An event's bytes are those of its log, which must stay.
  const Log lock_log{
      {topic_of("Poly LockEvent")},
      (Data() << kA << kB << 17 << 192 << 256 << 5 << "asset" << "receiver").bytes()};
  const auto lock = only<PolyLock>(lock_log);
  EXPECT_EQ(lock.asset, kA);
  EXPECT_EQ(lock.from, kB);
  EXPECT_EQ(lock.to_chain, 17U);
  EXPECT_EQ(to_hex(lock.to_asset), to_hex(as_bytes("asset")));
  EXPECT_EQ(to_hex(lock.to), to_hex(as_bytes("receiver")));
  EXPECT_EQ(lock.amount, U256(5));
  const auto unlock =
      only<PolyUnlock>({{topic_of("Poly UnlockEvent")}, (Data() << kA << kB << 5).bytes()});
  EXPECT_EQ(unlock.to, kB);
  const Log sent_log{
      {topic_of("Poly CrossChainEvent"), word_of(kC)},
      (Data() << 160 << kB << 17 << 224 << 288 << "index" << "there" << "raw").bytes()};
  const auto sent = only<PolyCrossChain>(sent_log);
  EXPECT_EQ(sent.sender, kC);
  EXPECT_EQ(sent.proxy, kB);
  EXPECT_EQ(sent.to_chain, 17U);
  const Log done_log{{topic_of("Poly VerifyHeaderAndExecuteTxEvent")},
                     (Data() << 2 << 128 << 192 << 256 << "there" << "poly" << "index").bytes()};
  const auto done = only<PolyExecuted>(done_log);
  EXPECT_EQ(done.from_chain, 2U);
  EXPECT_EQ(to_hex(done.from_tx_id), to_hex(sent.tx_id));
  EXPECT_EQ(to_hex(done.to_contract), to_hex(sent.to_contract));
  EXPECT_EQ(complaint({{topic_of("Poly UnlockEvent")}, (Data() << minus(1) << kB << 5).bytes()}),
            "Poly UnlockEvent: an address has more than 20 bytes");
}

}  // namespace
}  // namespace spoor::ethereum
