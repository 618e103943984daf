// `spoor register sql`: questions that no other command asks, over the register as SQLite tables.
#include <fmt/format.h>

#include <cstdlib>
#include <limits>

#include "base/error.h"
#include "base/json_writer.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/register_folder.h"
#include "dossier/grid.h"
#include "dossier/text.h"
#include "register/content_hash.h"
#include "register/load.h"
#include "register/sqlite_cache.h"

namespace spoor::cli {
namespace {

using dossier::Align;
using dossier::Grid;
using reg::Cell;
using reg::SqlAnswer;
using reg::text_of;

constexpr std::size_t kWidestCell = 60;  // of a table; the other formats have the whole of it
constexpr std::uint64_t kMostSeconds = 3'600;

// $XDG_CACHE_HOME/spoor, by the rules of that standard.
Path cache_folder() {
  const char* caches = std::getenv("XDG_CACHE_HOME");
  if (caches != nullptr && *caches == '/') return Path(caches) / "spoor";
  const char* home = std::getenv("HOME");
  if (home != nullptr && *home == '/') return Path(home) / ".cache" / "spoor";
  throw Error(ErrorCode::kIo, "there is no place for a cache", {},
              "Name a folder in XDG_CACHE_HOME");
}

bool is_number(const Cell& cell) {
  return std::holds_alternative<std::int64_t>(cell) || std::holds_alternative<double>(cell);
}

// A column of numbers stands at the right.
std::vector<Align> alignment(const SqlAnswer& answer) {
  std::vector<Align> align;
  for (std::size_t i = 0; i < answer.columns.size(); ++i) {
    bool numbers = !answer.rows.empty();
    for (const std::vector<Cell>& row : answer.rows)
      numbers &= is_number(row[i]) || std::holds_alternative<std::monostate>(row[i]);
    align.push_back(numbers ? Align::kRight : Align::kLeft);
  }
  return align;
}

std::string as_table(const SqlAnswer& answer, const Page& page) {
  Grid grid(alignment(answer));
  const auto cell_text = [](const std::string& text) {
    return dossier::fit(dossier::visible(text), kWidestCell);
  };
  std::vector<std::string> head;
  for (const std::string& column : answer.columns) head.push_back(cell_text(column));
  grid.row(head);
  for (const std::vector<Cell>& row : answer.rows) {
    std::vector<std::string> cells;
    for (const Cell& cell : row) cells.push_back(cell_text(text_of(cell)));
    grid.row(std::move(cells));
  }
  return grid.text() + page_foot(page, "rows");
}

std::string as_csv(const SqlAnswer& answer) {
  std::string out;
  const auto add_line = [&](const std::vector<std::string>& fields) {
    out += fmt::format("{}\n", fmt::join(fields, ","));
  };
  std::vector<std::string> head;
  for (const std::string& column : answer.columns) head.push_back(dossier::csv_text(column));
  add_line(head);
  for (const std::vector<Cell>& row : answer.rows) {
    std::vector<std::string> fields;
    for (const Cell& cell : row)
      fields.push_back(is_number(cell) ? text_of(cell) : dossier::csv_text(text_of(cell)));
    add_line(fields);
  }
  return out;
}

std::string as_json(const SqlAnswer& answer, const Page& page) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("columns").begin_array();
  for (const std::string& column : answer.columns) json.value(dossier::utf8(column));
  json.end_array();
  write_page(json, page);
  json.key("rows").begin_array();
  for (const std::vector<Cell>& row : answer.rows) {
    json.begin_array();
    for (const Cell& cell : row) {
      if (std::holds_alternative<std::monostate>(cell))
        json.null();
      else if (const auto* whole = std::get_if<std::int64_t>(&cell))
        json.value(*whole);
      else
        json.value(dossier::utf8(text_of(cell)));
    }
    json.end_array();
  }
  json.end_array().end_object();
  return out + "\n";
}

reg::SqliteCache::Limits limits_of(const Words& words) {
  const std::uint64_t seconds = words.number("--seconds");
  if (seconds == 0 || seconds > kMostSeconds)
    throw_usage(fmt::format("--seconds is 1 to {}, not {}", kMostSeconds, seconds));
  const Page page = page_of(words, std::numeric_limits<std::uint64_t>::max());
  return {.offset = page.offset, .limit = page.limit, .time = std::chrono::seconds(seconds)};
}

void run(const Words& words) {
  const reg::SqliteCache::Limits limits = limits_of(words);
  const Path folder = register_folder(words);
  const std::string hash = reg::content_hash(folder);
  const reg::Register content = reg::load_register(folder);
  // What was loaded after a change must not be kept under the name of what was there before.
  if (reg::content_hash(folder) != hash)
    throw Error(ErrorCode::kBusy, "the register changed while it was read", {.file = folder},
                "Run the command again");
  reg::SqliteCache cache(content, hash, cache_folder());
  const std::optional<std::string> query = words.maybe("QUERY");
  if (!query) return print(cache.schema());
  const SqlAnswer answer = cache.ask(*query, limits);
  const Page page = page_of(words, answer.total);
  const Format format = format_of(words);
  if (format == Format::kJson) return print(as_json(answer, page));
  if (format == Format::kTable) return print(as_table(answer, page));
  notice_page(page, "rows");
  print(as_csv(answer));
}

}  // namespace

Command register_sql_command() {
  Command command{
      .name = "register sql",
      .summary = "ask the register in SQL",
      .description =
          R"(Answers one SELECT over the register as SQLite tables; without a query it prints the
tables. The database is a cache of the folder, made anew when a file changes; it stands in
$XDG_CACHE_HOME/spoor (or ~/.cache/spoor) and may be deleted. It is opened for reading only: a query
can change nothing and reach no other file.

Amounts are exact decimals in texts. To sort or compare use the column beside them whose name ends
in `_approximately`; never sum it. Claims compete and parts add, so a sum over `claims` counts
losses many times: `spoor register totals` does not. What a report prints at its head, about many
incidents, stands in `headlines`. `level` of an attribution is what it counts for by itself.
docs/register-tables.md says what a row of each table is.)",
      .options = {{.name = "QUERY",
                   .value = {},
                   .help = "One SELECT. Left out: prints the statements that make the tables."},
                  register_option(),
                  {.name = "--seconds",
                   .value = "N",
                   .help = "Stops a query that takes longer.",
                   .standard = "10"}},
      .examples = {{.line = "spoor register sql", .says = "The tables and their columns."},
                   {.line =
                        "spoor register sql \"SELECT party, count(*) FROM attributions GROUP BY "
                        "party ORDER BY 2 DESC\"",
                    .says = "Who attributes how many."},
                   {.line = "spoor register sql \"SELECT incident, claim, amount FROM claims WHERE "
                            "unit = 'BTC'\" --format csv",
                    .says = "Claims in bitcoin."}},
      .see_also = {"register show", "register totals", "docs/register-tables.md",
                   "docs/schema/register-sql.json"},
      .run = run};
  add_page_options(command, "rows");
  return command;
}

}  // namespace spoor::cli
