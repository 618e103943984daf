#include "tracing/settle.h"

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "tracing/components.h"
#include "tracing/flow_circuit.h"

namespace spoor::tracing {
namespace {

using ledger::Transfer;

// A party to one asset, by number.
using Node = std::uint32_t;

// Nobody is another party in every row: a mint and a burn share nothing.
struct Party {
  AssetId asset;
  AddressId address;      // invalid: nobody
  std::uint32_t row = 0;  // of a nobody
  auto operator<=>(const Party&) const = default;
};

struct Standing {
  U256 in;
  U256 out;
  std::uint32_t last_credit = 0;  // a row
  std::optional<bool> pooled;     // asked when first needed
  // Net, and what no flow has told yet.
  U256 owes;
  U256 owed;
};

struct Row {
  AssetId asset;
  std::uint32_t place = 0;  // in the input
  Node from = 0;
  Node to = 0;
  U256 left;  // what no flow has told yet
};

// Parties that are no pooled contract, no fee-taker and not nobody.
struct Persons {
  std::size_t count = 0;  // 2: or more
  AddressId first;
};

struct Asset {
  AssetId id;
  std::size_t first_node = 0, end_node = 0;
  std::size_t first_row = 0, end_row = 0;
  bool overflows = false;
  bool converted = false;
  std::optional<Persons> persons;  // counted when first needed
};

struct KeyedFlow {
  std::uint32_t place;  // of the row that tells when it was paid
  SettledFlow flow;
};

bool counts(const Transfer& move) { return move.amount != U256{} && move.from != move.to; }
Party giver(const Transfer& move, std::uint32_t row) {
  return {move.asset, move.from, move.from.valid() ? 0 : row};
}
Party taker(const Transfer& move, std::uint32_t row) {
  return {move.asset, move.to, move.to.valid() ? 0 : row};
}

bool add(U256& sum, const U256& amount) {
  const std::optional<U256> more = U256::checked_add(sum, amount);
  if (more) sum = *more;
  return more.has_value();
}

}  // namespace

std::string_view name(ConversionRule rule) {
  switch (rule) {
    case ConversionRule::kPath:
      return "path";
    case ConversionRule::kNet:
      return "net";
    case ConversionRule::kWrap:
      return "wrap";
  }
  return {};
}

class Settler::Work {
 public:
  const Settlement& settle(const SettleInput& input, const PooledOf& pooled);

 private:
  void gather();
  void find_assets();
  void sum_up();
  void find_conversions();
  void consider(std::span<const Node> nets);
  void convert(const Conversion& conversion, Asset& gave, Asset& got);
  bool has_no_other_person(Asset& asset, AddressId account);
  Persons persons_of(const Asset& asset);
  ConversionRule rule_of(const Conversion& conversion, const Asset& gave, const Asset& got);
  bool is_wrap(const Conversion& conversion, const Asset& gave, const Asset& got) const;

  void settle_asset(Asset& asset);
  void connect(const Asset& asset);
  void let_direct_rows_stand(const Asset& asset);
  void pay_components(const Asset& asset);
  void pay_component(const Asset& asset, std::span<const Node> nodes);
  void pay_batch(const Asset& asset, Node debtor);
  void pay(const Asset& asset, Node from, Node to, U256 amount, std::uint32_t place);
  void pay_clean(const Asset& asset, Node to);
  void keep_flows();

  bool is_nobody(Node node) const { return !parties_[node].address.valid(); }
  bool is_pooled(Node node);
  bool takes_fees(Node node) const;
  // Nobody's money and that of pooled contracts.
  bool is_clean(Node node) { return is_nobody(node) || is_pooled(node); }
  bool owes(Node node) const { return standings_[node].owes != U256{}; }
  bool is_owed(Node node) const { return standings_[node].owed != U256{}; }
  Node node_of(const Party& party) const;
  Asset& asset_of(AssetId id);
  std::span<Row> rows_of(const Asset& asset) {
    return std::span(rows_).subspan(asset.first_row, asset.end_row - asset.first_row);
  }

  SettleInput input_;
  const PooledOf* pooled_ = nullptr;
  Settlement out_;

  std::vector<Party> parties_;  // sorted: node n at n
  std::vector<Standing> standings_;
  std::vector<Row> rows_;      // by asset, then place
  std::vector<Asset> assets_;  // by id
  Components components_;
  FlowCircuit circuit_;
  bool circuit_is_known_ = false;

