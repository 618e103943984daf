#include "dossier/naming.h"

#include <gtest/gtest.h>

#include <vector>

#include "chains/bitcoin/address.h"
#include "crypto/hash.h"
#include "tests/support/memory_chain.h"

namespace spoor::dossier {
namespace {

using bitcoin::Network;
using bitcoin::ScriptType;
using testing::MemoryChain;

// The coins of a chain of one block that has these scripts, each with its bytes in the heap.
struct Scripts {
  explicit Scripts(const std::vector<std::pair<ScriptType, Bytes>>& scripts) {
    std::vector<MemoryChain::Output> outputs;
    for (const auto& [type, script] : scripts) outputs.push_back({1, "", type});
    const TxId tx = chain.block(outputs);
    for (std::uint32_t i = 0; i < scripts.size(); ++i) {
      const Bytes& script = scripts[i].second;
      coins.push_back(chain.coin(tx, i));
      rows.push_back({ledger::U40(coins[i].value), ledger::U40(heap.size()),
                      static_cast<std::uint16_t>(script.size())});
      heap.insert(heap.end(), script.begin(), script.end());
    }
    view = chain.view();
    view.heap = heap;
    view.heap_rows = rows;
  }

  MemoryChain chain;
  std::vector<CoinId> coins;
  Bytes heap;
  std::vector<ledger::HeapRow> rows;
  ledger::ChainView view;
};

Bytes join(Bytes a, const Bytes& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

TEST(Naming, TemplatedScriptsHaveAddresses) {
  MemoryChain chain;
  const TxId tx = chain.block({{1, "x"}, {1, "y", ScriptType::kP2sh}, {1, "z", ScriptType::kP2tr}});
  const ledger::ChainView view = chain.view();
  for (std::uint32_t i = 0; i < 3; ++i) {
    const ScriptName name = script_name(view, Network::kMainnet, chain.coin(tx, i));
    EXPECT_EQ(name.text(), name.address);
    EXPECT_EQ(name.script, "");
    const ledger::AddressRow& row = view.addresses[i];
    EXPECT_EQ(bitcoin::script_of_address(name.address, Network::kMainnet),
              bitcoin::script_of(row.script_type(), row.program()));
  }
  EXPECT_EQ(script_name(view, Network::kMainnet, chain.coin(tx, 1)).script_type, "p2sh");
}

TEST(Naming, AKeyIsWrittenAsItIs) {
  const Bytes key(33, 0x02);
  const Scripts s({{ScriptType::kP2pk, join(join({33}, key), {0xac})}});
  const ScriptName name = script_name(s.view, Network::kMainnet, s.coins[0]);
  EXPECT_EQ(name.address, "");
  EXPECT_EQ(name.script, "pk:" + to_hex(key));
  EXPECT_EQ(name.text(), name.script);
}

TEST(Naming, OtherScriptsAreTheirHashAndNoAddress) {
  const Bytes memo = {0x6a, 0x01, 0x7a};
  const Scripts s({{ScriptType::kOpReturn, memo}});
  const ScriptName name = script_name(s.view, Network::kMainnet, s.coins[0]);
  EXPECT_EQ(name.address, "");
  EXPECT_EQ(name.script_type, "op_return");
  EXPECT_EQ(name.script, to_hex(sha256(memo)));
  EXPECT_EQ(name.text(), "op_return " + name.script);
}

TEST(Naming, PayToAnchorHasItsAddressFromTheWholeScript) {
  const Scripts s({{ScriptType::kP2a, Bytes{0x51, 0x02, 0x4e, 0x73}}});
  EXPECT_EQ(script_name(s.view, Network::kMainnet, s.coins[0]).address, "bc1pfeessrawgf");
}

TEST(Naming, CoinsAreTheirTransactionAndPlace) {
  MemoryChain chain;
  const TxId first = chain.block({{5, "a"}});
  const TxId second = chain.block({{5, "a"}, {6, "b"}});
  const ledger::ChainView view = chain.view();
  const CoinId coin = chain.coin(second, 1);
  EXPECT_EQ(outpoint_text(view, coin), txid_text(view, second) + ":1");
  EXPECT_EQ(height_of(view, coin), Height{1});
  EXPECT_EQ(height_of(view, chain.coin(first, 0)), Height{0});
  EXPECT_EQ(time_text(view, Height{1}), "2009-01-03T18:25:05Z");
}

TEST(Naming, CoinsFromBeforeTheLedgerKeepTheirOutpoint) {
  MemoryChain chain(100);
  chain.block({{5, "a"}});
  const CoinId old = chain.prehistory(7, "x");
  chain.tx({old}, {{7, "y"}});
  ledger::ChainView view = chain.view();
  std::vector<ledger::PrehistoryRow> rows(view.prehistory.begin(), view.prehistory.end());
  rows[0].vout = 3;
  view.prehistory = rows;
  EXPECT_EQ(outpoint_text(view, old), to_hex_reversed(rows[0].txid) + ":3");
  EXPECT_EQ(height_of(view, old), std::nullopt);
  EXPECT_EQ(script_name(view, Network::kMainnet, old).script_type, "p2pkh");
}

TEST(Naming, AnUnknownScriptIsCalledUnknown) {
  MemoryChain chain(100);
  chain.block({{5, "a"}});
  const CoinId old = chain.prehistory(std::nullopt);
  chain.tx({old}, {{7, "y"}});
  ledger::ChainView view = chain.view();
  std::vector<ledger::PrehistoryRow> rows(view.prehistory.begin(), view.prehistory.end());
  rows[0].type = ledger::kUnknownType;
  rows[0].address = AddressId::invalid().value;
  view.prehistory = rows;
  EXPECT_EQ(script_name(view, Network::kMainnet, old).text(), "unknown");
}

}  // namespace
}  // namespace spoor::dossier
