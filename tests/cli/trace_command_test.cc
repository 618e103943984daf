// `spoor trace`: options, input files, every form of output, and what makes a run repeatable.
#include "simulator/story_files.h"
#include "tests/cli/program.h"

namespace spoor {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr const char* kStory = R"(
block at 2024-03-01T08:00:00Z
  coinbase c1: victim rest
block
  coinbase c2: p2tr:other rest
block at 2024-03-02T08:00:00Z
  mix: c1, c2 -> shop 60 BTC, cellar 39 BTC, fee 1 BTC
block at 2024-03-03T08:00:00Z
  on: mix:1 -> p2pkh:rest 38 BTC, op_return:bye 1 BTC
seed theft: c1
)";

class TraceCommand : public ProgramTest {
 protected:
  void SetUp() override {
    story_.emplace(ledger_of(kStory));
    write("seeds.csv", simulator::seeds_csv(*story_));
  }
  std::vector<std::string> trace(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"trace", "--ledger", "ledger", "--seeds", "seeds.csv"});
    if (std::ranges::find(more, "--doctrine") == more.end())
      more.insert(more.end(), {"--doctrine", "fifo"});
    return more;
  }
  std::string address(std::string_view coin) const {
    const std::string csv =
        good({"show", "coin", coin_text(*story_, coin), "--ledger", "ledger", "--format", "csv"});
    const std::string row = lines_of_text(csv)[1];
    const std::size_t at = row.find(',', row.find(',') + 1) + 1;
    return row.substr(at, row.find(',', at) - at);
  }
  std::string services() const {
    return "address,name,basis\r\n" + address("mix:0") + ",The Shop,said so\r\n";
  }
  // The columns label to amount_sat of a CSV result, without the address.
  static std::vector<std::string> rows(const std::string& csv) {
    std::vector<std::string> out;
    for (const std::string& line : lines_of_text(csv)) {
      std::vector<std::string> fields;
      for (std::size_t at = 0; at <= line.size();) {
        const std::size_t end = std::min(line.find(',', at), line.size());
        fields.push_back(line.substr(at, end - at));
        at = end + 1;
      }
      out.push_back(fields[0] + " " + fields[1] + " " + fields[3]);
    }
    return out;
  }

  std::optional<simulator::Story> story_;
};

TEST_F(TraceCommand, ListsHoldings) {
  EXPECT_THAT(rows(good(trace({"--format", "csv"}))),
              testing::ElementsAre("label coin amount_sat",
                                   "theft " + coin_text(*story_, "mix:0") + " 5000000000"));
  EXPECT_THAT(rows(good(trace({"--format", "csv", "--doctrine", "lifo", "--rows", "all"}))),
              testing::ElementsAre(
                  "label coin amount_sat", "theft " + coin_text(*story_, "mix:0") + " 1000000000",
                  "theft " + coin_text(*story_, "on:0") + " 3800000000",
                  "theft " + coin_text(*story_, "on:1") + " 100000000", "theft  100000000"));
}

TEST_F(TraceCommand, TakesSeedsAsWords) {
  const std::string coin = coin_text(*story_, "c1");
  const auto with = [&](const std::string& seed) {
    return rows(good({"trace", "--ledger", "ledger", "--seed", seed, "--label", "L", "--doctrine",
                      "fifo", "--format", "csv"}));
  };
  const std::string shop = "L " + coin_text(*story_, "mix:0");
  EXPECT_EQ(with(coin).at(1), shop + " 5000000000");
  EXPECT_EQ(with(coin + "=70").at(1), shop + " 70");
  // Under lifo the coin comes second: its satoshis from 20 BTC on go to the cellar, and on.
  EXPECT_THAT(good({"trace", "--ledger", "ledger", "--seed", coin + "=70@2000000000", "--doctrine",
                    "lifo", "--format", "csv"}),
              HasSubstr("\nstolen," + coin_text(*story_, "on:0") + ","));
  EXPECT_EQ(with(coin + "=70@4999999930," + coin_text(*story_, "c2") + "=5").at(1), shop + " 75");
}

TEST_F(TraceCommand, ReadsSeedsFromStandardInput) {
  const Outcome outcome = spoor(
      {"trace", "--ledger", "ledger", "--seeds", "-", "--doctrine", "fifo", "--format", "csv"},
      read("seeds.csv"));
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, good(trace({"--format", "csv"})));
}