  // Scratch.
  std::vector<Node> nodes_;
  std::vector<Node> nets_;
  std::vector<KeyedFlow> flows_;
};

Settler::Settler() : work_(std::make_unique<Work>()) {}
Settler::~Settler() = default;
const Settlement& Settler::settle(const SettleInput& input, const PooledOf& pooled) {
  return work_->settle(input, pooled);
}

const Settlement& Settler::Work::settle(const SettleInput& input, const PooledOf& pooled) {
  input_ = input;
  pooled_ = &pooled;
  circuit_is_known_ = false;
  out_.flows.clear();
  out_.conversions.clear();
  out_.overflowing.clear();
  gather();
  find_assets();
  sum_up();
  find_conversions();
  for (Asset& asset : assets_)
    if (!asset.overflows) settle_asset(asset);
  return out_;
}

// A zero amount moves nothing, and what an address sends to itself stays where it is.
void Settler::Work::gather() {
  parties_.clear();
  rows_.clear();
  const auto count = static_cast<std::uint32_t>(input_.moves.size());
  for (std::uint32_t i = 0; i < count; ++i) {
    const Transfer& move = input_.moves[i];
    if (!counts(move)) continue;
    parties_.push_back(giver(move, i));
    parties_.push_back(taker(move, i));
  }
  std::sort(parties_.begin(), parties_.end());
  parties_.erase(std::unique(parties_.begin(), parties_.end()), parties_.end());
  for (std::uint32_t i = 0; i < count; ++i) {
    const Transfer& move = input_.moves[i];
    if (!counts(move)) continue;
    rows_.push_back({.asset = move.asset,
                     .place = i,
                     .from = node_of(giver(move, i)),
                     .to = node_of(taker(move, i)),
                     .left = move.amount});
  }
  std::sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) {
    return a.asset != b.asset ? a.asset < b.asset : a.place < b.place;
  });
}

void Settler::Work::find_assets() {
  assets_.clear();
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (i == 0 || rows_[i].asset != rows_[i - 1].asset)
      assets_.push_back({.id = rows_[i].asset, .first_row = i, .persons = std::nullopt});
    assets_.back().end_row = i + 1;
  }
  std::size_t node = 0;
  for (Asset& asset : assets_) {
    asset.first_node = node;
    while (node < parties_.size() && parties_[node].asset == asset.id) ++node;
    asset.end_node = node;
  }
}

void Settler::Work::sum_up() {
  standings_.assign(parties_.size(), {});
  for (Asset& asset : assets_) {
    for (const Row& row : rows_of(asset)) {
      const bool fits =
          add(standings_[row.from].out, row.left) && add(standings_[row.to].in, row.left);
      asset.overflows = asset.overflows || !fits;
      standings_[row.to].last_credit = row.place;
    }
    if (asset.overflows) out_.overflowing.push_back(asset.id);
    for (std::size_t node = asset.first_node; !asset.overflows && node < asset.end_node; ++node) {
      Standing& standing = standings_[node];
      if (standing.out > standing.in) standing.owes = standing.out - standing.in;
      if (standing.in > standing.out) standing.owed = standing.in - standing.out;
    }
  }
}

bool Settler::Work::is_pooled(Node node) {
  std::optional<bool>& known = standings_[node].pooled;
  if (!known) known = !is_nobody(node) && (*pooled_)(parties_[node].address) != Pooled::kNo;
  return *known;
}

bool Settler::Work::takes_fees(Node node) const {
  const Party& party = parties_[node];
  return party.address == input_.fee_recipient || party.address.value == party.asset.value;
}

Node Settler::Work::node_of(const Party& party) const {
  return static_cast<Node>(std::lower_bound(parties_.begin(), parties_.end(), party) -
                           parties_.begin());
}

Asset& Settler::Work::asset_of(AssetId id) {
  return *std::lower_bound(assets_.begin(), assets_.end(), id,
                           [](const Asset& asset, AssetId wanted) { return asset.id < wanted; });
}

void Settler::Work::find_conversions() {
  nodes_.clear();
  for (Node node = 0; node < parties_.size(); ++node)
    if (!is_nobody(node) && (owes(node) || is_owed(node))) nodes_.push_back(node);
  std::sort(nodes_.begin(), nodes_.end(), [&](Node a, Node b) {
    const AddressId first = parties_[a].address, second = parties_[b].address;
    return first != second ? first < second : a < b;
  });
  for (std::size_t begin = 0, end = 0; begin < nodes_.size(); begin = end) {
    while (end < nodes_.size() && parties_[nodes_[end]].address == parties_[nodes_[begin]].address)
      ++end;
    consider(std::span(nodes_).subspan(begin, end - begin));
  }
  for (const Conversion& conversion : out_.conversions) {
    asset_of(conversion.gave).converted = true;
    asset_of(conversion.got).converted = true;
  }
}

