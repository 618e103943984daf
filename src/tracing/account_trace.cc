#include "tracing/account_trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>

#include "base/error.h"
#include "tracing/account_credit.h"
#include "tracing/account_holders.h"
#include "tracing/account_result.h"

namespace spoor::tracing {
namespace {

using ledger::Account;
using ledger::Transfer;

AccountRowKind kind_of(Pooled pooled) {
  switch (pooled) {
    case Pooled::kBridge:
      return AccountRowKind::kBridge;
    case Pooled::kMixer:
      return AccountRowKind::kMixer;
    case Pooled::kManyPayers:
      return AccountRowKind::kPool;
    default:
      return AccountRowKind::kUnknownConversion;
  }
}

std::size_t last_block(const AccountChain& chain, std::optional<std::uint32_t> until) {
  std::size_t count = chain.blocks();
  while (until && count > 0 && chain.block(count - 1).number > *until) --count;
  if (count == 0)
    throw_bad_input("the ledger has no block up to the cut-off", {},
                    "Give a later --until, or ingest blocks first");
  return count - 1;
}

class AccountTracer {
 public:
  AccountTracer(const AccountChain& chain, const AccountSeeds& seeds,
                const AccountTraceOptions& options)
      : chain_(chain),
        seeds_(seeds.rows),
        file_(seeds.file),
        options_(options),
        doctrine_(options.doctrine),
        last_block_(last_block(chain, options.until)),
        end_(chain.block(last_block_).end),
        holders_(chain, doctrine_, end_),
        pools_(chain, options.pooled, options.factories, options.pooled_after),
        minimums_(seeds, options),
        result_(doctrine_) {
    for (const AccountStop& stop : options.stops) stops_.emplace(stop.address, stop.service);
    check_seeds();
    for (const AccountSeed& seed : seeds_) holders_.visit(seed.tx);
  }

  AccountTraceResult run() {
    while (const std::optional<AccountTx> tx = holders_.next(touched_)) {
      tx_ = *tx;
      if (!touched_.empty() && transactions_ == options_.limit) {
        hit_limit_ = true;
        break;
      }
      transactions_ += touched_.empty() ? 0 : 1;
      if (options_.progress != nullptr) options_.progress->update(tx_.value);
      visit();
    }
    end_all();
    AccountTraceResult result = result_.finish();
    result.until = chain_.block(last_block_).number;
    result.transactions = transactions_;
    result.hit_limit = hit_limit_;
    return result;
  }

 private:
  void check_seeds();
  void check_seed_group(std::span<const AccountSeed> group);
  std::span<const AccountSeed> seeds_at(AccountTx tx) const;

  void visit();
  void enter_ranges();
  void close_pooled();
  void close(Holder& holder, AccountRowKind kind);
  void pay_fee();
  void end_unsure_value();
  bool moves_taint() const;
  void settle();
  void follow(const SettledFlow& flow);
  void convert(const Conversion& conversion, std::span<const Marked> given);
  void list_leads(const Settlement& settled);
  void move_clean();
  void place_credits();
  void place(AccountCredit& credit, std::span<const AccountSeed> seeds);
  void end_all();

  AccountCredit& credit_of(Account account);
  Pooled pooled(AddressId address) { return pools_.kind(address, tx_, moves_); }
  void end_at(AccountRowKind kind, Account account, std::span<const Marked> parts,
              std::uint32_t service = kNoAccountService) {
    result_.add(kind, account, tx_, parts, service);
  }

  const AccountChain& chain_;
  std::span<const AccountSeed> seeds_;
  const std::string& file_;
  const AccountTraceOptions& options_;
  AccountDoctrine doctrine_;
  std::size_t last_block_;
  AccountTx end_;
  AccountHolders holders_;
  PooledContracts pools_;
  Minimums minimums_;
  AccountResultBuilder result_;
  Settler settler_;
  std::unordered_map<AddressId, std::uint32_t> stops_;
  std::uint64_t transactions_ = 0;
  bool hit_limit_ = false;

