// An account ledger whose files were changed: verify names it, and whatever is asked of it answers
// or gives an error.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <random>
#include <set>

#include "base/error.h"
#include "ingest/account_append.h"
#include "ledger/account_facts.h"
#include "ledger/account_ledger.h"
#include "ledger/export.h"
#include "tests/ledger/ledger_fixture.h"
#include "tests/support/account_blocks.h"

namespace spoor {
namespace {

using namespace ledger;
using spoor::testing::AccountBlocks;

class AccountDamage : public ::testing::Test {
 protected:
  explicit AccountDamage(std::uint64_t seed = 3) : random_(seed) {
    spoor::testing::add_random_blocks(chain_, random_, 60);
    replace_file(scratch_ / "openings.csv",
                 "address,asset,block,amount\nsomebody,native,100,9\nname 1,name 2,110,5\n");
    ingest::append_account_blocks(
        chain_,
        {.ledger = scratch_ / "good", .openings = scratch_ / "openings.csv", .memory_bytes = 4096});
    spoor::testing::add_random_blocks(chain_, random_, 10);
  }
  Path copy() const {
    std::filesystem::remove_all(scratch_ / "copy");
    std::filesystem::copy(scratch_ / "good", scratch_ / "copy");
    return scratch_ / "copy";
  }
  // Puts bytes there in a copy and expects a finding of that check, however small the batches.
  void expect_found(const std::string& file, std::uint64_t offset, ByteSpan bytes,
                    const char* check) {
    const Path ledger = copy();
    OutputFile(ledger / file, OutputFile::Mode::kKeep).write_at(offset, bytes);
    const VerifyReport report = verify_ledger(ledger);
    std::set<std::string> checks;
    for (const Finding& f : report.findings) checks.insert(f.check);
    EXPECT_TRUE(checks.contains(check))
        << file << " byte " << offset << ": " << findings_text(report);
    EXPECT_EQ(verify_ledger(ledger, {.memory_bytes = 1}).finding_count, report.finding_count);
  }
  void expect_found(const std::string& file, std::uint64_t offset, std::uint8_t byte,
                    const char* check) {
    expect_found(file, offset, ByteSpan(&byte, 1), check);
  }
  // The first row of a column for which `is` holds.
  template <class Row, class Is>
  static std::uint64_t row_where(std::span<const Row> rows, Is is) {
    for (std::uint64_t i = 0; i < rows.size(); ++i)
      if (is(rows[i])) return i;
    ADD_FAILURE() << "no such row";
    return 0;
  }

