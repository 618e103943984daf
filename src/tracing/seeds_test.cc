#include "tracing/seeds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "base/error.h"
#include "tests/support/memory_chain.h"

namespace spoor::tracing {
namespace {

using spoor::testing::MemoryChain;
using ::testing::HasSubstr;

const std::string kTxid = "00000000000000000000000000000000000000000000000000000000000000ab";

std::string message(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kBadInput);
    return error.what();
  }
  return "nothing was thrown";
}

std::string parse_error(const std::string& text) {
  return message([&] { parse_seeds(text, "seeds.csv"); });
}

TEST(SeedFile, ReadsRowsInAnyColumnOrder) {
  const SeedFile file = parse_seeds("label,coin,amount_sat,offset_sat\r\nx y," + kTxid +
                                        ":7,12,3\r\n" + "\"a,b\"," + kTxid + ":0,,\r\n",
                                    "seeds.csv");
  ASSERT_EQ(file.rows.size(), 2U);
  EXPECT_EQ(file.rows[0].coin.txid[0], 0xab);
  EXPECT_EQ(file.rows[0].coin.vout, 7U);
  EXPECT_EQ(file.rows[0].amount, Satoshi{12});
  EXPECT_EQ(file.rows[0].offset, Satoshi{3});
  EXPECT_EQ(file.rows[0].line, 2U);
  EXPECT_EQ(file.rows[1].label, "a,b");
  EXPECT_EQ(file.rows[1].amount, std::nullopt);
  EXPECT_EQ(to_text(file.rows[0].coin), kTxid + ":7");
}

TEST(SeedFile, SaysWhatIsWrongAndWhere) {
  const std::string head = "coin,amount_sat,label\n";
  EXPECT_THAT(parse_error("coin,label\n"), HasSubstr("no column 'amount_sat'"));
  EXPECT_THAT(parse_error(head + "abc:0,1,x\n"),
              HasSubstr("seeds.csv, line 2: not a coin: 'abc:0'"));
  EXPECT_THAT(parse_error(head + kTxid + ":4294967296,1,x\n"), HasSubstr("too large"));
  EXPECT_THAT(parse_error(head + kTxid + ":-1,1,x\n"), HasSubstr("not a whole number: '-1'"));
  EXPECT_THAT(parse_error(head + kTxid + ":0,1.5,x\n"), HasSubstr("line 2: not a whole number"));
  EXPECT_THAT(parse_error(head + kTxid + ":0,1,x\n" + kTxid + ":0,1,\n"),
              HasSubstr("line 3: the label is empty"));
  EXPECT_THAT(parse_error(head + "g" + kTxid.substr(1) + ":0,1,x\n"), HasSubstr("line 2"));
}

TEST(SeedFile, NamesASeed) {
  const std::string head = "coin,amount_sat,label\n";
  for (const std::string& none : {head, head + "\n\n", head + "# " + kTxid + ":0,1,x\n"})
    EXPECT_THAT(parse_error(none), HasSubstr("seeds.csv: the file names no seed"));
}

TEST(SeedFile, LabelsAreUtf8) {
  const auto label_error = [](const std::string& label) {
    return parse_error("coin,amount_sat,label\n" + kTxid + ":0,1," + label + "\n");
  };
  for (const char* good : {"caf\xc3\xa9", "\xe2\x82\xbf", "\xf0\x9f\x92\xb0", "\xef\xbf\xbf",
                           "\xed\x9f\xbf", "\xf4\x8f\xbf\xbf"})
    EXPECT_EQ(label_error(good), "nothing was thrown");
  for (const char* bad : {"\xff", "\xc3", "\xc0\xaf", "\xe0\x9f\xbf", "\xed\xa0\x80",
                          "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xc3(", "\xe2\x82", "\x80"})
    EXPECT_THAT(label_error(bad), HasSubstr("the label is not UTF-8"));
}

class Resolving : public ::testing::Test {
 protected:
  Resolving() {
    chain.block({{50}});
    mined = chain.block({{50}, {0}});
    old = chain.prehistory(20);
    unknown = chain.prehistory(std::nullopt);
    chain.tx({old, unknown}, {{1}});
  }

  Seeds resolve(const std::vector<SeedRow>& rows) {
    return resolve_seeds({.file = "s.csv", .rows = rows}, chain.view(),
                         [&](const bitcoin::Outpoint& o) { return chain.find(o); });
  }
  SeedRow row(CoinId coin, std::optional<std::uint64_t> amount, std::uint64_t offset = 0,
              const std::string& label = "x") {
    return {.coin = outpoint_of(chain.view(), coin),
            .amount = amount ? std::optional(Satoshi{*amount}) : std::nullopt,
            .offset = Satoshi{offset},
            .label = label,
            .line = 9};
  }

