#include "dossier/back_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "base/file.h"
#include "tests/support/memory_chain.h"
#include "tests/support/schema_check.h"

namespace spoor::dossier {
namespace {

using ::testing::HasSubstr;
using testing::schema_violations;

// Two mined coins meet in one transaction, and the coin that is asked for takes a part of each.
class BackReportTest : public ::testing::Test {
 protected:
  BackReportTest() {
    chain_.block({{1, "genesis"}});
    const TxId mined = chain_.block({{60, "alice"}, {40, "bob"}});
    chain_.block({{1, "miner"}});
    const TxId met =
        chain_.tx({chain_.coin(mined, 0), chain_.coin(mined, 1)}, {{50, "x"}, {50, "y"}});
    view_ = chain_.view();
    targets_ = {{.coin = chain_.coin(met, 1), .offset = {}, .amount = Satoshi{50}}};
    result_ = tracing::trace_back(view_, targets_, options_);
  }

  BackReport report() const {
    return {.view = view_,
            .context = context_,
            .targets = targets_,
            .options = options_,
            .result = result_};
  }

  testing::MemoryChain chain_;
  ledger::ChainView view_;
  ReportContext context_{.network = bitcoin::Network::kMainnet, .version = "1.2.3"};
  std::vector<tracing::BackTarget> targets_;
  tracing::BackOptions options_;
  tracing::BackResult result_;
};

TEST_F(BackReportTest, CsvHasOneRowAnOrigin) {
  const std::string id = "7" + std::string(62, '0') + "1";
  EXPECT_THAT(back_csv(report()),
              HasSubstr("coin,address,amount_sat,offset_sat,kind,script_type,script,height,time\n" +
                        id + ":0,"));
  EXPECT_THAT(back_csv(report()), HasSubstr(",10,50,coinbase,p2pkh,,1,2009-01-03T18:25:05Z\n"));
  EXPECT_THAT(back_csv(report()), HasSubstr(",40,0,coinbase,p2pkh,,1,2009-01-03T18:25:05Z\n"));
}

TEST_F(BackReportTest, TableIsLargestFirstAndCountsTheRest) {
  const std::string table = back_table(report(), 1);
  EXPECT_THAT(table,
              HasSubstr("The way back of 0.00000050 BTC under fifo, on mainnet, through 1 "));
  EXPECT_THAT(table, HasSubstr("0.00000040   40"));
  EXPECT_THAT(table, HasSubstr("… and 1 more, together 0.00000010 BTC (10 sat)"));
}

TEST_F(BackReportTest, JsonNamesTheFirstBlockWhereOneWasGiven) {
  EXPECT_THAT(back_json(report()), ::testing::Not(HasSubstr("since")));
  options_.since = Height{2};
  EXPECT_THAT(back_json(report()), HasSubstr("\"since\": 2,"));
}

TEST_F(BackReportTest, JsonObeysItsSchema) {
  const char* root = std::getenv("SPOOR_SOURCE_DIR");
  const std::string schema =
      read_file(std::filesystem::path(root == nullptr ? "." : root) / "docs/schema/back.json");
  EXPECT_THAT(schema_violations(back_json(report()), schema), ::testing::IsEmpty());
  result_.origins.push_back({.kind = tracing::OriginKind::kRounding,
                             .coin = CoinId::invalid(),
                             .tx = TxId::invalid(),
                             .offset = {},
                             .amount = Satoshi{1}});
  EXPECT_THAT(schema_violations(back_json(report()), schema), ::testing::IsEmpty());
}

}  // namespace
}  // namespace spoor::dossier
