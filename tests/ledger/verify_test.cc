// Each contradiction that a damaged ledger can hold is found, and named for what it is.
#include "ledger/verify.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstring>
#include <functional>
#include <set>

#include "ledger/columns.h"
#include "ledger/columns_hash.h"
#include "ledger/ledger.h"
#include "simulator/block_files.h"
#include "tests/ledger/ledger_fixture.h"
#include "tests/ledger/random_chain.h"

namespace spoor {
namespace {

using ledger::BlockRow;
using ledger::ChainView;
using ledger::Ledger;
using ledger::VerifyReport;
namespace column = ledger::column;

class Verify : public testing::Test {
 protected:
  Verify() {
    random_.grow(0, 60);
    write_and_ingest(random_, "whole");
    partial_.grow(simulator::kNoParent, 30);
    write_and_ingest(partial_, "partial");
  }
  void write_and_ingest(const RandomChain& chain, const char* name) {
    const std::string blocks = std::string(name) + "-blocks";
    simulator::BlockFiles files(scratch_ / blocks);
    chain.chain().write(files, chain.all(), simulator::Chain::Undo::kWrite);
    ingest_folder(scratch_ / blocks, scratch_ / name, {.memory_bytes = 1 << 14});
  }
  // A copy of a ledger, to be damaged.
  Path copy_of(const char* name) {
    const Path copy = scratch_ / "damaged";
    std::filesystem::remove_all(copy);
    std::filesystem::copy(scratch_ / name, copy);
    return copy;
  }
  // Adds to the little-endian number that begins there.
  static void change(const Path& file, std::uint64_t offset, unsigned more = 1) {
    std::string bytes = read_file(file);
    ASSERT_LT(offset, bytes.size());
    for (; more > 0 && offset < bytes.size(); ++offset, more >>= 8) {
      more += static_cast<std::uint8_t>(bytes[offset]);
      bytes[offset] = static_cast<char>(more & 0xff);
    }
    replace_file(file, bytes);
  }
  static std::set<std::string> checks(const VerifyReport& report) {
    std::set<std::string> out;
    for (const ledger::Finding& f : report.findings) out.insert(f.check);
    return out;
  }
  // Changes one byte of a copy and expects a finding of that check, however small the batches.
  void expect_found(const char* ledger, const std::string& file, std::uint64_t offset,
                    const char* check) {
    const Path copy = copy_of(ledger);
    change(copy / file, offset);
    const VerifyReport report = ledger::verify_ledger(copy);
    EXPECT_TRUE(checks(report).contains(check))
        << file << " byte " << offset << ": " << findings_text(report);
    const VerifyReport small = ledger::verify_ledger(copy, {.memory_bytes = 1});
    EXPECT_EQ(small.finding_count, report.finding_count) << file;
    EXPECT_EQ(small.columns_hash, report.columns_hash);
  }
  // The first coin for which `is` holds.
  CoinId coin_where(const char* name, const std::function<bool(const ChainView&, CoinId)>& is) {
    const Ledger ledger(scratch_ / name);
    for (CoinId c{0}; c.value < ledger.view().coin_count(); ++c)
      if (is(ledger.view(), c)) return c;
    ADD_FAILURE() << "no such coin";
    return CoinId{0};
  }

