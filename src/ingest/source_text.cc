#include "ingest/source_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>

#include "base/error.h"

namespace spoor::ingest {
namespace {

// What a power of ten may be: 2^256 has 78 digits.
constexpr std::uint64_t kMostPower = 78;

[[noreturn]] void throw_not_whole(std::string_view text) {
  throw_bad_input(fmt::format("not a whole number: '{}'", text), {},
                  "Amounts are in base units (wei); write this column from the exact source");
}

std::uint64_t power_of(std::string_view digits, std::string_view text) {
  if (digits.starts_with('+')) digits.remove_prefix(1);
  if (digits.empty() || digits.size() > 3 ||
      !std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; }))
    throw_not_whole(text);
  std::uint64_t out = 0;
  for (const char c : digits) out = 10 * out + static_cast<std::uint64_t>(c - '0');
  if (out > kMostPower) throw_bad_input(fmt::format("a number beyond 256 bits: '{}'", text));
  return out;
}

// "1.5e18": the digits without the point, less as many powers as stood behind it.
U256 parse_scientific(std::string_view text) {
  const std::size_t e = std::min(text.find_first_of("eE"), text.size());
  std::uint64_t power = e < text.size() ? power_of(text.substr(e + 1), text) : 0;
  std::string digits(text.substr(0, e));
  const std::size_t point = digits.find('.');
  if (point != std::string::npos) {
    digits.erase(point, 1);
    std::size_t behind = digits.size() - point;
    for (; behind > power && digits.ends_with('0'); --behind) digits.pop_back();
    if (behind > power) throw_not_whole(text);
    power -= behind;
  }
  U256 out = U256::parse(digits);
  for (; power > 0; --power) {
    const std::optional<U256> next = U256::checked_mul(out, 10);
    if (!next) throw_bad_input(fmt::format("a number beyond 256 bits: '{}'", text));
    out = *next;
  }
  return out;
}

void expect_hex(std::string_view text, std::size_t digits) {
  if (!text.starts_with("0x") || text.size() != 2 + digits)
    throw_bad_input(fmt::format("not 0x and {} hex digits: '{}'", digits, text));
}

std::uint8_t nibble(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<std::uint8_t>(c - 'A' + 10);
  throw_bad_input(fmt::format("not a hex digit: '{}'", c));
}

template <class Out>
void read_hex(std::string_view digits, Out& out) {
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = static_cast<std::uint8_t>(nibble(digits[2 * i]) << 4 | nibble(digits[2 * i + 1]));
}

bool separates(char c) {
  switch (c) {
    case ' ':
    case ',':
    case ';':
    case '|':
    case '[':
    case ']':
    case '\'':
    case '"':
    case '\t':
    case '\n':
      return true;
    default:
      return false;
  }
}

template <class Visit>
void for_each_part(std::string_view text, Visit visit) {
  while (!text.empty()) {
    if (separates(text[0])) {
      text.remove_prefix(1);
      continue;
    }
    const auto end = std::ranges::find_if(text, separates);
    const std::size_t length = static_cast<std::size_t>(end - text.begin());
    visit(text.substr(0, length));
    text.remove_prefix(length);
  }
}

// Most numbers are short: what has at most 19 digits fits 64 bits.
std::optional<std::uint64_t> short_number(std::string_view text) {
  if (text.empty() || text.size() > 19) return std::nullopt;
  std::uint64_t out = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    out = 10 * out + static_cast<std::uint64_t>(c - '0');
  }
  return out;
}

}  // namespace

U256 parse_amount(std::string_view text) {
  if (const auto value = short_number(text)) return U256(*value);
  const bool plain = text.starts_with("0x") || text.find_first_of(".eE") == std::string_view::npos;
  return plain ? U256::parse(text) : parse_scientific(text);
}

std::uint64_t parse_u64(std::string_view text) {
  if (const auto value = short_number(text)) return *value;
  const U256 value = parse_amount(text);
  if (!value.fits_u64()) throw_bad_input(fmt::format("a number beyond 64 bits: '{}'", text));
  return value.to_u64();
}

std::uint32_t parse_u32(std::string_view text) {
  const std::uint64_t value = parse_u64(text);
  if (value >= std::numeric_limits<std::uint32_t>::max())
    throw_bad_input(fmt::format("a number beyond 32 bits: '{}'", text));
  return static_cast<std::uint32_t>(value);
}

bool parse_flag(std::string_view text) {
  if (text == "true" || text == "True" || text == "1") return true;
  if (text == "false" || text == "False" || text == "0") return false;
  throw_bad_input(fmt::format("neither true nor false: '{}'", text));
}

Hash256 parse_word(std::string_view text) {
  expect_hex(text, 64);
  Hash256 out;
  read_hex(text.substr(2), out);
  return out;
}

Bytes parse_hex_bytes(std::string_view text) {
  if (!text.starts_with("0x") || text.size() % 2 != 0)
    throw_bad_input("not 0x and pairs of hex digits");
  Bytes out(text.size() / 2 - 1);
  read_hex(text.substr(2), out);
  return out;
}

ethereum::Address parse_dump_address(std::string_view text) {
  expect_hex(text, 40);
  ethereum::Address out;
  read_hex(text.substr(2), out.bytes);
  return out;
}

std::vector<Hash256> parse_words(std::string_view text) {
  std::vector<Hash256> out;
  for_each_part(text, [&](std::string_view part) { out.push_back(parse_word(part)); });
  return out;
}

std::vector<std::uint32_t> parse_trace_address(std::string_view text) {
  std::vector<std::uint32_t> out;
  for_each_part(text, [&](std::string_view part) { out.push_back(parse_u32(part)); });
  return out;
}

Party evm_party(const ethereum::Address& address) {
  return {.kind = static_cast<std::uint8_t>(ledger::AccountKind::kEvm), .payload = address.bytes};
}

Party evm_party_or_nobody(const ethereum::Address& address) {
  return address.is_zero() ? Party{} : evm_party(address);
}

}  // namespace spoor::ingest
