#include "bench/economy.h"

#include <algorithm>

#include "base/amount.h"
#include "base/error.h"
#include "chains/bitcoin/network.h"

namespace spoor::bench {
namespace {

constexpr std::size_t kDay = 144;  // blocks
constexpr std::size_t kHalfYear = 26'280;
constexpr std::size_t kMaturity = 100;
constexpr std::uint32_t kServices = 1024;
// A block in ordinary life is full at a weight between these, well below the 4,000,000 allowed, as
// the weights here are means.
constexpr std::uint32_t kLeastWeight = 2'600'000;
constexpr std::uint32_t kMostWeight = 3'700'000;
constexpr std::size_t kTxWeight = 42;
constexpr std::size_t kInputWeight = 400;
constexpr std::size_t kOutputWeight = 132;
constexpr std::size_t kStartOutputs = 40'000;  // a block, while coins are handed out
constexpr std::uint32_t kTailDoublings = 7;
constexpr std::uint64_t kSmallChange = 24;  // of the mean coin, and people gather more of them
constexpr std::uint32_t kMostGathered = 10;
constexpr std::uint64_t kSubsidy = 5'000'000'000;  // satoshi, at first

// Shares per thousand. Of spends, by age of the coin:
constexpr std::uint32_t kYoung = 500;
constexpr std::uint32_t kAncient = 100;
constexpr std::uint32_t kSameBlock = 160;  // of the young
// Of outputs, by who is paid:
constexpr std::uint32_t kMemo = 60;
constexpr std::uint32_t kService = 150;
constexpr std::uint32_t kNew = 420;
constexpr std::uint32_t kBackToPayer = 140;

Satoshi subsidy(std::uint32_t height) {
  const std::uint32_t halvings =
      height / bitcoin::params(bitcoin::Network::kRegtest).halving_interval;
  return Satoshi{halvings < 64 ? kSubsidy >> halvings : 0};
}

std::size_t weight(const BlockPlan& plan) {
  return kTxWeight * plan.transactions.size() + kInputWeight * plan.inputs.size() +
         kOutputWeight * plan.outputs.size();
}

}  // namespace

Economy::Economy(const Options& options)
    : population_(options.seed),
      random_(options.seed),
      start_coins_(options.start_coins),
      inputs_per_1000_(options.inputs_per_1000) {}

void Economy::plan(BlockPlan& out) {
  ++height_;
  age_shelves();
  ripen_coinbase();
  out.height = height_;
  out.first_tx = next_tx_;
  out.first_coin = next_coin_;
  out.first_address = next_address_;
  out.transactions.assign(1, {});
  out.inputs.clear();
  // Of the coinbase: the reward, whose amount is known in the end, the commitment to witnesses.
  out.outputs = {{{}, service()}, {{}, AddressId::invalid()}};
  next_tx_.value += 1;
  next_coin_.value += 2;
  starting_ = starting_ && live_ < start_coins_;
  if (starting_) {
    while (live_ > 0 && out.outputs.size() < kStartOutputs) plan_payout(out);
  } else {
    const std::uint32_t full = kLeastWeight + random_.below(kMostWeight - kLeastWeight);
    while (live_ > 0 && weight(out) < full) plan_payment(out);
  }
  reward(out);
}

void Economy::reward(BlockPlan& out) {
  PlannedOutput& output = out.outputs.front();
  output.value = subsidy(height_);
  issued_ += output.value;
  for (const PlannedTx& tx : out.transactions) output.value += tx.fee;
  unripe_.push_back({.place = out.first_coin.value << LiveCoin::kVoutBits,
                     .value = output.value.value,
                     .tx = out.first_tx.value,
                     .address = output.address.value});
}

void Economy::ripen_coinbase() {
  if (unripe_.size() < kMaturity) return;
  if (unripe_.front().value > 0) {
    shelves_.front().push_back(unripe_.front());
    ++live_;
  }
  unripe_.pop_front();
}

// One coin to many people, until there are coins enough.
void Economy::plan_payout(BlockPlan& out) {
  begin_transaction(out);
  const LiveCoin coin = take();
  out.inputs.push_back(coin);
  end_transaction(out, Satoshi{coin.value}, 100 + random_.below(200));
}

void Economy::plan_payment(BlockPlan& out) {
  begin_transaction(out);
  // Two outputs in most, in the mean 2.66.
  const std::uint32_t outputs = random_.chance(180) ? 1 : 2 + many(1030);
  const std::uint32_t inputs = 1 + many(inputs_per_1000_ - 1000);
  const bool gathers = inputs_per_1000_ > 1000;
  const Satoshi enough{gathers ? issued_.value / (kSmallChange * live_) * outputs : 0};
  Satoshi total;
  for (std::uint32_t i = 0; live_ > 0 && (i < inputs || (total < enough && i < kMostGathered));
       ++i) {
    out.inputs.push_back(take());
    total += Satoshi{out.inputs.back().value};
  }
  end_transaction(out, total, outputs);
}

// None, or a number with a long tail, in the mean a thousandth of what is given.
std::uint32_t Economy::many(std::uint32_t mean_per_1000) {
  constexpr std::uint32_t kMeanPer1000 = 4'950;  // of the three cases below
  if (random_.below(kMeanPer1000) >= mean_per_1000) return 0;
  const std::uint32_t r = random_.below(100);
  if (r < 55) return 1;
  if (r < 95) return 2 + random_.below(7);
  std::uint32_t low = 8;
  for (std::uint32_t i = 0; i < kTailDoublings && random_.chance(500); ++i) low *= 2;
  return low + random_.below(low);
}

void Economy::begin_transaction(BlockPlan& out) const {
  out.transactions.push_back({.first_input = static_cast<std::uint32_t>(out.inputs.size()),
                              .first_output = static_cast<std::uint32_t>(out.outputs.size()),
                              .fee = {}});
}

void Economy::end_transaction(BlockPlan& out, Satoshi total, std::uint32_t outputs) {
  PlannedTx& tx = out.transactions.back();
  tx.fee = Satoshi{std::min<std::uint64_t>(total.value / 20, 100 + random_.log_uniform(4'000))};
  const AddressId payer{out.inputs[tx.first_input].address};
  std::uint64_t left = total.value - tx.fee.value;
  outputs = static_cast<std::uint32_t>(std::min<std::uint64_t>(outputs, left + 1));
  std::uint32_t vout = 0;
  for (std::uint32_t to_pay = outputs; to_pay > 0; --to_pay, ++vout) {
    if (to_pay > 1 && random_.chance(kMemo)) {
      out.outputs.push_back({Satoshi{}, AddressId::invalid()});
      continue;
    }
    // Between nothing and twice the fair share; the last takes what is left.
    const std::uint64_t share =
        to_pay == 1
            ? left
            : mul_div(left, 2 * std::uint64_t{random_.below(1 << 20)}, std::uint64_t{to_pay} << 20);
    left -= share;
    const AddressId address = payee(payer);
    out.outputs.push_back({Satoshi{share}, address});
    shelves_.front().push_back({.place = (next_coin_.value + vout) << LiveCoin::kVoutBits | vout,
                                .value = share,
                                .tx = next_tx_.value,
                                .address = address.value});
    ++live_;
  }
  next_coin_.value += vout;
  ++next_tx_;
}

AddressId Economy::payee(AddressId payer) {
  const std::uint32_t r = random_.below(1000);
  if (r < kService) return service();
  if (r < kService + kNew || next_address_.value == 1) return new_address();
  if (r < kService + kNew + kBackToPayer) return payer;
  return AddressId{next_address_.value - random_.log_uniform(next_address_.value - 1)};
}

AddressId Economy::new_address() {
  const AddressId address = next_address_;
  ++next_address_;
  return address;
}

AddressId Economy::service() {
  const std::size_t rank = random_.log_uniform(kServices) - 1;
  if (rank < services_.size()) return services_[rank];
  const AddressId address = new_address();
  if (population_.suits_service(address)) services_.push_back(address);
  return address;
}

void Economy::age_shelves() {
  shelves_.emplace_front();
  if (shelves_.size() > kDay) shelves_[kDay].shrink_to_fit();
  if (shelves_.size() <= kHalfYear) return;
  ancient_.insert(ancient_.end(), shelves_.back().begin(), shelves_.back().end());
  shelves_.pop_back();
}

// A live coin of an age as real spends have it.
LiveCoin Economy::take() {
  ASSERT(live_ > 0);
  --live_;
  const std::uint32_t r = random_.below(1000);
  if (r >= 1000 - kAncient && !ancient_.empty()) return take_from(ancient_);
  constexpr int kTries = 16;
  for (int i = 0; i < kTries; ++i) {
    std::size_t age = 0;
    if (r >= kYoung)
      age = kDay - 1 + random_.log_uniform(kHalfYear - kDay);
    else if (!random_.chance(kSameBlock))
      age = random_.log_uniform(kDay - 1);
    if (age >= shelves_.size()) age = random_.below(shelves_.size());
    if (!shelves_[age].empty()) return take_from(shelves_[age]);
  }
  for (auto shelf = shelves_.rbegin(); shelf != shelves_.rend(); ++shelf)
    if (!shelf->empty()) return take_from(*shelf);
  return take_from(ancient_);
}

template <class Coins>
LiveCoin Economy::take_from(Coins& coins) {
  LiveCoin& chosen = coins[random_.below(coins.size())];
  const LiveCoin coin = chosen;
  chosen = coins.back();
  coins.pop_back();
  return coin;
}

}  // namespace spoor::bench
