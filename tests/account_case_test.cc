// Every tests/cases/accounts/*.accounts is a test: its transfers become a ledger that verify finds
// sound, and its questions are answered by the engine and by the naive tracer.
#include "tests/account_case.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "base/error.h"
#include "ingest/account_append.h"
#include "ingest/transfers_csv.h"
#include "ledger/account_ledger.h"
#include "ledger/verify.h"
#include "tests/ledger/ledger_fixture.h"
#include "tests/naive_account_tracer.h"
#include "tracing/account_seeds.h"
#include "tracing/ledger_accounts.h"

namespace spoor::testing {
namespace {

namespace fs = std::filesystem;
using tracing::AccountTraceOptions;
using tracing::AccountTraceResult;

std::vector<std::string> case_files() {
  std::vector<std::string> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(SPOOR_ACCOUNT_CASES))
    if (entry.path().extension() == ".accounts") files.push_back(entry.path().string());
  std::ranges::sort(files);
  return files;
}

std::string test_name(const ::testing::TestParamInfo<std::string>& info) {
  std::string text = fs::path(info.param).stem();
  std::ranges::replace_if(text, [](char c) { return !std::isalnum(c); }, '_');
  return text;
}

// The ledger's chain as plain statements, for the naive tracer.
MemoryAccounts in_memory(const ledger::AccountLedger& ledger) {
  const ledger::AccountView& view = ledger.view();
  std::vector<MemoryBlock> blocks;
  const auto rows = [&](AccountTx tx) {
    std::vector<ledger::Transfer> out;
    for (TransferId id = view.first_transfer(tx); id < view.end_transfer(tx); ++id)
      out.push_back(view.transfer(id));
    return out;
  };
  for (std::size_t row = 0; row < view.blocks.size(); ++row) {
    MemoryBlock block{.number = view.blocks[row].number.get(),
                      .fee_recipient = AddressId{view.blocks[row].fee_recipient.get()},
                      .has_traces = view.blocks[row].covers(ledger::kTraces),
                      .txs = {},
                      .closing = rows(view.closing(row))};
    for (AccountTx tx = view.first_tx(row); tx < view.closing(row); ++tx)
      block.txs.push_back({.sender = AddressId{view.tx_sender[tx.value]},
                           .burnt = view.fee_burnt(tx),
                           .tip = view.fee_tip(tx),
                           .status = view.status(tx),
                           .rows = rows(tx)});
    blocks.push_back(std::move(block));
  }
  std::vector<MemoryOpening> openings;
  for (const ledger::OpeningRow& row : view.openings)
    openings.push_back({{AddressId{row.address.get()}, AssetId{row.asset.get()}},
                        {.block = row.block.get(), .amount = view.amount(row.amount)}});
  return MemoryAccounts(std::move(blocks), std::move(openings));
}

class CaseLedger {
 public:
  explicit CaseLedger(const AccountCase& one) : one_(one) {
    const Path openings = scratch_ / "openings.csv";
    replace_file(openings, one.openings);
    ingest::TransfersCsv source(as_bytes(one.transfers), "transfers");
    ingest::append_account_blocks(source,
                                  {.ledger = folder(), .chain_id = 31337, .openings = openings});
    ledger_.emplace(folder());
    EXPECT_TRUE(ledger::verify_ledger(folder()).holds());
  }

  std::vector<std::string> answer(const std::vector<std::string>& words, bool naive) const {
    try {
      const tracing::LedgerAccounts chain(*ledger_);
      const tracing::AccountSeeds seeds = tracing::resolve_account_seeds(
          tracing::parse_account_seeds(one_.seeds, "seeds"), "case", chain,
          {.tx = [&](const Hash256& hash) { return ledger_->find_tx(hash); },
           .address = [&](std::string_view text) { return ledger_->find_address(text); },
           .native_symbol = "ETH"});
      const AccountTraceOptions options = options_of(words);
      return rows(naive ? naive_account_trace(in_memory(*ledger_), seeds, options)
                        : tracing::trace_accounts(chain, seeds, options),
                  seeds);
    } catch (const Error& error) {
      return {"refused " + error.message()};
    }
  }

 private:
  Path folder() const { return scratch_ / "ledger"; }
  AddressId address(const std::string& name) const { return ledger_->find_address(name).value(); }

  AccountTraceOptions options_of(const std::vector<std::string>& words) const {
    AccountTraceOptions options;
    options.doctrine = tracing::parse_account_doctrine(words.at(0));
    for (std::size_t i = 1; i + 1 < words.size(); i += 2) {
      const U256 value = U256::parse(words[i + 1]);
      if (words[i] == "until") options.until = static_cast<std::uint32_t>(value.to_u64());
      if (words[i] == "minimum") options.minimum = value;
      if (words[i] == "limit") options.limit = value.to_u64();
    }
    for (const std::string& name : one_.services) options.stops.push_back({address(name), 0});
    for (const std::string& name : one_.pools) options.pooled.push_back({address(name)});
    return options;
  }

  std::string asset(AssetId id) const {
    return id == kNativeAsset ? "native" : ledger_->address_text(AddressId{id.value});
  }

  static std::string basis(std::uint8_t bits) {
    std::string out;
    if ((bits & tracing::kInferred) != 0) out += " inferred";
    if ((bits & tracing::kOpening) != 0) out += " opening";
    return out;
  }

  std::vector<std::string> rows(const AccountTraceResult& result,
                                const tracing::AccountSeeds& seeds) const {
    std::vector<std::string> out;
    const auto label = [&](Label l) { return seeds.labels[l.value - 1U]; };
    for (const tracing::AccountRow& row : result.rows)
      out.push_back(label(row.label) + " " + std::string(name(row.kind)) + " " +
                    asset(row.account.asset) + " " + ledger_->address_text(row.account.address) +
                    " " + to_decimal(row.amount) + basis(row.basis));
    for (const tracing::ConversionRow& row : result.conversions)
      out.push_back(label(row.label) + " converted " + asset(row.conversion.gave) + " " +
                    to_decimal(row.tainted_out) + " to " + asset(row.conversion.got) + " " +
                    to_decimal(row.tainted_in) + " by " + std::string(name(row.conversion.rule)));
    for (const tracing::AccountLead& lead : result.leads)
      out.push_back(label(lead.label) + " lead " + asset(lead.account.asset) + " " +
                    ledger_->address_text(lead.account.address) + " " + to_decimal(lead.amount));
    std::ranges::sort(out);
    return out;
  }

  using Label = tracing::Label;
  const AccountCase& one_;
  ScratchFolder scratch_;
  std::optional<ledger::AccountLedger> ledger_;
};

class AccountCases : public ::testing::TestWithParam<std::string> {};

TEST_P(AccountCases, AnswersAsExpected) {
  const AccountCase one = read_account_case(GetParam());
  ASSERT_FALSE(one.questions.empty());
  const CaseLedger ledger(one);
  for (const AccountQuestion& question : one.questions) {
    ASSERT_FALSE(question.rows.empty()) << GetParam() << ":" << question.line;
    std::vector<std::string> expected = question.rows;
    std::ranges::sort(expected);
    for (const bool naive : {false, true})
      EXPECT_EQ(ledger.answer(question.words, naive), expected)
          << GetParam() << ":" << question.line << (naive ? ", the naive tracer" : ", the engine");
  }
}

INSTANTIATE_TEST_SUITE_P(Words, AccountCases, ::testing::ValuesIn(case_files()), test_name);

}  // namespace
}  // namespace spoor::testing