  MemoryChain chain;
  TxId mined;
  CoinId old, unknown;
};

TEST_F(Resolving, NumbersLabelsInTheOrderOfTheirBytes) {
  const CoinId coin = chain.coin(mined, 0);
  const Seeds seeds = resolve({row(coin, 1, 0, "z\xc3\xa9"), row(coin, {}, 0, "a"),
                               row(old, 20, 0, "Z"), row(coin, 1, 0, "a")});
  EXPECT_EQ(seeds.labels, (std::vector<std::string>{"Z", "a", "z\xc3\xa9"}));
  EXPECT_EQ(seeds.rows[0].label, Label{3});
  EXPECT_EQ(seeds.rows[1].label, Label{2});
  EXPECT_EQ(seeds.rows[1].amount, Satoshi{50});  // the whole coin
  EXPECT_EQ(seeds.rows[2].coin, old);
  EXPECT_EQ(seeds.label(Label{1}), "Z");
}

TEST_F(Resolving, RefusesWhatTheLedgerDoesNotHold) {
  const CoinId coin = chain.coin(mined, 0);
  const auto error = [&](const SeedRow& seed) { return message([&] { resolve({seed}); }); };
  SeedRow absent = row(coin, 1);
  absent.coin.vout = 5;
  EXPECT_THAT(error(absent), HasSubstr("s.csv, line 9: the ledger has no coin"));
  EXPECT_THAT(error(row(unknown, 1)), HasSubstr("value of coin"));
  EXPECT_THAT(error(row(coin, 51)), HasSubstr("exceed the value"));
  EXPECT_THAT(error(row(coin, 50, 1)), HasSubstr("50 satoshi from 1 on exceed the value"));
  EXPECT_THAT(error(row(coin, ~0ULL, 2)), HasSubstr("exceed the value"));
  EXPECT_THAT(error(row(coin, 0)), HasSubstr("the amount is 0"));
  EXPECT_THAT(error(row(chain.coin(mined, 1), {})), HasSubstr("the coin has no value"));
  EXPECT_THAT(error(row(coin, {}, 1)), HasSubstr("an offset needs an amount"));
  EXPECT_EQ(error(row(coin, 49, 1)), "nothing was thrown");
}

// What was given in words is named by its coin, as it has no line.
TEST_F(Resolving, SaysWhichWordsAreWrong) {
  SeedRow zero = row(chain.coin(mined, 0), 0);
  zero.line = 0;
  EXPECT_THAT(message([&] { resolve({row(old, 1), zero}); }),
              HasSubstr("s.csv " + to_text(zero.coin) + ": the amount is 0"));
}

TEST_F(Resolving, RefusesMoreLabelsThanThereAreNumbers) {
  std::vector<SeedRow> rows;
  for (std::size_t i = 0; i < kMostLabels; ++i)
    rows.push_back(row(chain.coin(mined, 0), 1, 0, std::to_string(i)));
  EXPECT_EQ(resolve(rows).labels.size(), kMostLabels);
  rows.push_back(row(chain.coin(mined, 0), 1, 0, "one more"));
  EXPECT_THAT(message([&] { resolve(rows); }), HasSubstr("65536 labels; there may be 65535"));
}

TEST(ServiceFile, ReadsAddressNameAndBasis) {
  const std::vector<Service> services = parse_services(
      "address,name,basis\n1abc,An Exchange,\"own statement, 2021\"\n1abd,Other,court file\n",
      "services.csv");
  ASSERT_EQ(services.size(), 2U);
  EXPECT_EQ(services[0].basis, "own statement, 2021");
  EXPECT_EQ(services[1].line, 3U);
}

TEST(ServiceFile, AsksForABasisAndOneRowAnAddress) {
  const auto error = [](const std::string& rows) {
    return message([&] { parse_services("address,name,basis\n" + rows, "services.csv"); });
  };
  EXPECT_THAT(error("1abc,An Exchange,\n"), HasSubstr("services.csv, line 2: the basis is empty"));
  EXPECT_THAT(error(",An Exchange,x\n"), HasSubstr("the address is empty"));
  EXPECT_THAT(error("1abc,A,x\n1abd,B,x\n1abc,C,x\n"),
              HasSubstr("line 4: address 1abc stands there twice; first in line 2"));
}

}  // namespace
}  // namespace spoor::tracing
