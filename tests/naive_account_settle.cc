#include "tests/naive_account_settle.h"

#include <algorithm>
#include <map>
#include <set>

namespace spoor::testing {
namespace {

using ledger::Transfer;
using ledger::TransferKind;
using tracing::Conversion;
using tracing::ConversionRule;
using tracing::FlowEnd;

// An address, or below zero the nobody of one row.
using Who = std::int64_t;

struct Row {
  std::size_t at;
  Who from, to;
  std::uint64_t amount;
  TransferKind kind;
};
using Rows = std::map<AssetId, std::vector<Row>>;
using Nets = std::map<AssetId, std::map<Who, std::int64_t>>;

Who who(AddressId address, std::size_t row, bool gives) {
  if (address.valid()) return address.value;
  return -1 - 2 * static_cast<Who>(row) - (gives ? 1 : 0);
}
AddressId address(Who party) {
  return party < 0 ? AddressId{} : AddressId{static_cast<std::uint32_t>(party)};
}

class NaiveSettler {
 public:
  NaiveSettler(const std::vector<Transfer>& moves, AddressId fee_recipient,
               const std::function<bool(AddressId)>& is_pooled)
      : fee_recipient_(fee_recipient), is_pooled_(is_pooled) {
    for (std::size_t i = 0; i < moves.size(); ++i) {
      const Transfer& move = moves[i];
      if (move.amount == U256{} || move.from == move.to) continue;
      const Row row{i, who(move.from, i, true), who(move.to, i, false), move.amount.to_u64(),
                    move.kind};
      rows_[move.asset].push_back(row);
      nets_[move.asset][row.from] -= static_cast<std::int64_t>(row.amount);
      nets_[move.asset][row.to] += static_cast<std::int64_t>(row.amount);
    }
  }

  NaiveSettlement settle() {
    find_conversions();
    for (const auto& [asset, rows] : rows_) pay(asset, rows);
    return out_;
  }

 private:
  bool is_clean(Who party) const { return party < 0 || is_pooled_(address(party)); }

  void find_conversions() {
    std::set<Who> accounts;
    for (const auto& [asset, nets] : nets_)
      for (const auto& [party, net] : nets)
        if (party >= 0) accounts.insert(party);
    for (const Who account : accounts) {
      std::vector<std::pair<AssetId, std::int64_t>> gave, got;
      for (const auto& [asset, nets] : nets_) {
        const auto net = nets.find(account);
        if (net == nets.end() || net->second == 0) continue;
        (net->second < 0 ? gave : got).emplace_back(asset, net->second);
      }
      if (gave.size() != 1 || got.size() != 1 || is_pooled_(address(account))) continue;
      if (!all_others_are_no_persons(account, gave[0].first)) continue;
      if (!all_others_are_no_persons(account, got[0].first)) continue;
      out_.conversions.push_back({.account = address(account),
                                  .gave = gave[0].first,
                                  .gave_amount = U256{static_cast<std::uint64_t>(-gave[0].second)},
                                  .got = got[0].first,
                                  .got_amount = U256{static_cast<std::uint64_t>(got[0].second)},
                                  .rule = rule(account, gave[0].first, got[0].first)});
    }
  }

  bool all_others_are_no_persons(Who account, AssetId asset) const {
    for (const auto& [party, net] : nets_.at(asset)) {
      if (party == account || net == 0 || is_clean(party)) continue;
      const bool takes_fees =
          net > 0 && (address(party) == fee_recipient_ || party == Who{asset.value});
      if (!takes_fees) return false;
    }
    return true;
  }

  ConversionRule rule(Who account, AssetId gave, AssetId got) const {
    if (is_wrap(account, gave, got)) return ConversionRule::kWrap;
    return is_walk(account) ? ConversionRule::kPath : ConversionRule::kNet;
  }

  bool is_wrap(Who account, AssetId gave, AssetId got) const {
    if (nets_.at(gave).at(account) != -nets_.at(got).at(account)) return false;
    if (gave != kNativeAsset && got != kNativeAsset) return false;
    const AssetId token = gave == kNativeAsset ? got : gave;
    const TransferKind kind = gave == kNativeAsset ? TransferKind::kWrap : TransferKind::kUnwrap;
    bool has_leg = false;
    for (const Row& row : rows_.at(token)) has_leg = has_leg || row.kind == kind;
    for (const AssetId asset : {gave, got})
      for (const auto& [party, net] : nets_.at(asset))
        if (net != 0 && party >= 0 && party != account && party != Who{token.value}) return false;
    return has_leg;
  }

  // Rows with a dangling end go until none has; then every address must be left as often as it is
  // entered, and all of it must hang together with the account.
  bool is_walk(Who account) const {
    std::vector<std::pair<Who, Who>> edges;
    for (const auto& [asset, rows] : rows_)
      for (const Row& row : rows) {
        const Who from = row.kind == TransferKind::kWrap && row.from < 0 ? asset.value : row.from;
        const Who to = row.kind == TransferKind::kUnwrap && row.to < 0 ? asset.value : row.to;
        if (from != to) edges.emplace_back(from, to);
      }
    while (true) {
      std::map<Who, int> rows;
      for (const auto& [from, to] : edges) ++rows[from], ++rows[to];
      const auto dangles = [&](const auto& edge) {
        return rows[edge.first] == 1 || rows[edge.second] == 1;
      };
      if (std::erase_if(edges, dangles) == 0) break;
    }
    std::map<Who, int> balance;
    for (const auto& [from, to] : edges) --balance[from], ++balance[to];
    for (const auto& [party, net] : balance)
      if (net != 0) return false;
    std::set<Who> reached = {account};
    for (std::size_t round = 0; round <= edges.size(); ++round)
      for (const auto& [from, to] : edges)
        if (reached.contains(from) || reached.contains(to)) reached.insert({from, to});
    for (const auto& [from, to] : edges)
      if (!reached.contains(from)) return false;
    return !edges.empty() && balance.contains(account);
  }

