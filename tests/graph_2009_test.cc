// The year 2009, rebuilt, ingested, and compared with counts over the CSV files that know nothing
// of ledgers: how many there are of everything, who owned what at the end, where FIFO leads.
#include "tests/graph_2009.h"

#include <gtest/gtest.h>

#include <set>
#include <tuple>

#include "base/test_data.h"
#include "chains/bitcoin/address.h"
#include "ledger/ledger.h"
#include "simulator/story_files.h"
#include "tests/ledger/ledger_fixture.h"
#include "tests/naive_tracer.h"
#include "tracing/trace.h"

namespace spoor::testing {
namespace {

using namespace tracing;

// Built once for all tests of this program.
struct World {
  std::vector<GraphTx> graph;
  ScratchFolder folder;
  std::vector<Hash256> txids;
  ledger::Ledger ledger;

  explicit World(const Path& files) : graph(read_graph_2009(files)), ledger(ingested()) {}

 private:
  Path ingested() {
    Rebuilt rebuilt = rebuild(graph);
    txids = std::move(rebuilt.txids);
    simulator::write_blocks(rebuilt.chain, folder / "blocks");
    EXPECT_EQ(ingest_folder(folder / "blocks", folder / "ledger").refused.size(), 0U);
    return folder / "ledger";
  }
};

class Graph2009 : public RealDataTest {
 protected:
  void SetUp() override {
    RealDataTest::SetUp();
    if (::testing::Test::IsSkipped()) return;
    if (!world_) world_ = std::make_unique<World>(file("bitcoin_graph_2009"));
  }
  static void TearDownTestSuite() { world_.reset(); }

  const std::vector<GraphTx>& graph() const { return world_->graph; }
  const ledger::Ledger& ledger() const { return world_->ledger; }
  CoinId coin(std::size_t tx, std::uint32_t vout) const {
    return CoinId{ledger().view().first_coin(TxId{static_cast<std::uint32_t>(tx)}).value + vout};
  }

