#include "tracing/pour.h"

#include <algorithm>
#include <numeric>

namespace spoor::tracing {
namespace {

// Adds one label to a sorted list, or nothing where it is there.
void add_label(std::vector<Portion>& labels, Label label) {
  const auto at = std::lower_bound(labels.begin(), labels.end(), label,
                                   [](const Portion& p, Label l) { return p.label < l; });
  if (at == labels.end() || at->label != label) labels.insert(at, {label, Satoshi{}});
}

void number(std::size_t n, std::vector<std::uint32_t>& order) {
  order.resize(n);
  std::iota(order.begin(), order.end(), 0U);
}

void sort_by_value(std::span<const Satoshi> values, bool highest_first,
                   std::vector<std::uint32_t>& order) {
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return highest_first ? values[a] > values[b] : values[a] < values[b];
  });
}

}  // namespace

void order_inputs(In in, std::span<const Satoshi> values, std::vector<std::uint32_t>& order) {
  number(values.size(), order);
  if (in == In::kLast) std::reverse(order.begin(), order.end());
  if (in == In::kHighest || in == In::kSmallest) sort_by_value(values, in == In::kHighest, order);
}

void order_outputs(Out out, std::span<const Satoshi> values, std::vector<std::uint32_t>& order) {
  number(values.size(), order);
  if (out == Out::kLast) std::reverse(order.begin(), order.end());
  if (out == Out::kHighest || out == Out::kSmallest)
    sort_by_value(values, out == Out::kHighest, order);
}

void share_fee(std::span<const Satoshi> values, Satoshi fee, std::vector<Satoshi>& gives) {
  gives.assign(values.size(), Satoshi{});
  if (fee == Satoshi{}) return;
  Satoshi total;
  for (const Satoshi value : values) total += value;
  const Divider<Satoshi> divider(total);
  Satoshi owed = fee;
  for (std::size_t i = 0; i < values.size(); ++i) {
    gives[i] = divider.share(values[i], fee);
    owed -= gives[i];
  }
  for (std::size_t i = 0; i < values.size() && owed != Satoshi{}; ++i) {
    if (gives[i] == values[i]) continue;
    gives[i] += Satoshi{1};
    owed -= Satoshi{1};
  }
  ASSERT(owed == Satoshi{});
}

void Pour::run(std::span<const PourInput> inputs, std::span<const Satoshi> outputs, Satoshi rest,
               FeeRule fee) {
  outputs_ = outputs.size();
  parts_.clear();
  ranges_.assign(outputs.size() + 1, {});
  rounding_.clear();
  paid_.clear();
  if (doctrine_.kind == DoctrineKind::kPoison)
    run_poison(inputs, outputs, rest);
  else if (doctrine_.kind == DoctrineKind::kHaircut)
    run_haircut(inputs, outputs, rest);
  else
    run_ordered(inputs, outputs, rest, fee);
}

void Pour::run_ordered(std::span<const PourInput> inputs, std::span<const Satoshi> outputs,
                       Satoshi rest, FeeRule fee) {
  values_.clear();
  for (const PourInput& input : inputs) values_.push_back(input.value);
  if (fee == FeeRule::kProrataPre) {
    pay_beforehand(inputs, rest);
    inputs = reduced_;
    for (std::size_t i = 0; i < inputs.size(); ++i) values_[i] = inputs[i].value;
  }
  order_inputs(doctrine_.in, values_, order_);
  order_outputs(doctrine_.out, outputs, out_order_);
  queue_.clear();
  fill(inputs);
  for (const std::uint32_t i : out_order_) take(i, outputs[i]);
  if (fee == FeeRule::kProrataPre) {
    ranges_[outputs_].begin = parts_.size();
    parts_.insert(parts_.end(), paid_.begin(), paid_.end());
    end_range(outputs_);
  } else {
    take(outputs_, rest);
  }
  ASSERT(queue_.empty());
}

// All satoshis that are given leave from the end of an input's list.
void Pour::pay_beforehand(std::span<const PourInput> inputs, Satoshi fee) {
  share_fee(values_, fee, gives_);
  paid_.clear();
  kept_.clear();
  reduced_.clear();
  for (std::size_t i = 0; i < inputs.size(); ++i)
    split_input(inputs[i], inputs[i].value - gives_[i]);
  // Only now do the lists stand still.
  std::size_t begin = 0;
  for (PourInput& input : reduced_) {
    input.taint = {kept_.data() + begin, input.taint.size()};
    begin += input.taint.size();
  }
}