// `nets` of one address: is it one asset given and one got for it?
void Settler::Work::consider(std::span<const Node> nets) {
  if (nets.size() != 2 || owes(nets[0]) == owes(nets[1])) return;
  const Node gives = owes(nets[0]) ? nets[0] : nets[1];
  const Node gets = owes(nets[0]) ? nets[1] : nets[0];
  if (is_pooled(gives)) return;
  const AddressId account = parties_[gives].address;
  Asset& gave = asset_of(parties_[gives].asset);
  Asset& got = asset_of(parties_[gets].asset);
  if (!has_no_other_person(gave, account) || !has_no_other_person(got, account)) return;
  Conversion conversion{.account = account,
                        .gave = gave.id,
                        .gave_amount = standings_[gives].owes,
                        .got = got.id,
                        .got_amount = standings_[gets].owed};
  conversion.rule = rule_of(conversion, gave, got);
  out_.conversions.push_back(conversion);
}

bool Settler::Work::has_no_other_person(Asset& asset, AddressId account) {
  if (!asset.persons) asset.persons = persons_of(asset);
  return asset.persons->count == 0 ||
         (asset.persons->count == 1 && asset.persons->first == account);
}

Persons Settler::Work::persons_of(const Asset& asset) {
  Persons persons;
  for (Node node = static_cast<Node>(asset.first_node); node < asset.end_node; ++node) {
    if (is_nobody(node) || (!owes(node) && !is_owed(node))) continue;
    if ((is_owed(node) && takes_fees(node)) || is_pooled(node)) continue;
    if (++persons.count == 2) break;
    persons.first = parties_[node].address;
  }
  return persons;
}

ConversionRule Settler::Work::rule_of(const Conversion& conversion, const Asset& gave,
                                      const Asset& got) {
  if (is_wrap(conversion, gave, got)) return ConversionRule::kWrap;
  if (!circuit_is_known_) circuit_.reset(input_.moves);
  circuit_is_known_ = true;
  return circuit_.returns_to(conversion.account) ? ConversionRule::kPath : ConversionRule::kNet;
}

// Native money for the same amount of a token, from and to the token's contract alone.
bool Settler::Work::is_wrap(const Conversion& conversion, const Asset& gave,
                            const Asset& got) const {
  if (conversion.gave_amount != conversion.got_amount) return false;
  if (gave.id != kNativeAsset && got.id != kNativeAsset) return false;
  const bool wraps = gave.id == kNativeAsset;
  const Asset& token = wraps ? got : gave;
  const auto is_leg = [&](const Row& row) {
    const ledger::TransferKind kind = input_.moves[row.place].kind;
    return kind == (wraps ? ledger::TransferKind::kWrap : ledger::TransferKind::kUnwrap);
  };
  const auto rows = std::span(rows_).subspan(token.first_row, token.end_row - token.first_row);
  if (std::none_of(rows.begin(), rows.end(), is_leg)) return false;
  const auto only_contract = [&](const Asset& asset) {
    for (Node node = static_cast<Node>(asset.first_node); node < asset.end_node; ++node) {
      const AddressId address = parties_[node].address;
      if ((owes(node) || is_owed(node)) && address.valid() && address != conversion.account &&
          address.value != token.id.value)
        return false;
    }
    return true;
  };
  return only_contract(gave) && only_contract(got);
}

void Settler::Work::settle_asset(Asset& asset) {
  flows_.clear();
  if (asset.converted) {
    // All others are pooled, nobody or takers of fees: their part is clean.
    for (const Conversion& conversion : out_.conversions) {
      const Node node = node_of({asset.id, conversion.account});
      if (conversion.gave != asset.id && conversion.got != asset.id) continue;
      if (conversion.gave == asset.id)
        flows_.push_back({0,
                          {.asset = asset.id,
                           .from = conversion.account,
                           .to = {},
                           .amount = conversion.gave_amount,
                           .end = FlowEnd::kConverted}});
      standings_[node].owes = standings_[node].owed = U256{};
    }
    for (Node node = static_cast<Node>(asset.first_node); node < asset.end_node; ++node)
      if (is_owed(node)) pay_clean(asset, node);
    return keep_flows();
  }
  connect(asset);
  let_direct_rows_stand(asset);
  connect(asset);
  pay_components(asset);
  keep_flows();
}