  void pay(AssetId asset, std::vector<Row> rows) {
    std::map<Who, std::int64_t> left = nets_[asset];
    timed_.clear();
    bool converted = false;
    for (const Conversion& conversion : out_.conversions) {
      if (conversion.gave != asset && conversion.got != asset) continue;
      converted = true;
      left[conversion.account.value] = 0;
      if (conversion.gave == asset)
        timed_.emplace(0, NaiveFlow{asset,
                                    conversion.account,
                                    {},
                                    conversion.gave_amount.to_u64(),
                                    FlowEnd::kConverted});
    }
    if (converted) {
      for (const auto& [party, net] : left) pay_clean(asset, party, net);
    } else {
      pay_directly(asset, rows, left);
      for (const std::set<Who>& group : groups(rows)) pay_group(asset, rows, left, group);
    }
    for (const auto& [time, flow] : timed_) out_.flows.push_back(flow);
  }

  static std::vector<std::set<Who>> groups(const std::vector<Row>& rows) {
    std::vector<std::set<Who>> out;
    for (const Row& row : rows) {
      if (row.amount == 0) continue;
      std::set<Who> merged = {row.from, row.to};
      std::erase_if(out, [&](const std::set<Who>& group) {
        const bool meets = group.contains(row.from) || group.contains(row.to);
        if (meets) merged.insert(group.begin(), group.end());
        return meets;
      });
      out.push_back(merged);
    }
    return out;
  }

  void pay_directly(AssetId asset, std::vector<Row>& rows, std::map<Who, std::int64_t>& left) {
    std::set<Who> among_several;
    for (const std::set<Who>& group : groups(rows)) {
      int debtors = 0;
      for (const Who party : group) debtors += left[party] < 0 ? 1 : 0;
      if (debtors > 1) among_several.insert(group.begin(), group.end());
    }
    std::set<Who> got;
    for (const Row& row : rows) got.insert(row.to);
    for (Row& row : rows) {
      if (!among_several.contains(row.from) || got.contains(row.from)) continue;
      const std::int64_t amount =
          std::min({static_cast<std::int64_t>(row.amount), -left[row.from], left[row.to]});
      if (amount <= 0) continue;
      tell(asset, row.from, row.to, static_cast<std::uint64_t>(amount), row.at);
      left[row.from] += amount;
      left[row.to] -= amount;
      row.amount -= static_cast<std::uint64_t>(amount);
    }
  }

  void pay_group(AssetId asset, const std::vector<Row>& rows,
                 const std::map<Who, std::int64_t>& left, const std::set<Who>& group) {
    std::vector<Who> debtors;
    for (const Who party : group)
      if (left.at(party) < 0) debtors.push_back(party);
    for (const Who party : group) {
      const std::int64_t net = left.at(party);
      if (net > 0 && debtors.size() == 1)
        tell(asset, debtors[0], party, static_cast<std::uint64_t>(net), last_credit(asset, party));
      if (net > 0 && debtors.size() > 1) pay_clean(asset, party, net);
      if (net >= 0 || debtors.size() == 1 || is_clean(party)) continue;
      const auto first = std::find_if(rows.begin(), rows.end(), [&](const Row& row) {
        return row.from == party && row.amount > 0;
      });
      timed_.emplace(
          first->at,
          NaiveFlow{asset, address(party), address(first->to), static_cast<std::uint64_t>(-net),
                    first->to >= 0 && is_pooled_(address(first->to)) ? FlowEnd::kPooled
                                                                     : FlowEnd::kBatch});
    }
  }

  std::size_t last_credit(AssetId asset, Who party) const {
    std::size_t last = 0;
    for (const Row& row : rows_.at(asset))
      if (row.to == party) last = row.at;
    return last;
  }

  void pay_clean(AssetId asset, Who party, std::int64_t net) {
    if (net > 0 && !is_clean(party))
      timed_.emplace(
          last_credit(asset, party),
          NaiveFlow{asset, {}, address(party), static_cast<std::uint64_t>(net), FlowEnd::kPays});
  }

  void tell(AssetId asset, Who from, Who to, std::uint64_t amount, std::size_t time) {
    NaiveFlow flow{asset, address(from), address(to), amount, FlowEnd::kPays};
    if (to < 0) flow.end = FlowEnd::kBurnt;
    if (to >= 0 && is_pooled_(address(to))) flow.end = FlowEnd::kPooled;
    if (is_clean(from)) flow.from = AddressId{};
    if (is_clean(from) && flow.end != FlowEnd::kPays) return;
    timed_.emplace(time, flow);
  }

  AddressId fee_recipient_;
  const std::function<bool(AddressId)>& is_pooled_;
  Rows rows_;
  Nets nets_;
  std::multimap<std::size_t, NaiveFlow> timed_;  // of the present asset
  NaiveSettlement out_;
};

}  // namespace

NaiveSettlement naive_settle(const std::vector<Transfer>& moves, AddressId fee_recipient,
                             const std::function<bool(AddressId)>& is_pooled) {
  return NaiveSettler(moves, fee_recipient, is_pooled).settle();
}

}  // namespace spoor::testing
