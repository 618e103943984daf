// `spoor register check`: is every file of a register well-formed, and does all that it names
// exist?
#include <fmt/format.h>

#include <algorithm>

#include "base/amount.h"
#include "base/error.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/register_folder.h"
#include "dossier/grid.h"
#include "dossier/text.h"
#include "register/load.h"

namespace spoor::cli {
namespace {

using dossier::Align;
using dossier::Grid;
using reg::Finding;
using reg::Register;

struct Check {
  Path folder;
  bool strict = false;
  reg::Loaded loaded;
  std::vector<Finding> unlocated;  // only where it was asked for and there are no errors
  std::vector<Finding> notes;

  bool is_readable() const { return loaded.errors.empty(); }
};

// Addresses that cannot be what their source printed.
std::vector<Finding> notes_on(const Register& content) {
  std::vector<Finding> notes;
  const auto look_at = [&](const reg::Address& address) {
    if (address.checksum_fails)
      notes.push_back({address.place,
                       fmt::format("the checksum of {} address {} does not hold; kept as published",
                                   address.network, address.address),
                       {}});
  };
  for (const auto& [id, incident] : content.incidents)
    for (const reg::Address& address : incident.addresses) look_at(address);
  for (const reg::SharedAddresses& shared : content.shared_addresses)
    for (const reg::Address& address : shared.addresses) look_at(address);
  return notes;
}

struct Count {
  const char* key;  // of the JSON
  const char* name;
  std::uint64_t count = 0;
};

std::vector<Count> counts_of(const Register& content) {
  Count claims{"claims", "claims"}, observations{"observations", "observations"},
      attributions{"attributions", "attributions"}, addresses{"addresses", "addresses"},
      rows{"report_rows", "rows of reports"};
  for (const auto& [id, incident] : content.incidents) {
    claims.count += incident.claims.size();
    observations.count += incident.observations.size();
    attributions.count += incident.attributions.size();
    addresses.count += incident.addresses.size();
  }
  for (const reg::SharedAddresses& shared : content.shared_addresses)
    addresses.count += shared.addresses.size();
  for (const auto& [id, report] : content.reports) rows.count += report.rows.size();
  return {{"incidents", "incidents", content.incidents.size()},
          claims,
          observations,
          attributions,
          addresses,
          {"headlines", "headlines", content.headlines.size()},
          {"reports", "reports", content.reports.size()},
          rows,
          {"sources", "sources", content.sources.size()},
          {"parties", "parties", content.parties.size()},
          {"actors", "actors", content.actors.size()},
          {"disputes", "disputes", content.disputes.size()}};
}

// As compilers write it, so that editors find the place.
std::string line_of(const Finding& finding) {
  std::string line = finding.place.file;
  if (finding.place.line > 0) line += fmt::format(":{}", finding.place.line);
  line += ": " + finding.says;
  if (!finding.remedy.empty()) line += ". " + finding.remedy;
  return dossier::visible(line) + "\n";
}

// The first of them, and how many more there are.
void add_lines(std::string& out, const std::vector<Finding>& findings, std::uint64_t count) {
  const std::size_t shown = std::min(findings.size(), reg::Findings::kMost);
  for (std::size_t i = 0; i < shown; ++i) out += line_of(findings[i]);
  if (count > shown) out += fmt::format("and {} more\n", with_commas(count - shown));
}

std::string as_table(const Check& check) {
  std::string out;
  add_lines(out, check.loaded.errors, check.loaded.error_count);
  if (!check.is_readable()) return out;
  add_lines(out, check.unlocated, check.unlocated.size());
  add_lines(out, check.notes, check.notes.size());
  if (!out.empty()) out += "\n";
  Grid grid({Align::kRight, Align::kLeft});
  for (const Count& count : counts_of(check.loaded.content))
    grid.row({with_commas(count.count), count.name});
  if (check.strict)
    grid.row({with_commas(check.unlocated.size()), "facts whose source is not located"});
  return out + grid.text();
}

void write_findings(JsonWriter& json, const char* key, const std::vector<Finding>& findings) {
  json.key(key).begin_array();
  for (const Finding& finding : findings) {
    json.begin_object().member("file", dossier::utf8(finding.place.file)).key("line");
    finding.place.line > 0 ? json.value(finding.place.line) : json.null();
    json.member("says", dossier::utf8(finding.says))
        .member("remedy", dossier::utf8(finding.remedy))
        .end_object();
  }
  json.end_array();
}

std::string as_json(const Check& check) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("folder", dossier::utf8(check.folder.string())).key("name");
  check.is_readable() ? json.value(check.loaded.content.name) : json.null();
  json.member("holds", check.is_readable()).key("counts");
  if (check.is_readable()) {
    json.begin_object();
    for (const Count& count : counts_of(check.loaded.content)) json.member(count.key, count.count);
    json.end_object();
  } else {
    json.null();
  }
  json.member("error_count", check.loaded.error_count);
  write_findings(json, "errors", check.loaded.errors);
  write_findings(json, "notes", check.notes);
  if (check.strict && check.is_readable())
    write_findings(json, "unlocated", check.unlocated);
  else
    json.key("unlocated").null();
  json.end_object();
  return out + "\n";
}

void run(const Words& words) {
  Check check{.folder = register_folder(words),
              .strict = words.has("--strict"),
              .loaded = {},
              .unlocated = {},
              .notes = {}};
  check.loaded = reg::read_register(check.folder);
  check.notes = notes_on(check.loaded.content);
  if (check.strict) check.unlocated = reg::unlocated(check.loaded.content);
  print(format_of(words) == Format::kJson ? as_json(check) : as_table(check));
  if (!check.is_readable())
    throw_bad_input(
        fmt::format("the register has {}", counted(check.loaded.error_count, "error", "errors")),
        {.file = check.folder},
        check.loaded.error_count > check.loaded.errors.size()
            ? "The first are listed with file and line; mend them and run the command again"
            : "Each is listed with its file and line");
  if (!check.unlocated.empty())
    throw_bad_input(fmt::format("the sources of {} are not located",
                                counted(check.unlocated.size(), "fact", "facts")),
                    {.file = check.folder}, "Add locators or captures of the sources");
}

}  // namespace

Command register_check_command() {
  return {
      .name = "register check",
      .summary = "check every file of a register",
      .description =
          R"(Reads the whole register and says what is wrong, a line each: FILE:LINE: reason. What
is misspelt, missing or out of range; sources, parties, actors, incidents and claims that are named
and are not there; duplicates, repeats and parts that go round; what rests on memory and is not
marked so; a first appearance that its source does not prove; units that are unknown. A register
with an error is not read by any other command: nothing is half-loaded. The exit code is then 3.
The first 1,000 are listed, and the rest is counted.

An address whose checksum does not hold is kept as published and noted, which is no error.

With --strict also each fact that rests only on sources without a locator and without a capture,
or on none that confirms it, is listed, and the exit code is 3 where there is one.)",
      .options = {register_option(),
                  {.name = "--strict",
                   .value = {},
                   .help = "Lists also what is not located in its sources.",
                   .takes = Option::Takes::kNothing},
                  format_option({"table", "json"})},
      .examples = {{.line = "spoor register check --register register",
                    .says = "Before every commit to a register."},
                   {.line = "spoor register check --strict --format json",
                    .says = "For programs: errors, notes and unlocated facts with file and line."}},
      .see_also = {"docs/format/register.md", "docs/schema/register-check.json"},
      .run = run};
}

}  // namespace spoor::cli
