// An undo record: the coins that were read, written out by the simulator, must read the same.
#include <vector>

#include "chains/bitcoin/undo.h"
#include "fuzz/harness.h"
#include "simulator/block_files.h"

namespace {

using namespace spoor;
using Spent = std::vector<std::vector<bitcoin::SpentCoin>>;

Bytes written(const Spent& spent) {
  std::vector<std::vector<simulator::UndoCoin>> transactions;
  for (const std::vector<bitcoin::SpentCoin>& coins : spent) {
    std::vector<simulator::UndoCoin>& out = transactions.emplace_back();
    for (const bitcoin::SpentCoin& coin : coins) out.push_back({coin.value, coin.script});
  }
  return simulator::undo_record(transactions);
}

bool equal(const Spent& a, const Spent& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t t = 0; t < a.size(); ++t) {
    if (a[t].size() != b[t].size()) return false;
    for (std::size_t i = 0; i < a[t].size(); ++i) {
      if (a[t][i].value != b[t][i].value || a[t][i].script != b[t][i].script) return false;
    }
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Spent spent;
  if (!fuzz::accepted([&] { spent = bitcoin::parse_undo({data, size}); })) return 0;
  MUST(equal(bitcoin::parse_undo(written(spent)), spent));
  return 0;
}
