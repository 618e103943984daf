// One transaction under one doctrine: tainted inputs in, tainted outputs out.
//
// The inputs' purses are poured into one, in the order that the doctrine says, and each output is
// taken from it, the fee last. Pure: no ledger, no state from one transaction to the next but
// memory. S = value of the inputs, F = the rest that no output takes (the fee; of a coinbase what
// it left unclaimed), so S = sum of outputs + F.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "tracing/doctrine.h"
#include "tracing/label.h"
#include "tracing/purse.h"

namespace spoor::tracing {

// The order in which inputs fill the queue and outputs are served, as rows. Ties keep their order,
// lower index first; `last` turns the list round; taint-first and clean-first keep input order.
void order_inputs(In in, std::span<const Satoshi> values, std::vector<std::uint32_t>& order);
void order_outputs(Out out, std::span<const Satoshi> values, std::vector<std::uint32_t>& order);
// Fee rule prorata-pre: what each input gives up. Input i gives floor(fee * v_i / S); the satoshis
// left over are given by the inputs in vin order, one each where there is something left.
void share_fee(std::span<const Satoshi> values, Satoshi fee, std::vector<Satoshi>& gives);

struct PourInput {
  Satoshi value;
  // Ordered doctrines: stretches that add up to `value`, clean ones too. The others: parts of it,
  // sorted by label. Empty: all clean.
  std::span<const Portion> taint;
};

class Pour {
 public:
  explicit Pour(Doctrine doctrine) : doctrine_(doctrine) {}

  // Sum of inputs = sum of outputs + rest (poison does not mind). Inputs must not point into this
  // object's results. `fee` is the rule that `fee_rule` gives; kLast or kShare for a coinbase,
  // whose rest is no fee.
  void run(std::span<const PourInput> inputs, std::span<const Satoshi> outputs, Satoshi rest,
           FeeRule fee);

  // Of the last run, until the next: in the form of PourInput::taint, empty where all is clean.
  std::span<const Portion> output(std::size_t i) const { return part(i); }
  std::span<const Portion> rest() const { return part(outputs_); }
  // Haircut: what divisions dropped and the rest had no room for, sorted by label.
  std::span<const Portion> rounding() const { return rounding_; }

 private:
  struct Range {
    std::size_t begin = 0, end = 0;
  };

  std::span<const Portion> part(std::size_t i) const {
    return {parts_.data() + ranges_[i].begin, ranges_[i].end - ranges_[i].begin};
  }
  void run_ordered(std::span<const PourInput> inputs, std::span<const Satoshi> outputs,
                   Satoshi rest, FeeRule fee);
  void run_haircut(std::span<const PourInput> inputs, std::span<const Satoshi> outputs,
                   Satoshi rest);
  void run_poison(std::span<const PourInput> inputs, std::span<const Satoshi> outputs,
                  Satoshi rest);
  void fill(std::span<const PourInput> inputs);
  void take(std::size_t i, Satoshi amount);
  void end_range(std::size_t i);
  void share_rest(Satoshi rest);
  // Takes the fee out of every input beforehand; `reduced_` is what is left of them.
  void pay_beforehand(std::span<const PourInput> inputs, Satoshi fee);
  void split_input(const PourInput& input, Satoshi kept);

  Doctrine doctrine_;
  SegmentPurse<Satoshi> queue_;
  ProRataPurse<Satoshi> pot_;

  std::size_t outputs_ = 0;
  std::vector<Portion> parts_;  // of all outputs and the rest
  std::vector<Range> ranges_;   // in `parts_`, of output i at i, the rest last
  std::vector<Portion> rounding_;

  // Scratch, kept for its memory.
  std::vector<Satoshi> values_;           // of the inputs
  std::vector<std::uint32_t> order_;      // of the inputs
  std::vector<std::uint32_t> out_order_;  // of the outputs
  std::vector<Satoshi> gives_;            // of each input to the fee, beforehand
  std::vector<Portion> paid_;             // all that they gave
  std::vector<Portion> kept_;             // what is left of them, one list after the other
  std::vector<PourInput> reduced_;
  std::vector<Portion> left_;
};

}  // namespace spoor::tracing
