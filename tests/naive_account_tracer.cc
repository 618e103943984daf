#include "tests/naive_account_tracer.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "tests/naive_account_purse.h"
#include "tests/naive_account_settle.h"

namespace spoor::testing {
namespace {

using namespace tracing;
using ledger::Account;
using ledger::Transfer;

class NaiveTracer : NaivePurses {
 public:
  NaiveTracer(const MemoryAccounts& chain, const AccountSeeds& seeds,
              const AccountTraceOptions& options)
      : NaivePurses(options.doctrine), chain_(chain), seeds_(seeds.rows), options_(options) {
    for (std::size_t i = 0; i < chain.blocks(); ++i) {
      const bool follows = i > 0 && chain.all()[i].number == chain.all()[i - 1].number + 1;
      range_of_block_.push_back(i == 0 ? 0 : range_of_block_.back() + (follows ? 0 : 1));
    }
    if (doctrine_ == AccountDoctrine::kHaircut && !options.minimum) {
      for (const AccountSeed& seed : seeds_)
        minimum_[{seed.label, seed.account.asset}] += to_amount(seed.amount);
      for (auto& [of, minimum] : minimum_) minimum /= options.minimum_parts;
    }
  }

  AccountTraceResult run() {
    for (std::size_t i = 0; i < chain_.blocks() && counts(i); ++i)
      result_.until = chain_.all()[i].number;
    for (std::uint64_t i = 0; i < chain_.tx_rows() && !stopped_; ++i) {
      tx_ = AccountTx{i};
      if (!counts(chain_.block_of(tx_))) break;
      visit();
    }
    end_all();
    return finish();
  }

 private:
  // --- the chain

  bool counts(std::size_t block) const {
    return !options_.until || chain_.all()[block].number <= *options_.until;
  }
  std::vector<Transfer> moves_in(AccountTx tx) const {
    std::vector<Transfer> moves;
    chain_.moves(tx, moves);
    return moves;
  }
  std::int64_t net(Account account, const std::vector<Transfer>& moves) const {
    std::int64_t sum = 0;
    for (const Transfer& move : moves) {
      if (move.asset != account.asset) continue;
      if (move.from == account.address) sum -= static_cast<std::int64_t>(to_amount(move.amount));
      if (move.to == account.address) sum += static_cast<std::int64_t>(to_amount(move.amount));
    }
    return sum;
  }
  Amount fee_of(Account account, AccountTx tx) const {
    const AccountFee fee = chain_.fee(tx);
    if (account.asset != kNativeAsset || fee.sender != account.address) return 0;
    return to_amount(fee.burnt.value_or(U256{})) + to_amount(fee.tip.value_or(U256{}));
  }
  // Where a part is not known: perhaps.
  bool pays(AccountTx tx) const {
    const AccountFee fee = chain_.fee(tx);
    return fee.burnt != U256{} || fee.tip != U256{};
  }
  bool touches(Account account, AccountTx tx) const {
    for (const Transfer& move : moves_in(tx))
      if (move.asset == account.asset &&
          (move.from == account.address || move.to == account.address))
        return true;
    if (const auto value = chain_.unsure_value(tx))
      if (account.asset == value->asset &&
          (value->from == account.address || value->to == account.address))
        return true;
    return account.asset == kNativeAsset && chain_.fee(tx).sender == account.address && pays(tx);
  }
  Pooled pooled(AddressId address) const {
    for (const KnownPooled& known : options_.pooled)
      if (known.address == address) return known.kind;
    std::set<AddressId> payers;
    for (std::uint64_t i = 0; i < tx_.value; ++i)
      for (const Transfer& move : moves_in(AccountTx{i}))
        if (move.to == address && move.from.valid() && move.from != address &&
            move.amount != U256{})
          payers.insert(move.from);
    return payers.size() > options_.pooled_after ? Pooled::kManyPayers : Pooled::kNo;
  }
  static AccountRowKind kind_of(Pooled pooled) {
    if (pooled == Pooled::kBridge) return AccountRowKind::kBridge;
    if (pooled == Pooled::kMixer) return AccountRowKind::kMixer;
    if (pooled == Pooled::kManyPayers) return AccountRowKind::kPool;
    return AccountRowKind::kUnknownConversion;
  }

  // --- openings

