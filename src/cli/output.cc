#include "cli/output.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "base/amount.h"
#include "base/error.h"
#include "base/progress.h"

namespace spoor::cli {
namespace {

// One of the folders above may be the folder under another name.
bool lies_in(const Path& path, const Path& folder) {
  std::error_code absent;
  for (Path at = path; at != at.parent_path(); at = at.parent_path())
    if (std::filesystem::equivalent(at, folder, absent)) return true;
  return false;
}

}  // namespace

Option ledger_option() {
  return {.name = "--ledger",
          .value = "DIR",
          .help = "The folder of the ledger, made by `spoor ingest`.",
          .required = true};
}

Option format_option(std::vector<std::string> choices) {
  std::string first = choices.front();
  return {.name = "--format",
          .value = "FORMAT",
          .help =
              "table is for people, the others are for programs; docs/schema describes the "
              "JSON.",
          .standard = std::move(first),
          .choices = std::move(choices)};
}

Format format_of(const Words& words) {
  const std::string& name = words.text("--format");
  return name == "json" ? Format::kJson : name == "csv" ? Format::kCsv : Format::kTable;
}

Path resolved(const Path& path) {
  std::error_code error;
  const Path whole = std::filesystem::weakly_canonical(std::filesystem::absolute(path), error);
  if (error)
    throw Error(ErrorCode::kIo, "cannot follow the path: " + error.message(), {.file = path},
                "Give the path of a plain file or folder");
  return whole;
}

void check_outside(std::string_view what, std::string_view option, const Path& output,
                   const Path& folder) {
  if (lies_in(resolved(output), folder))
    throw_usage(
        fmt::format("{} would write into the {}'s own folder: {}", option, what, output.string()),
        fmt::format("Give a place outside of the {}", what));
}

void check_outside_ledger(std::string_view option, const Path& output, const Path& ledger) {
  check_outside("ledger", option, output, ledger);
}

void print(std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(STDOUT_FILENO, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno == EPIPE) return;
    if (n < 0) throw_io("cannot write", "standard output");
    text.remove_prefix(static_cast<std::size_t>(n));
  }
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", with_commas(count), count == 1 ? one : many);
}

std::string Page::note(std::string_view rows) const {
  if (is_whole()) return {};
  if (begin() == end())
    return fmt::format("{} {}, none from --offset {} on", with_commas(total), rows, offset);
  std::string note = fmt::format("{} {} to {} of {}", rows, with_commas(begin()),
                                 with_commas(end() - 1), with_commas(total));
  if (end() < total) note += fmt::format("; more with --offset {}", end());
  return note;
}

void add_page_options(Command& command, std::string_view rows) {
  command.options.push_back(
      {.name = "--offset",
       .value = "N",
       .help = fmt::format("Begins with row N of the {}, counted from 0.", rows),
       .standard = "0"});
  command.options.push_back(
      {.name = "--limit",
       .value = "N",
       .help = fmt::format("Shows up to N rows of the {}; the rest is counted. Where it is not "
                           "given CSV and JSON have all of them.",
                           rows),
       .standard = "50"});
  command.options.push_back(format_option({"table", "csv", "json"}));
}

Page page_of(const Words& words, std::uint64_t total) {
  const bool is_whole = format_of(words) != Format::kTable && !words.has("--limit");
  return {.offset = words.number("--offset"),
          .limit = is_whole ? total : words.number("--limit"),
          .total = total};
}

std::string page_foot(const Page& page, std::string_view rows) {
  return page.is_whole() ? "" : "  " + page.note(rows) + "\n";
}

void notice_page(const Page& page, std::string_view rows) {
  if (!page.is_whole()) notice(page.note(rows));
}

void write_page(JsonWriter& json, const Page& page) {
  json.member("offset", page.begin()).member("limit", page.limit).member("total", page.total);
}

}  // namespace spoor::cli