TEST_F(TraceCommand, StopsAtServices) {
  write("services.csv", services());
  const std::string csv =
      good(trace({"--services", "services.csv", "--format", "csv", "--rows", "all"}));
  EXPECT_THAT(csv, HasSubstr(",service,The Shop,said so\n"));
  write("more.csv", services() + "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080,Nobody,heard\n");
  const Outcome outcome = spoor(trace({"--services", "more.csv"}));
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.err,
            "spoor: not all 2 addresses of services were paid in this ledger: 1 were not\n");
}

// Each option changes what is asked: a rule, a minimum, where bounds stop.
TEST_F(TraceCommand, PassesItsOptionsOn) {
  const auto all = [&](std::vector<std::string> more) {
    more.insert(more.end(), {"--format", "csv", "--rows", "all"});
    return good(trace(more));
  };
  EXPECT_THAT(all({"--doctrine", "lifo"}), HasSubstr("theft,,,100000000,,,,,fee,"));
  EXPECT_THAT(all({"--doctrine", "lifo", "--coinbase", "fees-first"}),
              HasSubstr("theft," + coin_text(*story_, "mined-3") + ","));
  EXPECT_THAT(all({"--fee", "prorata-pre"}), HasSubstr("theft,,,50000000,,,,,fee,"));
  EXPECT_THAT(all({"--minimum", "5000000001"}), HasSubstr(",5000000000,"));
  EXPECT_THAT(all({"--minimum", "5000000001"}), HasSubstr(",below-minimum,"));
  EXPECT_EQ(good(trace({"--sensitivity", "fifo"})), good(trace()));
  write("services.csv", services());
  const std::string json = good_json("trace", trace({"--services", "services.csv", "--bounds"}));
  EXPECT_THAT(json.substr(json.find("\"bounds\": {")), HasSubstr("\"kind\": \"service\""));
}

TEST_F(TraceCommand, RefusesBadServices) {
  write("one.csv", services() + "1BoatSLRHtKNngkdXEeobR76b53LETtpyT,Boat,mainnet\n");
  expect_failure(3, "one.csv, line 3: not an address of regtest", trace({"--services", "one.csv"}));
  std::string shout = address("mix:0");
  for (char& c : shout) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  write("two.csv", services() + shout + ",Shouting Shop,same\n");
  expect_failure(3, "two.csv, line 3: address " + shout + " stands there twice; first in line 2",
                 trace({"--services", "two.csv"}));
}

// A date means the last block whose median time past is not later.
TEST_F(TraceCommand, EndsAtAHeightOrADate) {
  const std::string at_rest = "theft " + coin_text(*story_, "c1") + " 5000000000";
  EXPECT_EQ(rows(good(trace({"--until", "2", "--format", "csv"}))).at(1), at_rest);
  // Block 2 states 08:10, but the middle of the three before and with it is 08:00.
  const auto lifo_until = [&](const char* until) {
    return rows(good(trace({"--until", until, "--doctrine", "lifo", "--format", "csv"})));
  };
  EXPECT_EQ(lifo_until("2024-03-01T08:05:00Z"), lifo_until("2"));
  EXPECT_EQ(lifo_until("2024-03-02"), lifo_until("4"));
  EXPECT_NE(lifo_until("2"), lifo_until("4"));
  expect_failure(4, "9", trace({"--until", "9"}));
  expect_failure(4, "the ledger's first block is later than 2001-01-01T00:00:00Z",
                 trace({"--until", "2001-01-01"}));
  expect_failure(3, "seeds.csv", trace({"--until", "0"}));
}

TEST_F(TraceCommand, LeadsWithTheDeclaredDoctrine) {
  const std::string plain = good(trace());
  EXPECT_THAT(plain, HasSubstr("No reason was given for the doctrine."));
  EXPECT_THAT(plain, Not(HasSubstr("lifo")));
  const std::string text =
      good(trace({"--reason", "as agreed", "--sensitivity", "lifo,haircut,lifo,fifo"}));
  EXPECT_THAT(text, HasSubstr("as agreed"));
  EXPECT_LT(text.find("fifo"), text.find("lifo"));
  const std::string family = good(trace({"--sensitivity"}));
  EXPECT_THAT(family, HasSubstr("\nclean-first-smallest "));
  EXPECT_EQ(family, good(trace({"--sensitivity", "family"})));
}

