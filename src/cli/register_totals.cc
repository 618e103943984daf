// `spoor register totals`: what the incidents come to, and how far the sources disagree.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

#include "base/amount.h"
#include "base/csv.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/register_amounts.h"
#include "cli/register_facts.h"
#include "cli/register_filter.h"
#include "cli/register_folder.h"
#include "dossier/grid.h"
#include "dossier/text.h"
#include "register/load.h"
#include "register/totals.h"

namespace spoor::cli {
namespace {

using dossier::Align;
using dossier::Grid;
using reg::GroupBy;
using reg::Range;
using reg::Sum;
using reg::Totals;
using reg::TotalsQuestion;

constexpr std::size_t kWidth = 100;

struct Answer {
  TotalsQuestion question;
  std::string by;  // the word; empty: no groups
  int decimals = 1;
  Totals totals;

  std::string text(const Range& range) const { return millions(range, decimals); }
  std::string title() const {
    constexpr std::array<std::string_view, reg::kLossKinds> kSums = {
        "Realised losses", "Attempted amounts", "Gross losses", "Net losses", "Face values",
        "Costs",           "Amounts demanded"};
    return fmt::format("{} in millions of {}", kSums.at(static_cast<std::size_t>(question.kind)),
                       question.basis.currency);
  }
};

// What nobody puts a figure to is not zero.
void add_sum(Grid& grid, const Answer& answer, const Sum& sum, const std::string& label) {
  grid.row(
      {dossier::visible(label), with_commas(sum.incidents), with_commas(sum.valued),
       sum.valued > 0 ? bounded_millions(sum.bounds, sum.chosen, answer.decimals) : "no figure",
       sum.valued_by_any > 0 ? answer.text(sum.over_policies) : "no figure"});
}

void add_sum(Grid& grid, const Answer& answer, const Sum& sum) {
  add_sum(grid, answer, sum, sum.label);
}

// That of level `none` says whose those incidents are.
void add_level(Grid& grid, const Answer& answer, const Sum& level) {
  const bool is_none = level.label == word(reg::Level::kNone);
  add_sum(grid, answer, level,
          is_none ? fmt::format("{}: {}", level.label, none_text(answer.question.selection))
                  : level.label);
}

Grid sums_grid(const Answer& answer, std::string_view first) {
  Grid grid({Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kRight});
  grid.row({std::string(first), "incidents", "valued",
            dossier::visible(answer.question.policy.text()), "over all policies"});
  return grid;
}

std::string_view why_not_added(GroupBy by) {
  if (by == GroupBy::kKind) return "kinds of loss are different questions";
  if (by == GroupBy::kActor) return "an incident counts under each that its best attribution names";
  if (by == GroupBy::kSource) return "each is what that source alone says, whatever the policy";
  return "an incident counts in each that it has";
}

std::string groups_text(const Answer& answer) {
  Grid grid = sums_grid(answer, answer.by);
  for (const Sum& group : answer.totals.groups)
    answer.question.by == GroupBy::kLevel ? add_level(grid, answer, group)
                                          : add_sum(grid, answer, group);
  add_sum(grid, answer, answer.totals.total);
  std::string out = grid.text();
  if (!adds_up(answer.question.by))
    out += fmt::format("Lines by {} do not add up to the total: {}.\n", answer.by,
                       why_not_added(answer.question.by));
  return out;
}

std::string levels_text(const Answer& answer) {
  Grid grid = sums_grid(answer, "at every level by itself");
  for (const Sum& level : answer.totals.levels)
    if (level.incidents > 0) add_level(grid, answer, level);
  return grid.text();
}

std::string policies_text(const Answer& answer) {
  Grid grid({Align::kLeft, Align::kRight, Align::kRight});
  grid.row({"under every policy", "valued", "sum"});
  for (const reg::PolicySum& policy : answer.totals.policies)
    grid.row({policy.policy.text(), with_commas(policy.valued),
              policy.valued > 0 ? answer.text(policy.range) : "no figure"});
  return grid.text();
}

// "No claim of that kind (2): a, b".
void add_names(std::string& out, std::string_view says, const std::vector<std::string>& names) {
  if (names.empty()) return;
  const std::string head = fmt::format("{} ({}): ", says, with_commas(names.size()));
  out += dossier::wrapped("", head + dossier::visible(fmt::format("{}", fmt::join(names, ", "))),
                          kWidth);
}

std::string left_out_text(const Answer& answer) {
  const Totals& totals = answer.totals;
  std::string out;
  add_names(out, "In no sum, nobody states a loss of that kind", totals.without_claim);
  add_names(out, "In no sum, no figure is named", totals.without_figure);
  add_names(out, "In no sum, not stated by that source", totals.not_of_source);
  add_names(out, "Not official, the best grade was taken", totals.fell_back);
  add_names(out, "Counted once, under another name", totals.duplicates);
  add_names(out, "Left out, the date lies across the window", totals.across_the_window);
  if (totals.not_public > 0)
    out += fmt::format("Not counted, nothing is proven to have been public by then: {}\n",
                       counted(totals.not_public, "incident", "incidents"));
  if (answer.question.selection.known_by)
    out +=
        fmt::format("Left out, no first appearance is proven: {}, {}\n",
                    counted(totals.claims_without_known_from, "claim", "claims"),
                    counted(totals.attributions_without_known_from, "attribution", "attributions"));
  return out;
}

std::string valuation_text(const Totals& totals) {
  std::string out;
  if (!totals.not_valued.empty()) out += "Not valued, in no sum:\n";
  for (const reg::NotValued& left : totals.not_valued)
    out += fmt::format("  {}: {}; {}\n", dossier::visible(left.claim),
                       amount_text(left.amount, left.unit), dossier::visible(left.reason));
  if (!totals.conversions.empty()) out += "Conversions:\n";
  for (const reg::Conversion& conversion : totals.conversions)
    out +=
        fmt::format("  {}: {}\n", dossier::visible(conversion.claim), conversion_text(conversion));
  return out;
}

std::string as_table(const Answer& answer) {
  std::string out = answer.title() + "\n";
  out += dossier::wrapped(
      "",
      fmt::format("{}; policy {}; {}", dossier::visible(selection_text(answer.question.selection)),
                  dossier::visible(answer.question.policy.text()), answer.question.basis.text()),
      kWidth);
  for (const std::string& part : {groups_text(answer), levels_text(answer), policies_text(answer),
                                  left_out_text(answer), valuation_text(answer.totals)})
    if (!part.empty()) out += "\n" + part;
  return out;
}

std::string csv_range(const Answer& answer, bool is_valued, const Range& range) {
  if (!is_valued) return ",";
  const auto figure = [&](const reg::Exact& amount) {
    return plain_millions(amount, answer.decimals);
  };
  return figure(range.low) + "," + figure(range.high);
}

std::string csv_line(const Answer& answer, const Sum& sum) {
  return fmt::format("{},{},{},{},{},{}\n", dossier::csv_text(sum.label), sum.incidents, sum.valued,
                     word(sum.bounds), csv_range(answer, sum.valued > 0, sum.chosen),
                     csv_range(answer, sum.valued_by_any > 0, sum.over_policies));
}

std::string as_csv(const Answer& answer) {
  std::string out =
      "group,incidents,valued,bound,low_millions,high_millions,over_policies_low_millions,"
      "over_policies_high_millions\n";
  for (const Sum& group : answer.totals.groups) out += csv_line(answer, group);
  return out + csv_line(answer, answer.totals.total);
}

void write_figure(JsonWriter& json, const char* key, bool is_valued, const Range& range,
                  int decimals) {
  write_millions(json, key, is_valued ? std::optional(range) : std::nullopt, decimals);
}

void write_sum(JsonWriter& json, const Sum& sum, int decimals) {
  json.begin_object()
      .member("group", dossier::utf8(sum.label))
      .member("incidents", sum.incidents)
      .member("valued", sum.valued)
      .member("bound", word(sum.bounds));
  json.key("bounds")
      .begin_object()
      .member("about", sum.bounds.about)
      .member("at_least", sum.bounds.at_least)
      .member("at_most", sum.bounds.at_most)
      .end_object();
  write_figure(json, "millions", sum.valued > 0, sum.chosen, decimals);
  write_figure(json, "lowest_millions", sum.valued_by_any > 0, sum.lowest, decimals);
  write_figure(json, "highest_millions", sum.valued_by_any > 0, sum.highest, decimals);
  write_figure(json, "over_policies_millions", sum.valued_by_any > 0, sum.over_policies, decimals);
  json.end_object();
}

void write_sums(JsonWriter& json, const char* key, const std::vector<Sum>& sums, int decimals) {
  json.key(key).begin_array();
  for (const Sum& sum : sums) write_sum(json, sum, decimals);
  json.end_array();
}

void write_counted(JsonWriter& json, const Answer& answer) {
  json.key("counted").begin_array();
  for (const reg::Counted& counted : answer.totals.counted) {
    if (counted.choice.chosen.empty()) continue;
    json.begin_object()
        .member("incident", dossier::utf8(counted.selected.incident->id))
        .member("level", word(counted.selected.standing.level))
        .member("bound", word(counted.choice.bound));
    write_millions(json, "millions", counted.choice.range, answer.decimals);
    json.key("claims").begin_array();
    for (const reg::Statement* statement : counted.choice.chosen)
      json.value(dossier::utf8(statement->claim->id));
    json.end_array().end_object();
  }
  json.end_array();
}

void write_question(JsonWriter& json, const Answer& answer) {
  const TotalsQuestion& question = answer.question;
  json.member("kind", word(question.kind))
      .member("selection", dossier::utf8(selection_text(question.selection)))
      .member("level", word(question.selection.level))
      .member("policy", dossier::utf8(question.policy.text()))
      .member("currency", question.basis.currency)
      .member("valuation", question.basis.text());
}

std::string as_json(const Answer& answer) {
  const Totals& totals = answer.totals;
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  write_question(json, answer);
  json.key("total");
  write_sum(json, totals.total, answer.decimals);
  json.key("by");
  answer.by.empty() ? json.null() : json.value(answer.by);
  json.member("adds_up", adds_up(answer.question.by));
  write_sums(json, "groups", totals.groups, answer.decimals);
  write_sums(json, "levels", totals.levels, answer.decimals);
  json.key("policies").begin_array();
  for (const reg::PolicySum& policy : totals.policies) {
    json.begin_object().member("policy", policy.policy.text()).member("valued", policy.valued);
    write_figure(json, "millions", policy.valued > 0, policy.range, answer.decimals);
    json.end_object();
  }
  json.end_array();
  write_counted(json, answer);
  write_texts(json, "without_claim", totals.without_claim);
  write_texts(json, "without_figure", totals.without_figure);
  write_texts(json, "not_of_source", totals.not_of_source);
  write_texts(json, "fell_back", totals.fell_back);
  write_texts(json, "duplicates", totals.duplicates);
  write_texts(json, "across_the_window", totals.across_the_window);
  json.member("not_public", totals.not_public)
      .member("claims_without_known_from", totals.claims_without_known_from)
      .member("attributions_without_known_from", totals.attributions_without_known_from);
  write_not_valued(json, totals.not_valued);
  write_conversions(json, totals.conversions);
  json.end_object();
  return out + "\n";
}

Answer answer_to(const Words& words, const reg::Register& content, const reg::Rates& rates) {
  Answer answer;
  answer.question.selection = selection_of(words);
  answer.question.kind = *reg::loss_kind_from_word(words.text("--kind"));
  answer.question.policy = reg::parse_policy(words.text("--policy"));
  answer.question.basis = basis_of(words);
  answer.by = words.text("--by");
  if (!answer.by.empty()) answer.question.by = *reg::group_by_from_word(answer.by);
  answer.decimals = decimals_of(words);
  answer.totals = totals(content, rates, answer.question);
  return answer;
}

void run(const Words& words) {
  const Path folder = register_folder(words);
  const reg::Register content = reg::load_register(folder);
  const Answer answer = answer_to(words, content, rates_of(words, folder));
  print_in_form(
      words, [&] { return as_table(answer); }, [&] { return as_csv(answer); },
      [&] { return as_json(answer); });
}

std::vector<std::string> kind_words() {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < reg::kLossKinds; ++i)
    words.emplace_back(word(static_cast<reg::LossKind>(i)));
  return words;
}

std::vector<Option> options() {
  std::vector<Option> out = {register_option()};
  const auto add = [&](std::vector<Option> more) {
    out.insert(out.end(), more.begin(), more.end());
  };
  add(filter_options());
  add({{.name = "--kind",
        .value = "KIND",
        .help = "What is summed: realised (of each party its net figure, else its gross one), "
                "attempted (all that was ordered), gross (left the victim's control), net (gross "
                "less what came back), face (nominal value of minted tokens), cost, demanded.",
        .standard = "realised",
        .choices = kind_words()},
       policy_option(),
       {.name = "--by",
        .value = "GROUP",
        .help =
            "A line for each group. actor: each that is named by an attribution at the level of "
            "the incident, so that one may stand under several; level: its best.",
        .choices = {"incident", "year", "quarter", "actor", "level", "sector", "country", "source",
                    "kind"}}});
  add(valuation_options());
  add({decimals_option(), format_option({"table", "csv", "json"})});
  return out;
}

}  // namespace

