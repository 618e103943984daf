#include "register/sqlite_cache.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>

#include "register/test_folder.h"

namespace spoor::reg {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class SqliteCacheTest : public testing::Test {
 protected:
  SqliteCacheTest() {
    folder_.theft(R"(claims:
  - {id: a, amount: 4502.90, unit: USD, party: bank, source: UN19, locator: p. 3}
  - {id: b, party: un-panel, source: UN19, known_from: {day: 2019-09-01, source: UN19}}
attributions: [{actor: lazarus, party: un-panel, source: UN19}]
addresses:
  - {network: BTC, address: 1A, role: theft, sources: [UN19, AP2019]}
summary: "it's; DROP TABLE claims --"
)");
  }

  Path caches() const { return folder_.path() / ".cache" / "spoor"; }
  SqlAnswer ask(std::string_view query, SqliteCache::Limits limits = {}) const {
    return SqliteCache(folder_.load().content, "1", caches()).ask(query, limits);
  }
  std::string refusal(std::string_view query, SqliteCache::Limits limits = {}) const {
    try {
      ask(query, limits);
      return "none";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kBadInput);
      return error.text();
    }
  }
  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(caches()))
      names.push_back(entry.path().filename());
    return names;
  }

  TestFolder folder_;
};

Cell text(const char* words) { return std::string(words); }

TEST_F(SqliteCacheTest, HoldsWhatTheRegisterHolds) {
  const SqlAnswer claims =
      ask("SELECT claim, amount, amount_approximately, party, locator, known_from, unconfirmed "
          "FROM claims ORDER BY claim");
  EXPECT_THAT(claims.columns, ElementsAre("claim", "amount", "amount_approximately", "party",
                                          "locator", "known_from", "unconfirmed"));
  ASSERT_EQ(claims.rows.size(), 2U);
  EXPECT_EQ(claims.total, 2U);
  // The amount is the exact one, and what is not known is NULL.
  EXPECT_THAT(claims.rows[0],
              ElementsAre(text("theft-2016/a"), text("4502.9"), Cell(4502.9), text("bank"),
                          text("p. 3"), Cell(), Cell(std::int64_t{0})));
  EXPECT_THAT(claims.rows[1], ElementsAre(text("theft-2016/b"), Cell(), Cell(), text("un-panel"),
                                          Cell(), text("2019-09-01"), Cell(std::int64_t{0})));
  EXPECT_THAT(ask("SELECT level FROM attributions").rows.at(0), ElementsAre(text("suspected")));
  EXPECT_THAT(ask("SELECT summary FROM incidents").rows.at(0),
              ElementsAre(text("it's; DROP TABLE claims --")));
  EXPECT_EQ(ask("SELECT * FROM addresses JOIN address_sources USING (number)").total, 2U);
}

// `register check` counts no headline among the claims.
TEST_F(SqliteCacheTest, AHeadlineIsNoClaimOfAnIncident) {
  folder_.write("headlines.yaml", R"(headlines:
  - {id: total, says: attacks, amount: 2000000000, unit: USD, party: un-panel, source: UN19,
     about: [theft-2016], cases: 35}
)");
  EXPECT_EQ(ask("SELECT * FROM claims").total, 2U);
  EXPECT_THAT(ask("SELECT headline, claim, amount, cases, incident FROM headlines "
                  "JOIN headline_incidents USING (headline)")
                  .rows,
              ElementsAre(ElementsAre(text("total"), text("headlines/total"), text("2000000000"),
                                      Cell(std::int64_t{35}), text("theft-2016"))));
}

// Every table can be asked for all of its columns, and is described.
TEST_F(SqliteCacheTest, TablesAreAsTheySay) {
  const Register content = folder_.load().content;
  SqliteCache cache(content, "1", caches());
  const std::string schema = cache.schema();
  const std::string described =
      read_file(Path(std::getenv("SPOOR_SOURCE_DIR")) / "docs/register-tables.md");
  for (const RegisterTable& table : tables_of(content)) {
    EXPECT_THAT(schema, HasSubstr("CREATE TABLE " + table.name + " ("));
    EXPECT_THAT(described, HasSubstr("`" + table.name + "`"));
    const SqlAnswer all = cache.ask("SELECT * FROM " + table.name, {});
    EXPECT_EQ(all.columns.size(), table.columns.size()) << table.name;
    EXPECT_EQ(all.total, table.rows.size()) << table.name;
  }
}

TEST_F(SqliteCacheTest, ShowsAPageAndCountsAll) {
  const char* query =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) "
      "SELECT i FROM n";
  const SqlAnswer page = ask(query, {.offset = 3, .limit = 2});
  EXPECT_EQ(page.total, 9U);
  EXPECT_THAT(page.rows,
              ElementsAre(ElementsAre(Cell(std::int64_t{4})), ElementsAre(Cell(std::int64_t{5}))));
}

TEST_F(SqliteCacheTest, OnlyReads) {
  for (const char* query :
       {"DELETE FROM claims", "DROP TABLE claims", "CREATE TEMP TABLE x (a)",
        "ATTACH '/tmp/spoor-attached' AS x", "PRAGMA query_only = OFF", "VACUUM", "BEGIN",
        "VACUUM INTO '/tmp/spoor-vacuum'", "SELECT load_extension('x')",
        "UPDATE claims SET amount = 1 RETURNING *", "SELECT * FROM pragma_table_info('claims')"})
    EXPECT_THAT(refusal(query),
                testing::AnyOf(HasSubstr("not authorized"), HasSubstr("authorization denied")))
        << query;
  EXPECT_THAT(refusal("SELECT load_extension('x')"),
              HasSubstr("not authorized to use function: load_extension"));
  EXPECT_EQ(ask("SELECT * FROM claims").total, 2U);
}