TEST_F(TraceCommand, WritesJsonWithAllThatARerunNeeds) {
  write("services.csv", services());
  std::filesystem::create_directories(scratch_ / "elsewhere");
  write("elsewhere/seeds.csv", read("seeds.csv"));
  const std::string json =
      good_json("trace", trace({"--services", "services.csv", "--sensitivity", "lifo", "--bounds",
                                "--bounds-for", "services.csv", "--reason", "why not"}));
  EXPECT_THAT(json, HasSubstr("\"reason\": \"why not\""));
  EXPECT_THAT(json, HasSubstr("\"tip\": \"" + to_hex_reversed(story_->chain.block(4).hash)));
  EXPECT_THAT(json, HasSubstr("\"name\": \"seeds.csv\""));
  EXPECT_THAT(json, HasSubstr("\"name\": \"services.csv\""));
  EXPECT_THAT(json, HasSubstr("\"flows\": ["));
  // No path, no clock: the same from another folder, and the words that it names give it again.
  const std::string here = good_json("trace", trace());
  EXPECT_EQ(here, good_json("trace", {"trace", "--ledger", "elsewhere/../ledger/", "--seeds",
                                      "elsewhere/seeds.csv", "--doctrine", "fifo"}));
  EXPECT_THAT(here, HasSubstr("\"--until\",\n    \"4\"\n"));
  EXPECT_EQ(here, good_json("trace", trace({"--until", "4"})));
}

TEST_F(TraceCommand, WritesItsFilesAndTellsOfThem) {
  const Outcome outcome = spoor(trace({"--html", "report.html", "--freeze-table", "freeze.csv",
                                       "--reference", "CASE-7", "--segments", "rest.csv"}));
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.err,
            "spoor: wrote report.html\nspoor: wrote freeze.csv\nspoor: wrote freeze.html\n"
            "spoor: wrote rest.csv\n");
  EXPECT_THAT(read("report.html"), StartsWith("<!"));
  EXPECT_THAT(read("freeze.html"), HasSubstr("CASE-7"));
  EXPECT_THAT(read("freeze.csv"), HasSubstr("CASE-7-0001,regtest," + address("mix:0")));
  EXPECT_EQ(outcome.out, good(trace()));
}

// Law 5: to a height, and on from there, is as far as in one run.
TEST_F(TraceCommand, ResumesFromSegments) {
  for (const char* doctrine : {"fifo", "lifo", "haircut", "taint-first-smallest"}) {
    const std::vector<std::string> options = {"--doctrine", doctrine, "--format", "csv"};
    const auto plus = [&](std::vector<std::string> more) {
      more.insert(more.end(), options.begin(), options.end());
      return more;
    };
    good(trace(plus({"--until", "3", "--segments", "at-3.csv", "--quiet"})));
    EXPECT_EQ(good(plus({"trace", "--ledger", "ledger", "--seeds", "at-3.csv"})),
              good(trace(plus({}))))
        << doctrine;
  }
}

TEST_F(TraceCommand, NeverWritesOverWhatItReads) {
  expect_failure(2, "--segments would write over ./seeds.csv",
                 trace({"--segments", "./seeds.csv"}));
  expect_failure(2, "--freeze-table would write over a.html",
                 trace({"--html", "a.html", "--freeze-table", "a.csv"}));
  expect_failure(2, "would write over " + (scratch_ / "a.html").string(),
                 trace({"--html", "a.html", "--segments", scratch_ / "a.html"}));
  EXPECT_EQ(read("seeds.csv"), simulator::seeds_csv(*story_));
}

// Under whatever name, and whether the file is there or not.
TEST_F(TraceCommand, NeverWritesIntoTheLedger) {
  std::filesystem::create_symlink("ledger", scratch_ / "elsewhere");
  const std::string manifest = read("ledger/manifest.json");
  for (const char* option : {"--html", "--segments", "--freeze-table"})
    for (const char* file : {"ledger/manifest.json", "ledger/new", "elsewhere/coins"})
      expect_failure(2, std::string(option) + " would write into the ledger's own folder: " + file,
                     trace({option, file}));
  std::filesystem::create_symlink("../far", scratch_ / "ledger/link");
  expect_failure(3, "ledger/link: --html: not a regular file", trace({"--html", "ledger/link"}));
  EXPECT_EQ(read("ledger/manifest.json"), manifest);
  const Outcome inside =
      spoor({"trace", "--ledger", "elsewhere/../ledger/.", "--seeds", "seeds.csv", "--doctrine",
             "fifo", "--html", (scratch_ / "ledger/new").string()});
  EXPECT_EQ(inside.exit_code, 2) << inside.err;
}

