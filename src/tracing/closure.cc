#include "tracing/closure.h"

#include <fmt/format.h>

#include "base/error.h"

namespace spoor::tracing {
namespace {

void add(TxId tx, Satoshi& total, std::uint64_t value) {
  if (__builtin_add_overflow(total.value, value, &total.value))
    throw_corrupt(fmt::format("the values of transaction {} exceed 64 bits", tx.value));
}

}  // namespace

TxMoney money_of(const ledger::ChainView& view, TxId tx, bool takes_fees) {
  TxMoney money;
  const auto add_input = [&](std::uint64_t value) {
    if (value == ledger::kUnknownValue)
      money.known = false;
    else
      add(tx, money.in, value);
  };
  const TxRows rows = rows_of(view, tx);
  for (InputId input = rows.first_input; input < rows.end_input; ++input)
    add_input(view.input_value[input.value]);
  if (takes_fees) {
    const Height height = view.height_of(tx);
    add_input(view.subsidy(height).value);
    for (TxId other{tx.value + 1}; other < view.end_tx(height); ++other)
      add_input(view.tx_fee[other.value]);
  }
  for (CoinId coin = rows.first_coin; coin < rows.end_coin; ++coin)
    add(tx, money.out, view.coins[coin.value].value().value);
  money.known = money.known && money.out <= money.in;
  return money;
}

}  // namespace spoor::tracing