  // The lowest that the balance of the account gets in a range that starts at `opening`, and, at
  // the start of block row `at`, what it is.
  std::pair<std::int64_t, std::int64_t> lowest(Account account, std::size_t range,
                                               std::size_t at) const {
    std::int64_t balance = 0, least = 0, there = 0;
    for (std::uint64_t i = 0; i < chain_.tx_rows(); ++i) {
      const std::size_t block = chain_.block_of(AccountTx{i});
      if (range_of_block_[block] != range) continue;
      if (block == at && chain_.block(block).first == AccountTx{i}) there = balance;
      balance -= static_cast<std::int64_t>(fee_of(account, AccountTx{i}));
      least = std::min(least, balance);
      balance += net(account, moves_in(AccountTx{i}));
      least = std::min(least, balance);
    }
    return {least, there};
  }

  void open(Account account, NaivePurse& purse, std::size_t range, bool is_first) {
    std::optional<GivenOpening> given;
    std::size_t given_row = 0;
    bool traces = true;
    for (std::size_t i = 0; i < chain_.blocks(); ++i) {
      if (range_of_block_[i] != range) continue;
      traces = traces && chain_.all()[i].has_traces;
      for (const MemoryOpening& opening : chain_.openings())
        if (opening.account == account && opening.given.block == chain_.all()[i].number && !given) {
          given = opening.given;
          given_row = i;
        }
    }
    const auto [least, there] = lowest(account, range, given_row);
    Amount opening = static_cast<Amount>(-least);
    bool believed = false;
    if (given && static_cast<std::int64_t>(to_amount(given->amount)) - there >= -least) {
      opening = static_cast<Amount>(static_cast<std::int64_t>(to_amount(given->amount)) - there);
      believed = true;
    }
    const bool misses_calls = account.asset == kNativeAsset && !traces;
    const bool assumed = !believed && (given || least != 0);
    purse.basis = assumed ? static_cast<std::uint8_t>(kOpening | (misses_calls ? kInferred : 0))
                          : std::uint8_t{0};
    purse.range = range;
    if (assumed || misses_calls) purse.for_good = true;
    if (is_first) {
      purse.balance = opening;
      purse.units.assign(ordered_ ? opening : 0, kClean);
      return;
    }
    const Amount carried = tainted(purse);
    if (!believed) {
      purse.for_good = true;
      if (carried > 0) purse.basis |= kOpening;
      opening = std::max(opening, carried);
    }
    carry(account, purse, opening);
  }

  // What is tainted stays, the rest of the opening is clean and stands first.
  void carry(Account account, NaivePurse& purse, Amount opening) {
    std::vector<Mark> units;
    for (const Mark unit : purse.units)
      if (unit != kClean) units.push_back(with_basis(unit, kOpening));
    Shares shares;
    for (const auto& [mark, amount] : purse.shares) {
      Amount& share = shares[with_basis(mark, kOpening)];
      share = is_poison() ? 0 : share + amount;
    }
    purse.units = units;
    purse.shares = shares;
    if (is_poison()) {
      purse.balance = opening;
      if (opening == 0 && !purse.for_good) purse.shares.clear();
      return;
    }
    purse.balance = tainted(purse);
    if (purse.balance > opening)
      end(AccountRowKind::kAdjustment, account, take(purse, purse.balance - opening));
    if (ordered_) purse.units.insert(purse.units.begin(), opening - purse.balance, kClean);
    purse.balance = opening;
  }

  // The purse in the range of the present transaction.
  NaivePurse& purse_of(Account account) {
    const std::size_t range = range_of_block_[chain_.block_of(tx_)];
    const auto [found, is_new] = purses_.try_emplace(account);
    if (is_new) {
      open(account, found->second, range, true);
    } else if (found->second.range != range) {
      // What never got tainted money is not carried: it starts anew.
      if (!tracked_.contains(account)) found->second = NaivePurse{};
      open(account, found->second, range, !tracked_.contains(account));
    }
    return found->second;
  }

  // As if it had never held tainted money.
  NaivePurse anew(Account account) {
    NaivePurse purse;
    const std::size_t range = range_of_block_[chain_.block_of(tx_)];
    open(account, purse, range, true);
    for (std::uint64_t i = 0; i < tx_.value; ++i) {
      if (range_of_block_[chain_.block_of(AccountTx{i})] != range) continue;
      purse.balance -= fee_of(account, AccountTx{i});
      purse.balance += static_cast<Amount>(net(account, moves_in(AccountTx{i})));
    }
    purse.units.assign(ordered_ ? purse.balance : 0, kClean);
    return purse;
  }

  // --- results

