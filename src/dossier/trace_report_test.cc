// One story, in every form: what each form must say, and that hostile names stay names.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "dossier/csv_report.h"
#include "dossier/doctrine_list.h"
#include "dossier/freeze_table.h"
#include "dossier/html_page.h"
#include "dossier/json_report.h"
#include "dossier/page.h"
#include "dossier/table.h"
#include "tests/support/schema_check.h"
#include "tests/support/story_report.h"

namespace spoor::dossier {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::schema_violations;
using testing::StoryReport;

const StoryReport::Names kHostile = {.label_a = "</script><script>alert(1)</script>\x1b[31m\xff",
                                     .service = "=HYPERLINK(\"https://example.org\")<iframe>",
                                     .basis = "<img src=x onerror=alert(1)>\"'",
                                     .reason = "\xe2\x80\xae<b>reversed</b>\nsecond line",
                                     .reference = "@SUM(1)"};

std::string schema() {
  const char* root = std::getenv("SPOOR_SOURCE_DIR");
  return read_file(std::filesystem::path(root == nullptr ? "." : root) / "docs/schema/trace.json");
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
    ++n;
  return n;
}

TEST(TraceCsv, OneRowAHolding) {
  const StoryReport story;
  const std::string id(61, '0');
  EXPECT_EQ(csv_report(story.report(), CsvRows::kHoldings),
            "label,coin,address,amount_sat,script_type,script,height,time\n"
            "a,7" +
                id +
                "04:0,1BFJ9cgUJ9iiepSBEhedczAa58oQ8j7v5t,10000,p2pkh,,3,"
                "2009-01-03T18:45:05Z\n"
                "a,7" +
                id +
                "0a:0,1BcWTuUJiqr3bCLqd2tX1Qsh2YU1tqeGw5,60000,p2pkh,,5,"
                "2009-01-03T19:05:05Z\n"
                "a,7" +
                id +
                "0a:1,1AA45eEVy3h9qh9ociroBSPrDVGtRTCU7L,11000,p2pkh,,5,"
                "2009-01-03T19:05:05Z\n"
                "b,7" +
                id +
                "0a:3,"
                "bc1pw35xjetxyq6sqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqvzqxvv,45000,p2tr,,5,"
                "2009-01-03T19:05:05Z\n"
                "c,7" +
                id +
                "01:2,1A4UdjFAtuDEgccuVZMdEpq98ezwboxMMi,7000,p2pkh,,1,"
                "2009-01-03T18:25:05Z\n"
                "late,7" +
                id +
                "0a:1,1AA45eEVy3h9qh9ociroBSPrDVGtRTCU7L,29000,p2pkh,,5,"
                "2009-01-03T19:05:05Z\n");
}

TEST(TraceCsv, AllRowsHaveTheirKind) {
  const StoryReport story;
  const std::string csv = csv_report(story.report(), CsvRows::kAll);
  EXPECT_THAT(csv, HasSubstr(",service,Exchange,its own statement\n"));
  EXPECT_THAT(csv, HasSubstr("a,,,2000,,,,,fee,,\n"));
  EXPECT_THAT(csv, HasSubstr(",,4000,op_return,"));
  EXPECT_EQ(count(csv, "\n"), 1 + story.result.rows.size());
}

TEST(TraceCsv, HostileNamesStayNames) {
  StoryReport::Names names = kHostile;
  names.label_a = "=1+1\x1b[31m";
  names.basis = "@SUM(1),\"2\"";
  const StoryReport story(tracing::kFifo, names);
  const std::string csv = csv_report(story.report(), CsvRows::kAll);
  EXPECT_THAT(csv, HasSubstr("\n'=1+1\\u{1b}[31m,"));
  EXPECT_THAT(csv, HasSubstr(",\"'@SUM(1),\"\"2\"\"\"\n"));
  EXPECT_THAT(csv, Not(HasSubstr("\x1b")));
}

TEST(TraceTable, SaysTheDoctrineTheReasonAndTheAccount) {
  StoryReport story;
  const std::string table = table_report(story.report());
  EXPECT_THAT(table, HasSubstr("Trace under fifo, on mainnet, up to block 5"));
  EXPECT_THAT(table, HasSubstr("Reason given for the doctrine: agreed by the parties\n"));
  EXPECT_THAT(table, HasSubstr("0.00081000   81,000  rests in coins that are not spent\n"));
  EXPECT_THAT(table, HasSubstr("0.00000000        0  is missing from this account\n"));
  EXPECT_THAT(table, HasSubstr("Exchange (on the basis: its own statement)\n"));
  EXPECT_THAT(table, Not(HasSubstr("other doctrines")));
  story.add_everything();
  EXPECT_THAT(table_report(story.report()), HasSubstr("haircut"));
}

TEST(TraceTable, WhatIsNotListedIsCountedAndSummed) {
  const StoryReport story;
  EXPECT_THAT(table_report(story.report(), {.most_rows = 2}),
              HasSubstr("… and 4 more, together 0.00057000 BTC (57,000 sat)"));
}

TEST(TraceTable, WithoutAReasonItSaysSo) {
  const StoryReport story(tracing::kFifo, {.reason = ""});
  EXPECT_THAT(table_report(story.report()), HasSubstr("No reason was given for the doctrine.\n"));
}

TEST(TraceJson, ObeysItsSchema) {
  for (const tracing::Doctrine doctrine :
       {tracing::kFifo, tracing::kHaircut, tracing::kPoison, tracing::kDirtyFirst}) {
    StoryReport story(doctrine, kHostile);
    EXPECT_THAT(schema_violations(json_report(story.report()), schema()), IsEmpty());
    story.add_everything();
    EXPECT_THAT(schema_violations(json_report(story.report()), schema()), IsEmpty())
        << name(doctrine);
  }
}

TEST(TraceJson, TheSchemaNamesEveryMember) {
  StoryReport story;
  story.add_everything();
  std::string json = json_report(story.report());
  json.replace(json.find("\"hit_limit\""), 11, "\"hit_limits\"");
  EXPECT_EQ(schema_violations(json, schema()).size(), 2U);  // one is missing, one is not known
}

TEST(TraceJson, HoldsWhatARunAgainNeeds) {
  const StoryReport story;
  const std::string json = json_report(story.report());
  EXPECT_THAT(json, HasSubstr("\"tip\": \"b0000000"));
  EXPECT_THAT(json, HasSubstr("\"sha256\": \"5555"));
  EXPECT_THAT(json, HasSubstr("\"seeds_text\": \"coin,amount_sat,label\\n\""));
  EXPECT_THAT(json, HasSubstr("\"reason\": \"agreed by the parties\""));
  EXPECT_THAT(json, HasSubstr("\"missing_sat\": 0"));
}

// A page is whole: every tag is closed in order. Void tags are those that the pages use.
std::vector<std::string> unclosed_tags(std::string_view page) {
  std::vector<std::string> open, wrong;
  for (std::size_t at = page.find('<'); at != std::string_view::npos; at = page.find('<', at + 1)) {
    const bool closes = page.substr(at).starts_with("</");
    const std::size_t begin = at + (closes ? 2 : 1);
    const std::string tag(page.substr(begin, page.find_first_of(" >/\n", begin) - begin));
    const bool closed_by_itself = page[page.find('>', at) - 1] == '/';
    if (tag == "!DOCTYPE" || tag == "meta" || tag == "br" || closed_by_itself) continue;
    if (!closes) {
      open.push_back(tag);
    } else if (!open.empty() && open.back() == tag) {
      open.pop_back();
    } else {
      wrong.push_back(tag);
    }
  }
  wrong.insert(wrong.end(), open.begin(), open.end());
  return wrong;
}

void expect_page_is_safe(const std::string& page) {
  EXPECT_THAT(unclosed_tags(page), IsEmpty());
  for (const char* part : {"<script", "<img", "<b>reversed", "\x1b", "\xff", "\xe2\x80\xae",
                           "<iframe", "<link", "@import", "url(", "href=\"http"})
    EXPECT_THAT(page, Not(HasSubstr(part))) << part;
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)"));
}

