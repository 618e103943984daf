#include "tests/random_accounts.h"

#include <fmt/core.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>

namespace spoor::testing {
namespace {

using ledger::Account;
using ledger::Transfer;
using ledger::TransferKind;
using tracing::Label;

// Addresses 0 to 4 are people's, 5 and 6 pools, 7 a router, 8 a mixer; 20 and 21 are tokens, 22 is
// the wrapped native asset.
constexpr std::uint32_t kPeople = 5, kPools = 5, kRouter = 7, kMixer = 8, kWrapped = 22;

std::uint64_t below(std::uint64_t n) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::uint64_t>(0, n));
}
bool once_in(std::uint64_t n) { return below(n) == n - 1; }

AddressId person() { return AddressId{static_cast<std::uint32_t>(below(kPeople))}; }
AddressId pool() { return AddressId{static_cast<std::uint32_t>(kPools + below(2))}; }
AddressId anyone() {
  if (once_in(12)) return AddressId{};
  if (once_in(5)) return AddressId{static_cast<std::uint32_t>(5 + below(4))};
  return once_in(20) ? AddressId{20} : person();
}
AssetId asset() {
  const std::uint64_t which = below(4);
  return which == 0 ? kNativeAsset : AssetId{static_cast<std::uint32_t>(19 + which)};
}
U256 amount() { return U256{below(13)}; }

class TxPlan {
 public:
  MemoryTx draw() {
    MemoryTx tx;
    if (!once_in(8)) tx.sender = person();
    if (once_in(2)) tx.burnt = U256{below(3)}, tx.tip = U256{below(3)};
    if (once_in(10)) tx.tip.reset();
    if (once_in(6)) return without_success(tx);
    for (std::uint64_t n = 1 + below(2); n > 0; --n) add_pattern();
    tx.rows = std::move(rows_);
    return tx;
  }

 private:
  void add(AssetId asset, AddressId from, AddressId to, U256 amount,
           TransferKind kind = TransferKind::kToken) {
    if (kind == TransferKind::kToken && asset == kNativeAsset) kind = TransferKind::kInternal;
    rows_.push_back({.kind = kind,
                     .asset = asset,
                     .from = from,
                     .to = to,
                     .amount = amount,
                     .place = static_cast<std::uint32_t>(rows_.size())});
  }

  MemoryTx without_success(MemoryTx tx) {
    tx.status = once_in(2) ? ledger::TxStatus::kUnknown : ledger::TxStatus::kFailed;
    add(kNativeAsset, tx.sender.valid() ? tx.sender : person(), person(), amount(),
        TransferKind::kNative);
    tx.rows = rows_;
    return tx;
  }

  void add_pattern() {
    switch (below(6)) {
      case 0:
      case 1:
        return add_payments();
      case 2:
        return add_swap();
      case 3:
        return add_wrap();
      case 4:
        return add_batch();
      default:
        return add(asset(), person(), person(), amount());
    }
  }

  void add_payments() {
    const AssetId what = asset();
    for (std::uint64_t n = 1 + below(4); n > 0; --n) add(what, anyone(), anyone(), amount());
  }

  // Through a router or not, sometimes for somebody else, sometimes with a fee or a call missing.
  void add_swap() {
    const AddressId account = person(), by = pool();
    const AddressId first = once_in(2) ? AddressId{kRouter} : by;
    const AddressId receiver = once_in(6) ? person() : account;
    const AssetId gave = asset(), got = asset();
    const U256 gives = U256{1 + below(12)}, gets = U256{1 + below(40)};
    add(gave, account, first, gives);
    if (first != by) add(gave, first, by, gives);
    if (once_in(8)) add(gave, account, AddressId{once_in(2) ? 4U : gave.value}, U256{1});
    if (once_in(8)) return;
    add(got, by, receiver, gets);
    if (once_in(6)) add(got, by, receiver, gets);
  }

  void add_wrap() {
    const AddressId account = person(), contract{kWrapped};
    const U256 much = U256{1 + below(12)};
    const AddressId via = once_in(2) ? AddressId{kRouter} : account;
    if (once_in(2)) {
      if (via != account) add(kNativeAsset, account, via, much);
      add(kNativeAsset, via, contract, much);
      add(AssetId{kWrapped}, {}, via, much, TransferKind::kWrap);
      if (via != account) add(AssetId{kWrapped}, via, once_in(8) ? person() : account, much);
    } else {
      if (via != account) add(AssetId{kWrapped}, account, via, much);
      add(AssetId{kWrapped}, via, {}, much, TransferKind::kUnwrap);
      add(kNativeAsset, contract, via, much);
      if (via != account) add(kNativeAsset, via, account, much);
    }
  }

