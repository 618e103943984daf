// `spoor assess`: how far the register's evidence carries an attribution, and how often that would
// have been right.
#include "attribution/assessment.h"
#include "attribution/evaluation.h"
#include "base/error.h"
#include "cli/assessment_text.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/register_filter.h"
#include "cli/register_folder.h"
#include "register/load.h"

namespace spoor::cli {
namespace {

using attribution::View;

void run_evaluation(const Words& words, const View& view, const std::string& actor) {
  if (words.has("INCIDENT"))
    throw_usage("--evaluate judges the method on all incidents, and takes none", "Leave it out");
  attribution::check_actor(view, actor);
  const attribution::Evaluation evaluation = attribution::evaluate(view, actor);
  print(format_of(words) == Format::kJson ? evaluation_json(evaluation, actor)
                                          : evaluation_text(evaluation, actor));
}

void run(const Words& words) {
  const reg::Register content = reg::load_register(register_folder(words));
  const View view{content, maybe_day(words, "--known-by")};
  const std::string& actor = words.text("--actor");
  if (words.has("--evaluate")) return run_evaluation(words, view, actor);
  if (!words.has("INCIDENT"))
    throw_usage("an incident is missing", "`spoor register list` has their names");
  const auto assessment = attribution::assess(view, words.text("INCIDENT"), actor);
  print(format_of(words) == Format::kJson ? assessment_json(*assessment, view)
                                          : assessment_text(*assessment, view));
}

std::vector<Option> options() {
  return {
      {.name = "INCIDENT", .value = "INCIDENT", .help = "The id of an incident."},
      register_option(),
      {.name = "--actor",
       .value = "NODE",
       .help = "The actor asked about, with all who are below it in actors.yaml.",
       .standard = "dprk"},
      {.name = "--known-by",
       .value = "DAY",
       .help = "Use only what is proven to have been public by that day; what has no such day is "
               "left out and counted."},
      {.name = "--evaluate",
       .value = {},
       .help = "Judge the method instead: each incident from others, as if its actor were not "
               "known.",
       .takes = Option::Takes::kNothing},
      format_option({"table", "json"})};
}

}  // namespace

Command assess_command() {
  return {
      .name = "assess",
      .summary = "how far the evidence carries an attribution, and where it stops",
      .description =
          R"(Sets what was observed of an incident against three hypotheses: that it is linked to the
actor, that another outsider did it, that it was an insider or no theft. Each observation has its
source, since when it is public, and a mark that follows from a stated rule (docs/assessment.md).
What is not recorded is missing, never absent. What others say of the incident is told at the end,
with its level, and is no evidence.

An item has a measured weight only where ten incidents of the actor and ten others of its stratum
(way in, sector, years) record things of its kind with a basis; then the cautious end of the 90 %
interval is used. What defines the stratum is no evidence. One soft group counts for a decade at
most, all together for two. There is no prior of ours: the answer is a curve over priors from 5 to
80 %. Where no item is measured the answer is "the register cannot tell".

A key, an address or a pool of money in one hand with an incident that is charged, listed or stated
stands apart, without a number. What links only a launderer or a service says so.

--evaluate tells how often the method would have been right, against three ways to guess.)",
      .options = options(),
      .examples = {{.line = "spoor assess kucoin-2020",
                    .says = "What the register can say of KuCoin, and what it cannot."},
                   {.line = "spoor assess kucoin-2020 --known-by 2021-02-09",
                    .says = "What was knowable on the day of the press report."},
                   {.line = "spoor assess bybit-2025 --actor tradertraitor --format json",
                    .says = "About one group, for a program."},
                   {.line = "spoor assess --evaluate",
                    .says = "The figures of docs/error-rates.md."}},
      .see_also = {"register check", "docs/assessment.md", "docs/error-rates.md",
                   "docs/kucoin-2021.md", "docs/schema/assess.json",
                   "docs/schema/assess-evaluate.json"},
      .run = run};
}

}  // namespace spoor::cli
