#include "tracing/doctrine.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.h"

namespace spoor::tracing {
namespace {

constexpr std::array<std::string_view, 6> kInNames = {"first",       "last",    "taint-first",
                                                      "clean-first", "highest", "smallest"};
constexpr std::array<std::string_view, 4> kOutNames = {"first", "last", "highest", "smallest"};
constexpr std::array<std::pair<std::string_view, Doctrine>, 6> kNamed = {
    std::pair{"fifo", kFifo}, {"lifo", kLifo},     {"tiho", kTiho},
    {"haircut", kHaircut},    {"poison", kPoison}, {"dirty-first", kDirtyFirst}};
constexpr std::array<std::string_view, 3> kFeeNames = {"last", "prorata-pre", "share"};
constexpr std::array<std::string_view, 3> kCoinbaseNames = {"discard", "subsidy-first",
                                                            "fees-first"};

std::string family_name(Doctrine doctrine) {
  return fmt::format("{}-{}", kInNames[static_cast<std::size_t>(doctrine.in)],
                     kOutNames[static_cast<std::size_t>(doctrine.out)]);
}

template <class Rule, std::size_t n>
Rule parse_rule(std::string_view what, std::string_view text,
                const std::array<std::string_view, n>& names) {
  const auto found = std::find(names.begin(), names.end(), text);
  if (found == names.end())
    throw_usage(fmt::format("no {} rule '{}'; there are {}", what, text, fmt::join(names, ", ")));
  return static_cast<Rule>(found - names.begin());
}

}  // namespace

std::string name(Doctrine doctrine) {
  for (const auto& [known, named] : kNamed)
    if (named == doctrine) return std::string(known);
  return family_name(doctrine);
}

Doctrine parse_doctrine(std::string_view text) {
  for (const auto& [known, doctrine] : kNamed)
    if (known == text) return doctrine;
  for (const Doctrine doctrine : family())
    if (family_name(doctrine) == text) return doctrine;
  throw_usage(
      fmt::format("no doctrine '{}'", text),
      fmt::format("There are fifo, lifo, tiho, haircut, poison, dirty-first, and IN-OUT with "
                  "IN one of {} and OUT one of {}",
                  fmt::join(kInNames, ", "), fmt::join(kOutNames, ", ")));
}

std::vector<Doctrine> family() {
  std::vector<Doctrine> all;
  for (std::size_t in = 0; in < kInNames.size(); ++in)
    for (std::size_t out = 0; out < kOutNames.size(); ++out)
      all.push_back({.in = static_cast<In>(in), .out = static_cast<Out>(out)});
  return all;
}

std::vector<Doctrine> conserving_doctrines() {
  std::vector<Doctrine> all = family();
  all.push_back(kHaircut);
  return all;
}

std::string_view name(FeeRule rule) { return kFeeNames[static_cast<std::size_t>(rule)]; }
std::string_view name(CoinbaseRule rule) { return kCoinbaseNames[static_cast<std::size_t>(rule)]; }

FeeRule parse_fee_rule(std::string_view text) {
  return parse_rule<FeeRule>("fee", text, kFeeNames);
}
CoinbaseRule parse_coinbase_rule(std::string_view text) {
  return parse_rule<CoinbaseRule>("coinbase", text, kCoinbaseNames);
}

FeeRule fee_rule(Doctrine doctrine, std::optional<FeeRule> asked) {
  if (doctrine.kind == DoctrineKind::kHaircut) return FeeRule::kShare;
  if (doctrine.kind == DoctrineKind::kPoison || !asked) return FeeRule::kLast;
  if (*asked == FeeRule::kShare)
    throw_usage(fmt::format("the fee rule 'share' has no meaning under {}: only haircut shares in "
                            "proportion",
                            name(doctrine)),
                "Give --fee last or --fee prorata-pre");
  return *asked;
}

}  // namespace spoor::tracing