TEST_F(SqliteCacheTest, WhatIsNoQuery) {
  EXPECT_THAT(refusal("SELEC 1"), StartsWith("SQLite: near \"SELEC\": syntax error"));
  EXPECT_THAT(refusal("SELECT loss FROM claims"), HasSubstr("no such column: loss"));
  EXPECT_THAT(refusal("SELECT 1; SELECT 2"), StartsWith("more than one query"));
  EXPECT_THAT(refusal(" -- nothing"), StartsWith("there is no query"));
  EXPECT_EQ(ask("SELECT 1; ").total, 1U);
}

TEST_F(SqliteCacheTest, StopsWhatTakesTooMuch) {
  const char* endless =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
  EXPECT_THAT(refusal(endless, {.time = std::chrono::milliseconds(20)}),
              StartsWith("the query took longer than 20 ms"));
  EXPECT_THAT(refusal("SELECT zeroblob(20000000)"), HasSubstr("too big"));
  EXPECT_THAT(refusal("SELECT hex(zeroblob(1000)) LIKE '%' || hex(zeroblob(200))"),
              HasSubstr("LIKE or GLOB pattern too complex"));
  const char* large =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT zeroblob(200000) "
      "FROM n";
  EXPECT_THAT(refusal(large, {.limit = 1'000'000}),
              StartsWith("the answer has more than 67108864 bytes"));
}

TEST_F(SqliteCacheTest, AnyBytesAreGiven) {
  EXPECT_THAT(ask("SELECT x'00ff', CAST(x'ff41' AS TEXT), '', 1.5, NULL").rows.at(0),
              ElementsAre(text("00ff"),
                          text("\xff"
                               "A"),
                          text(""), Cell(1.5), Cell()));
}

// A change of the register takes the place of what was there; nobody else may read it.
TEST_F(SqliteCacheTest, IsMadeAnewWhenTheRegisterChanges) {
  const Register content = folder_.load().content;
  Path first;
  {
    const SqliteCache cache(content, "1", caches());
    first = cache.file();
    struct stat status = {};
    ASSERT_EQ(::stat(first.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
  }
  const auto made = std::filesystem::last_write_time(first);
  EXPECT_EQ(SqliteCache(content, "1", caches()).file(), first);
  EXPECT_EQ(std::filesystem::last_write_time(first), made);
  std::filesystem::create_directories(caches());
  std::ofstream(caches() / "another-file.sqlite") << "x";
  const Path second = SqliteCache(content, "2", caches()).file();
  EXPECT_NE(second, first);
  EXPECT_THAT(files(),
              testing::UnorderedElementsAre(second.filename().string(), "another-file.sqlite"));
}

TEST_F(SqliteCacheTest, AFolderThatCannotBe) {
  folder_.write("file", "x");
  EXPECT_THROW(SqliteCache(folder_.load().content, "1", folder_.path() / "file" / "spoor"), Error);
}

// Whoever may write into the folder may have left a pipe, a link, or a database of their own.
TEST_F(SqliteCacheTest, AFileThatOthersMayHaveWrittenIsMadeAnew) {
  const Path file = SqliteCache(folder_.load().content, "1", caches()).file();
  std::filesystem::remove(file);
  ASSERT_EQ(::mkfifo(file.c_str(), 0600), 0);
  EXPECT_EQ(ask("SELECT * FROM claims").total, 2U);
  const Path elsewhere = folder_.path() / ".elsewhere";
  std::ofstream(elsewhere) << "x";
  std::filesystem::remove(file);
  std::filesystem::create_symlink(elsewhere, file);
  EXPECT_EQ(ask("SELECT * FROM claims").total, 2U);
  EXPECT_EQ(std::filesystem::file_size(elsewhere), 1U);
  std::ofstream(file) << "x";
  ASSERT_EQ(::chmod(file.c_str(), 0666), 0);
  EXPECT_EQ(ask("SELECT * FROM claims").total, 2U);
}

// A cache that cannot be written is not mended by deleting it.
TEST_F(SqliteCacheTest, AFullDisk) {
  rlimit before = {};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit little{.rlim_cur = 8'192, .rlim_max = before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &little);
  std::string text;
  try {
    ask("SELECT 1");
  } catch (const Error& error) {
    text = error.text();
  }
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, ignored);
  EXPECT_THAT(text, StartsWith(caches().string() + ": SQLite: "));
  EXPECT_THAT(text, HasSubstr(". Free some space on that disk"));
  EXPECT_THAT(files(), testing::IsEmpty());
}

// A file that is no database says what to do.
TEST_F(SqliteCacheTest, ADamagedFile) {
  const Path file = SqliteCache(folder_.load().content, "1", caches()).file();
  std::ofstream(file, std::ios::binary) << std::string(5'000, 'x');
  try {
    ask("SELECT 1 FROM claims");
    FAIL() << "read";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kIo);
    EXPECT_THAT(error.text(), HasSubstr("file is not a database. Delete the file"));
  }
}

}  // namespace
}  // namespace spoor::reg
