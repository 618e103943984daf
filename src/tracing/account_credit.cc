#include "tracing/account_credit.h"

#include <algorithm>

namespace spoor::tracing {
namespace {

// Labels the clean part of the stretches in [offset, offset + amount); returns how much that was.
U256 mark_stretches(MarkedList& parts, const U256& offset, const U256& amount, Mark label) {
  MarkedList out;
  U256 at, marked;
  const U256 end = offset + amount;
  const auto cut = [&](const Marked& part, const U256& from, const U256& to) {
    const U256 begin = std::max(at, from), stop = std::min(at + part.amount, to);
    return begin < stop ? stop - begin : U256{};
  };
  for (const Marked& part : parts) {
    const U256 before = cut(part, U256{}, offset);
    const U256 within = cut(part, offset, end);
    append_merged(out, 0, {part.label, before});
    append_merged(out, 0, {part.label == kClean ? label : part.label, within});
    append_merged(out, 0, {part.label, part.amount - before - within});
    if (part.label == kClean) marked += within;
    at += part.amount;
  }
  parts = out;
  return marked;
}

}  // namespace

bool AccountCredit::is_tainted() const {
  return std::any_of(parts.begin(), parts.end(),
                     [](const Marked& part) { return part.label != kClean; });
}

void AccountCredit::add(AccountDoctrine doctrine, const U256& more, std::span<const Marked> paid) {
  amount += more;
  const Marked clean{kClean, more};
  if (paid.empty() && is_ordered(doctrine)) paid = std::span(&clean, 1);
  append_parts(doctrine, paid, parts);
}

Minimums::Minimums(const AccountSeeds& seeds, const AccountTraceOptions& options)
    : doctrine_(options.doctrine), given_(options.minimum) {
  if (given_ || doctrine_ != AccountDoctrine::kHaircut) return;
  for (const AccountSeed& seed : seeds.rows) {
    U256& sum = of_[{seed.label, seed.account.asset}];
    sum = U256::checked_add(sum, seed.amount).value_or(U256::max());
  }
  for (auto& [of, minimum] : of_) minimum = mul_div(minimum, U256{1}, U256{options.minimum_parts});
}

void Minimums::carry(std::span<const Marked> parts, const Conversion& conversion) {
  for (const Marked& part : parts) {
    if (part.label == kClean) continue;
    const auto from = of_.find({label_of(part.label), conversion.gave});
    if (from == of_.end()) continue;
    // The label's minimum may exceed what this conversion gave.
    const U256 least = std::min(from->second, conversion.gave_amount);
    of_.try_emplace({label_of(part.label), conversion.got},
                    mul_div(least, conversion.got_amount, conversion.gave_amount));
  }
}

bool Minimums::all_below(const AccountCredit& credit) const {
  return given_ && tainted_in(doctrine_, credit.parts) < *given_;
}

void Minimums::apply(AccountCredit& credit, MarkedList& below) const {
  const bool all = all_below(credit);
  std::map<Label, U256> sums;
  for (const Marked& part : credit.parts)
    if (part.label != kClean) sums[label_of(part.label)] += part.amount;
  const auto is_below = [&](const Marked& part) {
    if (part.label == kClean) return false;
    if (all) return true;
    const auto minimum = of_.find({label_of(part.label), credit.account.asset});
    return minimum != of_.end() && sums.at(label_of(part.label)) < minimum->second;
  };
  MarkedList kept;
  for (const Marked& part : credit.parts) {
    if (is_below(part)) below.push_back(part);
    if (is_ordered(doctrine_))
      append_merged(kept, 0, {is_below(part) ? kClean : part.label, part.amount});
    else if (!is_below(part))
      kept.push_back(part);
  }
  credit.parts = kept;
}

void mark_seeds(AccountDoctrine doctrine, std::span<const AccountSeed> seeds, AccountCredit& credit,
                AccountResultBuilder& result) {
  U256 offset;
  for (const AccountSeed& seed : seeds) {
    U256 accepted = seed.amount;
    const Mark label = mark(seed.label, kShown);
    if (is_ordered(doctrine)) {
      accepted = mark_stretches(credit.parts, offset, seed.amount, label);
      offset += seed.amount;
    } else {
      if (doctrine != AccountDoctrine::kPoison)
        accepted = std::min(accepted, credit.amount - tainted_in(doctrine, credit.parts));
      if (accepted != U256{}) append_parts(doctrine, MarkedList{{label, accepted}}, credit.parts);
    }
    if (accepted != U256{}) result.accept(seed.label, seed.account.asset, accepted);
    result.overlap(seed.label, seed.account.asset, seed.amount - accepted);
  }
}

}  // namespace spoor::tracing
