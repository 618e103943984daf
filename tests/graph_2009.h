// The whole of bitcoin's year 2009 as five CSV files (transactions, heights, addresses, inputs,
// outputs; the transaction ids are damaged, the rest is right), and a chain built from it:
// mainnet's genesis, the same transactions in the same blocks with the same values, P2PKH outputs
// to the same addresses. Ids and header hashes differ from the real ones.
//
// Traps in the files: two transactions stand twice; five address indexes have no address (P2PK with
// an invented key here); an output's index is its transaction's number and its vout written side by
// side; "spent_index" also names transactions of later years, as a decimal fraction.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/file.h"
#include "simulator/chain.h"

namespace spoor::testing {

struct GraphOutput {
  std::string address;  // base58, or "#INDEX" where the files have none
  std::uint64_t value = 0;
};
struct GraphInput {
  std::size_t tx = 0;
  std::uint32_t vout = 0;
};
struct GraphTx {
  std::uint32_t height = 0;
  std::vector<GraphInput> inputs;  // none: a coinbase
  std::vector<GraphOutput> outputs;
};

// In chain order.
std::vector<GraphTx> read_graph_2009(const Path& folder);

struct Rebuilt {
  simulator::Chain chain;
  std::vector<Hash256> txids;  // of the graph's transactions
};
Rebuilt rebuild(const std::vector<GraphTx>& graph);

}  // namespace spoor::testing