// Over the rows that have something left.
void Settler::Work::connect(const Asset& asset) {
  components_.reset(asset.end_node - asset.first_node);
  for (const Row& row : rows_of(asset))
    if (row.left != U256{})
      components_.join(static_cast<Node>(row.from - asset.first_node),
                       static_cast<Node>(row.to - asset.first_node));
}

// In components with several debtors; but where a debtor got something too, the money of others met
// its own, and no row of it says whose it paid on.
void Settler::Work::let_direct_rows_stand(const Asset& asset) {
  nets_.assign(asset.end_node - asset.first_node, 0);  // debtors, by component
  for (Node node = static_cast<Node>(asset.first_node); node < asset.end_node; ++node)
    if (owes(node)) ++nets_[components_.find(static_cast<Node>(node - asset.first_node))];
  for (Row& row : rows_of(asset)) {
    if (nets_[components_.find(static_cast<Node>(row.from - asset.first_node))] < 2) continue;
    if (standings_[row.from].in != U256{}) continue;
    const U256 amount = std::min({row.left, standings_[row.from].owes, standings_[row.to].owed});
    if (amount == U256{}) continue;
    pay(asset, row.from, row.to, amount, row.place);
    row.left -= amount;
  }
}

void Settler::Work::pay_components(const Asset& asset) {
  nodes_.clear();
  for (Node node = static_cast<Node>(asset.first_node); node < asset.end_node; ++node)
    if (owes(node) || is_owed(node)) nodes_.push_back(node);
  const auto component = [&](Node node) {
    return components_.find(static_cast<Node>(node - asset.first_node));
  };
  std::stable_sort(nodes_.begin(), nodes_.end(),
                   [&](Node a, Node b) { return component(a) < component(b); });
  for (std::size_t begin = 0, end = 0; begin < nodes_.size(); begin = end) {
    while (end < nodes_.size() && component(nodes_[end]) == component(nodes_[begin])) ++end;
    pay_component(asset, std::span(nodes_).subspan(begin, end - begin));
  }
}

void Settler::Work::pay_component(const Asset& asset, std::span<const Node> nodes) {
  const auto first = std::find_if(nodes.begin(), nodes.end(), [&](Node n) { return owes(n); });
  ASSERT(first != nodes.end());
  const bool several = std::any_of(first + 1, nodes.end(), [&](Node n) { return owes(n); });
  for (const Node node : nodes) {
    if (is_owed(node) && several)
      pay_clean(asset, node);
    else if (is_owed(node))
      pay(asset, *first, node, standings_[node].owed, standings_[node].last_credit);
    else if (several && !is_clean(node))
      pay_batch(asset, node);
  }
}

void Settler::Work::pay_batch(const Asset& asset, Node debtor) {
  for (const Row& row : rows_of(asset)) {
    if (row.from != debtor || row.left == U256{}) continue;
    flows_.push_back({row.place,
                      {.asset = asset.id,
                       .from = parties_[debtor].address,
                       .to = parties_[row.to].address,
                       .amount = standings_[debtor].owes,
                       .end = is_pooled(row.to) ? FlowEnd::kPooled : FlowEnd::kBatch}});
    return;
  }
  ASSERT(false);  // it owes more than its rows have left
}

void Settler::Work::pay(const Asset& asset, Node from, Node to, U256 amount, std::uint32_t place) {
  standings_[from].owes -= amount;
  standings_[to].owed -= amount;
  const bool clean = is_clean(from);
  FlowEnd end = FlowEnd::kPays;
  if (is_nobody(to))
    end = FlowEnd::kBurnt;
  else if (is_pooled(to))
    end = FlowEnd::kPooled;
  if (clean && end != FlowEnd::kPays) return;
  flows_.push_back({place,
                    {.asset = asset.id,
                     .from = clean ? AddressId{} : parties_[from].address,
                     .to = parties_[to].address,
                     .amount = amount,
                     .end = end}});
}

void Settler::Work::pay_clean(const Asset& asset, Node to) {
  if (is_clean(to)) return;
  flows_.push_back(
      {standings_[to].last_credit,
       {.asset = asset.id, .from = {}, .to = parties_[to].address, .amount = standings_[to].owed}});
}

void Settler::Work::keep_flows() {
  std::stable_sort(flows_.begin(), flows_.end(),
                   [](const KeyedFlow& a, const KeyedFlow& b) { return a.place < b.place; });
  for (const KeyedFlow& flow : flows_) out_.flows.push_back(flow.flow);
}

}  // namespace spoor::tracing
