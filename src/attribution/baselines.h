// What an assessment must beat before anybody should listen to it, beside the prior alone: size,
// and likeness of techniques. Each gives a likelihood ratio for one case from others, by the same
// smoothed counts.
#pragma once

#include <optional>
#include <span>

#include "attribution/cases.h"

namespace spoor::attribution {

// "Large, therefore them": realised loss at or above a threshold, the one that fits the others
// best. 1 where the loss is not known. `losses` are millions of US dollars, or none.
struct Sized {
  Side side = Side::kOthers;
  std::optional<double> loss;
};
double size_ratio(std::optional<double> loss, std::span<const Sized> others, double prior);

// "The same techniques, therefore them": whose cases share most of what is recorded (Jaccard)?
// 1 where nothing is recorded or shared.
double overlap_ratio(const Case& one, std::span<const Case* const> others, bool with_stratum);

}  // namespace spoor::attribution