  // Many give to one address, which gives to many.
  void add_batch() {
    const AssetId what = asset();
    const AddressId hub = person();
    U256 sum;
    for (std::uint64_t n = 1 + below(3); n > 0; --n) {
      add(what, person(), hub, amount());
      sum += rows_.back().amount;
    }
    for (std::uint64_t n = 1 + below(3); n > 0; --n) {
      const U256 paid = n == 1 ? sum : std::min(sum, amount());
      add(what, hub, anyone(), paid);
      sum -= paid;
    }
  }

  std::vector<Transfer> rows_;
};

std::vector<Transfer> moves_in(const MemoryAccounts& chain, AccountTx tx) {
  std::vector<Transfer> moves;
  chain.moves(tx, moves);
  return moves;
}

std::string address_text(AddressId address) {
  return address.valid() ? std::to_string(address.value) : "-";
}
std::string asset_text(AssetId asset) {
  return asset == kNativeAsset ? "native" : std::to_string(asset.value);
}

}  // namespace

MemoryAccounts random_accounts() {
  std::vector<MemoryBlock> blocks(1 + below(5));
  std::uint32_t number = 1;
  std::vector<MemoryOpening> openings;
  const bool has_traces = !once_in(4);
  for (MemoryBlock& block : blocks) {
    number += once_in(4) ? 2 : 1;
    block.number = number;
    block.has_traces = has_traces || once_in(2);
    if (!once_in(3)) block.fee_recipient = person();
    for (std::uint64_t n = below(5); n > 0; --n) block.txs.push_back(TxPlan().draw());
    if (once_in(4))
      block.closing.push_back({.kind = TransferKind::kWithdrawal,
                               .asset = kNativeAsset,
                               .from = {},
                               .to = person(),
                               .amount = amount()});
    if (once_in(3))
      openings.push_back(
          {.account = {person(), asset()}, .given = {.block = number, .amount = U256{below(30)}}});
  }
  return MemoryAccounts(std::move(blocks), std::move(openings));
}

tracing::AccountSeeds random_account_seeds(const MemoryAccounts& chain) {
  tracing::AccountSeeds seeds{.file = "seeds", .labels = {"A", "B", "C"}, .rows = {}};
  struct Credit {
    AccountTx tx;
    Account account;
    std::uint64_t left;
  };
  std::vector<Credit> credits;
  for (std::uint64_t i = 0; i < chain.tx_rows(); ++i) {
    std::map<Account, bool> seen;
    const std::vector<Transfer> moves = moves_in(chain, AccountTx{i});
    for (const Transfer& move : moves) {
      const Account account{move.to, move.asset};
      if (!move.to.valid() || !seen.emplace(account, true).second) continue;
      const U256 credit = tracing::move_of(account, moves).credit();
      if (credit != U256{}) credits.push_back({AccountTx{i}, account, credit.to_u64()});
    }
  }
  for (std::uint64_t n = credits.empty() ? 0 : 1 + below(5); n > 0; --n) {
    Credit& credit = credits[below(1 + below(credits.size()))];
    if (credit.left == 0) continue;
    const std::uint64_t much = credit.left - below(credit.left);
    credit.left -= much;
    seeds.rows.push_back({.tx = credit.tx,
                          .account = credit.account,
                          .amount = U256{much},
                          .label = Label{static_cast<std::uint16_t>(1 + below(3))},
                          .line = seeds.rows.size() + 2});
  }
  std::stable_sort(seeds.rows.begin(), seeds.rows.end(),
                   [](const auto& a, const auto& b) { return a.tx < b.tx; });
  return seeds;
}

tracing::AccountTraceOptions random_account_options(const MemoryAccounts& chain,
                                                    const tracing::AccountSeeds& seeds) {
  tracing::AccountTraceOptions options;
  options.doctrine = tracing::kAccountDoctrines[below(tracing::kAccountDoctrines.size())];
  const std::size_t last = seeds.rows.empty() ? 0 : chain.block_of(seeds.rows.back().tx);
  if (once_in(3)) options.until = chain.block(last + below(chain.blocks() - last)).number;
  if (once_in(4)) options.minimum = U256{below(6)};
  if (once_in(2)) options.minimum_parts = 1 + below(6);
  if (once_in(5)) options.limit = below(5);
  options.pooled_after = once_in(3) ? 1 + below(3) : 100;
  options.pooled = {{AddressId{5}, tracing::Pooled::kSwap},
                    {AddressId{6}, once_in(2) ? tracing::Pooled::kSwap : tracing::Pooled::kLender},
                    {AddressId{kMixer}, tracing::Pooled::kMixer}};
  if (once_in(2)) options.pooled.push_back({AddressId{kRouter}, tracing::Pooled::kRouter});
  if (!once_in(4)) options.pooled.push_back({AddressId{kWrapped}, tracing::Pooled::kSwap});
  for (std::uint32_t i = 0; once_in(3) && i < 2; ++i)
    options.stops.push_back({AddressId{3 + 2 * i}, i});
  return options;
}

