#include "base/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"

namespace spoor {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

void refuses(std::string_view text, const char* why) {
  EXPECT_THAT([&] { parse_csv(text, "seeds.csv"); }, ThrowsMessage<Error>(HasSubstr(why)));
}

TEST(Csv, HasAHeaderAndRowsWithTheirLines) {
  const CsvTable table = parse_csv("coin,amount_sat\naa:0,5\nbb:1,6", "seeds.csv");
  EXPECT_THAT(table.header, ElementsAre("coin", "amount_sat"));
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_THAT(table.rows[1].fields, ElementsAre("bb:1", "6"));
  EXPECT_EQ(table.rows[0].line, 2U);
  EXPECT_EQ(table.rows[1].line, 3U);
  EXPECT_EQ(table.column("amount_sat"), 1U);
  EXPECT_TRUE(table.has("coin"));
  EXPECT_FALSE(table.has("label"));
}

TEST(Csv, TakesCrlfAByteOrderMarkCommentsAndBlankLines) {
  const CsvTable table =
      parse_csv("\xef\xbb\xbf# who took it\r\n\r\na,b\r\n\n1,2\r\n#3,4\r\n,\r\n# end", "x");
  EXPECT_THAT(table.header, ElementsAre("a", "b"));
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_THAT(table.rows[0].fields, ElementsAre("1", "2"));
  EXPECT_EQ(table.rows[0].line, 5U);
  EXPECT_THAT(table.rows[1].fields, ElementsAre("", ""));
  EXPECT_EQ(table.rows[1].line, 7U);
}

TEST(Csv, TakesQuotedFields) {
  const CsvTable table = parse_csv("a,b\r\n\"x, \"\"y\"\"\",\"two\r\nlines\"\r\n\"\",#1\n", "x");
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_THAT(table.rows[0].fields, ElementsAre("x, \"y\"", "two\r\nlines"));
  EXPECT_THAT(table.rows[1].fields, ElementsAre("", "#1"));
  EXPECT_EQ(table.rows[1].line, 4U);
}

TEST(Csv, SaysFileAndLineOfWhatIsWrong) {
  refuses("", "seeds.csv: the file is empty");
  refuses("# only a comment\n", "the file is empty");
  refuses("a,b\n1\n", "seeds.csv, line 2: 1 fields, but the header has 2");
  refuses("a,b\n1,2,3\n", "line 2: 3 fields");
  refuses("a,b\n\n\"1,2\n\n", "line 3: a quote is never closed");
  refuses("a,b\n\"1\"2,3\n", "line 2: text after a closing quote");
}

TEST(Csv, NamesTheColumnsWhereOneIsMissingOrStandsTwice) {
  const CsvTable table = parse_csv("coin,label,label\n", "seeds.csv");
  EXPECT_THAT([&] { table.column("amount_sat"); },
              ThrowsMessage<Error>(HasSubstr("no column 'amount_sat'; the header is: coin,label")));
  EXPECT_THAT([&] { table.column("label"); },
              ThrowsMessage<Error>(HasSubstr("two columns are named 'label'")));
  EXPECT_EQ(table.column("coin"), 0U);
}

TEST(CsvField, IsReadAsItWasWritten) {
  EXPECT_EQ(csv_field("plain text"), "plain text");
  EXPECT_EQ(csv_field("a,b"), "\"a,b\"");
  for (const char* value : {"", "a", "a,b", "\"", "a\"b", "\"\"", "two\nlines", "a\r", "\r\n", "#1",
                            "##", " # ", "\xef\xbb\xbf", "\xff"}) {
    const std::string text = "h,i\n" + csv_field(value) + "," + csv_field(value) + "\n";
    const CsvTable table = parse_csv(text, "x");
    ASSERT_EQ(table.rows.size(), 1U) << text;
    EXPECT_THAT(table.rows[0].fields, ElementsAre(value, value)) << text;
  }
}

// A file that is one long line is not printed with what it lacks.
TEST(Csv, ALongHeaderIsCutInTheMessage) {
  const CsvTable table = parse_csv(std::string(1 << 20, 'x') + "\n", "a.csv");
  try {
    table.column("coin");
    FAIL();
  } catch (const Error& error) {
    EXPECT_LT(error.text().size(), 3'000U);
  }
}

}  // namespace
}  // namespace spoor
