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

}  // namespace

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

// Ties keep their order, lower index first; `last` turns the list round.
void Pour::order_inputs(std::span<const PourInput> inputs) {
  order_.resize(inputs.size());
  std::iota(order_.begin(), order_.end(), 0U);
  if (doctrine_.in == In::kLast) std::reverse(order_.begin(), order_.end());
  if (doctrine_.in == In::kHighest)
    std::stable_sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
      return inputs[a].value > inputs[b].value;
    });
  if (doctrine_.in == In::kSmallest)
    std::stable_sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
      return inputs[a].value < inputs[b].value;
    });
}

void Pour::order_outputs(std::span<const Satoshi> outputs) {
  out_order_.resize(outputs.size());
  std::iota(out_order_.begin(), out_order_.end(), 0U);
  if (doctrine_.out == Out::kLast) std::reverse(out_order_.begin(), out_order_.end());
  if (doctrine_.out == Out::kHighest)
    std::stable_sort(out_order_.begin(), out_order_.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return outputs[a] > outputs[b]; });
  if (doctrine_.out == Out::kSmallest)
    std::stable_sort(out_order_.begin(), out_order_.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return outputs[a] < outputs[b]; });
}

void Pour::run_ordered(std::span<const PourInput> inputs, std::span<const Satoshi> outputs,
                       Satoshi rest, FeeRule fee) {
  order_inputs(inputs);
  order_outputs(outputs);
  queue_.clear();
  if (fee == FeeRule::kProrataPre) {
    pay_beforehand(inputs, rest);
    fill(reduced_);
  } else {
    fill(inputs);
  }
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

// Input i gives up floor(fee * v_i / S), the satoshis that this leaves over are given by the inputs
// in vin order, one each where there is something left; all from the end of the input's list.
void Pour::pay_beforehand(std::span<const PourInput> inputs, Satoshi fee) {
  Satoshi total;
  for (const PourInput& input : inputs) total += input.value;
  gives_.assign(inputs.size(), Satoshi{});
  Satoshi owed = fee;
  if (fee != Satoshi{}) {
    const Divider<Satoshi> divider(total);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      gives_[i] = divider.share(inputs[i].value, fee);
      owed -= gives_[i];
    }
  }
  for (std::size_t i = 0; i < inputs.size() && owed != Satoshi{}; ++i) {
    if (gives_[i] == inputs[i].value) continue;
    gives_[i] += Satoshi{1};
    owed -= Satoshi{1};
  }
  ASSERT(owed == Satoshi{});
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