TEST(TracePage, IsWholeLoadsNothingAndShowsHostileNamesAsText) {
  StoryReport story(tracing::kFifo, kHostile);
  story.add_everything();
  const std::string page = trace_page(story.report());
  expect_page_is_safe(page);
  EXPECT_THAT(page, HasSubstr("\\u{202e}&lt;b&gt;reversed&lt;/b&gt;\\u{a}second line"));
  EXPECT_THAT(page, HasSubstr("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;"));
}

TEST(TracePage, SaysWhatACourtAsks) {
  StoryReport story;
  story.add_everything();
  const std::string page = trace_page(story.report());
  for (const char* part : {"The declared doctrine: fifo", "agreed by the parties", "Clayton",
                           "Not a satoshi is missing.", "1BcWTuUJiqr3bCLqd2tX1Qsh2YU1tqeGw5",
                           "its own statement", "under other doctrines", "under any doctrine",
                           "An address is not a person", "--doctrine fifo --reason", "5555555555",
                           "op_return", "4 transactions were followed, and all are drawn"})
    EXPECT_THAT(page, HasSubstr(part)) << part;
}

// The figure under that heading at the top of the page.
std::string headline(const std::string& page, const std::string& heading) {
  const std::size_t at = page.find("<b>" + heading + "</b><span class=\"btc\">");
  if (at == std::string::npos) return "absent";
  const std::size_t begin = page.find("btc\">", at) + 5;
  return page.substr(begin, page.find('<', begin) - begin);
}