Command register_totals_command() {
  return {
      .name = "register totals",
      .summary = "what the incidents come to, and under each policy",
      .description =
          R"(Sums the losses of the incidents that are laid to an actor. Sources disagree, so each
sum is made under a policy, and what it would be under the others stands beneath it. Of several
claims about one incident `official` takes a court's finding before an indictment or a sworn
complaint, a government's statement, the Panel or a monitoring team, and the victim; where none of
them speaks it takes the best Admiralty grade, and counts how often. Claims that are equal are told
apart by grade, and then give a range.

An incident is counted once; a duplicate is named. What was attempted is never added to what was
realised. Claims that are not confirmed, or that are about several incidents, are in no sum.
Incidents of which nobody states such a loss are named.

A claim in the wanted currency is taken as stated. Others are converted at the rates of one day, and
each conversion is printed with rate, day, publisher and kind. What has no rate stays in its own
unit under "not valued", and is never zero.

Sums by year, quarter, level, sector and incident add up to the total. An incident may have several
actors, countries and sources, and counts in each: those do not add up, and the answer says so. Its
actors are those whom the attributions at its own level name; what only lower ones name is left out.

A sum is "at least" where a part of it is and none is "at most", and the other way round; where parts
are bounded both ways it says how many. "Over all policies" is no bound: it reaches from the policy
that gives the least to the one that gives the most.)",
      .options = options(),
      .examples = {{.line = "spoor register totals --by year",
                    .says = "Realised losses year by year."},
                   {.line = "spoor register totals --kind attempted --sector bank",
                    .says = "What was ordered from banks, which is another question."},
                   {.line = "spoor register totals --known-by 2021-02-09 --level none",
                    .says = "What was public on that day, to whomever it is laid."},
                   {.line =
                        "spoor register totals --policy source=UN24 --currency EUR --at 2024-03-07",
                    .says = "The figures of one source, in euro of that day."}},
      .see_also = {"register check", "docs/register-figures.md", "docs/format/register.md",
                   "docs/schema/register-totals.json"},
      .run = run};
}

}  // namespace spoor::cli
