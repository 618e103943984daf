#include "tracing/account_openings.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "tracing/account_mark.h"

namespace spoor::tracing {
namespace {

[[noreturn]] void throw_too_much(std::string_view what) {
  throw_corrupt(fmt::format("{} exceeds 256 bits", what), {},
                "A token can claim any amount: trace an asset that people use");
}

U256 sum(const U256& a, const U256& b, std::string_view what) {
  const std::optional<U256> out = U256::checked_add(a, b);
  if (!out) throw_too_much(what);
  return *out;
}

}  // namespace

AccountMove move_of(ledger::Account account, std::span<const ledger::Transfer> moves) {
  AccountMove out;
  for (const ledger::Transfer& move : moves) {
    if (move.asset != account.asset || move.from == move.to) continue;
    if (move.from == account.address)
      out.out = sum(out.out, move.amount, "what an account gave in a transaction");
    if (move.to == account.address)
      out.in = sum(out.in, move.amount, "what an account got in a transaction");
  }
  return out;
}

U256 total(const AccountFee& fee) {
  return sum(fee.burnt.value_or(U256{}), fee.tip.value_or(U256{}), "the fee of a transaction");
}

void AccountOpenings::Walk::debit(const U256& amount) {
  if (amount > have) {
    need = sum(need, amount - have, "an opening balance");
    have = U256{};
  } else {
    have -= amount;
  }
}

void AccountOpenings::Walk::credit(const U256& amount) {
  have = sum(have, amount, "the balance of an account");
}

// Rows a and b are of one range exactly where their numbers are as far apart as they are.
const BlockRange& AccountOpenings::range_of(AccountTx tx) {
  auto known = ranges_.upper_bound(tx.value);
  if (known != ranges_.begin() && tx < std::prev(known)->second.end)
    return std::prev(known)->second;
  const std::size_t row = chain_.block_of(tx);
  const std::uint32_t number = chain_.block(row).number;
  std::size_t low = 0, high = row;  // the first row of the range
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (number - chain_.block(middle).number == row - middle)
      high = middle;
    else
      low = middle + 1;
  }
  BlockRange range;
  range.first_row = low;
  low = row, high = chain_.blocks() - 1;  // the last row
  while (low < high) {
    const std::size_t middle = high - (high - low) / 2;
    if (chain_.block(middle).number - number == middle - row)
      low = middle;
    else
      high = middle - 1;
  }
  range.end_row = low + 1;
  range.first = chain_.block(range.first_row).first;
  range.end = chain_.block(low).end;
  range.has_traces = true;
  for (std::size_t i = range.first_row; range.has_traces && i < range.end_row; ++i)
    range.has_traces = chain_.block(i).has_traces;
  return ranges_.emplace(range.first.value, range).first->second;
}

StartingBalance AccountOpenings::before(ledger::Account account, AccountTx tx) {
  const BlockRange& range = range_of(tx);
  const std::optional<GivenOpening> given = chain_.opening(
      account, chain_.block(range.first_row).number, chain_.block(range.end_row - 1).number);
  // A number in the range is a row in it.
  const AccountTx given_at =
      given ? chain_.block(range.first_row + given->block - chain_.block(range.first_row).number)
                  .first
            : AccountTx::invalid();
  Walk walk;
  std::optional<Walk> at_tx, at_given;
  for (const auto& span : chain_.history(account)) {
    auto entry = std::lower_bound(span.begin(), span.end(), range.first,
                                  [](const auto& e, AccountTx first) { return e.tx() < first; });
    for (; entry != span.end() && entry->tx() < range.end; ++entry) {
      if (!at_tx && entry->tx() >= tx) at_tx = walk;
      if (given && !at_given && entry->tx() >= given_at) at_given = walk;
      apply(account, entry->tx(), walk);
    }
  }
  if (!at_tx) at_tx = walk;
  StartingBalance out{.balance = sum(at_tx->have, walk.need - at_tx->need, "a balance")};
  bool assumed = walk.need != U256{};
  if (given) {
    const Walk& then = at_given ? *at_given : walk;
    const U256 least = sum(then.have, walk.need - then.need, "a balance");
    assumed = given->amount < least;
    out.is_given = !assumed;
    if (!assumed) out.balance = sum(out.balance, given->amount - least, "a balance");
  }
  const bool misses_calls = account.asset == kNativeAsset && !range.has_traces;
  if (assumed) out.basis = static_cast<std::uint8_t>(kOpening | (misses_calls ? kInferred : 0));
  out.is_uncertain = assumed || misses_calls;
  return out;
}

// The fee comes first.
void AccountOpenings::apply(ledger::Account account, AccountTx tx, Walk& walk) {
  if (account.asset == kNativeAsset) {
    const AccountFee fee = chain_.fee(tx);
    if (fee.sender == account.address) walk.debit(total(fee));
  }
  moves_.clear();
  chain_.moves(tx, moves_);
  const AccountMove move = move_of(account, moves_);
  walk.debit(move.debit());
  walk.credit(move.credit());
}

}  // namespace spoor::tracing
