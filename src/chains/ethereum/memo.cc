#include "chains/ethereum/memo.h"

#include <algorithm>
#include <array>
#include <vector>

namespace spoor::ethereum {
namespace {

constexpr std::size_t kMostBytes = 250;  // of THORNode; longer ones are ignored there

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same(std::string_view text, std::string_view lower) {
  return std::ranges::equal(text, lower, {}, small);
}

template <std::size_t kCount>
bool is_one_of(std::string_view text, const std::array<std::string_view, kCount>& words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return same(text, word); });
}

constexpr auto kSwap = std::to_array<std::string_view>({"=", "s", "swap"});
constexpr auto kLimitOrder = std::to_array<std::string_view>({"=<", "lo", "limito"});
constexpr auto kOthers = std::to_array<std::string_view>(
    {"+",           "add",   "a",      "-",          "wd",        "withdraw", "d",
     "donate",      "bond",  "unbond", "leave",      "reserve",   "migrate",  "ragnarok",
     "switch",      "noop",  "name",   "n",          "~",         "$+",       "loan+",
     "$-",          "loan-", "trade+", "trade-",     "secure+",   "secure-",  "x",
     "consolidate", "tcy",   "m=<",    "yggdrasil+", "yggdrasil-"});

struct ShortForm {
  std::string_view code;
  MemoAsset asset;
};
constexpr auto kShortForms = std::to_array<ShortForm>({
    {"a", {"AVAX", "AVAX", ""}},
    {"b", {"BTC", "BTC", ""}},
    {"c", {"BCH", "BCH", ""}},
    {"d", {"DOGE", "DOGE", ""}},
    {"e", {"ETH", "ETH", ""}},
    {"f", {"BASE", "ETH", ""}},
    {"g", {"GAIA", "ATOM", ""}},
    {"l", {"LTC", "LTC", ""}},
    {"n", {"BNB", "BNB", ""}},
    {"r", {"THOR", "RUNE", ""}},
    {"rune", {"THOR", "RUNE", ""}},
    {"s", {"BSC", "BNB", ""}},
    {"x", {"XRP", "XRP", ""}},
});

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  for (;;) {
    const std::size_t end = text.find(separator);
    out.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

bool is_word(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (small(c) >= 'a' && small(c) <= 'z');
  });
}

std::optional<MemoAsset> parse_asset(std::string_view text) {
  for (const ShortForm& form : kShortForms)
    if (same(text, form.code)) return form.asset;
  const std::size_t at = text.find_first_of("./~-");
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view rest = text.substr(at + 1);
  const std::size_t dash = std::min(rest.find('-'), rest.size());
  MemoAsset out{text.substr(0, at), rest.substr(0, dash), {}, text[at]};
  if (!is_word(out.chain) || !is_word(out.symbol)) return std::nullopt;
  if (dash == rest.size()) return out;
  out.contract = rest.substr(dash + 1);
  if (!is_word(out.contract)) return std::nullopt;
  return out;
}

// "1612345678", or "161e6" for 161 and six zeros; nothing stands for 0.
std::optional<U256> parse_amount(std::string_view text) {
  U256 out;
  std::size_t i = 0;
  for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
    const std::optional<U256> next = U256::checked_mul(out, 10);
    if (!next || *next > U256::max() - U256(9)) return std::nullopt;
    out = *next + U256(static_cast<std::uint64_t>(text[i] - '0'));
  }
  if (i == text.size()) return out;
  const std::string_view zeros = text.substr(i + 1);
  if (i == 0 || small(text[i]) != 'e' || zeros.empty() || zeros.size() > 2) return std::nullopt;
  unsigned count = 0;
  for (const char c : zeros) {
    if (c < '0' || c > '9') return std::nullopt;
    count = count * 10 + static_cast<unsigned>(c - '0');
  }
  for (; count > 0; --count) {
    const std::optional<U256> next = U256::checked_mul(out, 10);
    if (!next) return std::nullopt;
    out = *next;
  }
  return out;
}

// LIMIT, LIMIT/INTERVAL or LIMIT/INTERVAL/QUANTITY.
bool read_limit(std::string_view text, SwapMemo& out) {
  const std::vector<std::string_view> parts = split(text, '/');
  if (parts.size() > 3) return false;
  std::array<U256, 3> numbers;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::optional<U256> number = parse_amount(parts[i]);
    if (!number || (i > 0 && !number->fits_u64())) return false;
    numbers[i] = *number;
  }
  out.limit = numbers[0];
  out.interval = numbers[1].to_u64();
  out.quantity = numbers[2].to_u64();
  return true;
}

// ASSET:DESTINATION[/REFUND]:LIMIT[/INTERVAL/QUANTITY]:AFFILIATE:FEE, and what aggregators add.
Memo parse_swap(const std::vector<std::string_view>& parts) {
  const auto part = [&](std::size_t i) { return i < parts.size() ? parts[i] : std::string_view(); };
  const std::optional<MemoAsset> asset = parse_asset(part(1));
  if (!asset) return NotAMemo{};
  SwapMemo out;
  out.asset = *asset;
  const std::size_t slash = std::min(part(2).find('/'), part(2).size());
  out.destination = part(2).substr(0, slash);
  if (slash < part(2).size()) out.refund = part(2).substr(slash + 1);
  if (!read_limit(part(3), out)) return NotAMemo{};
  out.affiliate = part(4);
  out.affiliate_fee = part(5);
  out.limit_order = is_one_of(parts[0], kLimitOrder);
  return out;
}

std::optional<Hash256> parse_hash(const std::vector<std::string_view>& parts) {
  if (parts.size() != 2) return std::nullopt;
  std::string_view digits = parts[1];
  if (digits.starts_with("0x") || digits.starts_with("0X")) digits.remove_prefix(2);
  Hash256 out{};
  if (digits.size() != 2 * out.size()) return std::nullopt;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const char c = small(digits[i]);
    const bool digit = c >= '0' && c <= '9';
    if (!digit && !(c >= 'a' && c <= 'f')) return std::nullopt;
    out[i / 2] = static_cast<std::uint8_t>(out[i / 2] << 4 | (digit ? c - '0' : c - 'a' + 10));
  }
  return out;
}

}  // namespace

Memo parse_memo(std::string_view text) {
  const auto is_odd = [](char c) { return c <= ' ' || c > '~'; };
  if (text.size() > kMostBytes || std::ranges::any_of(text, is_odd)) return NotAMemo{};
  const std::vector<std::string_view> parts = split(text, ':');
  if (is_one_of(parts[0], kSwap) || is_one_of(parts[0], kLimitOrder)) return parse_swap(parts);
  const bool is_out = same(parts[0], "out");
  if (is_out || same(parts[0], "refund")) {
    const std::optional<Hash256> hash = parse_hash(parts);
    if (!hash) return NotAMemo{};
    if (is_out) return OutboundMemo{*hash};
    return RefundMemo{*hash};
  }
  if (is_one_of(parts[0], kOthers)) return OtherMemo{parts[0]};
  return NotAMemo{};
}

}  // namespace spoor::ethereum
