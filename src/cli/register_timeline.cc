// `spoor register timeline`: the incidents by date, and what was said of each when.
#include <fmt/format.h>

#include "base/amount.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/register_amounts.h"
#include "cli/register_facts.h"
#include "cli/register_filter.h"
#include "cli/register_folder.h"
#include "dossier/grid.h"
#include "dossier/text.h"
#include "register/load.h"
#include "register/timeline.h"

namespace spoor::cli {
namespace {

using dossier::Align;
using dossier::Grid;
using dossier::visible;
using reg::Said;
using reg::TimelineEntry;

struct Answer {
  const reg::Register& content;
  reg::Selection selection;
  reg::Timeline timeline;
  Page page;
};

std::string figure_of(const reg::Claim& claim) {
  if (claim.is_sum_of_parts) return "the sum of its parts";
  return amount_text(claim.amount, claim.unit, claim.bound);
}

// "281,000,000 USD gross, by un-panel".
std::string claim_text(const reg::Claim& claim) {
  std::string text =
      fmt::format("{} {}, by {}", figure_of(claim), word(claim.kind), visible(claim.party));
  if (claim.about.size() > 1) text += ", with other incidents";
  return claim.unconfirmed ? text + " (not confirmed)" : text;
}

std::string attribution_text(const reg::Register& content, const reg::Attribution& attribution) {
  std::string text = fmt::format("{} {}, by {}: {}", attribution.denies ? "not" : "laid to",
                                 visible(attribution.actor), visible(attribution.party),
                                 word(level_of(content, attribution)));
  if (!attribution.words.empty()) text += fmt::format("; {}", visible(attribution.words));
  return attribution.unconfirmed ? text + " (not confirmed)" : text;
}

std::string said_text(const reg::Register& content, const Said& said) {
  return said.claim ? claim_text(*said.claim) : attribution_text(content, *said.attribution);
}

const std::string& source_of(const Said& said) {
  return said.claim ? said.claim->citation.source : said.attribution->citation.source;
}

std::string day_text(const std::optional<reg::KnownFrom>& known) {
  return known ? to_text(known->day) : "not proven";
}

void add_entry(std::string& out, const Answer& answer, const TimelineEntry& entry) {
  const reg::Incident& incident = *entry.incident;
  out += fmt::format("\n{}  {} ({}), {}\n", incident.occurred.text, visible(incident.name),
                     visible(incident.id), visible(standing_text(entry.standing)));
  Grid grid({Align::kLeft, Align::kLeft, Align::kLeft});
  for (const Said& said : entry.said)
    grid.row({"  " + day_text(said.known_from()), visible(source_of(said)),
              said_text(answer.content, said)});
  out += grid.text();
}

std::string headlines_text(const Answer& answer) {
  if (answer.timeline.headlines.empty()) return {};
  Grid grid({Align::kLeft, Align::kLeft, Align::kLeft});
  for (const reg::Headline* headline : answer.timeline.headlines)
    grid.row({"  " + day_text(headline->claim.known_from), visible(headline->claim.citation.source),
              fmt::format("{}: {}", claim_text(headline->claim), visible(headline->says))});
  return "\nFigures about many incidents\n" + grid.text();
}

std::string as_table(const Answer& answer) {
  const reg::Timeline& timeline = answer.timeline;
  std::string out =
      fmt::format("{}: {}; each line by the day from which it is proven to be public\n",
                  visible(selection_text(answer.selection)),
                  counted(timeline.entries.size(), "incident", "incidents"));
  for (std::uint64_t i = answer.page.begin(); i < answer.page.end(); ++i)
    add_entry(out, answer, timeline.entries[i]);
  out += page_foot(answer.page, "incidents");
  out += headlines_text(answer);
  if (answer.selection.known_by)
    out += fmt::format(
        "\nLeft out, no first appearance is proven: {}, {}, {} about many incidents\n",
        counted(timeline.claims_without_known_from, "claim", "claims"),
        counted(timeline.attributions_without_known_from, "attribution", "attributions"),
        counted(timeline.headlines_without_known_from, "figure", "figures"));
  return out;
}

std::string csv_line(const TimelineEntry* entry, const std::string& what, const Said& said,
                     const std::string& text, std::string_view level) {
  const std::optional<reg::KnownFrom>& known = said.known_from();
  return fmt::format("{},{},{},{},{},{},{},{}\n",
                     entry ? dossier::csv_text(entry->incident->occurred.text) : "",
                     entry ? dossier::csv_text(entry->incident->id) : "", what,
                     known ? to_text(known->day) : "", dossier::csv_text(source_of(said)),
                     dossier::csv_text(said.claim ? said.claim->party : said.attribution->party),
                     level, dossier::csv_text(text));
}

std::string as_csv(const Answer& answer) {
  std::string out = "occurred,incident,what,known_from,source,party,level,says\n";
  for (std::uint64_t i = answer.page.begin(); i < answer.page.end(); ++i) {
    const TimelineEntry& entry = answer.timeline.entries[i];
    for (const Said& said : entry.said)
      out += csv_line(&entry, said.claim ? "claim" : "attribution", said,
                      said_text(answer.content, said),
                      said.claim ? "" : word(level_of(answer.content, *said.attribution)));
  }
  for (const reg::Headline* headline : answer.timeline.headlines)
    out += csv_line(nullptr, "headline", {.claim = &headline->claim, .attribution = nullptr},
                    claim_text(headline->claim), "");
  notice_page(answer.page, "incidents");
  return out;
}

void write_attribution(JsonWriter& json, const reg::Register& content,
                       const reg::Attribution& attribution) {
  json.member("actor", dossier::utf8(attribution.actor))
      .member("party", dossier::utf8(attribution.party))
      .member("level", word(level_of(content, attribution)))
      .member("denies", attribution.denies);
  write_citation(json, content, attribution.citation);
  write_text(json, "words", attribution.words);
  write_period(json, "stated_at", attribution.stated_at);
  write_known_from(json, attribution.known_from);
  json.member("unconfirmed", attribution.unconfirmed);
}

void write_entry(JsonWriter& json, const reg::Register& content, const TimelineEntry& entry) {
  json.member("incident", dossier::utf8(entry.incident->id))
      .member("name", dossier::utf8(entry.incident->name))
      .member("occurred", entry.incident->occurred.text)
      .member("level", word(entry.standing.level))
      .key("first_known");
  entry.first_known ? json.value(to_text(entry.first_known->day)) : json.null();
  json.key("said").begin_array();
  for (const Said& said : entry.said) {
    json.begin_object().key(said.claim ? "claim" : "attribution").begin_object();
    if (said.claim)
      write_claim(json, content, *said.claim);
    else
      write_attribution(json, content, *said.attribution);
    json.end_object().end_object();
  }
  json.end_array();
}

std::string as_json(const Answer& answer) {
  const reg::Timeline& timeline = answer.timeline;
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("selection", dossier::utf8(selection_text(answer.selection)));
  json.key("incidents").begin_object();
  write_page(json, answer.page);
  write_rows(json, answer.page,
             [&](std::uint64_t i) { write_entry(json, answer.content, timeline.entries[i]); });
  json.end_object();
  json.key("headlines").begin_array();
  for (const reg::Headline* headline : timeline.headlines) {
    json.begin_object().member("says", dossier::utf8(headline->says)).key("claim").begin_object();
    write_claim(json, answer.content, headline->claim);
    json.end_object().end_object();
  }
  json.end_array()
      .member("claims_without_known_from", timeline.claims_without_known_from)
      .member("attributions_without_known_from", timeline.attributions_without_known_from)
      .member("headlines_without_known_from", timeline.headlines_without_known_from)
      .end_object();
  return out + "\n";
}

void run(const Words& words) {
  const reg::Register content = reg::load_register(register_folder(words));
  Answer answer{.content = content, .selection = selection_of(words), .timeline = {}, .page = {}};
  answer.timeline = timeline(content, answer.selection);
  answer.page = page_of(words, answer.timeline.entries.size());
  print_in_form(
      words, [&] { return as_table(answer); }, [&] { return as_csv(answer); },
      [&] { return as_json(answer); });
}

}  // namespace

Command register_timeline_command() {
  Command command = {
      .name = "register timeline",
      .summary = "what was said of each incident, and since when",
      .description =
          R"(Lists the incidents by date, and under each the claims of loss and the attributions,
in the order in which they are proven to have become public. An attribution has the level that
follows from who said it in what kind of document. What has no proven first appearance stands
last.

With --known-by the answer is what a reader could have known on that day: nothing that became
public later is in it, the level of an incident is what it was then, and what was left out because
no first appearance is proven is counted. Figures about many incidents, as reports and articles
print them at their head, stand below. They are in no total.)",
      .options = {register_option()},
      .examples = {{.line = "spoor register timeline --from 2020 --to 2020",
                    .says = "The year of the KuCoin theft, and who said what of it when."},
                   {.line = "spoor register timeline --known-by 2021-02-09 --level none",
                    .says = "All that was known on that day, to whomever it was laid."}},
      .see_also = {"register totals", "register show", "docs/schema/register-timeline.json"},
      .run = run};
  for (const Option& option : filter_options()) command.options.push_back(option);
  add_page_options(command, "incidents");
  return command;
}

}  // namespace spoor::cli