  ScratchFolder scratch_;
  std::mt19937_64 random_;
  AccountBlocks chain_;
};

TEST_F(AccountDamage, OfBlocksIsFound) {
  constexpr std::uint64_t kRow = 20 * sizeof(AccountBlockRow);
  const auto expect = [&](std::size_t member, const char* check) {
    expect_found(column::kBlocks, kRow + member, 0xee, check);
  };
  using Row = AccountBlockRow;
  for (const std::size_t first : {offsetof(Row, first_tx), offsetof(Row, first_transfer),
                                  offsetof(Row, first_collectible), offsetof(Row, first_event)})
    expect(first, "rows");
  const AccountLedger good(scratch_ / "good");
  const std::uint64_t wide = good.view().blocks[20].first_wide.get();
  expect_found(column::kBlocks, kRow + offsetof(Row, first_wide),
               static_cast<std::uint8_t>(wide - 1), "wide");
  expect(offsetof(Row, first_address), "rows");
  expect(offsetof(Row, first_opening) + 3, "rows");
  expect(offsetof(Row, number) + 3, "rows");
  expect(offsetof(Row, fee_recipient) + 3, "address");
  expect(offsetof(Row, base_fee_bytes) + 7, "wide");
  expect(offsetof(Row, coverage_bytes) + 1, "coverage");
  const Hash256 zeros{};
  expect_found(column::kBlocks, kRow, zeros, "coverage");
}

TEST_F(AccountDamage, OfTransactionsIsFound) {
  expect_found(column::kTxHash, 5 * 32, 0xee, "index");
  expect_found(column::kTxFirstTransfer, 5 * 5, 0xee, "rows");
  expect_found(column::kTxSender, 5 * 4 + 3, 0x77, "address");
  expect_found(column::kTxTarget, 5 * 4 + 3, 0x77, "address");
  expect_found(column::kTxStatus, 5, 0x03, "tx");
  expect_found(column::kTxStatus, 5, 0x01, "tx");  // a success that nothing shows
  expect_found(column::kTxFeeBurnt, 5 * 8 + 7, 0x80, "wide");
  expect_found(column::kTxFeeTip, 5 * 8 + 7, 0x80, "wide");
  const AccountLedger good(scratch_ / "good");
  const std::uint64_t closing = good.view().closing(3).value;
  expect_found(column::kTxHash, closing * 32, 1, "tx");
  expect_found(column::kTxIndex, closing * 4, 1, "tx");
  const std::uint64_t paid =
      row_where(good.view().tx_fee_burnt, [](auto fee) { return fee == 10; });
  expect_found(column::kTxSender, paid * 4, good.view().tx_sender[paid] == 0 ? 1 : 0, "index");
}

TEST_F(AccountDamage, OfRowsIsFound) {
  const AccountLedger good(scratch_ / "good");
  const AccountView& view = good.view();
  constexpr std::uint64_t kRow = sizeof(TransferRow);
  const std::uint64_t token =
      row_where(view.transfers, [](const auto& t) { return t.kind() == TransferKind::kToken; });
  const std::uint64_t at = token * kRow;
  expect_found(column::kTransfers, at, 0xee, "transfer");
  expect_found(column::kTransfers, at + offsetof(TransferRow, kind_bits), 99, "transfer");
  expect_found(column::kTransfers, at + offsetof(TransferRow, asset) + 3, 0x77, "address");
  expect_found(column::kTransfers, at + offsetof(TransferRow, from) + 3, 0x77, "address");
  expect_found(column::kTransfers, at + offsetof(TransferRow, to),
               view.transfers[token].to.get() == 0 ? 1 : 0, "index");
  const std::uint64_t wide =
      row_where(view.transfers, [](const auto& t) { return t.amount.is_wide(); });
  expect_found(column::kTransfers, wide * kRow + offsetof(TransferRow, amount), 0xee, "wide");
  expect_found(column::kTransfers, wide * kRow + offsetof(TransferRow, amount) + 9, 1, "wide");
  const Hash256 zeros{};
  expect_found(column::kWide, 0, zeros, "wide");
  expect_found(column::kCollectibles, 0, 0xee, "rows");
  expect_found(column::kCollectibles, offsetof(CollectibleRow, kind), 5, "collectible");
  expect_found(column::kCollectibles, offsetof(CollectibleRow, contract) + 3, 5, "address");
  expect_found(column::kEvents, 0, 0xee, "rows");
  expect_found(column::kEvents, offsetof(EventRow, contract) + 3, 5, "address");
  expect_found(column::kEvents, offsetof(EventRow, offset), 0xee, "heap");
  expect_found(column::kEvents, offsetof(EventRow, length) + 3, 1, "heap");
  expect_found(column::kHeap, view.events[0].offset.get(), 0xee, "event");
  expect_found(column::kOpenings, offsetof(OpeningRow, block) + 3, 5, "opening");
  expect_found(column::kOpenings, offsetof(OpeningRow, address) + 3, 5, "address");
}

TEST_F(AccountDamage, OfAddressesAndIndexesIsFound) {
  const AccountLedger good(scratch_ / "good");
  const AccountView& view = good.view();
  expect_found(column::kAddresses, 0, 7, "address");
  expect_found(column::kAddresses, 1, 0xee, "index");
  const std::uint64_t named = row_where(view.addresses, [](const auto& a) { return a.kind == 2; });
  const std::uint64_t row = named * sizeof(AccountAddressRow);
  expect_found(column::kAddresses, row + 1, 0xee, "heap");
  expect_found(column::kAddresses, row + 9, 1, "address");
  expect_found(column::kHeap, load_u40(view.addresses[named].payload.data()), '!', "index");
  for (int kind = 0; kind < 3; ++kind) {
    const auto index = static_cast<IndexKind>(kind);
    const Path run = run_path("", index, good.manifest().of(index).front().serial);
    expect_found(run.string(), 40, 0xee, "index");
  }
}

// The same address under two ids, each in its place.
TEST_F(AccountDamage, AnAddressThatStandsTwiceIsFound) {
  const AccountLedger good(scratch_ / "good");
  const AccountView& view = good.view();
  const Path ledger = copy();
  const std::uint64_t evm = row_where(view.addresses, [](const auto& a) { return a.kind == 0; });
  std::uint64_t other = evm + 1;
  while (view.addresses[other].kind != 0) ++other;
  OutputFile(ledger / column::kAddresses, OutputFile::Mode::kKeep)
      .write_at(other * sizeof(AccountAddressRow), raw_bytes(view.addresses.subspan(evm, 1)));
  // Its entries name the hash of what stands there now.
  Manifest manifest = read_manifest(ledger);
  std::vector<AddressEntry> entries;
  for (std::uint32_t a = 0; a < view.addresses.size(); ++a) {
    const auto of = AddressId{a == other ? static_cast<std::uint32_t>(evm) : a};
    const ScriptKey key =
        account_key(manifest.key, view.addresses[of.value].kind, view.address_bytes(of));
    entries.push_back({.key_hi = key.hi, .key_lo = key.lo, .address = a});
  }
  std::ranges::sort(entries);
  manifest.of(IndexKind::kAddress).clear();
  add_run(ledger, IndexKind::kAddress, manifest.next_serial++,
          std::span<const AddressEntry>(entries), {.lo = 0, .hi = entries.size()},
          manifest.of(IndexKind::kAddress));
  replace_file(manifest_path(ledger), to_json(manifest));
  const VerifyReport report = verify_ledger(ledger);
  ASSERT_EQ(report.finding_count, 1U) << findings_text(report);
  EXPECT_EQ(report.findings[0].what, fmt::format("is address {} again", evm));
}

class HostileAccounts : public AccountDamage, public ::testing::WithParamInterface<int> {
 protected:
  HostileAccounts() : AccountDamage(static_cast<std::uint64_t>(GetParam())) {}
  std::uint64_t number(std::uint64_t below) { return random_() % below; }