  // The present transaction.
  AccountTx tx_;
  AddressId fee_recipient_;
  std::vector<Transfer> moves_;
  std::vector<Holder*> touched_;  // that are not pooled
  std::vector<AccountCredit> credits_;
  std::unordered_map<std::uint64_t, std::size_t> credit_rows_;
  std::vector<std::pair<Account, MarkedList>> given_;  // for conversions, by (account, gave)
  std::vector<Label> unknown_;  // labels that ended as unknown-conversion, for leads
  MarkedList parts_;            // scratch
};

std::span<const AccountSeed> AccountTracer::seeds_at(AccountTx tx) const {
  const auto first = std::partition_point(seeds_.begin(), seeds_.end(),
                                          [&](const AccountSeed& seed) { return seed.tx < tx; });
  const auto last = std::partition_point(first, seeds_.end(),
                                         [&](const AccountSeed& seed) { return seed.tx == tx; });
  return {first, last};
}

void AccountTracer::check_seeds() {
  for (std::size_t begin = 0, end = 0; begin < seeds_.size(); begin = end) {
    while (end < seeds_.size() && seeds_[end].tx == seeds_[begin].tx) ++end;
    check_seed_group(seeds_.subspan(begin, end - begin));
  }
}

// Of one transaction.
void AccountTracer::check_seed_group(std::span<const AccountSeed> group) {
  const AccountSeed& first = group.front();
  if (first.tx >= end_)
    throw_bad_input("the seed lies after the cut-off", {.file = file_, .line = first.line});
  moves_.clear();
  chain_.moves(first.tx, moves_);
  std::map<Account, U256> sums;
  std::map<std::pair<Account, std::uint32_t>, U256> by_row;
  const auto add = [&](U256& sum, const AccountSeed& seed, const U256& most, const char* what) {
    const std::optional<U256> more = U256::checked_add(sum, seed.amount);
    if (!more || *more > most)
      throw_bad_input(
          fmt::format("the seeds exceed {}, which is {} base units", what, to_decimal(most)),
          {.file = file_, .line = seed.line},
          "A seed cannot exceed what its receiver got, net, in that transaction");
    sum = *more;
  };
  for (const AccountSeed& seed : group) {
    add(sums[seed.account], seed, move_of(seed.account, moves_).credit(), "the net credit");
    if (!seed.by_place) continue;
    const auto row = std::find_if(moves_.begin(), moves_.end(), [&](const Transfer& move) {
      return move.place == seed.place && move.to == seed.account.address &&
             move.asset == seed.account.asset;
    });
    add(by_row[{seed.account, seed.place}], seed, row == moves_.end() ? U256{} : row->amount,
        "the row that is named");
  }
}

void AccountTracer::visit() {
  moves_.clear();
  chain_.moves(tx_, moves_);
  fee_recipient_ = chain_.block(chain_.block_of(tx_)).fee_recipient;
  credits_.clear();
  credit_rows_.clear();
  enter_ranges();
  close_pooled();
  pay_fee();
  end_unsure_value();
  if (moves_taint())
    settle();
  else
    move_clean();
  place_credits();
}

void AccountTracer::enter_ranges() {
  for (Holder* holder : touched_) {
    parts_.clear();
    holders_.enter_range(*holder, tx_, parts_);
    end_at(AccountRowKind::kAdjustment, holder->account, parts_);
  }
}

void AccountTracer::close_pooled() {
  std::erase_if(touched_, [&](Holder* holder) {
    const Pooled kind = pooled(holder->account.address);
    if (kind != Pooled::kNo) close(*holder, kind_of(kind));
    return kind != Pooled::kNo;
  });
}

void AccountTracer::close(Holder& holder, AccountRowKind kind) {
  parts_.clear();
  holder.purse.holdings(parts_);
  end_at(kind, holder.account, parts_);
  holders_.forget(holder);
}

void AccountTracer::pay_fee() {
  const AccountFee fee = chain_.fee(tx_);
  Holder* sender = fee.sender.valid() ? holders_.find({fee.sender, kNativeAsset}) : nullptr;
  if (sender == nullptr) return;
  if (!fee.burnt || !fee.tip) result_.unknown_fee();
  const auto pay = [&](const std::optional<U256>& amount, AccountRowKind kind) {
    parts_.clear();
    sender->purse.take(amount.value_or(U256{}), parts_);
    result_.add(kind, sender->account, AccountTx{}, parts_);
  };
  pay(fee.burnt, AccountRowKind::kGasBurnt);
  pay(fee.tip, AccountRowKind::kGasTip);
}

void AccountTracer::end_unsure_value() {
  const std::optional<Transfer> value = chain_.unsure_value(tx_);
  if (!value || value->from == value->to) return;
  Holder* sender = holders_.find({value->from, value->asset});
  if (sender == nullptr) return;
  parts_.clear();
  sender->purse.cleanse(std::min(value->amount, sender->purse.balance()), parts_);
  end_at(AccountRowKind::kUnknownStatus, {value->to, value->asset}, parts_);
}

bool AccountTracer::moves_taint() const {
  return std::any_of(touched_.begin(), touched_.end(), [&](const Holder* holder) {
    return holder->purse.is_tainted() && move_of(holder->account, moves_).debit() != U256{};
  });
}

void AccountTracer::settle() {
  const Settlement& settled = settler_.settle({.fee_recipient = fee_recipient_, .moves = moves_},
                                              [&](AddressId address) { return pooled(address); });
  for (const AssetId asset : settled.overflowing)
    if (std::any_of(touched_.begin(), touched_.end(),
                    [&](const Holder* holder) { return holder->account.asset == asset; }))
      throw_corrupt("the amounts of one transaction exceed 256 bits in an asset that is followed");
  given_.clear();
  unknown_.clear();
  for (const SettledFlow& flow : settled.flows) follow(flow);
  for (const Conversion& conversion : settled.conversions) {
    const Account account{conversion.account, conversion.gave};
    const auto given = std::find_if(given_.begin(), given_.end(),
                                    [&](const auto& one) { return one.first == account; });
    if (given != given_.end())
      convert(conversion, given->second);
    else
      credit_of({conversion.account, conversion.got}).add(doctrine_, conversion.got_amount, {});
  }
  list_leads(settled);
  if (std::any_of(moves_.begin(), moves_.end(), [](const Transfer& m) { return m.approximate; }))
    result_.approximate();
}

void AccountTracer::follow(const SettledFlow& flow) {
  const Account to{flow.to, flow.asset};
  MarkedList parts;
  if (Holder* from = flow.from.valid() ? holders_.find({flow.from, flow.asset}) : nullptr)
    from->purse.take(flow.amount, parts);
  const auto stop = stops_.find(flow.to);
  const bool is_service = flow.to.valid() && stop != stops_.end();
  if (flow.end == FlowEnd::kConverted) {
    if (!parts.empty()) given_.emplace_back(Account{flow.from, flow.asset}, std::move(parts));
    return;
  }
  if (flow.end == FlowEnd::kBurnt)
    return end_at(AccountRowKind::kBurnt, {flow.from, flow.asset}, parts);
  if (is_service) {
    end_at(AccountRowKind::kService, to, parts, stop->second);
    parts.clear();
  }
  if (flow.end == FlowEnd::kBatch) return end_at(AccountRowKind::kBatch, to, parts);
  if (flow.end == FlowEnd::kPays) return credit_of(to).add(doctrine_, flow.amount, parts);
  const AccountRowKind kind = kind_of(pooled(flow.to));
  if (!is_service) end_at(kind, to, parts);
  if (is_service || kind != AccountRowKind::kUnknownConversion) return;
  for (const Marked& part : parts)
    if (part.label != kClean) unknown_.push_back(label_of(part.label));
}

void AccountTracer::convert(const Conversion& conversion, std::span<const Marked> given) {
  MarkedList got;
  convert_parts(doctrine_, given, conversion.gave_amount, conversion.got_amount, got);
  result_.convert(tx_, conversion, given, got);
  minimums_.carry(given, conversion);
  if (conversion.rule == ConversionRule::kNet) add_basis(doctrine_, kInferred, got);
  credit_of({conversion.account, conversion.got}).add(doctrine_, conversion.got_amount, got);
}

void AccountTracer::list_leads(const Settlement& settled) {
  std::sort(unknown_.begin(), unknown_.end());
  unknown_.erase(std::unique(unknown_.begin(), unknown_.end()), unknown_.end());
  for (const Label label : unknown_)
    for (const SettledFlow& flow : settled.flows)
      if (!flow.from.valid())
        result_.lead(
            {.label = label, .tx = tx_, .account = {flow.to, flow.asset}, .amount = flow.amount});
}

// No tainted money moves, so balances change and nothing else.
void AccountTracer::move_clean() {
  for (Holder* holder : touched_) {
    const AccountMove move = move_of(holder->account, moves_);
    parts_.clear();
    holder->purse.take(move.debit(), parts_);
    if (move.credit() != U256{}) credit_of(holder->account).add(doctrine_, move.credit(), {});
  }
}

AccountCredit& AccountTracer::credit_of(Account account) {
  const std::uint64_t key = std::uint64_t{account.address.value} << 32 | account.asset.value;
  const auto [found, is_new] = credit_rows_.try_emplace(key, credits_.size());
  if (is_new) credits_.push_back({.account = account, .amount = {}, .parts = {}});
  return credits_[found->second];
}

void AccountTracer::place_credits() {
  const std::span<const AccountSeed> here = seeds_at(tx_);
  std::map<Account, std::vector<AccountSeed>> seeds;
  for (const AccountSeed& seed : here) {
    seeds[seed.account].push_back(seed);
    AccountCredit& credit = credit_of(seed.account);
    // What nothing tainted moved, or a pooled contract got, was not told.
    if (credit.amount == U256{}) credit.add(doctrine_, move_of(seed.account, moves_).credit(), {});
  }
  for (AccountCredit& credit : credits_) {
    const auto on_it = seeds.find(credit.account);
    place(credit, on_it == seeds.end() ? std::span<const AccountSeed>{}
                                       : std::span<const AccountSeed>(on_it->second));
  }
  if (!here.empty() && std::any_of(moves_.begin(), moves_.end(),
                                   [](const Transfer& move) { return move.approximate; }))
    result_.approximate();
}

void AccountTracer::place(AccountCredit& credit, std::span<const AccountSeed> seeds) {
  parts_.clear();
  minimums_.apply(credit, parts_);
  end_at(AccountRowKind::kBelowMinimum, credit.account, parts_);
  if (!seeds.empty()) mark_seeds(doctrine_, seeds, credit, result_);
  Holder* holder = holders_.find(credit.account);
  if (holder == nullptr) {
    if (!credit.is_tainted()) return;
    holder = &holders_.add(credit.account, tx_);
    // Its fee of this transaction was paid already.
    const AccountFee fee = chain_.fee(tx_);
    if (credit.account == Account{fee.sender, kNativeAsset}) {
      MarkedList none;
      holder->purse.take(total(fee), none);
    }
  }
  add_basis(doctrine_, holder->basis, credit.parts);
  holder->purse.put(credit.amount, credit.parts);
}

// At the end, or where the limit was reached: then `touched_` and all that have a next transaction
// still move.
void AccountTracer::end_all() {
  std::unordered_map<const Holder*, AccountTx> moving;
  if (hit_limit_)
    for (const Holder* holder : touched_) moving.emplace(holder, tx_);
  holders_.for_each([&](Holder& holder) {
    parts_.clear();
    holder.purse.holdings(parts_);
    if (hit_limit_ && holder.next.valid()) moving.emplace(&holder, holder.next);
    const auto next = moving.find(&holder);
    const bool moves = next != moving.end();
    result_.add(moves ? AccountRowKind::kLimit : AccountRowKind::kHolding, holder.account,
                moves ? next->second : AccountTx{}, parts_);
  });
  if (!hit_limit_) return;
  for (const AccountSeed& seed : seeds_) {
    if (seed.tx < tx_) continue;
    result_.accept(seed.label, seed.account.asset, seed.amount);
    result_.add(AccountRowKind::kLimit, seed.account, seed.tx,
                MarkedList{{mark(seed.label, kShown), seed.amount}});
  }
}

}  // namespace

std::string_view name(AccountRowKind kind) {
  constexpr std::array<std::string_view, kAccountRowKinds> kNames = {
      "holding", "service",        "pool",          "bridge", "mixer",     "unknown-conversion",
      "batch",   "unknown-status", "below-minimum", "limit",  "gas-burnt", "gas-tip",
      "burnt",   "adjustment"};
  return kNames[static_cast<std::size_t>(kind)];
}

AccountTraceResult trace_accounts(const AccountChain& chain, const AccountSeeds& seeds,
                                  const AccountTraceOptions& options) {
  return AccountTracer(chain, seeds, options).run();
}

}  // namespace spoor::tracing
