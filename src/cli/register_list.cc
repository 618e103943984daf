// `spoor register list`: the incidents of a register that match, one row each.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <tuple>

#include "base/amount.h"
#include "base/csv.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/register_facts.h"
#include "cli/register_filter.h"
#include "cli/register_folder.h"
#include "dossier/grid.h"
#include "dossier/text.h"
#include "register/load.h"

namespace spoor::cli {
namespace {

using dossier::Align;
using dossier::Grid;
using reg::Incident;
using reg::Selected;
using reg::Selection;

struct Listing {
  Selection selection;
  std::optional<reg::Outcome> outcome;
  reg::Matches found;  // `all` holds those that reach the level, by date
  Page page;

  bool has(const Incident& incident) const { return !outcome || incident.outcome == *outcome; }
};

Listing listing_of(const Words& words, const reg::Register& content) {
  Listing listing;
  listing.selection = selection_of(words);
  if (const auto outcome = words.maybe("--outcome"))
    listing.outcome = reg::from_word<reg::Outcome>(*outcome);
  listing.found = reg::matches(content, listing.selection);
  std::vector<Selected>& rows = listing.found.all;
  std::erase_if(rows, [&](const Selected& row) {
    return !listing.has(*row.incident) || !listing.selection.reaches(row.standing.level);
  });
  const auto others = [&](const Incident* incident) { return !listing.has(*incident); };
  std::erase_if(listing.found.duplicates, others);
  std::erase_if(listing.found.across_the_window, others);
  std::ranges::sort(rows, [](const Selected& a, const Selected& b) {
    return std::tie(a.incident->occurred.first.number, a.incident->id) <
           std::tie(b.incident->occurred.first.number, b.incident->id);
  });
  listing.page = page_of(words, rows.size());
  return listing;
}

std::string countries_text(const Incident& incident, std::string_view between) {
  std::vector<std::string> codes;
  for (const reg::Country& country : incident.countries)
    if (std::ranges::find(codes, country.code) == codes.end()) codes.push_back(country.code);
  return fmt::format("{}", fmt::join(codes, between));
}

std::string title(const Listing& listing) {
  std::string text = selection_text(listing.selection);
  if (listing.outcome) text += fmt::format(", outcome {}", word(*listing.outcome));
  return text;
}

std::string ids_of(const std::vector<const Incident*>& incidents) {
  std::vector<std::string> ids;
  for (const Incident* incident : incidents) ids.push_back(incident->id);
  return fmt::format("{}", fmt::join(ids, ", "));
}

// What matches otherwise and is not in the list, so that nothing is passed over in silence.
std::string left_out(const Listing& listing) {
  std::string out;
  const auto note = [&](const std::string& text) { out += dossier::wrapped("  ", text, 80); };
  if (!listing.found.duplicates.empty())
    note("counted under another id: " + ids_of(listing.found.duplicates));
  if (!listing.found.across_the_window.empty())
    note("of a date that may lie outside: " + ids_of(listing.found.across_the_window));
  if (listing.found.attributions_without_known_from > 0)
    note(fmt::format(
        "{} left out, as no first appearance of theirs is proven",
        counted(listing.found.attributions_without_known_from, "attribution", "attributions")));
  return out;
}

std::string as_table(const Listing& listing) {
  std::string out = dossier::wrapped(
      "",
      fmt::format("{}: {}", counted(listing.page.total, "incident", "incidents"), title(listing)),
      80);
  out += "\n";
  Grid grid({Align::kLeft, Align::kLeft, Align::kLeft, Align::kLeft, Align::kLeft, Align::kRight});
  if (listing.page.begin() < listing.page.end())
    grid.row({"date", "incident", "outcome", "sector", "laid there by", "claims"});
  for (std::uint64_t i = listing.page.begin(); i < listing.page.end(); ++i) {
    const Incident& incident = *listing.found.all[i].incident;
    grid.row({incident.occurred.text, incident.id, std::string(word(incident.outcome)),
              std::string(word(incident.sector)), standing_text(listing.found.all[i].standing),
              with_commas(incident.claims.size())});
  }
  out += grid.text() + page_foot(listing.page, "incidents");
  const std::string notes = left_out(listing);
  return notes.empty() ? out : out + "\n" + notes;
}

std::string as_csv(const Listing& listing) {
  std::string out =
      "id,occurred,first_day,last_day,name,victim,outcome,sector,countries,level,by,dissents,"
      "claims,handling\n";
  for (std::uint64_t i = listing.page.begin(); i < listing.page.end(); ++i) {
    const auto& [incident, standing] = listing.found.all[i];
    out += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", incident->id,
                       incident->occurred.text, to_text(incident->occurred.first),
                       to_text(incident->occurred.last), dossier::csv_text(incident->name),
                       dossier::csv_text(incident->victim), word(incident->outcome),
                       word(incident->sector), countries_text(*incident, " "), word(standing.level),
                       csv_field(parties_text(standing.by)),
                       csv_field(parties_text(standing.dissents)), incident->claims.size(),
                       word(incident->handling));
  }
  return out;
}

void write_row(JsonWriter& json, const Selected& row) {
  const Incident& incident = *row.incident;
  json.member("id", incident.id)
      .member("occurred", incident.occurred.text)
      .member("first_day", to_text(incident.occurred.first))
      .member("last_day", to_text(incident.occurred.last))
      .member("name", dossier::utf8(incident.name))
      .member("victim", dossier::utf8(incident.victim))
      .member("outcome", word(incident.outcome))
      .member("sector", word(incident.sector));
  json.key("countries").begin_array();
  for (const reg::Country& country : incident.countries)
    json.begin_object()
        .member("code", country.code)
        .member("basis", word(country.basis))
        .end_object();
  json.end_array().member("level", word(row.standing.level));
  write_texts(json, "by", parties_of(row.standing.by));
  write_texts(json, "dissents", parties_of(row.standing.dissents));
  json.member("claims", incident.claims.size()).member("handling", word(incident.handling));
}

void write_ids(JsonWriter& json, std::string_view key,
               const std::vector<const Incident*>& incidents) {
  json.key(key).begin_array();
  for (const Incident* incident : incidents) json.value(incident->id);
  json.end_array();
}

std::string as_json(const Listing& listing) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("question", title(listing));
  write_page(json, listing.page);
  write_rows(json, listing.page, [&](std::uint64_t i) { write_row(json, listing.found.all[i]); });
  write_ids(json, "duplicates", listing.found.duplicates);
  write_ids(json, "across_the_window", listing.found.across_the_window);
  json.member("attributions_without_known_from", listing.found.attributions_without_known_from);
  json.end_object();
  return out + "\n";
}