TEST(TracePage, LeadsWithWhereTheMoneyIs) {
  const StoryReport fifo;
  const std::string page = trace_page(fifo.report());
  EXPECT_EQ(headline(page, "Declared stolen"), "0.00186000 BTC");
  EXPECT_EQ(headline(page, "At rest"), "0.00162000 BTC");
  EXPECT_EQ(headline(page, "Entered services"), "0.00017000 BTC");
  EXPECT_EQ(headline(page, "No one’s any more"), "0.00007000 BTC");
  EXPECT_EQ(headline(page, "Not followed further"), "absent");
  EXPECT_THAT(page, HasSubstr("<span class=\"figure\">186,000</span> sat declared = "
                              "<span class=\"figure\">162,000</span> (holding) + "
                              "<span class=\"figure\">17,000</span> (service) + "));
  const StoryReport dirty(tracing::kDirtyFirst);
  EXPECT_EQ(headline(trace_page(dirty.report()), "Not followed further"), "0.00121000 BTC");
  EXPECT_EQ(headline(trace_page(dirty.report()), "Entered services"), "0.00017000 BTC");
}

TEST(TracePage, ListsServicesLargestFirst) {
  StoryReport story;
  for (tracing::Row& row : story.result.rows)
    if (row.amount == Satoshi{9'000} && row.service == 0) row.service = 1;
  const std::string page = trace_page(story.report());
  const std::size_t larger = page.find("<td class=\"\" data-title=\"\">Other</td>");
  const std::size_t smaller = page.find("<td class=\"\" data-title=\"\">Exchange</td>");
  ASSERT_NE(smaller, std::string::npos);
  EXPECT_LT(larger, smaller);
}

TEST(TracePage, NamesItsFilesAndSeeds) {
  StoryReport story;
  story.context.files[0].role = "what was stolen";
  story.seeds.rows[0].offset = Satoshi{1'234};
  const std::string page = trace_page(story.report());
  EXPECT_THAT(page,
              HasSubstr("data-title=\"\">seeds.csv</td><td class=\"\" data-title=\"Role\">"
                        "what was stolen</td><td class=\"amount\" data-title=\"Bytes\">123<"));
  EXPECT_THAT(page, HasSubstr("data-title=\"Offset, sat\">1,234</td><td class=\"amount\" "
                              "data-title=\"Declared, BTC\"><span class=\"btc\">0.00100000<"));
}

// Each page of a long table is summed alone.
TEST(PagedTable, NamesEachPageWithItsCountAndSum) {
  const PagedTable table{.columns = {{"N"}},
                         .rows = 7,
                         .cells = [](std::size_t i) { return std::vector{std::to_string(i)}; },
                         .sat = [](std::size_t i) { return Satoshi{1ULL << i}; },
                         .noun = "rows",
                         .elsewhere = "Gone.",
                         .first_page = 2,
                         .next_pages = 2,
                         .most = 5};
  const std::string page = paged_table(table);
  EXPECT_THAT(page, HasSubstr("<summary>rows 3 to 4, together 0.00000012 BTC (12 sat)</summary>"));
  EXPECT_THAT(page, HasSubstr("<summary>rows 5 to 5, together 0.00000016 BTC (16 sat)</summary>"));
  EXPECT_THAT(page, HasSubstr("2 further rows, together 0.00000096 BTC (96 sat), are not listed on "
                              "this page. Gone."));
}

TEST(TracePage, SaysThatNoReasonWasGiven) {
  const StoryReport story(tracing::kHaircut, {.reason = ""});
  EXPECT_THAT(trace_page(story.report()), HasSubstr("No reason was given."));
}

TEST(TracePage, PoisonIsNotAnAmount) {
  const StoryReport story(tracing::kPoison);
  const std::string page = trace_page(story.report());
  EXPECT_THAT(page, HasSubstr("never how much of it is there"));
  EXPECT_THAT(page, Not(HasSubstr("Not a satoshi is missing.")));
}

TEST(TracePage, RowsThatAreNotListedAreCountedAndSummed) {
  const StoryReport story;
  const std::string page = trace_page(story.report(), {.listed_rows = 2, .flow_rows = 40});
  EXPECT_THAT(page, HasSubstr("4 further holdings, together 0.00057000 BTC (57,000 sat), are not "
                              "listed on this page."));
}

TEST(TracePage, ARunWithoutForksIsOneRowOfTheFlow) {
  const StoryReport story;
  const std::string page = trace_page(story.report(), {.listed_rows = 1000, .flow_rows = 1});
  EXPECT_THAT(page, HasSubstr("1 row is drawn; 1 of them holds 4 transactions"));
  EXPECT_THAT(page, HasSubstr("T1: 4 transactions one after the other, drawn as one"));
}

TEST(TracePage, WhatIsNotDrawnIsCountedUnderTheFlow) {
  testing::MemoryChain chain;
  chain.block({{1, "genesis"}});
  const TxId mined = chain.block({{100, "alice"}});
  chain.block({{1, "miner"}});
  const TxId fan = chain.tx({chain.coin(mined, 0)}, {{60, "x"}, {40, "y"}});
  chain.tx({chain.coin(fan, 0)}, {{60, "x"}});
  chain.tx({chain.coin(fan, 1)}, {{40, "y"}});
  const ledger::ChainView view = chain.view();
  const tracing::Seeds seeds{.file = {},
                             .labels = {"a"},
                             .rows = {{.coin = chain.coin(mined, 0),
                                       .offset = {},
                                       .amount = Satoshi{100},
                                       .label = tracing::Label{1},
                                       .line = 0}}};
  FlowRecord flows;
  const tracing::TraceOptions options{.flows = &flows};
  const tracing::TraceResult result = tracing::trace(view, seeds, options);
  const ReportContext context;
  const std::string page = trace_page({.view = view,
                                       .context = context,
                                       .seeds = seeds,
                                       .options = options,
                                       .result = result,
                                       .flows = &flows},
                                      {.listed_rows = 1000, .flow_rows = 1});
  EXPECT_THAT(page, HasSubstr("1 row is drawn; 1 of them holds 2 transactions that follow one "
                              "another, such as peel chains; 1 smaller transaction is not drawn"));
  EXPECT_THAT(page, HasSubstr("on in 1 coin to transactions not drawn:"));
  EXPECT_THAT(page, HasSubstr("<h3>The 1 transaction not drawn</h3>"));
  EXPECT_THAT(page, HasSubstr("rests in 1 holding: <span class=\"figure\">0.00000040</span> BTC"));
}

TEST(TracePage, SpreadBandsReachFromTheLeastToTheMost) {
  StoryReport story;
  story.add_everything();
  const std::string page = trace_page(story.report());
  // Holdings of `a`, in thousandths of its 100,000 sat: 750 (haircut) to 810 (fifo, the declared).
  EXPECT_THAT(page, HasSubstr("class=\"range\" x=\"750\" y=\"4\" width=\"66\""));
  EXPECT_THAT(page, HasSubstr("class=\"mark\" x=\"810\""));
}

TEST(TracePage, EndpointsNameTheirServiceAndHoldingsTheirBounds) {
  StoryReport story;
  story.add_everything();
  const std::string page = trace_page(story.report());
  EXPECT_THAT(page, HasSubstr("data-title=\"Ended as\">Exchange</td>"));
  EXPECT_THAT(page, HasSubstr("data-title=\"Under any doctrine, BTC\">0.00010000 to 0.00010000"));
}

TEST(TracePage, TheSameStoryGivesTheSameBytes) {
  StoryReport one, two;
  one.add_everything();
  two.add_everything();
  EXPECT_EQ(trace_page(one.report()), trace_page(two.report()));
  EXPECT_EQ(json_report(one.report()), json_report(two.report()));
}

TEST(FreezeTable, OneRowAPlaceWithItsPathAndState) {
  StoryReport story;
  story.add_everything();
  const std::string csv = freeze_csv(story.report());
  const std::string id(61, '0');
  EXPECT_THAT(csv, HasSubstr("CASE-0006,mainnet,1AFXU6t6ktHaReAaCpiHNzcYRwiUE1gcDf,p2pkh,,7" + id +
                             "05,0,3,2009-01-03T18:45:05Z,9000,0.00009000,9000,0.00009000,a,fifo,"
                             "9000,9000,7" +
                             id + "01:0,2,7" + id + "04 7" + id +
                             "05,Exchange,its own statement,moved,7" + id + "08,4\n"));
  EXPECT_EQ(count(csv, "\nCASE-"), 8U);
  EXPECT_EQ(count(csv, ",yes,,\n"), 7U);
}

// The 40,000 of a coin where 11,000 of `a` met 29,000 of `late`.
TEST(FreezeTable, TellsTheCoinFromItsTaintAndAtLeastFromAtMost) {
  StoryReport story;
  story.add_everything();
  EXPECT_THAT(freeze_csv(story.report()),
              HasSubstr(",40000,0.00040000,11000,0.00011000,a,fifo,0,40000,"));
  const std::string page = freeze_page(story.report(), {.sheets = 200, .path_ends = 1});
  EXPECT_THAT(page, HasSubstr("at least <span class=\"figure\">0.00000000 BTC</span> "
                              "(<span class=\"figure\">0 sat</span>)<br>at most "
                              "<span class=\"figure\">0.00040000 BTC</span>"));
  EXPECT_THAT(page, HasSubstr("through 4 transactions:"));
  EXPECT_THAT(page, HasSubstr("<br>… 2 more …<br>"));
  EXPECT_THAT(page, HasSubstr("through 3 transactions:"));
  EXPECT_THAT(page, HasSubstr("<br>… 1 more …<br>"));
}

TEST(FreezeTable, ItsHeadSaysWhatItDoesNotSayAndWhatItLeavesOut) {
  const StoryReport story;
  for (const std::string& text : {freeze_csv(story.report()), freeze_page(story.report())}) {
    EXPECT_THAT(text, HasSubstr("or that anyone is guilty of anything."));
    EXPECT_THAT(text, HasSubstr("0.00003000 BTC (3,000 sat) in 2 rows"));
    EXPECT_THAT(text, HasSubstr("declared for the reason: agreed by the parties"));
  }
}

TEST(FreezeTable, WithoutBoundsTheirCellsAreEmpty) {
  const StoryReport story;
  EXPECT_THAT(freeze_csv(story.report()), HasSubstr(",a,fifo,,,"));
}

TEST(FreezeTable, HostileNamesStayNames) {
  const StoryReport story(tracing::kFifo, kHostile);
  expect_page_is_safe(freeze_page(story.report()));
  const std::string csv = freeze_csv(story.report());
  EXPECT_THAT(csv, HasSubstr("\n'@SUM(1)-0001,"));
  EXPECT_THAT(csv, HasSubstr("\"'=HYPERLINK(\"\"https://example.org\"\")<iframe>\""));
  EXPECT_THAT(csv, Not(HasSubstr("\x1b")));
}

TEST(Doctrines, EachHasARuleASourceAndAWarning) {
  const std::string text = doctrine_list_text();
  for (const char* part : {"fifo, first-first\n", "haircut\n", "poison\n", "dirty-first\n"})
    EXPECT_THAT(text, HasSubstr(part));
  EXPECT_EQ(count(text, "\n  rule      "), count(text, "\n  misleads  "));
  EXPECT_GE(count(text, "\n  source    "), 6U);
}

}  // namespace
}  // namespace spoor::dossier