// A link that somebody put where a file is to be written leads nowhere.
TEST_F(TraceCommand, NeverWritesThroughALink) {
  write("victim", "precious");
  std::filesystem::create_symlink("victim", scratch_ / "page.html.new");
  good(trace({"--html", "page.html"}), Says::kSomething);
  EXPECT_THAT(read("page.html"), StartsWith("<!"));
  std::filesystem::create_symlink("victim", scratch_ / "link.html");
  expect_failure(3, "link.html: --html: not a regular file", trace({"--html", "link.html"}));
  EXPECT_EQ(read("victim"), "precious");
}

// What the operating system refuses is no mistake of ours.
TEST_F(TraceCommand, AFileNameThatCannotBe) {
  expect_failure(5, "File name too long", trace({"--html", std::string(300, 'a') + ".html"}));
}

// Table, page and JSON say it at their head; CSV has no place for it.
TEST_F(TraceCommand, SaysThatTheLimitWasReached) {
  const Outcome outcome = spoor(trace({"--limit", "0", "--format", "csv"}));
  EXPECT_THAT(outcome.err, HasSubstr("The limit of 0 transactions was reached."));
  EXPECT_THAT(good(trace({"--limit", "0"})).substr(0, 200), HasSubstr("The limit of 0"));
  EXPECT_THAT(good_json("trace", trace({"--limit", "0"})), HasSubstr("\"hit_limit\": true"));
}

TEST_F(TraceCommand, GoesBack) {
  const std::vector<std::string> back = {"trace",      "--ledger", "ledger",
                                         "--doctrine", "fifo",     "--back"};
  const auto from = [&](const std::string& coin, std::vector<std::string> more = {}) {
    more.insert(more.begin(), coin);
    more.insert(more.begin(), back.begin(), back.end());
    return more;
  };
  const std::string rest = coin_text(*story_, "on:0");
  const std::string json = good_json("back", from(rest));
  EXPECT_THAT(json, HasSubstr("\"coin\": \"" + coin_text(*story_, "c2") + "\""));
  EXPECT_THAT(json, HasSubstr("\"amount_sat\": 3800000000"));
  EXPECT_THAT(good(from(rest + "=7", {"--format", "csv"})), HasSubstr(coin_text(*story_, "c2")));
  EXPECT_THAT(good(from(rest, {"--since", "4", "--format", "csv"})),
              HasSubstr(coin_text(*story_, "mix:1")));
  EXPECT_EQ(good(from(rest, {"--since", "2024-03-01T08:05:00Z", "--format", "csv"})),
            good(from(rest, {"--since", "3", "--format", "csv"})));
  write("cellar.csv", "address,name,basis\n" + address("mix:1") + ",Cellar,said so\n");
  EXPECT_THAT(good(from(rest, {"--services", "cellar.csv", "--format", "csv"})),
              HasSubstr("\n" + coin_text(*story_, "mix:1") + ","));
  // A date means the first block whose median time past is not earlier.
  const auto first_block = [&](const char* date) {
    return good_json("back", from(rest, {"--since", date}));
  };
  EXPECT_THAT(first_block("2024-03-01T08:00:00Z"), HasSubstr("\"since\": 1,"));
  EXPECT_THAT(first_block("2024-03-01T08:00:01Z"), HasSubstr("\"since\": 3,"));
  expect_failure(2, "no way back under tiho",
                 {"trace", "--ledger", "ledger", "--doctrine", "tiho", "--back", rest});
}

// More is looked for in mix:1 than its row says that it holds.
TEST_F(TraceCommand, DoesNotGoBackThroughADamagedCoin) {
  std::string coins = read("ledger/coins");
  ASSERT_EQ(coins.size(), 9 * 16U);
  coins[5 * 16 + 3] = 0;  // the fourth byte of the value of mix:1
  write("ledger/coins", coins);
  for (const char* doctrine : {"fifo", "lifo", "haircut"})
    expect_failure(7, "is worth more than its coin",
                   {"trace", "--ledger", "ledger", "--doctrine", doctrine, "--back",
                    coin_text(*story_, "on:0")});
}