  static std::unique_ptr<World> world_;
};
std::unique_ptr<World> Graph2009::world_;

TEST_F(Graph2009, Counts) {
  const ledger::ChainView& view = ledger().view();
  std::set<std::string> addresses;
  std::uint64_t inputs = 0;
  std::uint64_t outputs = 0;
  for (const GraphTx& tx : graph()) {
    inputs += tx.inputs.size();
    outputs += tx.outputs.size();
    for (const GraphOutput& output : tx.outputs) addresses.insert(output.address);
  }
  EXPECT_EQ(view.blocks.size(), 32'490U);
  EXPECT_EQ(view.tx_count(), 32'709U);
  EXPECT_EQ(view.input_count(), 2'887U);
  EXPECT_EQ(view.input_count(), inputs);
  EXPECT_EQ(view.coin_count(), 32'781U);  // 32,783 rows, of which two stand twice
  EXPECT_EQ(view.coin_count(), outputs);
  EXPECT_EQ(addresses.size(), 32'611U + 5);
  EXPECT_EQ(view.addresses.size(), addresses.size());
}

TEST_F(Graph2009, TransactionsStandInTheSameOrder) {
  const ledger::ChainView& view = ledger().view();
  for (std::uint32_t i = 0; i < graph().size(); ++i) {
    ASSERT_EQ(view.txids[i], world_->txids[i]) << i;
    ASSERT_EQ(view.height_of(TxId{i}).value, graph()[i].height) << i;
  }
}

TEST_F(Graph2009, Balances) {
  std::map<std::string, std::uint64_t> expected;
  for (const GraphTx& tx : graph()) {
    for (const GraphOutput& output : tx.outputs) expected[output.address] += output.value;
    for (const GraphInput& input : tx.inputs) {
      const GraphOutput& spent = graph()[input.tx].outputs[input.vout];
      expected[spent.address] -= spent.value;
    }
  }
  const ledger::ChainView& view = ledger().view();
  std::uint64_t compared = 0;
  for (const auto& [address, balance] : expected) {
    // Genesis pays to a key, not to the address that the files write.
    if (address.starts_with('#') || address == graph()[0].outputs[0].address) continue;
    const std::optional<AddressId> id =
        ledger().find_script(bitcoin::script_of_address(address, bitcoin::Network::kMainnet));
    ASSERT_TRUE(id) << address;
    std::uint64_t got = 0;
    for (const auto& entries : ledger().history(*id))
      for (const ledger::HistoryEntry& entry : entries)
        if (!view.spender(entry.coin()).valid())
          got += view.coins[entry.coin().value].value().value;
    EXPECT_EQ(got, balance) << address;
    ++compared;
  }
  EXPECT_EQ(compared, 32'610U);
}

// FIFO over the files: each output's satoshis as (label, length), by the rule and nothing else.
using Stretch = std::pair<std::uint16_t, std::uint64_t>;
using Stretches = std::vector<Stretch>;

Stretches take(Stretches& queue, std::uint64_t length) {
  Stretches out;
  while (length > 0) {
    const std::uint64_t part = std::min(length, queue.at(0).second);
    out.emplace_back(queue[0].first, part);
    queue[0].second -= part;
    length -= part;
    if (queue[0].second == 0) queue.erase(queue.begin());
  }
  return out;
}

// Label and amount of each output that holds any at the end; the fees' amounts by label apart.
struct FifoCount {
  std::map<std::tuple<std::uint16_t, std::size_t, std::uint32_t>, std::uint64_t> resting;
  std::map<std::uint16_t, std::uint64_t> fees;
};

FifoCount count_fifo(const std::vector<GraphTx>& graph,
                     const std::map<std::size_t, std::uint16_t>& stolen_coinbases) {
  std::map<std::pair<std::size_t, std::uint32_t>, Stretches> coins;
  FifoCount out;
  for (std::size_t i = 0; i < graph.size(); ++i) {
    Stretches queue;
    const auto stolen = stolen_coinbases.find(i);
    const std::uint16_t label = stolen == stolen_coinbases.end() ? 0 : stolen->second;
    if (graph[i].inputs.empty())
      for (const GraphOutput& output : graph[i].outputs) queue.emplace_back(label, output.value);
    for (const GraphInput& input : graph[i].inputs) {
      const auto spent = coins.find({input.tx, input.vout});
      queue.insert(queue.end(), spent->second.begin(), spent->second.end());
      coins.erase(spent);
    }
    for (std::uint32_t vout = 0; vout < graph[i].outputs.size(); ++vout)
      coins[{i, vout}] = take(queue, graph[i].outputs[vout].value);
    for (const auto& [owner, length] : queue)
      if (owner != 0) out.fees[owner] += length;
  }
  for (const auto& [place, stretches] : coins)
    for (const auto& [owner, length] : stretches)
      if (owner != 0) out.resting[{owner, place.first, place.second}] += length;
  return out;
}

// Every coinbase whose number divides by 7 is stolen, by three thieves in turn.
std::map<std::size_t, std::uint16_t> stolen_coinbases(const std::vector<GraphTx>& graph) {
  std::map<std::size_t, std::uint16_t> out;
  for (std::size_t i = 7; i < graph.size(); i += 7)
    if (graph[i].inputs.empty()) out[i] = static_cast<std::uint16_t>(1 + i % 3);
  out[9] = 1;  // the first coin that was ever spent
  return out;
}

TEST_F(Graph2009, FifoLeadsWhereACountOverTheFilesLeads) {
  const std::map<std::size_t, std::uint16_t> stolen = stolen_coinbases(graph());
  const FifoCount expected = count_fifo(graph(), stolen);
  Seeds seeds{.file = "seeds", .labels = {"1", "2", "3"}, .rows = {}};
  for (const auto& [tx, label] : stolen)
    for (std::uint32_t vout = 0; vout < graph()[tx].outputs.size(); ++vout)
      seeds.rows.push_back({.coin = coin(tx, vout),
                            .offset = Satoshi{},
                            .amount = Satoshi{graph()[tx].outputs[vout].value},
                            .label = Label{label},
                            .line = 0});

  FifoCount got;
  const TraceResult result = trace(ledger().view(), seeds, {});
  for (const Row& row : result.rows) {
    if (row.kind == RowKind::kFee) {
      got.fees[row.label.value] += row.amount.value;
      continue;
    }
    ASSERT_EQ(row.kind, RowKind::kHolding);
    const CoinId first = ledger().view().first_coin(row.tx);
    got.resting[{row.label.value, row.tx.value,
                 static_cast<std::uint32_t>(row.coin.value - first.value)}] += row.amount.value;
  }
  EXPECT_EQ(got.resting, expected.resting);
  EXPECT_EQ(got.fees, expected.fees);
  EXPECT_GT(result.transactions, 100U);
}

TEST_F(Graph2009, EngineAgreesWithTheNaiveTracer) {
  Seeds seeds{.file = "seeds", .labels = {"1", "2", "3"}, .rows = {}};
  for (const auto& [tx, label] : stolen_coinbases(graph()))
    seeds.rows.push_back({.coin = coin(tx, 0),
                          .offset = Satoshi{},
                          .amount = Satoshi{graph()[tx].outputs[0].value / 2},
                          .label = Label{label},
                          .line = 0});
  for (const Doctrine doctrine : {kLifo, kTiho, kHaircut, kPoison, kDirtyFirst}) {
    TraceOptions options;
    options.doctrine = doctrine;
    options.coinbase = CoinbaseRule::kFeesFirst;
    const TraceResult engine = trace(ledger().view(), seeds, options);
    const TraceResult naive = naive_trace(ledger().view(), seeds, options);
    ASSERT_EQ(engine.rows.size(), naive.rows.size()) << name(doctrine);
    for (std::size_t i = 0; i < engine.rows.size(); ++i) {
      EXPECT_EQ(engine.rows[i].label, naive.rows[i].label);
      EXPECT_EQ(engine.rows[i].kind, naive.rows[i].kind);
      EXPECT_EQ(engine.rows[i].coin, naive.rows[i].coin);
      EXPECT_EQ(engine.rows[i].amount, naive.rows[i].amount);
    }
  }
}

}  // namespace
}  // namespace spoor::testing
