#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/assessment_text.h"
#include "cli/output.h"
#include "dossier/grid.h"
#include "dossier/text.h"

namespace spoor::cli {
namespace {

using attribution::Evaluation;
using attribution::Interval;
using attribution::Method;
using attribution::Score;
using attribution::Trial;
using dossier::Align;
using dossier::Grid;

constexpr std::size_t kWidth = 100;

std::string paragraph(const std::string& text) { return dossier::wrapped("", text, kWidth); }

std::string interval_text(const Interval& i) {
  return fmt::format("{:+.3f} to {:+.3f}", i.low, i.high);
}

std::string calibration_text(const Score& s) {
  return s.calibration
             ? fmt::format("{:.2f}, {:+.2f}", s.calibration->slope, s.calibration->intercept)
             : "not defined";
}

std::string falsely_text(const Score& s) {
  return fmt::format("{} of {} (to {:.1f} %)", s.named.falsely, s.named.others,
                     100 * s.named.upper);
}

std::string trial_text(const Trial& trial) {
  Grid grid({Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kRight,
             Align::kRight, Align::kRight, Align::kRight, Align::kRight});
  grid.row({"method", "log loss", "against prior", "Brier", "against prior", "slope, intercept",
            "answered", "named", "named falsely"});
  for (const Score& s : trial.scores)
    grid.row({std::string(attribution::word(s.method)), fmt::format("{:.3f}", s.log_loss),
              s.method == Method::kPriorOnly ? "" : interval_text(s.log_loss_to_prior),
              fmt::format("{:.3f}", s.brier),
              s.method == Method::kPriorOnly ? "" : interval_text(s.brier_to_prior),
              calibration_text(s), std::to_string(s.answered), std::to_string(s.named.all),
              falsely_text(s)});
  return grid.text();
}

std::string title_of(const Evaluation& e, const Trial& trial) {
  const std::string size = fmt::format(
      "{} of the actor against {} others, prior {:.3f}, each judged "
      "from {:.0f} on average",
      trial.actors, trial.others, trial.prior, trial.mean_training);
  if (trial.name == "gold")
    return "Gold: convicted, charged, listed or stated by a government. " + size;
  if (trial.name == "silver")
    return "Silver: agreement with the attributors, not accuracy. " + size;
  if (trial.name == "both") return "Both together. " + size;
  return fmt::format("From {} on, judged from before: {}", e.split_year, size);
}

std::string result_text(const Evaluation& e) {
  std::string out = "\nResult\n";
  for (const Trial& trial : e.trials) {
    const Score& s = trial.scores.front();
    out += dossier::wrapped(
        "  ",
        fmt::format("{}: the assessment answers {} of {} and is {} the prior alone.", trial.name,
                    s.answered, trial.actors + trial.others,
                    attribution::beats_prior(s) ? "better than" : "not better than"),
        kWidth);
  }
  return out;
}

// Which ways to guess do better than the prior, and of the one that does it by what defines the
// stratum why that is no finding.
std::string guesses_text(const Evaluation& e) {
  std::string out;
  for (const Method method : {Method::kLarge, Method::kOverlap, Method::kOverlapAll}) {
    const std::vector<std::string> where = attribution::where_better(e, method);
    if (where.empty()) continue;
    std::string says = fmt::format("'{}' is better than the prior alone in: {}.",
                                   attribution::word(method), fmt::join(where, ", "));
    if (method == Method::kOverlapAll)
      says += fmt::format(
          " That is an artefact of how the register was gathered: an exploit of exposed code is "
          "the way in of {} of {} of the actor's cases that record one and of {} of {} others, "
          "most of which are in it for comparison.",
          e.exploits.actor.present, e.exploits.actor.recorded, e.exploits.others.present,
          e.exploits.others.recorded);
    out += dossier::wrapped("  ", says, kWidth);
  }
  return out;
}

// The right answer is never the actor, so that losses and calibration say nothing here.
std::string open_set_text(const Evaluation& e) {
  std::string out = "\n" + paragraph(fmt::format(
                               "Open set: {} laid by name to {}, each judged as if nothing else of "
                               "his were known, prior "
                               "{:.3f}, from {:.0f} on average. To name the actor is wrong here.",
                               counted(e.open_set.others, "case", "cases"),
                               counted(e.held_out, "other actor", "other actors"), e.open_set.prior,
                               e.open_set.mean_training));
  Grid grid({Align::kLeft, Align::kRight, Align::kRight});
  grid.row({"method", "answered", "named falsely"});
  for (const Score& s : e.open_set.scores)
    grid.row(
        {std::string(attribution::word(s.method)), std::to_string(s.answered), falsely_text(s)});
  return out + grid.text();
}

std::string hard_links_text(const attribution::HardLinks& h) {
  return paragraph(fmt::format(
      "Hard links reach {} from an incident that officials lay to somebody. Contradicted: {} of {} "
      "(to {:.1f} %). Not reached, because one report tells of the link and attributes: {}.",
      counted(h.reached, "case", "cases"), h.contradicted, h.reached, 100 * h.upper, h.one_report));
}

}  // namespace

std::string evaluation_text(const Evaluation& e, const std::string& actor) {
  std::string out = paragraph(fmt::format(
      "How often would an assessment about '{}' have been right? {} thefts of crypto-assets; left "
      "out: {} of other sectors, {} without theft, {} disputed, {} that stand twice, {} "
      "unconfirmed, "
      "{} laid to a wider node.",
      actor, e.cases.cases.size(), e.other_sectors, e.cases.no_theft, e.cases.disputed,
      e.cases.doubles, e.cases.unconfirmed, e.cases.wider));
  for (const Trial& trial : e.trials)
    out += "\n" + paragraph(title_of(e, trial)) + trial_text(trial);
  out += open_set_text(e);
  out += result_text(e) + guesses_text(e);
  out += "\n" + hard_links_text(e.hard_links);
  out += paragraph(
      "Log loss in natural logarithms, Brier over both classes; differences are the middle 95 % of "
      "paired draws, below 0 is better. Named: 'very likely' or above. In brackets the exact upper "
      "bound (95 %). docs/error-rates.md says what the figures can and cannot show.");
  return out;
}

}  // namespace spoor::cli
