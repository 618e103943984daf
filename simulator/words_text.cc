#include "simulator/words_text.h"

#include "base/amount.h"
#include "base/error.h"
#include "chains/bitcoin/block.h"

namespace spoor::simulator {
namespace {

constexpr std::string_view kArrow = "->";
constexpr std::size_t kDecimals = 8;

// The end of the word that begins at `at`.
std::size_t end_of_word(std::string_view row, std::size_t at) {
  bool quoted = false;
  for (; at < row.size(); ++at) {
    if (row[at] == '"') quoted = !quoted;
    if (quoted) continue;
    if (row[at] == ' ' || row[at] == '\t' || row[at] == ',' || row[at] == '#') break;
    if (row.substr(at).starts_with(kArrow)) break;
  }
  if (quoted) throw_bad_input("a quote is not closed");
  return at;
}

void append_words(std::string_view row, std::vector<std::string>& words) {
  for (std::size_t at = 0; at < row.size();) {
    if (row[at] == ' ' || row[at] == '\t') {
      ++at;
    } else if (row[at] == '#') {
      return;
    } else if (row[at] == ',') {
      words.emplace_back(",");
      ++at;
    } else if (row.substr(at).starts_with(kArrow)) {
      words.emplace_back(kArrow);
      at += kArrow.size();
    } else {
      const std::size_t end = end_of_word(row, at);
      std::string word(row.substr(at, end - at));
      std::erase(word, '"');
      words.push_back(std::move(word));
      at = end;
    }
  }
}

bool joins(const std::string& word) { return word == "," || word == kArrow; }

// A comma or an arrow on either side of a line break joins the two lines.
void append_line(std::vector<Line>& lines, Line line) {
  if (line.words.empty()) return;
  if (lines.empty() || !(joins(lines.back().words.back()) || joins(line.words.front())))
    return lines.push_back(std::move(line));
  lines.back().words.insert(lines.back().words.end(), line.words.begin(), line.words.end());
}

Satoshi parse_btc(std::string_view text) {
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  std::string fraction(point == std::string_view::npos ? "" : text.substr(point + 1));
  if (fraction.size() > kDecimals)
    throw_bad_input("a bitcoin has eight decimals: " + std::string(text));
  fraction.resize(kDecimals, '0');
  const std::uint64_t bitcoins = parse_u64(whole);
  if (bitcoins > bitcoin::kMaxMoney / 100'000'000)
    throw_bad_input("more than all bitcoin: " + std::string(text));
  return Satoshi{bitcoins * 100'000'000 + parse_u64(fraction)};
}

}  // namespace

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  std::uint64_t number = 0;
  while (!text.empty()) {
    ++number;
    const std::size_t end = text.find('\n');
    std::string_view row = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (row.ends_with('\r')) row.remove_suffix(1);
    Line line{number, {}};
    try {
      append_words(row, line.words);
    } catch (const Error& error) {
      throw error.at({.line = number});
    }
    append_line(lines, std::move(line));
  }
  return lines;
}

std::string_view WordReader::peek() const {
  return at_end() ? std::string_view() : line_.words[position_];
}

std::string_view WordReader::take(std::string_view place) {
  if (at_end()) throw_bad_input(std::string(place) + " is missing");
  return line_.words[position_++];
}

bool WordReader::take_if(std::string_view word) {
  if (at_end() || line_.words[position_] != word) return false;
  ++position_;
  return true;
}

void WordReader::end() const {
  if (!at_end()) throw_bad_input("not understood: " + line_.words[position_]);
}

Satoshi WordReader::amount() {
  const std::string_view number = take("an amount");
  if (take_if("BTC")) return parse_btc(number);
  take_if("sat");
  if (number.find('.') != std::string_view::npos)
    throw_bad_input("a satoshi has no decimals: " + std::string(number), {},
                    "Write BTC after the number where bitcoin is meant");
  const Satoshi amount{parse_u64(number)};
  if (amount.value > bitcoin::kMaxMoney)
    throw_bad_input("more than all bitcoin: " + std::string(number));
  return amount;
}

}  // namespace spoor::simulator