  void end(AccountRowKind kind, Account account, const Money& money, AccountTx tx,
           std::uint32_t service = kNoAccountService) {
    Label last = kClean;
    for (const auto& [mark, amount] : by_mark(money)) {
      if (amount == 0 || (is_poison() && label_of(mark) == last)) continue;
      last = label_of(mark);
      rows_[{last, account.asset, kind, account.address, tx, basis_of(mark), service}] += amount;
    }
  }
  void end(AccountRowKind kind, Account account, const Money& money) {
    end(kind, account, money, tx_);
  }
  AccountTotals& total(Label label, AssetId asset) {
    AccountTotals& sums = totals_[{label, asset}];
    sums.label = label;
    sums.asset = asset;
    return sums;
  }

  // --- one transaction

  void visit() {
    const std::vector<Transfer> moves = moves_in(tx_);
    std::set<Account> touched;
    for (const Account account : tracked_)
      if (touches(account, tx_)) touched.insert(account);
    if (!touched.empty() && result_.transactions == options_.limit) {
      stopped_ = true;
      result_.hit_limit = true;
      return;
    }
    result_.transactions += touched.empty() ? 0 : 1;
    for (const Account account : touched) purse_of(account);
    close_pooled(touched);
    pay_fees();
    end_unsure_value();
    settle(moves);
  }

  void close_pooled(const std::set<Account>& touched) {
    for (const Account account : touched) {
      const Pooled kind = pooled(account.address);
      if (kind == Pooled::kNo) continue;
      NaivePurse& purse = purse_of(account);
      end(kind_of(kind), account, holdings(purse));
      purse = anew(account);
      tracked_.erase(account);
    }
  }

  Money holdings(const NaivePurse& purse) const {
    Money all{.amount = purse.balance, .units = purse.units, .shares = purse.shares};
    if (is_poison())
      for (auto& [mark, amount] : all.shares) amount = purse.balance;
    return all;
  }

  void pay_fees() {
    const AccountFee fee = chain_.fee(tx_);
    if (!fee.sender.valid() || !pays(tx_)) return;
    const Account payer{fee.sender, kNativeAsset};
    NaivePurse& purse = purse_of(payer);
    if (tracked_.contains(payer) && (!fee.burnt || !fee.tip)) ++result_.unknown_fees;
    const Money burnt = take(purse, to_amount(fee.burnt.value_or(U256{})));
    end(AccountRowKind::kGasBurnt, payer, burnt, AccountTx{});
    const Money tip = take(purse, to_amount(fee.tip.value_or(U256{})));
    end(AccountRowKind::kGasTip, payer, tip, AccountTx{});
  }

  void end_unsure_value() {
    const auto value = chain_.unsure_value(tx_);
    if (!value || value->from == value->to) return;
    NaivePurse& purse = purse_of({value->from, value->asset});
    const NaivePurse before = purse;
    const Amount amount = std::min(to_amount(value->amount), purse.balance);
    const Money taken = take(purse, amount);
    end(AccountRowKind::kUnknownStatus, {value->to, value->asset}, taken);
    if (is_poison()) {
      purse = before;
      return;
    }
    purse.balance += amount;
    if (ordered_)
      purse.units.insert(
          doctrine_ == AccountDoctrine::kFifo ? purse.units.begin() : purse.units.end(), amount,
          kClean);
  }

  void settle(const std::vector<Transfer>& moves) {
    const std::function<bool(AddressId)> is_pooled = [&](AddressId address) {
      return pooled(address) != Pooled::kNo;
    };
    const NaiveSettlement settled =
        naive_settle(moves, chain_.block(chain_.block_of(tx_)).fee_recipient, is_pooled);
    credits_.clear();
    given_.clear();
    unknown_.clear();
    for (const NaiveFlow& flow : settled.flows) follow(flow);
    for (const Conversion& conversion : settled.conversions) convert(conversion);
    for (const Label label : unknown_)
      for (const NaiveFlow& flow : settled.flows)
        if (!flow.from.valid())
          result_.leads.push_back({.label = label,
                                   .tx = tx_,
                                   .account = {flow.to, flow.asset},
                                   .amount = U256{flow.amount}});
    move_pooled(moves);
    place_credits();
  }