// All inputs seem to belong to the last transaction, a coinbase, whose fee is no one's then.
TEST_F(TraceCommand, DoesNotLoseMoneyInADamagedLedger) {
  ledger_of(std::string(kStory) + "block\n");
  write("ledger/tx.first_input", std::string(read("ledger/tx.first_input").size(), '\0'));
  expect_failure(7, "Run `spoor ledger verify`",
                 trace({"--doctrine", "haircut", "--coinbase", "fees-first"}));
}

TEST_F(TraceCommand, RefusesBadSeeds) {
  const auto with = [&](const std::string& text) {
    write("bad.csv", text);
    return std::vector<std::string>{"trace",   "--ledger",   "ledger", "--seeds",
                                    "bad.csv", "--doctrine", "fifo"};
  };
  const std::string coin = coin_text(*story_, "c1");
  expect_failure(3, "bad.csv, line 2: the ledger has no coin",
                 with("coin,amount_sat,label\n" + std::string(64, 'a') + ":0,,x\n"));
  expect_failure(3, "bad.csv, line 3: not a whole number: '1.5'",
                 with("coin,amount_sat,label\n" + coin + ",1,x\n" + coin + ",1.5,x\n"));
  expect_failure(3, "bad.csv, line 2: the label is empty",
                 with("coin,amount_sat,label\n" + coin + ",1,\n"));
  expect_failure(3, "bad.csv, line 1: no column 'amount_sat'", with("coin,label\n"));
  expect_failure(3, "bad.csv: the file names no seed", with("coin,amount_sat,label\n# none\n"));
  expect_failure(3, "not a whole number: '1\\u{0}2'",
                 with("coin,amount_sat,label\n" + coin + ",1" + std::string(1, '\0') + "2,x\n"));
}

TEST_F(TraceCommand, SaysWhichSeedIsBad) {
  const auto with = [](const std::string& seeds) {
    return std::vector<std::string>{"trace", "--ledger",   "ledger", "--seed",
                                    seeds,   "--doctrine", "fifo"};
  };
  const std::string good = coin_text(*story_, "c2");
  const std::string bad = std::string(64, 'a') + ":0";
  const std::string spent = coin_text(*story_, "c1");
  expect_failure(2, "--seed '" + good + "=x': not a whole number: 'x'", with(good + "=x"));
  expect_failure(3, "--seed " + bad + ": the ledger has no coin", with(good + "," + bad));
  expect_failure(3, "--seed " + spent + ": the amount is 0", with(good + "," + spent + "=0"));
  expect_failure(3, "--seed " + spent + ": the seeds of coin " + spent + " exceed its value",
                 with(good + "," + spent + "," + spent + "=1@0"));
  std::vector<std::string> late = with(good + "," + coin_text(*story_, "mix:0"));
  late.insert(late.end(), {"--until", "2"});
  expect_failure(3, "--seed " + coin_text(*story_, "mix:0") + ": the seed coin", late);
  std::vector<std::string> label = with(good);
  label.insert(label.end(), {"--label", "\xff"});
  expect_failure(2, "--label: the label is not UTF-8", label);
}

TEST_F(TraceCommand, RefusesAnEmptyLedger) {
  // A ledger without blocks is what is left where every block was refused.
  const simulator::Story story = simulator::tell("block\n", "story");
  const Bytes& block = story.chain.block(0).bytes;
  write("bad.raw", std::string(block.begin(), block.end() - 1) + "x");
  good({"ingest", "bitcoin", "--block", "bad.raw", "--ledger", "empty", "--network", "regtest"},
       Says::kSomething);
  EXPECT_THAT(good_json("ledger-info", {"ledger", "info", "--ledger", "empty"}),
              HasSubstr("\"tip\": null"));
  expect_failure(4, "this ledger holds no blocks",
                 {"trace", "--ledger", "empty", "--seeds", "seeds.csv", "--doctrine", "fifo"});
  expect_failure(4, "this ledger holds no blocks", {"show", "block", "tip", "--ledger", "empty"});
}

TEST_F(TraceCommand, DoctrinesAreExplained) {
  EXPECT_THAT(good({"doctrines"}), HasSubstr("misleads"));
  good_json("doctrines", {"doctrines"});
}

}  // namespace
}  // namespace spoor