// The first `kept` satoshis of an input stay, the others go to the fee.
void Pour::split_input(const PourInput& input, Satoshi kept) {
  const std::size_t begin = kept_.size();
  const Portion clean{kClean, input.value};
  Satoshi left = kept;
  for (const Portion& part : input.taint.empty() ? std::span(&clean, 1) : input.taint) {
    const Satoshi stays = std::min(part.amount, left);
    append_merged(kept_, begin, {part.label, stays});
    append_merged(paid_, 0, {part.label, part.amount - stays});
    left -= stays;
  }
  // The length is right, the place is not yet: kept_ may still move.
  reduced_.push_back({kept, {kept_.data(), kept_.size() - begin}});
}

void Pour::fill(std::span<const PourInput> inputs) {
  const auto put_clean = [&] {
    for (const PourInput& input : inputs) {
      if (input.taint.empty()) queue_.put({kClean, input.value});
      for (const Portion& part : input.taint)
        if (part.label == kClean) queue_.put(part);
    }
  };
  const auto put_tainted = [&] {
    for (const PourInput& input : inputs)
      for (const Portion& part : input.taint)
        if (part.label != kClean) queue_.put(part);
  };
  if (doctrine_.in == In::kTaintFirst) {
    put_tainted();
    put_clean();
  } else if (doctrine_.in == In::kCleanFirst) {
    put_clean();
    put_tainted();
  } else {
    for (const std::uint32_t i : order_) {
      if (inputs[i].taint.empty()) queue_.put({kClean, inputs[i].value});
      queue_.put(inputs[i].taint);
    }
  }
}

void Pour::take(std::size_t i, Satoshi amount) {
  ranges_[i].begin = parts_.size();
  queue_.take(amount, parts_);
  end_range(i);
}

// A list that is clean from end to end is kept as an empty one.
void Pour::end_range(std::size_t i) {
  if (parts_.size() == ranges_[i].begin + 1 && parts_.back().label == kClean) parts_.pop_back();
  ranges_[i].end = parts_.size();
}

void Pour::run_haircut(std::span<const PourInput> inputs, std::span<const Satoshi> outputs,
                       Satoshi rest) {
  pot_.clear();
  for (const PourInput& input : inputs) pot_.put(input.value, input.taint);
  left_.assign(pot_.held().begin(), pot_.held().end());
  if (!left_.empty()) {
    const Divider<Satoshi> divider = pot_.divider();
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      ranges_[i].begin = parts_.size();
      pot_.share(divider, outputs[i], parts_);
      ranges_[i].end = parts_.size();
      auto left = left_.begin();
      for (const Portion& part : output(i)) {
        while (left->label != part.label) ++left;
        left->amount -= part.amount;
      }
    }
  }
  share_rest(rest);
}

// What no output got goes to the rest while that has room, labels in order, then to rounding.
void Pour::share_rest(Satoshi rest) {
  ranges_[outputs_].begin = parts_.size();
  for (const Portion& part : left_) {
    const Satoshi got = std::min(part.amount, rest);
    rest -= got;
    if (got != Satoshi{}) parts_.push_back({part.label, got});
    if (got < part.amount) rounding_.push_back({part.label, part.amount - got});
  }
  ranges_[outputs_].end = parts_.size();
}

void Pour::run_poison(std::span<const PourInput> inputs, std::span<const Satoshi> outputs,
                      Satoshi rest) {
  left_.clear();
  for (const PourInput& input : inputs)
    for (const Portion& part : input.taint) add_label(left_, part.label);
  for (std::size_t i = 0; i <= outputs.size(); ++i) {
    const Satoshi value = i < outputs.size() ? outputs[i] : rest;
    ranges_[i].begin = parts_.size();
    if (value != Satoshi{})
      for (const Portion& part : left_) parts_.push_back({part.label, value});
    ranges_[i].end = parts_.size();
  }
}

}  // namespace spoor::tracing