  void follow(const NaiveFlow& flow) {
    const Account to{flow.to, flow.asset};
    Money money = clean(flow.amount);
    if (flow.from.valid()) money = take(purse_of({flow.from, flow.asset}), flow.amount);
    if (flow.end == FlowEnd::kConverted) {
      given_[{flow.from, flow.asset}] = money;
      return;
    }
    if (flow.end == FlowEnd::kBurnt)
      return end(AccountRowKind::kBurnt, {flow.from, flow.asset}, money);
    for (const AccountStop& stop : options_.stops)
      if (stop.address == flow.to) {
        end(AccountRowKind::kService, to, money, tx_, stop.service);
        money = clean(flow.amount);
        break;
      }
    if (flow.end == FlowEnd::kBatch) return end(AccountRowKind::kBatch, to, money);
    if (flow.end == FlowEnd::kPays) return join(credits_[to], money);
    const AccountRowKind kind = kind_of(pooled(flow.to));
    end(kind, to, money);
    if (kind == AccountRowKind::kUnknownConversion)
      for (const auto& [mark, amount] : by_mark(money)) unknown_.insert(label_of(mark));
  }

  void convert(const Conversion& conversion) {
    const Amount gave = to_amount(conversion.gave_amount), got = to_amount(conversion.got_amount);
    const Money& money = given_[{conversion.account, conversion.gave}];
    Money out = clean(got);
    Amount begin = 0;
    for (std::size_t i = 0; i < money.units.size(); ++i) {
      const Amount stop = (i + 1) * got / gave;
      for (Amount at = begin; at < stop; ++at) out.units[at] = money.units[i];
      begin = stop;
    }
    for (const auto& [mark, amount] : money.shares)
      if (const Amount share = is_poison() ? got : amount * got / gave; share > 0)
        out.shares[mark] = share;
    note(conversion, money, out);
    for (const auto& [mark, amount] : by_mark(money)) {
      const auto minimum = minimum_.find({label_of(mark), conversion.gave});
      if (minimum != minimum_.end())
        minimum_.try_emplace({label_of(mark), conversion.got},
                             std::min(minimum->second, gave) * got / gave);
    }
    Money marked{.amount = got, .units = {}, .shares = {}};
    const std::uint8_t bits = conversion.rule == ConversionRule::kNet ? kInferred : kShown;
    for (const Mark unit : out.units) marked.units.push_back(with_basis(unit, bits));
    for (const auto& [mark, amount] : out.shares) {
      Amount& share = marked.shares[with_basis(mark, bits)];
      share = is_poison() ? got : share + amount;
    }
    join(credits_[{conversion.account, conversion.got}], marked);
  }

  // One row a label and basis; poison: a label has the basis that shows most.
  void note(const Conversion& conversion, const Money& out, const Money& in) {
    const std::uint8_t bits = conversion.rule == ConversionRule::kNet ? kInferred : kShown;
    std::map<Mark, std::pair<Amount, Amount>> amounts;
    Label last = kClean;
    for (const auto& [mark, amount] : by_mark(out)) {
      if (is_poison() && label_of(mark) == last) continue;
      last = label_of(mark);
      amounts[with_basis(mark, bits)].first += amount;
      const Shares shares = by_mark(in);
      if (const auto share = shares.find(mark); share != shares.end())
        amounts[with_basis(mark, bits)].second += share->second;
    }
    for (const auto& [mark, pair] : amounts) {
      result_.conversions.push_back({.label = label_of(mark),
                                     .tx = tx_,
                                     .conversion = conversion,
                                     .tainted_out = U256{pair.first},
                                     .tainted_in = U256{pair.second},
                                     .basis = basis_of(mark)});
      total(label_of(mark), conversion.gave).converted_out += U256{pair.first};
      total(label_of(mark), conversion.got).converted_in += U256{pair.second};
    }
  }

  // Settlement does not tell what pooled contracts give and get; it is clean.
  void move_pooled(const std::vector<Transfer>& moves) {
    std::set<Account> parties;
    for (const Transfer& move : moves)
      for (const AddressId address : {move.from, move.to})
        if (address.valid() && pooled(address) != Pooled::kNo)
          parties.insert({address, move.asset});
    for (const Account account : parties) {
      const std::int64_t change = net(account, moves);
      if (change < 0) take(purse_of(account), static_cast<Amount>(-change));
      if (change > 0) join(credits_[account], clean(static_cast<Amount>(change)));
    }
  }

  void place_credits() {
    for (auto& [account, money] : credits_) {
      drop_small(account, money);
      mark_seeds(account, money);
      const bool marked = is_tainted(money);
      put(purse_of(account), money);
      if (marked) tracked_.insert(account);
    }
  }

