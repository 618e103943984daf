#include "tracing/back.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "base/amount.h"
#include "base/error.h"
#include "tracing/chain_queue.h"
#include "tracing/closure.h"
#include "tracing/exact_sum.h"
#include "tracing/pour.h"

namespace spoor::tracing {
namespace {

// Satoshis [offset, offset + amount) of a coin whose way back is sought. The queue runs forwards
// only, so coins are numbered from the end.
struct Want {
  CoinId coin;
  Satoshi offset;
  Satoshi amount;

  std::uint64_t key() const { return kInvalid40 - coin.value; }
};

void check_doctrine(Doctrine doctrine) {
  using enum DoctrineKind;
  std::string_view reason;
  if (doctrine.kind == kPoison)
    reason = "poison gives no amounts, so a satoshi has no one way back";
  if (doctrine.kind == kDirtyFirst)
    reason = "where dirty-first stops depends on what is tainted, which is not known backwards";
  if (doctrine.kind == kOrdered &&
      (doctrine.in == In::kTaintFirst || doctrine.in == In::kCleanFirst))
    reason = "its order of inputs depends on what is tainted, which is not known backwards";
  if (!reason.empty())
    throw_usage(fmt::format("no way back under {}: {}", name(doctrine), reason),
                "Take fifo, lifo, haircut, or IN-OUT with IN first, last, highest or smallest");
}

class BackTracer {
 public:
  BackTracer(const ledger::ChainView& view, const BackOptions& options)
      : view_(view),
        options_(options),
        haircut_(options.doctrine.kind == DoctrineKind::kHaircut),
        addresses_(options.addresses) {
    check_doctrine(options.doctrine);
    result_.doctrine = options.doctrine;
    result_.fee = fee_rule(options.doctrine, options.fee);
    std::sort(addresses_.begin(), addresses_.end());
    if (options.since) {
      if (!view.has_height(*options.since))
        throw_not_found(fmt::format("the ledger has no block {}", options.since->value));
      since_ = view.first_tx(*options.since);
    }
  }

  BackResult run(const std::vector<BackTarget>& targets) {
    Satoshi wanted;
    for (const BackTarget& target : targets) {
      check_target(target);
      add_exactly(wanted, target.amount);
      const Want want{target.coin, target.offset, target.amount};
      if (!ends_by_itself(want)) queue_.push(want);
    }
    Want next;
    while (queue_.pop_below(~0ULL, next)) go_back_from(next);
    return finish(wanted);
  }

 private:
  void check_target(const BackTarget& target) const;
  bool ends_by_itself(const Want& want);
  void ask(const Want& want);
  void go_back_from(const Want& first);
  void end(OriginKind kind, const Want& want);
  void gather_transaction();
  void serve_ordered();
  void serve_haircut();
  void map_stretch(Satoshi begin, Satoshi end);
  void ask_for_inputs();
  BackResult finish(Satoshi wanted);

  const ledger::ChainView& view_;
  const BackOptions& options_;
  bool haircut_;
  std::vector<AddressId> addresses_;  // sorted
  TxId since_{0};
  ChainQueue<Want> queue_;
  BackResult result_;

