// The result on standard output, whole or page by page, and the options that shape it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/file.h"
#include "base/json_writer.h"
#include "cli/command.h"

namespace spoor::cli {

enum class Format : std::uint8_t { kTable, kCsv, kJson };

// Options of many commands.
Option ledger_option();
Option format_option(std::vector<std::string> choices);  // the first is the standard
Format format_of(const Words& words);

// The path without links and dots, as far as it is there; the same path gives the same text.
// Throws Error(kIo).
Path resolved(const Path& path);
// An output that lies in the folder of what is read would destroy it: of `what`, "ledger" or
// "register". Throws Error(kUsage).
void check_outside(std::string_view what, std::string_view option, const Path& output,
                   const Path& folder);
void check_outside_ledger(std::string_view option, const Path& output, const Path& ledger);

// To standard output, all of it. A reader that has gone away (`| head`) is no error; a full disk
// throws Error(kIo).
void print(std::string_view text);

// Prints the answer in the form that was asked for: what the function of that form gives.
template <class Table, class Csv, class Json>
void print_in_form(const Words& words, Table as_table, Csv as_csv, Json as_json) {
  switch (format_of(words)) {
    case Format::kTable:
      return print(as_table());
    case Format::kCsv:
      return print(as_csv());
    case Format::kJson:
      return print(as_json());
  }
}

// "1 coin", "12,345 coins".
std::string counted(std::uint64_t count, std::string_view one, std::string_view many);

// A window on a long list.
struct Page {
  std::uint64_t offset = 0;
  std::uint64_t limit = 0;
  std::uint64_t total = 0;

  std::uint64_t begin() const { return offset < total ? offset : total; }
  std::uint64_t end() const { return total - begin() < limit ? total : begin() + limit; }
  bool is_whole() const { return begin() == 0 && end() == total; }
  // "rows 50 to 99 of 12,345; more with --offset 100", or empty where all are shown.
  std::string note(std::string_view rows) const;
};
// Adds what every paged command ends with: the options of the page, and the three forms.
void add_page_options(Command& command, std::string_view rows);
// The page that was asked for. A table is for people and has a page in any case; CSV and JSON are
// whole unless --limit was given.
Page page_of(const Words& words, std::uint64_t total);
// The note below a table, or of a CSV on standard error: nothing where all is shown.
std::string page_foot(const Page& page, std::string_view rows);
void notice_page(const Page& page, std::string_view rows);

// Members offset, limit and total of an open object.
void write_page(JsonWriter& json, const Page& page);
// Member `rows` of an open object: of each row an object, whose members `write(number)` writes.
template <class Write>
void write_rows(JsonWriter& json, const Page& page, Write write) {
  json.key("rows").begin_array();
  for (std::uint64_t i = page.begin(); i < page.end(); ++i) {
    json.begin_object();
    write(i);
    json.end_object();
  }
  json.end_array();
}

}  // namespace spoor::cli
