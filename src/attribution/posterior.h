// From a prior and weights to a probability, and from a probability to a word. Odds multiply; what
// they may multiply to is capped, because the items are few and lean on each other.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "attribution/evidence.h"

namespace spoor::attribution {

// The weight of one measured item of a group, as the logarithm to base 10 of its likelihood ratio.
struct SoftWeight {
  Group group = Group::kVector;
  double log10 = 0;
};
constexpr double kMostOfAGroup = 1;  // a decade
constexpr double kMostOfAll = 2;     // two decades

// Of each group the strongest, held within a decade (of two that are equally strong, the one that
// speaks against the actor); their sum held within two. Does not depend on the order.
double combined(std::span<const SoftWeight> weights);

// `prior` within (0, 1). Held within 1 and 99 %: no more can come out of a register of a few
// hundred.
double posterior(double prior, double log10_weight);

// The priors at which an answer is shown. None is the share of an actor in the register, which says
// how it was gathered.
constexpr std::array<double, 9> kPriors = {0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8};

// Of Intelligence Community Directive 203: "almost no chance" to "almost certain". A probability on
// a boundary has the word that is nearer to even.
std::string_view likelihood_word(double probability);

}  // namespace spoor::attribution