std::string text_of(const MemoryAccounts& chain) {
  std::string text;
  for (std::uint64_t i = 0; i < chain.tx_rows(); ++i) {
    const AccountTx tx{i};
    const MemoryBlock& block = chain.all()[chain.block_of(tx)];
    const MemoryTx* is = chain.tx(tx);
    text += fmt::format("block {}{} tx {}", block.number, block.has_traces ? "" : " untraced", i);
    if (is != nullptr)
      text += fmt::format(" sender {} fee {} + {} status {}", address_text(is->sender),
                          is->burnt ? to_decimal(*is->burnt) : "?",
                          is->tip ? to_decimal(*is->tip) : "?", static_cast<int>(is->status));
    else
      text += fmt::format(" closing, fees to {}", address_text(block.fee_recipient));
    std::vector<Transfer> rows = moves_in(chain, tx);
    if (const auto value = chain.unsure_value(tx)) rows.push_back(*value);
    for (const Transfer& row : rows)
      text +=
          fmt::format("; {} -> {} {} of {} kind {}", address_text(row.from), address_text(row.to),
                      to_decimal(row.amount), asset_text(row.asset), static_cast<int>(row.kind));
    text += '\n';
  }
  for (const MemoryOpening& opening : chain.openings())
    text += fmt::format("opening {}/{} block {}: {}\n", opening.account.address.value,
                        asset_text(opening.account.asset), opening.given.block,
                        to_decimal(opening.given.amount));
  return text;
}

std::string text_of(const tracing::AccountSeeds& seeds,
                    const tracing::AccountTraceOptions& options) {
  std::string text =
      fmt::format("{} until {} minimum {} or 1/{} limit {} pooled after {} stops {}; pooled",
                  name(options.doctrine), options.until ? std::to_string(*options.until) : "-",
                  options.minimum ? to_decimal(*options.minimum) : "-", options.minimum_parts,
                  options.limit, options.pooled_after, options.stops.size());
  for (const tracing::KnownPooled& known : options.pooled)
    text += fmt::format(" {}", known.address.value);
  text += '\n';
  for (const tracing::AccountSeed& seed : seeds.rows)
    text += fmt::format("seed {} tx {} {}/{} {}\n", seed.label.value, seed.tx.value,
                        seed.account.address.value, asset_text(seed.account.asset),
                        to_decimal(seed.amount));
  return text;
}

std::string text_of(const tracing::AccountTraceResult& result) {
  std::string text =
      fmt::format("until {} transactions {} limit {} unknown fees {}\n", result.until,
                  result.transactions, result.hit_limit, result.unknown_fees);
  const auto account = [](Account a) {
    return fmt::format("{}/{}", address_text(a.address), asset_text(a.asset));
  };
  for (const tracing::AccountRow& row : result.rows)
    text += fmt::format("{} {} {} {} tx {} basis {} service {}\n", row.label.value, name(row.kind),
                        account(row.account), to_decimal(row.amount), row.tx.value, row.basis,
                        row.service);
  for (const tracing::ConversionRow& row : result.conversions)
    text += fmt::format("{} tx {} {} gave {} {} got {} {} rule {}: {} to {} basis {}\n",
                        row.label.value, row.tx.value, row.conversion.account.value,
                        to_decimal(row.conversion.gave_amount), asset_text(row.conversion.gave),
                        to_decimal(row.conversion.got_amount), asset_text(row.conversion.got),
                        static_cast<int>(row.conversion.rule), to_decimal(row.tainted_out),
                        to_decimal(row.tainted_in), row.basis);
  for (const tracing::AccountLead& lead : result.leads)
    text += fmt::format("lead {} tx {} {} {}\n", lead.label.value, lead.tx.value,
                        account(lead.account), to_decimal(lead.amount));
  for (const tracing::AccountTotals& sums : result.totals) {
    text += fmt::format(
        "total {} {} accepted {} overlap {} in {} out {} inferred {} opening {}:", sums.label.value,
        asset_text(sums.asset), to_decimal(sums.accepted), to_decimal(sums.overlap),
        to_decimal(sums.converted_in), to_decimal(sums.converted_out), to_decimal(sums.inferred),
        to_decimal(sums.on_openings));
    for (const U256& amount : sums.by_kind) text += " " + to_decimal(amount);
    text += '\n';
  }
  return text;
}

}  // namespace spoor::testing
