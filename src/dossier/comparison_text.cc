#include "dossier/comparison_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/amount.h"
#include "base/error.h"
#include "dossier/figure_text.h"

namespace spoor::dossier {
namespace {

using reg::ClaimKind;
using reg::Comparison;
using reg::Exact;
using reg::NamedClaim;
using reg::Range;
using reg::Tally;

std::string included_word(ClaimKind kind) {
  switch (kind) {
    case ClaimKind::kAttempted:
      return "attempts";
    case ClaimKind::kGross:
      return "what came back";
    case ClaimKind::kNet:
      return "net losses";
    case ClaimKind::kFace:
      return "face value";
    case ClaimKind::kCost:
      return "costs";
    case ClaimKind::kDemanded:
      return "demands";
  }
  ASSERT(false);
  return {};
}

std::string rows_text(std::uint64_t rows) {
  return fmt::format("{} {}", with_commas(rows), rows == 1 ? "row" : "rows");
}

// "In no sum of what is realised as printed in USD: 2 rows that print it in other units only".
void add_left_out(const Tally& tally, const std::string& says, std::string_view why,
                  std::vector<std::string>& texts) {
  std::vector<std::string> parts;
  if (tally.left_out > 0) parts.push_back(rows_text(tally.left_out));
  if (tally.in_part > 0) parts.push_back(fmt::format("a part of {}", rows_text(tally.in_part)));
  if (!parts.empty())
    texts.push_back(fmt::format("In no sum {}: {}, {}.", says, fmt::join(parts, " and "), why));
}

std::string all_of(std::size_t count) {
  if (count == 1) return "it is";
  return count == 2 ? "both are" : fmt::format("all {} are", count);
}

// Each once, in their order.
template <class TextOf>
std::string listed(const std::vector<const NamedClaim*>& claims, TextOf text_of) {
  std::vector<std::string> texts;
  for (const NamedClaim* named : claims)
    if (const std::string text = text_of(*named->claim);
        std::ranges::find(texts, text) == texts.end())
      texts.push_back(text);
  return fmt::format("{}", fmt::join(texts, ", "));
}

std::string sources(const std::vector<const NamedClaim*>& claims) {
  return listed(claims, [](const reg::Claim& claim) { return claim.citation.source; });
}

std::vector<const NamedClaim*> named(const Comparison& comparison, bool beside) {
  std::vector<const NamedClaim*> claims;
  for (const NamedClaim& claim : comparison.named)
    if (claim.stands_beside == beside) claims.push_back(&claim);
  return claims;
}

}  // namespace

std::string tally_text(const Tally& tally, int decimals, std::string_view unit) {
  return tally.range ? bounded_millions(tally.bounds, *tally.range, decimals, unit) : "no figure";
}

std::string difference_text(const std::optional<Range>& found, const Range& headline,
                            int decimals) {
  if (!found) return "which cannot be held against the headline";
  if (*found == headline && found->is_point()) return "equal to the headline";
  const auto apart = [&](const Range& more, const Range& less) {
    return millions(Range{more.low - less.high, more.high - less.low}, decimals);
  };
  if (found->high < headline.low) return apart(headline, *found) + " less than the headline";
  if (found->low > headline.high) return apart(*found, headline) + " more than the headline";
  return "in the range of the headline";
}

std::string included_text(const std::set<ClaimKind>& not_realised) {
  std::vector<std::string> words;
  for (const ClaimKind kind : not_realised) words.push_back(included_word(kind));
  return words.empty() ? "" : fmt::format("{} included", fmt::join(words, " and "));
}

std::string share_text(const Range& part, const Range& whole) {
  if (whole.low <= Exact(0)) return {};
  const std::string least = reg::percent(part.low, whole.high).fixed(0);
  const std::string most = reg::percent(part.high, whole.low).fixed(0);
  return least == most ? least + " %" : fmt::format("{} to {} %", least, most);
}

std::vector<std::string> left_out_texts(const reg::RowSum& sum, const std::string& currency) {
  std::vector<std::string> texts;
  const std::string_view printed_otherwise = "printed in other units";
  add_left_out(sum.printed.as_printed, "as printed in " + currency, printed_otherwise, texts);
  if (sum.realised.as_printed.left_out != sum.printed.as_printed.left_out ||
      sum.realised.as_printed.in_part != sum.printed.as_printed.in_part)
    add_left_out(sum.realised.as_printed, "of what is realised as printed in " + currency,
                 printed_otherwise, texts);
  add_left_out(sum.printed.converted, "at all", "in units that have no rate", texts);
  return texts;
}

Tally named_sum(const Comparison& comparison, bool beside_alone) {
  Tally sum;
  for (const NamedClaim& claim : comparison.named)
    if (!beside_alone || claim.stands_beside) sum += claim.tally();
  return sum;
}

std::vector<std::string> condition_texts(
    const Comparison& comparison, const std::function<std::string(const std::string&)>& name_of,
    int decimals) {
  if (comparison.named.empty() || comparison.headlines.empty()) return {};
  const reg::HeadlineFigure& head = comparison.headlines.front();
  const std::vector<const NamedClaim*> beside = named(comparison, true);
  const std::vector<const NamedClaim*> others = named(comparison, false);
  const auto party = [&](const reg::Claim& claim) { return name_of(claim.party); };
  const auto sum_text = [&](const Tally& sum) {
    std::string text = tally_text(sum, decimals);
    if (head.value.range && sum.range)
      text +=
          fmt::format(", {} and {} of it", difference_text(sum.range, *head.value.range, decimals),
                      share_text(*sum.range, *head.value.range));
    return text;
  };
  const auto claimant = [&](const std::vector<const NamedClaim*>& claims) -> std::string {
    const std::string& whole = head.headline->claim.party;
    if (std::ranges::all_of(claims, [&](const NamedClaim* n) { return n->claim->party == whole; }))
      return ": the same claimant states both, and not that";
    return fmt::format(": another claimant stated it ({}; these: {})", name_of(whole),
                       listed(claims, party));
  };
  std::vector<std::string> texts;
  if (!beside.empty())
    texts.push_back(fmt::format(
        "Beside it in its paper ({}): {}, if {} in it{}. No source of the register says so.",
        sources(beside), sum_text(named_sum(comparison, true)), all_of(beside.size()),
        claimant(beside)));
  if (others.empty()) return texts;
  texts.push_back(fmt::format(
      "{}: {}, if {} in it{}. {} not in its paper, but in {}, and no source of the register places "
      "{} in it: {}.",
      beside.empty() ? "Of other papers" : "With those of other papers",
      sum_text(named_sum(comparison, false)), all_of(comparison.named.size()), claimant(others),
      others.size() == 1 ? "One stands" : fmt::format("{} of them stand", others.size()),
      sources(others), others.size() == 1 ? "it" : "them",
      listed(others, [](const reg::Claim& claim) { return claim.id; })));
  return texts;
}

std::string country_text(const reg::CountryCount& country) {
  return fmt::format("{} {} in the list, {}{}", country.code, country.listed,
                     rows_text(country.without_duplicates),
                     country.rows == country.without_duplicates ? "" : " without duplicates");
}

}  // namespace spoor::dossier