void run(const Words& words) {
  const reg::Register content = reg::load_register(register_folder(words));
  const Listing listing = listing_of(words, content);
  const Format format = format_of(words);
  if (format == Format::kJson) return print(as_json(listing));
  if (format == Format::kTable) return print(as_table(listing));
  notice_page(listing.page, "incidents");
  print(as_csv(listing));
}

std::vector<std::string> outcome_words() {
  const auto words = reg::words_of<reg::Outcome>();
  return {words.begin(), words.end()};
}

}  // namespace

Command register_list_command() {
  Command command{
      .name = "register list",
      .summary = "the incidents that match, one row each",
      .description =
          R"(Lists the incidents of the register that are laid to an actor, by date, with the level
that the attributions reach and who they are by. The level is never stored: it follows from who says
it in what kind of document. Without options the list holds what is laid to the DPRK at least by
the Panel, a monitoring team or a member state, and is not disputed.

What matches and is still not in the list is named below it: an incident that is kept under another
id, and one whose date may lie outside of the window. With --known-by, attributions without a proven
first appearance do not count, and are counted.)",
      .options = {register_option()},
      .examples = {{.line = "spoor register list --from 2019 --to 2020-11",
                    .says = "What lies wholly in the window of the Panel's report of 2021."},
                   {.line = "spoor register list --actor any --level none --outcome attempt",
                    .says = "All attempts, whoever they are laid to, or nobody."},
                   {.line = "spoor register list --known-by 2021-02-09 --format csv",
                    .says = "What was laid there in public on that day."}},
      .see_also = {"register show", "register totals", "docs/format/register.md",
                   "docs/schema/register-list.json"},
      .run = run};
  for (Option& option : filter_options()) command.options.push_back(std::move(option));
  command.options.push_back({.name = "--outcome",
                             .value = "OUTCOME",
                             .help = "Only incidents with that outcome.",
                             .choices = outcome_words()});
  add_page_options(command, "incidents");
  return command;
}

}  // namespace spoor::cli
