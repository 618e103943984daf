#include "ledger/manifest.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"

namespace spoor::ledger {
namespace {

Manifest example() {
  Manifest m;
  m.network = bitcoin::Network::kSignet;
  m.first_height = 700;
  m.genesis_rooted = false;
  m.counts = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  m.tip[31] = 0xab;
  m.rollbacks = 3;
  m.next_serial = 17;
  m.key = {~0ULL, 5};
  m.sources = {"blk00000.dat", "a \"quoted\"\nname"};
  m.of(IndexKind::kHistory) = {{.serial = 4, .entries = 9, .range = {0, 4, 0, 9}}};
  m.of(IndexKind::kTxid) = {{.serial = 2, .entries = 1, .range = {0, 1, 0, 0}},
                            {.serial = 6, .entries = 1, .range = {1, 2, 0, 0}}};
  return m;
}

void expect_corrupt(const std::string& json) {
  try {
    parse_manifest(json, "manifest.json");
    ADD_FAILURE() << "accepted: " << json;
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::kCorrupt) << json;
    EXPECT_EQ(e.where().file, "manifest.json");
    EXPECT_FALSE(e.remedy().empty());
  }
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Manifest, IsReadAsItWasWritten) {
  const Manifest m = example();
  const Manifest read = parse_manifest(to_json(m), "file");
  EXPECT_EQ(to_json(read), to_json(m));
  EXPECT_EQ(read.network, m.network);
  EXPECT_EQ(read.counts, m.counts);
  EXPECT_EQ(read.tip, m.tip);
  EXPECT_EQ(read.key.k0, ~0ULL);
  EXPECT_EQ(read.sources, m.sources);
  EXPECT_EQ(read.of(IndexKind::kHistory).at(0).range.prehistory_hi, 9U);
}

TEST(Manifest, OfAccountsHasItsOwnTables) {
  Manifest m;
  m.kind = LedgerKind::kAccount;
  m.chain_id = ~0ULL;
  m.counts = {.blocks = 1, .transactions = 2, .addresses = 3, .transfers = 4, .wide = 5};
  m.next_serial = 2;
  m.of(IndexKind::kHistory) = {{.serial = 1, .entries = 9, .range = {0, 2, 0, 0}}};
  const std::string json = to_json(m);
  const Manifest read = parse_manifest(json, "file");
  EXPECT_EQ(to_json(read), json);
  EXPECT_EQ(read.kind, LedgerKind::kAccount);
  EXPECT_EQ(read.chain_id, ~0ULL);
  EXPECT_EQ(read.counts, m.counts);
  for (const char* absent : {"network", "coins", "reveal", "genesis_rooted"})
    EXPECT_EQ(json.find(absent), std::string::npos) << absent;
  // Its history is over transactions.
  m.of(IndexKind::kHistory).at(0).range.hi = 3;
  expect_corrupt(to_json(m));
}

// Ledgers that were made before there were two kinds.
TEST(Manifest, WithoutAKindIsOneOfCoins) {
  const std::string json = to_json(example());
  const Manifest old = parse_manifest(replaced(json, "\"kind\": \"utxo\",", ""), "file");
  EXPECT_EQ(old.kind, LedgerKind::kUtxo);
  EXPECT_EQ(to_json(old), json);
  expect_corrupt(replaced(json, "\"kind\": \"utxo\"", "\"kind\": \"coins\""));
  expect_corrupt(replaced(json, "\"kind\": \"utxo\"", "\"kind\": \"account\""));
}

TEST(Manifest, ThatIsNoneIsRefused) {
  const std::string good = to_json(example());
  expect_corrupt("");
  expect_corrupt("{}");
  expect_corrupt("[1,2]");
  expect_corrupt(good.substr(0, good.size() / 2));
  expect_corrupt(replaced(good, "\"format\": 1", "\"format\": 2"));
  expect_corrupt(replaced(good, "\"signet\"", "\"litecoin\""));
  expect_corrupt(replaced(good, "\"coins\": 4", "\"coins\": -4"));
  expect_corrupt(replaced(good, "\"coins\": 4", "\"coins\": 4.5"));
  expect_corrupt(replaced(good, "\"coins\": 4", "\"coins\": 549755813889"));
  expect_corrupt(replaced(good, "\"transactions\": 2", "\"transactions\": 4294967295"));
  expect_corrupt(replaced(good, "ab00", "ab0"));
}

// Ranges beyond the counts would make look-ups trust entries of rows that are not there.
TEST(Manifest, WhoseNumbersContradictEachOtherIsRefused) {
  const std::string good = to_json(example());
  expect_corrupt(replaced(good, "\"first_height\": 700", "\"first_height\": 4294967294"));
  expect_corrupt(replaced(good, "\"hi\": 2", "\"hi\": 3"));
  expect_corrupt(replaced(good, "\"hi\": 4,", "\"hi\": 5,"));
  expect_corrupt(replaced(good, "\"prehistory_hi\": 9", "\"prehistory_hi\": 10"));
  expect_corrupt(replaced(good, "\"blocks\": 1", "\"blocks\": 0"));
  expect_corrupt(replaced(good, "\"blocks\": 1", "\"blocks\": 3"));
  // The next run would be written over one that is mapped.
  expect_corrupt(replaced(good, "\"next_serial\": 17", "\"next_serial\": 6"));
}

TEST(Manifest, OfAFolderWithoutLedgerIsNotFound) {
  try {
    read_manifest("/nonexistent");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::kNotFound);
  }
}

}  // namespace
}  // namespace spoor::ledger
