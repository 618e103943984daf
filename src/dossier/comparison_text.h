// A report held against its rows and against other claims, in words: what the page of the register
// and `spoor register compare` both say. Texts of the register stand in them as they are; whoever
// prints them escapes the whole.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "register/compare.h"

namespace spoor::dossier {

// In millions; "no figure" where nothing is in it. The unit stands behind the number.
std::string tally_text(const reg::Tally& tally, int decimals = 1, std::string_view unit = {});
// "1,661.3 less than the headline". Where one of them is a range, from the least to the most.
std::string difference_text(const std::optional<reg::Range>& found, const reg::Range& headline,
                            int decimals = 1);
// "attempts and face value included": of what is printed and not realised; empty where all is.
std::string included_text(const std::set<reg::ClaimKind>& not_realised);
// "96 %", "82 to 90 %".
std::string share_text(const reg::Range& part, const reg::Range& whole);
// Sentences: how many rows that print an amount are in no sum, or in part.
std::vector<std::string> left_out_texts(const reg::RowSum& sum, const std::string& currency);
// Sentences: on what every sum of the named claims rests, and what is left of the headline.
// `name_of` names a party by its id.
std::vector<std::string> condition_texts(
    const reg::Comparison& comparison,
    const std::function<std::string(const std::string&)>& name_of, int decimals = 1);
// What named claims come to: those that stand beside the headline alone, or all.
reg::Tally named_sum(const reg::Comparison& comparison, bool beside_alone);
// "NG 1 in the list, 2 rows": of one that differs.
std::string country_text(const reg::CountryCount& country);

}  // namespace spoor::dossier