  ScratchFolder scratch_;
  RandomChain random_{3};
  RandomChain partial_{4, 700, 40};
};

TEST_F(Verify, FindsNothingInASoundLedger) {
  for (const char* name : {"whole", "partial"}) {
    const VerifyReport report = ledger::verify_ledger(scratch_ / name, {.memory_bytes = 1});
    EXPECT_TRUE(report.holds()) << findings_text(report);
    EXPECT_TRUE(report.balance);
    EXPECT_EQ(report.columns_hash, ledger::verify_ledger(scratch_ / name).columns_hash);
  }
}

TEST_F(Verify, FindsDamagedBlockRows) {
  constexpr std::uint64_t kRow = 20 * sizeof(BlockRow);
  expect_found("whole", column::kBlocks, kRow + offsetof(BlockRow, hash), "header");
  expect_found("whole", column::kBlocks, kRow + offsetof(BlockRow, hash), "link");
  expect_found("whole", column::kBlocks, kRow + offsetof(BlockRow, header) + 76, "header");
  expect_found("whole", column::kBlocks, kRow + offsetof(BlockRow, header) + 4, "link");
  expect_found("whole", column::kBlocks, kRow + offsetof(BlockRow, header) + 36, "merkle");
  expect_found("whole", column::kBlocks, kRow + offsetof(BlockRow, size), "size");
  expect_found("whole", column::kBlocks, kRow + offsetof(BlockRow, weight), "size");
  expect_found("whole", column::kBlocks, kRow + offsetof(BlockRow, first_address), "address");
  for (const std::size_t first : {offsetof(BlockRow, first_tx), offsetof(BlockRow, first_input),
                                  offsetof(BlockRow, first_coin), offsetof(BlockRow, source_file)})
    expect_found("whole", column::kBlocks, kRow + first, "rows");
  expect_found("whole", column::kBlocks, kRow + offsetof(BlockRow, first_heap_row), "heap");
  expect_found("whole", column::kBlocks, kRow + offsetof(BlockRow, first_heap_byte), "heap");
  expect_found("whole", column::kBlocks, kRow + offsetof(BlockRow, first_overwritten), "rows");
  expect_found("partial", column::kBlocks, kRow + offsetof(BlockRow, first_prehistory),
               "prehistory");
}

TEST_F(Verify, FindsABlockWithoutWork) {
  const Path copy = copy_of("whole");
  std::string rows = read_file(copy / column::kBlocks);
  const std::size_t last = rows.size() - sizeof(BlockRow);
  auto* row = reinterpret_cast<std::uint8_t*>(rows.data()) + last;
  store_le<std::uint32_t>(row + offsetof(BlockRow, header) + 72, 0x1d00ffff);
  const Hash256 hash = bitcoin::hash_header({row + offsetof(BlockRow, header), 80});
  std::copy(hash.begin(), hash.end(), row);
  replace_file(copy / column::kBlocks, rows);
  ledger::Manifest manifest = ledger::read_manifest(copy);
  manifest.tip = hash;
  replace_file(ledger::manifest_path(copy), to_json(manifest));
  const VerifyReport report = ledger::verify_ledger(copy);
  EXPECT_EQ(checks(report), std::set<std::string>{"work"}) << findings_text(report);
}

TEST_F(Verify, FindsDamagedTransactions) {
  expect_found("whole", column::kTxid, 30 * 32, "merkle");
  expect_found("whole", column::kTxid, 30 * 32, "index");
  expect_found("whole", column::kTxFirstInput, 30 * 5, "rows");
  expect_found("whole", column::kTxFirstCoin, 30 * 5, "rows");
  expect_found("whole", column::kTxSize, 30 * 4, "size");
  expect_found("whole", column::kTxWeight, 30 * 4, "size");
  expect_found("whole", column::kTxFee, 30 * 8, "fee");
  expect_found("whole", column::kTxFee, 0, "fee");  // a coinbase
}

TEST_F(Verify, FindsDamagedInputs) {
  for (const char* name : {"whole", "partial"}) {
    expect_found(name, column::kInputCoin, 7 * 5, "spend");
    expect_found(name, column::kInputCoin, 7 * 5 + 4, "spend");  // far outside
    expect_found(name, column::kInputValue, 7 * 8, "value");
    expect_found(name, column::kInputValue, 7 * 8, "fee");
    expect_found(name, column::kInputAddress, 7 * 4, "address");
  }
}

TEST_F(Verify, FindsDamagedCoins) {
  const auto spent = [](const ChainView& v, CoinId c) {
    return v.spender(c).valid() && !v.is_coinbase(v.tx_of(c));
  };
  const std::uint64_t row = 16 * coin_where("whole", spent).value;
  expect_found("whole", column::kCoins, row, "value");
  expect_found("whole", column::kCoins, row, "fee");
  expect_found("whole", column::kCoins, row + 7, "spend");
  expect_found("whole", column::kCoins, row + 8, "spend");
  expect_found("whole", column::kCoins, row + 12, "address");
  // An unspent coin is seen by what its transaction says.
  const auto unspent = [](const ChainView& v, CoinId c) {
    return c.value > 5 && !v.spender(c).valid() && !v.is_coinbase(v.tx_of(c)) &&
           v.coins[c.value].type() == bitcoin::ScriptType::kP2wpkh;
  };
  const std::uint64_t other = 16 * coin_where("whole", unspent).value;
  expect_found("whole", column::kCoins, other, "fee");
  const Path copy = copy_of("whole");
  change(copy / column::kCoins, other + 6, 0x10);  // another type of script
  EXPECT_TRUE(checks(ledger::verify_ledger(copy)).contains("address"));
}

// What names a spender that is not there, or another's, is unspent: left over by a kill or
// rollback.
TEST_F(Verify, LeftOverSpendersAreNoFault) {
  const auto unspent = [](const ChainView& v, CoinId c) { return !v.spender(c).valid(); };
  const CoinId coin = coin_where("whole", unspent);
  const Path copy = copy_of("whole");
  for (const std::uint64_t left_over : {0ULL, 7ULL, 1ULL << 30}) {
    ledger::CoinRow row = Ledger(copy).view().coins[coin.value];
    row.set_spender(InputId{left_over});
    OutputFile(copy / column::kCoins, OutputFile::Mode::kKeep)
        .write_at(coin.value * sizeof row,
                  {reinterpret_cast<const std::uint8_t*>(&row), sizeof row});
    EXPECT_EQ(sound_columns(copy), sound_columns(scratch_ / "whole"));
  }
}

TEST_F(Verify, FindsDamagedAddresses) {
  const Ledger ledger(scratch_ / "whole");
  std::uint64_t templated = 0;
  std::uint64_t other = 0;
  for (std::uint64_t a = 1; a < ledger.view().addresses.size(); ++a)
    (bitcoin::is_templated(ledger.view().addresses[a].script_type()) ? templated : other) = a;
  for (const std::uint64_t row : {templated * 38, other * 38}) {
    expect_found("whole", column::kAddresses, row + 32, "address");  // first coin
    expect_found("whole", column::kAddresses, row + 37, "address");  // type
  }
  expect_found("whole", column::kAddresses, templated * 38, "index");
  expect_found("whole", column::kAddresses, other * 38, "address");
}

TEST_F(Verify, FindsDamagedScripts) {
  for (const char* name : {"whole", "partial"}) {
    for (const std::uint64_t byte : {0U, 5U, 10U})
      expect_found(name, column::kHeapRows, 12 * 3 + byte, "heap");
    // A key in a P2PK script: the script is of the same form, its hash is another.
    const CoinId key = coin_where(name, [](const ChainView& v, CoinId c) {
      return v.coins[c.value].type() == bitcoin::ScriptType::kP2pk;
    });
    const Ledger ledger(scratch_ / name);
    const auto at = static_cast<std::uint64_t>(ledger.view().heap_script(key).data() -
                                               ledger.view().heap.data());
    expect_found(name, column::kHeap, at + 10, "address");
    expect_found(name, column::kHeap, at, "heap");
  }
}

TEST_F(Verify, FindsDamagedReveals) {
  ASSERT_GT(Ledger(scratch_ / "whole").view().reveals.size(), 2U);
  expect_found("whole", column::kReveals, 44, "reveal");      // address
  expect_found("whole", column::kReveals, 44 + 4, "reveal");  // input
  for (std::uint64_t r = 0; r < Ledger(scratch_ / "whole").view().reveals.size(); ++r)
    expect_found("whole", column::kReveals, 44 * r + 10, "reveal");  // payload
  const Path copy = copy_of("whole");
  change(copy / column::kReveals, 44 + 9, 0x80);  // form
  EXPECT_TRUE(checks(ledger::verify_ledger(copy)).contains("reveal"));
}

TEST_F(Verify, FindsDamagedOverwrittenCoins) {
  ASSERT_GT(Ledger(scratch_ / "whole").view().overwritten.size(), 0U);
  expect_found("whole", column::kOverwritten, 0, "overwritten");
  expect_found("whole", column::kOverwritten, 5, "overwritten");
}

TEST_F(Verify, FindsDamagedPrehistory) {
  ASSERT_GT(Ledger(scratch_ / "partial").view().prehistory.size(), 3U);
  constexpr std::uint64_t kRow = 2 * sizeof(ledger::PrehistoryRow);
  using ledger::PrehistoryRow;
  expect_found("partial", column::kPrehistory, kRow + offsetof(PrehistoryRow, value), "value");
  expect_found("partial", column::kPrehistory, kRow + offsetof(PrehistoryRow, address), "address");
  expect_found("partial", column::kPrehistory, kRow + offsetof(PrehistoryRow, spender), "spend");
}

// The key of a script that is too long to be kept whole cannot be checked.
bool has_a_key_to_check(const Path& ledger, const std::string& run, std::uint64_t offset) {
  if (!run.starts_with("run.address.")) return true;
  const std::string bytes = read_file(ledger / run);
  ledger::AddressEntry entry;
  std::memcpy(&entry, bytes.data() + offset / sizeof entry * sizeof entry, sizeof entry);
  return Ledger(ledger).view().addresses[entry.address].script_type() !=
         bitcoin::ScriptType::kTooLong;
}

TEST_F(Verify, FindsDamagedIndexes) {
  for (const auto& file : std::filesystem::directory_iterator(scratch_ / "partial")) {
    const std::string name = file.path().filename().string();
    if (!name.starts_with("run.")) continue;
    const std::uint64_t size = file.file_size();
    for (const std::uint64_t offset : {std::uint64_t{0}, size / 2, size - 1})
      if (has_a_key_to_check(scratch_ / "partial", name, offset))
        expect_found("partial", name, offset, "index");
  }
}

TEST_F(Verify, FindsARunThatLacksARange) {
  for (int kind = 0; kind < ledger::kIndexKinds; ++kind) {
    const Path copy = copy_of("whole");
    ledger::Manifest manifest = ledger::read_manifest(copy);
    ASSERT_FALSE(manifest.runs[kind].empty());
    --manifest.runs[kind].back().range.hi;
    replace_file(ledger::manifest_path(copy), to_json(manifest));
    EXPECT_TRUE(checks(ledger::verify_ledger(copy)).contains("index"));
  }
}

TEST_F(Verify, FindsAManifestOfAnotherTip) {
  const Path copy = copy_of("whole");
  ledger::Manifest manifest = ledger::read_manifest(copy);
  manifest.tip[0] ^= 1;
  replace_file(ledger::manifest_path(copy), to_json(manifest));
  EXPECT_EQ(checks(ledger::verify_ledger(copy)), std::set<std::string>{"rows"});
}

TEST_F(Verify, TellsOfEachFindingToALimit) {
  const Path copy = copy_of("whole");
  for (const std::uint64_t block : {10U, 20U, 30U, 40U})
    change(copy / column::kBlocks, block * sizeof(BlockRow) + offsetof(BlockRow, size));
  const VerifyReport all = ledger::verify_ledger(copy);
  EXPECT_EQ(all.findings.size(), 4U);
  EXPECT_EQ(all.findings[1].where, "block 20");
  const VerifyReport few = ledger::verify_ledger(copy, {.most_findings = 2});
  EXPECT_EQ(few.findings.size(), 2U);
  EXPECT_EQ(few.finding_count, 4U);
}

// What can be checked against nothing still changes the hash.
TEST_F(Verify, TheHashCoversEveryColumn) {
  const std::string whole = sound_columns(scratch_ / "whole");
  for (const char* name :
       {column::kBlocks, column::kTxid, column::kTxFirstInput, column::kTxFirstCoin,
        column::kTxVersion, column::kTxLocktime, column::kTxSize, column::kTxWeight, column::kTxFee,
        column::kInputCoin, column::kInputSequence, column::kInputValue, column::kInputAddress,
        column::kCoins, column::kAddresses, column::kHeapRows, column::kHeap, column::kReveals,
        column::kOverwritten}) {
    const Path copy = copy_of("whole");
    change(copy / name, 0);
    EXPECT_NE(to_hex(ledger::verify_ledger(copy).columns_hash), whole) << name;
  }
  const Path copy = copy_of("partial");
  change(copy / column::kPrehistory, 0);
  EXPECT_NE(to_hex(ledger::verify_ledger(copy).columns_hash), sound_columns(scratch_ / "partial"));
}

}  // namespace
}  // namespace spoor