  void drop_small(Account account, Money& money) {
    Amount all = 0;
    std::map<Label, Amount> sums;
    for (const auto& [mark, amount] : by_mark(money)) {
      all = is_poison() ? std::max(all, amount) : all + amount;
      sums[label_of(mark)] += amount;
    }
    const auto is_small = [&](Mark mark) {
      if (mark == kClean) return false;
      if (options_.minimum) return all < to_amount(*options_.minimum);
      const auto minimum = minimum_.find({label_of(mark), account.asset});
      return minimum != minimum_.end() && sums[label_of(mark)] < minimum->second;
    };
    Money small;
    for (Mark& unit : money.units)
      if (is_small(unit)) {
        small.units.push_back(unit);
        unit = kClean;
      }
    std::erase_if(money.shares, [&](const auto& one) {
      if (is_small(one.first)) small.shares.insert(one);
      return is_small(one.first);
    });
    end(AccountRowKind::kBelowMinimum, account, small);
  }

  void mark_seeds(Account account, Money& money) {
    std::size_t at = 0;
    for (const AccountSeed& seed : seeds_) {
      if (seed.tx != tx_ || seed.account != account) continue;
      const Mark label = mark(seed.label, kShown);
      const Amount amount = to_amount(seed.amount);
      Amount accepted = 0;
      if (ordered_) {
        for (const std::size_t stop = at + amount; at < stop; ++at) {
          if (money.units[at] != kClean) continue;
          money.units[at] = label;
          ++accepted;
        }
      } else {
        Amount held = 0;
        for (const auto& [mark, share] : money.shares) held += share;
        accepted = is_poison() ? amount : std::min(amount, money.amount - held);
        if (accepted > 0) money.shares[label] += accepted;
      }
      if (accepted > 0) total(seed.label, account.asset).accepted += U256{accepted};
      if (accepted < amount) total(seed.label, account.asset).overlap += U256{amount - accepted};
    }
  }

  // --- the end

  void end_all() {
    for (const Account account : tracked_) {
      AccountTx next = AccountTx::invalid();
      for (std::uint64_t i = tx_.value; stopped_ && i < chain_.tx_rows() && !next.valid(); ++i)
        if (counts(chain_.block_of(AccountTx{i})) && touches(account, AccountTx{i}))
          next = AccountTx{i};
      end(next.valid() ? AccountRowKind::kLimit : AccountRowKind::kHolding, account,
          holdings(purses_[account]), next);
    }
    if (!stopped_) return;
    for (const AccountSeed& seed : seeds_) {
      if (seed.tx < tx_) continue;
      total(seed.label, seed.account.asset).accepted += seed.amount;
      rows_[{seed.label, seed.account.asset, AccountRowKind::kLimit, seed.account.address, seed.tx,
             kShown, kNoAccountService}] += to_amount(seed.amount);
    }
  }

  AccountTraceResult finish() {
    for (const auto& [key, amount] : rows_) {
      const auto& [label, asset, kind, address, tx, basis, service] = key;
      result_.rows.push_back({.label = label,
                              .kind = kind,
                              .account = {address, asset},
                              .amount = U256{amount},
                              .tx = tx,
                              .basis = basis,
                              .service = service});
      AccountTotals& sums = total(label, asset);
      sums.by_kind[static_cast<std::size_t>(kind)] += U256{amount};
      if (kind >= AccountRowKind::kGasBurnt) continue;
      if ((basis & kInferred) != 0) sums.inferred += U256{amount};
      if ((basis & kOpening) != 0) sums.on_openings += U256{amount};
    }
    for (const auto& [of, sums] : totals_) result_.totals.push_back(sums);
    result_.doctrine = doctrine_;
    return result_;
  }

  const MemoryAccounts& chain_;
  const std::vector<AccountSeed>& seeds_;
  const AccountTraceOptions& options_;
  std::vector<std::size_t> range_of_block_;
  std::map<std::pair<Label, AssetId>, Amount> minimum_;

  AccountTx tx_{0};
  bool stopped_ = false;
  std::map<Account, NaivePurse> purses_;
  std::set<Account> tracked_;  // those that got tainted money
  std::map<Account, Money> credits_;
  std::map<Account, Money> given_;
  std::set<Label> unknown_;

  AccountTraceResult result_;
  std::map<
      std::tuple<Label, AssetId, AccountRowKind, AddressId, AccountTx, std::uint8_t, std::uint32_t>,
      Amount>
      rows_;
  std::map<std::pair<Label, AssetId>, AccountTotals> totals_;
};

}  // namespace

AccountTraceResult naive_account_trace(const MemoryAccounts& chain, const AccountSeeds& seeds,
                                       const AccountTraceOptions& options) {
  return NaiveTracer(chain, seeds, options).run();
}

}  // namespace spoor::testing