  // Cuts a random file of the ledger, or changes some of it.
  std::string damage(const Path& ledger) {
    std::vector<Path> files;
    for (const auto& entry : std::filesystem::directory_iterator(ledger))
      if (entry.file_size() > 0) files.push_back(entry.path());
    std::ranges::sort(files);
    const Path& file = files[number(files.size())];
    std::string bytes = read_file(file);
    const std::uint64_t kind = number(4);
    const std::size_t at = number(bytes.size());
    if (kind == 0) bytes.resize(at);
    if (kind == 1) bytes[at] = static_cast<char>(number(256));
    if (kind >= 2)
      for (std::size_t i = at; i < std::min(bytes.size(), at + (kind == 2 ? 8 : 200)); ++i)
        bytes[i] = static_cast<char>(kind == 2 ? 0xff : number(256));
    replace_file(file, bytes);
    return fmt::format("{} of {}, kind {} at {}", file.filename().string(), bytes.size(), kind, at);
  }
};

template <class Act>
void expect_no_more_than_an_error(Act act) {
  try {
    act();
  } catch (const Error&) {
  }
}

void ask(const Path& folder) {
  const AccountLedger ledger(folder);
  const AccountView& view = ledger.view();
  for (std::uint32_t a = 0; a < view.addresses.size(); ++a)
    expect_no_more_than_an_error([&] {
      ledger.find_address(ledger.address_text(AddressId{a}));
      for (const auto& span : ledger.history(AddressId{a}))
        for (const auto& entry : span) view.block_of(view.checked(entry.tx()));
      ledger.history({AddressId{a}, kNativeAsset});
    });
  for (const Hash256& hash : view.tx_hash)
    expect_no_more_than_an_error([&] { ledger.find_tx(hash); });
  expect_no_more_than_an_error([&] { facts_of(view); });
}

TEST_P(HostileAccounts, AnswerOrGiveAnError) {
  for (int round = 0; round < 60; ++round) {
    const Path ledger = copy();
    std::string what = damage(ledger);
    if (round % 3 == 0) what += "; " + damage(ledger);
    SCOPED_TRACE(what);
    expect_no_more_than_an_error([&] { ask(ledger); });
    expect_no_more_than_an_error([&] { verify_ledger(ledger); });
    expect_no_more_than_an_error([&] {
      export_csv(AccountLedger(ledger), scratch_ / "csv", export_tables(LedgerKind::kAccount));
    });
    chain_.rewind(number(60));
    expect_no_more_than_an_error([&] {
      ingest::append_account_blocks(
          chain_, {.ledger = ledger, .openings = scratch_ / "openings.csv", .memory_bytes = 1});
    });
    expect_no_more_than_an_error([&] { verify_ledger(ledger); });
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, HostileAccounts, ::testing::Range(1, 5));

}  // namespace
}  // namespace spoor
