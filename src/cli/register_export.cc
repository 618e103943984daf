// `spoor register export stix` and `csv`: the register for other programs, at a handling.
#include <algorithm>
#include <set>

#include "base/amount.h"
#include "base/progress.h"
#include "base/replace_files.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/output_place.h"
#include "cli/register_filter.h"
#include "cli/register_folder.h"
#include "cli/register_handling.h"
#include "dossier/grid.h"
#include "dossier/register_csv.h"
#include "dossier/stix_export.h"
#include "dossier/text.h"
#include "register/load.h"

namespace spoor::cli {
namespace {

using dossier::Align;
using dossier::Grid;
using reg::Incident;
using reg::Register;

// The filters of `register list`. None is on unless it was given: an export is of everything.
std::vector<Option> wide_filters() {
  std::vector<Option> options = filter_options();
  for (Option& option : options) {
    if (option.name == "--actor") option.standard = reg::kAnyActor;
    if (option.name == "--level") option.standard = word(reg::Level::kNone);
  }
  return options;
}

// Without the day of knowledge: it chooses among attributions, not among the facts of an incident.
std::vector<Option> export_filters() {
  std::vector<Option> options = wide_filters();
  std::erase_if(options, [](const Option& option) { return option.name == "--known-by"; });
  return options;
}

// Null where no filter was given.
std::function<bool(const Incident&)> asked_of(const Words& words, const Register& content) {
  const std::vector<Option> filters = export_filters();
  Words::Values given;
  for (const Option* option : words.given())
    if (std::ranges::find(filters, option->name, &Option::name) != filters.end())
      given[option->name] = words.texts(option->name);
  if (given.empty()) return {};
  std::set<std::string> ids;
  for (const reg::Selected& selected :
       reg::select(content, selection_of(Words(wide_filters(), given))))
    ids.insert(selected.incident->id);
  return [ids](const Incident& incident) { return ids.contains(incident.id); };
}

Register load(const Words& words) {
  const Path folder = register_folder(words);
  check_outside("register", "--out", words.text("--out"), folder);
  return reg::load_register(folder);
}

void run_stix(const Words& words) {
  check_place("--out", words.text("--out"));
  const Register content = load(words);
  const reg::Handling handling = handling_of(words);
  const dossier::StixExport done =
      dossier::stix_export(content, {.handling = handling, .asked = asked_of(words, content)});
  replace_file(words.text("--out"), done.bundle);
  Grid grid({Align::kRight, Align::kLeft});
  for (const auto& [type, count] : done.objects) grid.row({with_commas(count), type});
  print(grid.text());
  notice_left_out(done.above, handling);
  if (done.unconfirmed.sum() > 0)
    notice("not confirmed in any source, and left out: " + done.unconfirmed.text());
}

void run_csv(const Words& words) {
  const Register content = load(words);
  const reg::Sieve sieve{.most = handling_of(words), .asked = asked_of(words, content)};
  const dossier::RegisterCsv csv = dossier::register_csv(content, sieve);
  const Path folder = words.text("--out");
  std::filesystem::create_directories(folder);
  Grid grid({Align::kRight, Align::kLeft});
  std::vector<NewFile> files;
  for (const dossier::CsvFile& file : csv.files) {
    files.push_back({folder / file.name, file.text});
    grid.row({with_commas(file.rows), file.name});
  }
  replace_files(files);
  print(grid.text());
  notice_left_out(csv.above, sieve.most);
}

std::vector<Option> options_with(Option out) {
  std::vector<Option> options = {std::move(out), register_option(), handling_option()};
  for (Option& filter : export_filters()) options.push_back(std::move(filter));
  return options;
}

}  // namespace

Command register_export_stix_command() {
  return {
      .name = "register export stix",
      .summary = "write a register as a STIX 2.1 bundle",
      .description =
          R"(Writes incidents, actors, techniques, victims, those who speak, sources and addresses
as one STIX 2.1 bundle, for OpenCTI, MISP and their like. What becomes what stands in
docs/register-stix.md.

Claims of loss all come along, side by side, as exact decimals in an extension of the incident;
there is no "the" amount. Who lays an incident to whom is a relationship whose confidence follows
from the level of the attribution. What is not confirmed in any source is left out and counted.

Every object is marked as the most guarded fact in it. The same register gives the same bytes:
ids follow from what they name, and times are the register's own days.)",
      .options = options_with({.name = "--out",
                               .value = "FILE",
                               .help = "The bundle; it replaces an earlier one of its name.",
                               .required = true}),
      .examples = {{.line = "spoor register export stix --out register.json",
                    .says = "All that everybody may see."},
                   {.line = "spoor register export stix --out kimsuky.json --actor dprk "
                            "--level charged --handling tlp-amber",
                    .says = "Incidents that a prosecutor lays to somebody below dprk, for a circle "
                            "that may see TLP:AMBER."}},
      .see_also = {"register export csv", "register check", "docs/register-stix.md"},
      .run = run_stix};
}

Command register_export_csv_command() {
  return {
      .name = "register export csv",
      .summary = "write a register as CSV files",
      .description =
          R"(Writes a folder of CSV files, one a kind of fact: incidents, claims, observations,
attributions, links, addresses, sources, the rows of reports, and more. They are the tables of
`spoor register sql` (docs/register-tables.md), joined by the register's own ids. Amounts are exact
decimals and dates as they were written; what is not known is an empty field, never 0. What is not
confirmed is there, and marked in its column `unconfirmed`. left_out.csv counts what is above the
handling.

A text that a spreadsheet would run as a formula (it begins with = + - or @) has a ' in front.)",
      .options = options_with({.name = "--out",
                               .value = "DIR",
                               .help = "The folder of the files; it is made where it is missing.",
                               .required = true}),
      .examples = {{.line = "spoor register export csv --out register-csv",
                    .says = "All that everybody may see."},
                   {.line = "spoor register export csv --out bridges --sector bridge",
                    .says = "Thefts from bridges, and what was said of them."}},
      .see_also = {"register export stix", "register sql", "docs/register-tables.md"},
      .run = run_csv};
}

}  // namespace spoor::cli
