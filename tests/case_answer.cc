#include "tests/case_answer.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "base/amount.h"
#include "base/error.h"
#include "tests/case_show.h"
#include "tracing/back.h"
#include "tracing/bounds.h"

namespace spoor::testing {
namespace {

using namespace tracing;
using simulator::WordReader;

// A height, or a date: the last block whose median time past is not later.
Height height_of(std::string_view text, const ledger::ChainView& view) {
  if (text.find('-') == std::string_view::npos)
    return Height{static_cast<std::uint32_t>(parse_u64(text))};
  const std::optional<Height> height = height_at(view, parse_utc(text));
  if (!height) throw_not_found("the chain begins after " + std::string(text));
  return *height;
}

// Reads `--name value` to the end. `take` is given each name; false: there is no such option.
template <class Take>
void read_options(WordReader& words, Take take) {
  while (!words.at_end()) {
    const std::string_view option = words.take("an option");
    if (!take(option)) throw_bad_input("no such option: " + std::string(option));
  }
}

// Options of a trace in either direction.
template <class Options>
bool take_common(std::string_view option, WordReader& words, Options& options) {
  if (option == "--doctrine")
    options.doctrine = parse_doctrine(words.take("the doctrine"));
  else if (option == "--fee")
    options.fee = parse_fee_rule(words.take("the fee rule"));
  else if (option == "--limit")
    options.limit = parse_u64(words.take("the limit"));
  else
    return false;
  return true;
}

TraceOptions trace_options(WordReader& words, const StoryLedger& ledger) {
  TraceOptions options;
  options.keep_segments = true;
  read_options(words, [&](std::string_view option) {
    if (option == "--coinbase")
      options.coinbase = parse_coinbase_rule(words.take("the coinbase rule"));
    else if (option == "--until")
      options.until = height_of(words.take("a height or a date"), ledger.view());
    else if (option == "--minimum")
      options.minimum = words.amount();
    else
      return take_common(option, words, options);
    return true;
  });
  const std::vector<simulator::StoryService>& services = ledger.story().services;
  for (std::uint32_t i = 0; i < services.size(); ++i)
    options.stops.push_back({ledger.address(services[i].payee), i});
  return options;
}

// The story's seeds, and what rows are called in its words.
struct Namer {
  explicit Namer(const StoryLedger& from) : ledger(from), seeds(from.seeds()) {}

  const std::string& label(Label label) const { return seeds.label(label); }
  std::string text(const Row& row) const {
    std::string text = fmt::format("{} {}", label(row.label), name(row.kind));
    if (row.coin.valid()) text += " " + ledger.name_of(row.coin);
    text += fmt::format(" {}", row.amount.value);
    if (row.service != kNoService) text += " " + ledger.story().services[row.service].name;
    return text;
  }
  std::string text(const Overlap& overlap) const {
    std::vector<std::string> holders;
    for (const Label holder : overlap.holders) holders.push_back(label(holder));
    return fmt::format("{} overlap {} {} held by {}", label(overlap.label),
                       ledger.name_of(overlap.coin), overlap.amount.value, fmt::join(holders, " "));
  }
  std::string text(const Segment& segment) const {
    return fmt::format("{} segment {} {} at {}", label(segment.label), ledger.name_of(segment.coin),
                       segment.amount.value, segment.offset.value);
  }
  static std::string text(const Interval& interval) {
    return fmt::format("{} to {}", interval.lower.value, interval.upper.value);
  }
  std::string text(const BoundsRow& row) const {
    return fmt::format("{} {} {} {}", label(row.label), name(row.kind), ledger.name_of(row.coin),
                       text(row.tainted));
  }
  std::string text(const SetBounds& row) const {
    return fmt::format("{} {}", label(row.label), text(row.tainted));
  }
  template <class Rows>
  void add(const Rows& rows, std::vector<std::string>& lines) const {
    for (const auto& row : rows) lines.push_back(text(row));
  }