  // The present transaction.
  TxId tx_;
  TxRows rows_;
  std::vector<Want> wants_;      // of its coins
  std::vector<Satoshi> values_;  // of its inputs; once the queue is laid out, less what they gave
  std::vector<Satoshi> outputs_;
  Satoshi in_total_;
  std::vector<std::uint32_t> order_, out_order_;  // of inputs and outputs in the queue
  std::vector<Satoshi> gives_;                    // to a fee that is paid beforehand
  std::vector<Satoshi> ends_;                     // of each input in the queue, in its order
  std::vector<Satoshi> begins_;                   // of each output in the queue
  std::vector<Want> asked_;                       // of its inputs
};

void BackTracer::check_target(const BackTarget& target) const {
  const std::optional<Satoshi> value = coin_value(view_, target.coin);
  const std::string coin = to_text(outpoint_of(view_, target.coin));
  if (!value) throw_bad_input(fmt::format("the value of coin {} is not known", coin));
  if (target.amount == Satoshi{} || target.offset > *value ||
      target.amount > *value - target.offset)
    throw_bad_input(fmt::format("{} satoshi from {} on are not within the value of coin {}, {}",
                                target.amount.value, target.offset.value, coin, value->value));
}

// Whatever was asked for, nothing is before these.
bool BackTracer::ends_by_itself(const Want& want) {
  if (ledger::ChainView::is_prehistory(want.coin)) {
    end(OriginKind::kPrehistory, want);
    return true;
  }
  return false;
}

// A coin on the way: ends here or is gone back from later.
void BackTracer::ask(const Want& want) {
  if (want.amount == Satoshi{} || ends_by_itself(want)) return;
  const AddressId address = view_.coins[want.coin.value].address();
  if (std::binary_search(addresses_.begin(), addresses_.end(), address))
    return end(OriginKind::kAddress, want);
  if (want.coin < view_.first_coin(since_) && !view_.is_coinbase(view_.tx_of(want.coin)))
    return end(OriginKind::kSince, want);
  if (want.coin >= rows_.first_coin)
    throw_corrupt(fmt::format("transaction {} spends a coin that is not older", tx_.value), {},
                  "Run `spoor ledger verify`");
  const Satoshi value = view_.coins[want.coin.value].value();
  if (want.offset > value || want.amount > value - want.offset)
    throw_corrupt(fmt::format("an input of transaction {} is worth more than its coin", tx_.value),
                  {}, "Run `spoor ledger verify`");
  queue_.push(want);
}

void BackTracer::go_back_from(const Want& first) {
  tx_ = view_.tx_of(first.coin);
  rows_ = rows_of(view_, tx_);
  wants_.assign(1, first);
  Want more;
  while (queue_.pop_below(kInvalid40 - rows_.first_coin.value + 1, more)) wants_.push_back(more);

  std::optional<OriginKind> kind;
  if (rows_.first_input == rows_.end_input)
    kind = OriginKind::kCoinbase;
  else if (result_.transactions >= options_.limit)
    kind = OriginKind::kLimit;
  else if (!money_of(view_, tx_, false).known)
    kind = OriginKind::kUnknownInput;
  if (kind) {
    for (const Want& want : wants_) end(*kind, want);
    return;
  }
  ++result_.transactions;
  if (options_.progress != nullptr) options_.progress->update(result_.transactions);
  gather_transaction();
  asked_.clear();
  if (haircut_)
    serve_haircut();
  else
    serve_ordered();
  ask_for_inputs();
}

void BackTracer::end(OriginKind kind, const Want& want) {
  if (kind == OriginKind::kLimit) result_.hit_limit = true;
  const bool prehistory = ledger::ChainView::is_prehistory(want.coin);
  result_.origins.push_back({.kind = kind,
                             .coin = want.coin,
                             .tx = prehistory ? TxId{} : view_.tx_of(want.coin),
                             .offset = want.offset,
                             .amount = want.amount});
}

void BackTracer::gather_transaction() {
  values_.clear();
  outputs_.clear();
  in_total_ = {};
  for (InputId input = rows_.first_input; input < rows_.end_input; ++input) {
    values_.push_back(Satoshi{view_.input_value[input.value]});
    in_total_ += values_.back();
  }
  for (CoinId coin = rows_.first_coin; coin < rows_.end_coin; ++coin)
    outputs_.push_back(view_.coins[coin.value].value());
}

// Lays the queue out: where each output's satoshis stand in it, and which input's these are.
void BackTracer::serve_ordered() {
  order_outputs(options_.doctrine.out, outputs_, out_order_);
  Satoshi at;
  begins_.resize(outputs_.size());
  for (const std::uint32_t i : out_order_) {
    begins_[i] = at;
    at += outputs_[i];
  }
  const Satoshi beforehand = result_.fee == FeeRule::kProrataPre ? in_total_ - at : Satoshi{};
  share_fee(values_, beforehand, gives_);
  for (std::size_t i = 0; i < values_.size(); ++i) values_[i] -= gives_[i];
  order_inputs(options_.doctrine.in, values_, order_);
  at = {};
  ends_.clear();
  for (const std::uint32_t i : order_) {
    at += values_[i];
    ends_.push_back(at);
  }
  for (const Want& want : wants_) {
    const Satoshi begin = begins_[want.coin.value - rows_.first_coin.value] + want.offset;
    map_stretch(begin, begin + want.amount);
  }
}

void BackTracer::map_stretch(Satoshi begin, Satoshi end) {
  auto at =
      static_cast<std::size_t>(std::upper_bound(ends_.begin(), ends_.end(), begin) - ends_.begin());
  for (; begin < end; ++at) {
    const std::uint32_t input = order_[at];
    const Satoshi input_begin = ends_[at] - values_[input];
    const Satoshi until = std::min(end, ends_[at]);
    asked_.push_back({view_.coin_of(InputId{rows_.first_input.value + input}), begin - input_begin,
                      until - begin});
    begin = until;
  }
}

// Every output of the transaction has the same mixture, so what is wanted of all is shared at once.
void BackTracer::serve_haircut() {
  Satoshi wanted;
  for (const Want& want : wants_) wanted += want.amount;
  Satoshi left = wanted;
  for (std::size_t i = 0; i < values_.size(); ++i) {
    const Satoshi share{mul_div(wanted.value, values_[i].value, in_total_.value)};
    left -= share;
    asked_.push_back({view_.coin_of(InputId{rows_.first_input.value + i}), Satoshi{}, share});
  }
  if (left != Satoshi{})
    result_.origins.push_back(
        {.kind = OriginKind::kRounding, .coin = {}, .tx = {}, .offset = {}, .amount = left});
}

// Stretches of one coin that touch are asked for as one.
void BackTracer::ask_for_inputs() {
  std::sort(asked_.begin(), asked_.end(), [](const Want& a, const Want& b) {
    return std::tie(a.coin, a.offset) < std::tie(b.coin, b.offset);
  });
  std::size_t i = 0;
  while (i < asked_.size()) {
    Want want = asked_[i++];
    while (i < asked_.size() && asked_[i].coin == want.coin &&
           asked_[i].offset == want.offset + want.amount)
      want.amount += asked_[i++].amount;
    ask(want);
  }
}

BackResult BackTracer::finish(Satoshi wanted) {
  std::vector<Origin>& origins = result_.origins;
  std::sort(origins.begin(), origins.end(), [](const Origin& a, const Origin& b) {
    return std::tuple(chain_order(a.coin), a.kind, a.offset) <
           std::tuple(chain_order(b.coin), b.kind, b.offset);
  });
  std::vector<Origin> joined;
  Satoshi found;
  for (const Origin& origin : origins) {
    found += origin.amount;
    if (!joined.empty() && joined.back().coin == origin.coin && joined.back().kind == origin.kind &&
        (haircut_ || joined.back().offset + joined.back().amount == origin.offset))
      joined.back().amount += origin.amount;
    else
      joined.push_back(origin);
  }
  ASSERT(found == wanted);
  origins = std::move(joined);
  return std::move(result_);
}

}  // namespace

std::string_view name(OriginKind kind) {
  constexpr std::array<std::string_view, 7> kNames = {
      "coinbase", "since", "address", "prehistory", "unknown-input", "limit", "rounding"};
  return kNames[static_cast<std::size_t>(kind)];
}

BackResult trace_back(const ledger::ChainView& view, const std::vector<BackTarget>& targets,
                      const BackOptions& options) {
  return BackTracer(view, options).run(targets);
}

}  // namespace spoor::tracing
