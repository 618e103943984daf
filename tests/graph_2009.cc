#include "tests/graph_2009.h"

#include "base/amount.h"
#include "base/csv.h"
#include "base/error.h"
#include "chains/bitcoin/address.h"
#include "simulator/payee.h"

namespace spoor::testing {
namespace {

using bitcoin::Network;

CsvTable table(const Path& folder, const char* name) {
  return parse_csv(read_file(folder / name), name);
}

// "1711" of transaction 171 is 1; "0" of transaction 0 is 0.
std::uint32_t vout_of(const std::string& output_index, const std::string& tx_index) {
  const std::string vout = output_index.substr(tx_index == "0" ? 0 : tx_index.size());
  return static_cast<std::uint32_t>(parse_u64(vout));
}

void add_outputs(const Path& folder, std::vector<GraphTx>& graph) {
  std::map<std::string, std::string> addresses;
  for (const CsvRow& row : table(folder, "adr_hash.csv").rows)
    addresses[row.fields[0]] = row.fields[1];
  for (const CsvRow& row : table(folder, "tx_output.csv").rows) {
    std::vector<GraphOutput>& outputs = graph.at(parse_u64(row.fields[1])).outputs;
    const std::uint32_t vout = vout_of(row.fields[0], row.fields[1]);
    if (vout < outputs.size()) continue;  // the transaction stands twice
    ASSERT(vout == outputs.size());
    const auto address = addresses.find(row.fields[2]);
    outputs.push_back({address == addresses.end() ? "#" + row.fields[2] : address->second,
                       parse_u64(row.fields[3])});
  }
}

Bytes script_of(const std::string& address) {
  if (address.starts_with('#'))
    return simulator::payee_of("p2pk:" + address, Network::kMainnet).script;
  return bitcoin::script_of_address(address, Network::kMainnet);
}

}  // namespace

std::vector<GraphTx> read_graph_2009(const Path& folder) {
  std::vector<GraphTx> graph;
  for (const CsvRow& row : table(folder, "tx_height.csv").rows) {
    ASSERT(parse_u64(row.fields[0]) == graph.size());
    GraphTx tx;
    tx.height = static_cast<std::uint32_t>(parse_u64(row.fields[1]));
    graph.push_back(std::move(tx));
  }
  add_outputs(folder, graph);
  for (const CsvRow& row : table(folder, "tx_input.csv").rows)
    graph.at(parse_u64(row.fields[1]))
        .inputs.push_back({parse_u64(row.fields[4]), vout_of(row.fields[0], row.fields[4])});
  return graph;
}

Rebuilt rebuild(const std::vector<GraphTx>& graph) {
  Rebuilt out{simulator::Chain(Network::kMainnet), {}};
  out.txids.push_back(out.chain.block(0).txids[0]);
  for (std::size_t next = 1; next < graph.size();) {
    const std::uint32_t height = graph[next].height;
    std::vector<simulator::Transaction> transactions;
    for (; next < graph.size() && graph[next].height == height; ++next) {
      simulator::Transaction transaction;
      for (const GraphInput& input : graph[next].inputs)
        transaction.inputs.push_back({.coin = {out.txids.at(input.tx), input.vout}});
      if (graph[next].inputs.empty()) transaction = simulator::coinbase(height, {});
      for (const GraphOutput& output : graph[next].outputs)
        transaction.outputs.push_back({Satoshi{output.value}, script_of(output.address)});
      out.txids.push_back(txid_of(transaction));
      transactions.push_back(std::move(transaction));
    }
    simulator::Transaction coinbase = std::move(transactions.at(0));
    transactions.erase(transactions.begin());
    out.chain.add(out.chain.blocks().size() - 1, std::move(coinbase), std::move(transactions));
  }
  return out;
}

}  // namespace spoor::testing