  const StoryLedger& ledger;
  Seeds seeds;
};

// What a trace's result says: its rows, or its segments.
enum class Asked : std::uint8_t { kRows, kSegments };
std::vector<std::string> answer_trace(WordReader& words, const StoryLedger& ledger,
                                      TraceFunction trace, Asked asked) {
  const Namer namer(ledger);
  const TraceResult result = trace(ledger.view(), namer.seeds, trace_options(words, ledger));
  std::vector<std::string> lines;
  if (asked == Asked::kSegments) {
    namer.add(result.segments, lines);
    return lines;
  }
  namer.add(result.rows, lines);
  namer.add(result.overlaps, lines);
  if (result.hit_limit) lines.emplace_back("limit reached");
  return lines;
}

std::vector<std::string> answer_bounds(WordReader& words, const StoryLedger& ledger) {
  const Namer namer(ledger);
  std::vector<std::string> lines;
  namer.add(bounds(ledger.view(), namer.seeds, trace_options(words, ledger)).rows, lines);
  return lines;
}

// "bounds-for PAYEE, PAYEE [options]"
std::vector<std::string> answer_bounds_for(WordReader& words, const StoryLedger& ledger) {
  std::vector<AddressId> addresses;
  do {
    addresses.push_back(ledger.address(words.take("a payee")));
  } while (words.take_if(","));
  const Namer namer(ledger);
  std::vector<std::string> lines;
  namer.add(bounds_for(ledger.view(), namer.seeds, trace_options(words, ledger), addresses), lines);
  return lines;
}

BackTarget read_target(WordReader& words, const StoryLedger& ledger) {
  const simulator::StoryCoin& coin = ledger.story().coin(words.take("a coin"));
  BackTarget target{*ledger.ledger().find_coin(coin.outpoint), Satoshi{}, coin.value};
  if (!words.peek().starts_with("--") && words.peek() != "at") target.amount = words.amount();
  if (words.take_if("at")) target.offset = words.amount();
  return target;
}

// "back COIN [AMOUNT] [at OFFSET] --doctrine D [--fee R] [--since H] [--to PAYEE] [--limit N]"
std::vector<std::string> answer_back(WordReader& words, const StoryLedger& ledger) {
  const BackTarget target = read_target(words, ledger);
  BackOptions options;
  read_options(words, [&](std::string_view option) {
    if (option == "--since")
      options.since = height_of(words.take("a height or a date"), ledger.view());
    else if (option == "--to")
      options.addresses.push_back(ledger.address(words.take("a payee")));
    else
      return take_common(option, words, options);
    return true;
  });
  std::vector<std::string> lines;
  for (const Origin& origin : trace_back(ledger.view(), {target}, options).origins)
    lines.push_back(origin.coin.valid()
                        ? fmt::format("{} {} {} at {}", name(origin.kind),
                                      ledger.name_of(origin.coin), origin.amount.value,
                                      origin.offset.value)
                        : fmt::format("{} {}", name(origin.kind), origin.amount.value));
  return lines;
}

bool is_kind(std::string_view word) {
  for (std::size_t i = 0; i < kRowKinds; ++i)
    if (name(static_cast<RowKind>(i)) == word) return true;
  return false;
}

}  // namespace

bool asks_for_trace(const simulator::Line& words) {
  return words.words[0] == "trace" || words.words[0] == "segments";
}

std::vector<std::string> answer(const simulator::Line& question, const StoryLedger& ledger,
                                TraceFunction trace) {
  WordReader words(question);
  const std::string_view what = words.take("a question");
  try {
    if (what == "trace") return answer_trace(words, ledger, trace, Asked::kRows);
    if (what == "segments") return answer_trace(words, ledger, trace, Asked::kSegments);
    if (what == "bounds") return answer_bounds(words, ledger);
    if (what == "bounds-for") return answer_bounds_for(words, ledger);
    if (what == "back") return answer_back(words, ledger);
    if (what == "show") return answer_show(words, ledger);
    if (what == "ledger" && words.take_if("info")) return answer_ledger_info(words, ledger);
    throw_bad_input("no such question: " + std::string(what));
  } catch (const Error& error) {
    return {"refused " + error.message()};
  }
}

std::string normal_form(const simulator::Line& question, const simulator::Line& row,
                        const simulator::Story& story) {
  const bool of_the_program = question.words[0] == "show" || question.words[0] == "ledger";
  if (of_the_program || row.words[0] == "refused")
    return fmt::format("{}", fmt::join(row.words, " "));
  WordReader words(row);
  std::string text(words.take("a label or a kind"));
  bool coin_seen = false;
  while (!words.at_end()) {
    const std::string word(words.peek());
    text += ' ';
    if (word.find_first_not_of("0123456789.") == std::string::npos) {
      text += std::to_string(words.amount().value);
    } else if (!coin_seen && !is_kind(word) && story.has_coin(word)) {
      text += story.name_of(story.coin(words.take("a coin")).outpoint);
      coin_seen = true;
    } else {
      text += words.take("a word");
    }
  }
  return text;
}

}  // namespace spoor::testing
