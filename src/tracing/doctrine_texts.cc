// What a reader must know of each doctrine, in our words. Cases and papers are named so that they
// can be looked up; nothing here is legal advice.
#include <fmt/format.h>

#include "tracing/doctrine.h"

namespace spoor::tracing {
namespace {

constexpr std::size_t kFirstIn = 6;  // rows of the table after the six named doctrines
constexpr std::size_t kFirstOut = 12;

struct Text {
  std::string_view names, rule, source, misleads;
};

constexpr std::string_view kFamily =
    "The In x Out family of the taintedtx library (Tironsakkul, Maarek, Eross, Just), made to "
    "compare doctrines. No court is known to have chosen it.";

constexpr Text kTexts[] = {
    {"fifo, first-first",
     "What came in first goes out first. The inputs' satoshis stand in a queue in input order; the "
     "outputs are filled from its head in output order, and what is left is the fee. Every satoshi "
     "has one way forward and one way back.",
     "Clayton's Case (Devaynes v Noble, 1816) for money mixed in one account; for bitcoin "
     "Anderson, Shumailov and Ahmed, Making Bitcoin Legal (2018).",
     "Clayton's Case was about deposits with dates; the inputs of one transaction come at once, "
     "and their order is what the sender's software chose (some sorts by rule, BIP-69), so a "
     "launderer can choose it too. D'Aloia v Persons Unknown [2024] EWHC 2342 (Ch) rejected a "
     "figure whose method could not be stated: say why this rule was taken."},
    {"lifo, last-first",
     "As fifo, but the list of inputs is reversed: the last input's satoshis go out first. The "
     "order inside one input is kept.",
     "Named among the choices for mixed money in accounting and in United States forfeiture law; "
     "for bitcoin, the comparison in the COMB thesis (Ljubljana).",
     "Rests on the input order as fifo does. Where it differs much from fifo, neither order means "
     "anything."},
    {"tiho, taint-first-highest",
     "Taint in, highest out. All tainted satoshis go to the largest output until it is full, then "
     "to the next; between equal outputs the earlier comes first.",
     "Tironsakkul, Maarek, Eross, Just; Forensic Science International: Digital Investigation "
     "42-43 (2022) 301475.",
     "Takes the largest output for the stolen money. Whether that is the payment or the change "
     "depends on their sizes alone."},
    {"haircut",
     "Pro rata. Every output, and the fee, carries the same share of taint as the inputs together, "
     "rounded down to the satoshi; what rounding leaves goes to the fee while there is room.",
     "Sharing in proportion, as equity does among innocent claimants; for bitcoin Möser, Böhme and "
     "Breuker, Towards Risk Scoring of Bitcoin Transactions (2014).",
     "Spreads without end: in Anderson and others (2018) the Flexcoin theft reached 1.4 million "
     "accounts by haircut and about 18,000 by fifo. A small share says nothing about a holder."},
    {"poison",
     "One tainted input makes every output tainted in full. It tells which coins could hold any of "
     "the money, never how much.",
     "Möser, Böhme and Breuker (2014).",
     "Makes value: its sums exceed what was stolen, often many times. Use it as the set outside "
     "which no doctrine finds anything, not as an amount."},
    {"dirty-first",
     "Follows coins only while every satoshi of the transaction is tainted, first in, first out. "
     "Where a clean coin joins, the tainted inputs end as `mixed`.",
     "Tironsakkul, Maarek, Eross, Just (2022).",
     "Finds the least, and with the least doubt: one clean satoshi ends it, which is cheap to add. "
     "What it does not follow is not innocent."},
    {"first-OUT", "The inputs' satoshis stand in a queue in input order.", kFamily,
     "The order of inputs is chosen by the sender's software."},
    {"last-OUT", "The list of inputs is reversed; the order inside one input is kept.", kFamily,
     "The order of inputs is chosen by the sender's software."},
    {"taint-first-OUT",
     "All tainted satoshis stand before all clean ones; among themselves they keep input order.",
     kFamily,
     "Assumes that the sender pays with the stolen money first; the fee is clean while it can be."},
    {"clean-first-OUT",
     "All clean satoshis stand before all tainted ones; among themselves they keep input order.",
     kFamily,
     "Assumes that the sender keeps the stolen money to the end; it pays the fee first of all."},
    {"highest-OUT",
     "Inputs stand in the queue by value, the largest first; equal ones in input order.", kFamily,
     "The value of a coin says little about whose it is."},
    {"smallest-OUT",
     "Inputs stand in the queue by value, the smallest first; equal ones in input order.", kFamily,
     "The value of a coin says little about whose it is."},
    {"IN-first", "Outputs are filled in output order, the fee last.", kFamily,
     "The order of outputs is chosen by the sender's software, or drawn at random."},
    {"IN-last", "Outputs are filled from the last to the first, the fee last.", kFamily,
     "The order of outputs is chosen by the sender's software, or drawn at random."},
    {"IN-highest",
     "Outputs are filled by value, the largest first; equal ones in output order; the fee last.",
     kFamily, "Takes the largest output for the one that matters."},
    {"IN-smallest",
     "Outputs are filled by value, the smallest first; equal ones in output order; the fee last.",
     kFamily, "Takes the smallest output for the one that matters."},
};

}  // namespace

const std::vector<DoctrineText>& doctrine_texts() {
  static const std::vector<DoctrineText> texts = [] {
    std::vector<DoctrineText> made;
    for (const Text& text : kTexts)
      made.push_back({std::string(text.names), std::string(text.rule), std::string(text.source),
                      std::string(text.misleads)});
    return made;
  }();
  return texts;
}

DoctrineText text_of(Doctrine doctrine) {
  const std::vector<DoctrineText>& texts = doctrine_texts();
  const std::string known = name(doctrine);
  for (std::size_t i = 0; i < kFirstIn; ++i)
    if (texts[i].names.substr(0, texts[i].names.find(',')) == known) return texts[i];
  const DoctrineText& in = texts[kFirstIn + static_cast<std::size_t>(doctrine.in)];
  const DoctrineText& out = texts[kFirstOut + static_cast<std::size_t>(doctrine.out)];
  return {.names = known,
          .rule = fmt::format("{} {}", in.rule, out.rule),
          .source = in.source,
          .misleads = in.misleads == out.misleads
                          ? in.misleads
                          : fmt::format("{} {}", in.misleads, out.misleads)};
}

}  // namespace spoor::tracing
