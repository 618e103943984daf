#include "attribution/evaluation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <set>

#include "attribution/ach.h"
#include "attribution/baselines.h"
#include "attribution/posterior.h"
#include "attribution/weights.h"
#include "register/level.h"
#include "register/policy.h"

namespace spoor::attribution {
namespace {

constexpr int kSplitYear = 2022;

constexpr std::array<std::string_view, kMethods> kWords = {
    "assessment",
    "assessment, as recorded",
    "assessment, as recorded, strata pooled",
    "prior only",
    "large, therefore them",
    "technique overlap",
    "technique overlap, with what defines the stratum"};

using Losses = std::map<const reg::Incident*, std::optional<double>>;

// Millions of dollars as the official policy has it, of what is stated in dollars.
std::optional<double> loss_of(const View& view, const reg::Incident& incident) {
  const reg::Rates none;
  const reg::Valuer valuer(none, {});
  const reg::Account account =
      reg::account_of(view.reg, incident, reg::LossKind::kRealised, valuer, view.known_by);
  const reg::Choice choice = reg::choose(account, {});
  if (!choice.range) return std::nullopt;
  return (choice.range->low.approximately() + choice.range->high.approximately()) / 2e6;
}

// One case, and those from which it is judged.
struct Test {
  const Case* one = nullptr;
  std::vector<const Case*> training;
};

// What a method says of one case: a ratio to move the prior by, and whether it had any grounds.
struct Verdict {
  double log10 = 0;
  bool answered = false;
};

class Judge {
 public:
  Judge(const Losses& losses, double prior) : losses_(losses), prior_(prior) {}

  Verdict verdict(Method method, const Test& test) const {
    switch (method) {
      case Method::kAssessment:
        return by_weight(test, {});
      case Method::kAsRecorded:
        return by_weight(test, {.any_basis = true});
      case Method::kPooled:
        return by_weight(test, {.any_basis = true, .all_strata = true});
      case Method::kLarge:
        return by_ratio(by_size(test));
      case Method::kOverlap:
        return by_ratio(overlap_ratio(*test.one, test.training, false));
      case Method::kOverlapAll:
        return by_ratio(overlap_ratio(*test.one, test.training, true));
      case Method::kPriorOnly:
        break;
    }
    return {};
  }

 private:
  static Verdict by_weight(const Test& test, const Rules& rules) {
    const Weight weight = weigh(test.one->items, test.one->stratum, test.training, rules);
    return {weight.log10, weight.is_measured()};
  }
  static Verdict by_ratio(double ratio) { return {std::log10(ratio), ratio != 1}; }
  double by_size(const Test& test) const {
    std::vector<Sized> others;
    for (const Case* c : test.training) others.push_back({c->side, losses_.at(c->incident)});
    return size_ratio(losses_.at(test.one->incident), others, prior_);
  }

  const Losses& losses_;
  double prior_;
};

struct Judged {
  std::vector<Scored> scored;
  std::uint64_t answered = 0;
};

Judged judge_all(Method method, const std::vector<Test>& tests, const Losses& losses,
                 double prior) {
  const Judge judge(losses, prior);
  Judged out;
  for (const Test& test : tests) {
    const Verdict verdict = judge.verdict(method, test);
    out.scored.push_back({test.one->side == Side::kActor, posterior(prior, verdict.log10)});
    out.answered += verdict.answered;
  }
  return out;
}

Score score_of(Method method, const Judged& judged, const Judged& prior_only) {
  return {.method = method,
          .log_loss = log_loss(judged.scored),
          .brier = brier(judged.scored),
          .log_loss_to_prior = paired_difference(log_loss, judged.scored, prior_only.scored),
          .brier_to_prior = paired_difference(brier, judged.scored, prior_only.scored),
          .calibration = calibration(judged.scored),
          .named = named(judged.scored),
          .answered = judged.answered};
}

std::uint64_t actors_in(const std::vector<Test>& tests) {
  return static_cast<std::uint64_t>(
      std::ranges::count(tests, Side::kActor, [](const Test& t) { return t.one->side; }));
}

double mean_training(const std::vector<Test>& tests) {
  std::size_t sum = 0;
  for (const Test& test : tests) sum += test.training.size();
  return tests.empty() ? 0 : static_cast<double>(sum) / static_cast<double>(tests.size());
}

// Held off 0 and 1, where there is one class only and nothing to judge.
double share(std::uint64_t actors, std::size_t all) {
  return (static_cast<double>(actors) + 0.5) / (static_cast<double>(all) + 1);
}

Trial trial_of(std::string name, const std::vector<Test>& tests, const Losses& losses,
               double prior) {
  Trial out;
  out.name = std::move(name);
  out.actors = actors_in(tests);
  out.others = tests.size() - out.actors;
  out.prior = prior;
  out.mean_training = mean_training(tests);
  const Judged prior_only = judge_all(Method::kPriorOnly, tests, losses, prior);
  for (std::size_t m = 0; m < kMethods; ++m) {
    const Method method = static_cast<Method>(m);
    out.scores.push_back(score_of(method, judge_all(method, tests, losses, prior), prior_only));
  }
  return out;
}

using Choose = std::function<bool(const Case&)>;

std::vector<Test> tests_of(const std::vector<Case>& cases, const Choose& is_tested,
                           const Choose& may_train) {
  std::vector<Test> out;
  for (const Case& one : cases) {
    if (!is_tested(one)) continue;
    std::vector<const Case*> training = unblocked(cases, one);
    std::erase_if(training, [&](const Case* c) { return !may_train(*c); });
    out.push_back({&one, std::move(training)});
  }
  return out;
}

Trial leave_one_out(std::string name, const std::vector<Case>& cases, const Losses& losses,
                    const Choose& is_tested) {
  const std::vector<Test> tests = tests_of(cases, is_tested, [](const Case&) { return true; });
  return trial_of(std::move(name), tests, losses, share(actors_in(tests), tests.size()));
}

Trial by_time(const std::vector<Case>& cases, const Losses& losses) {
  const Choose is_before = [](const Case& c) {
    return reg::year_of(c.incident->occurred.first) < kSplitYear;
  };
  const std::vector<Test> before = tests_of(cases, is_before, is_before);
  const std::vector<Test> after =
      tests_of(cases, [&](const Case& c) { return !is_before(c); }, is_before);
  return trial_of("later judged from earlier", after, losses,
                  share(actors_in(before), before.size()));
}

using Names = std::set<std::string>;

// To whom somebody lays the case who is not the actor.
Names others_of(const View& view, const Case& one, std::string_view actor) {
  Names out;
  for (const reg::Attribution& a : one.incident->attributions)
    if (!a.denies && !a.unconfirmed && view.shows(a.known_from) &&
        !reg::is_within(view.reg, a.actor, actor))
      out.insert(a.actor);
  return out;
}

bool are_one(const View& view, const Names& some, const Names& others) {
  return std::ranges::any_of(some, [&](const std::string& a) {
    return std::ranges::any_of(others, [&](const std::string& b) {
      return reg::is_within(view.reg, a, b) || reg::is_within(view.reg, b, a);
    });
  });
}

void add_open_set(const View& view, std::string_view actor, const std::vector<Case>& cases,
                  const Losses& losses, Evaluation& out) {
  std::vector<Test> tests;
  Names held_out;
  for (const Case& one : cases) {
    const Names his = others_of(view, one, actor);
    if (one.side == Side::kActor || his.empty()) continue;
    held_out.insert(his.begin(), his.end());
    std::vector<const Case*> training = unblocked(cases, one);
    std::erase_if(training,
                  [&](const Case* c) { return are_one(view, his, others_of(view, *c, actor)); });
    tests.push_back({&one, std::move(training)});
  }
  const auto actors = std::ranges::count(cases, Side::kActor, &Case::side);
  out.open_set =
      trial_of("open set", tests, losses, share(static_cast<std::uint64_t>(actors), cases.size()));
  out.held_out = held_out.size();
}

Gathered exploits_of(const std::vector<Case>& cases) {
  Gathered out;
  for (const Case& one : cases) {
    Counts& counts = one.side == Side::kActor ? out.actor : out.others;
    counts.recorded += one.stratum.entry != Entry::kNotRecorded;
    counts.present += one.stratum.entry == Entry::kExploit;
  }
  return out;
}

bool misleads(const Row& row, Side side) {
  return row.reaches() && (row.rule == Rule::kHardLinkToActor) != (side == Side::kActor);
}

HardLinks hard_links(const View& view, std::string_view actor, const std::vector<Case>& cases) {
  HardLinks out;
  for (const Case& one : cases) {
    const Evidence evidence = evidence_of(view, *one.incident);
    const Matrix matrix = matrix_of(view, actor, evidence, {});
    const auto any = [&](const auto& is_so) { return std::ranges::any_of(matrix.hard, is_so); };
    if (any([](const Row& row) { return row.reaches(); })) {
      ++out.reached;
      out.contradicted += any([&](const Row& row) { return misleads(row, one.side); });
    } else {
      out.one_report += any([](const Row& row) { return row.rule == Rule::kHardLinkOfAttributor; });
    }
  }
  out.upper = upper_bound(out.contradicted, out.reached);
  return out;
}

}  // namespace

std::string_view word(Method method) { return kWords.at(static_cast<std::size_t>(method)); }

Evaluation evaluate(const View& view, std::string_view actor) {
  Evaluation out;
  out.split_year = kSplitYear;
  out.cases = cases_of(view, actor);
  std::vector<Case>& cases = out.cases.cases;
  out.other_sectors =
      std::erase_if(cases, [](const Case& c) { return !is_crypto(c.incident->sector); });
  Losses losses;
  for (const Case& c : cases) losses[c.incident] = loss_of(view, *c.incident);
  const auto is_gold = [](const Case& c) { return c.is_gold; };
  const auto is_silver = [](const Case& c) { return !c.is_gold; };
  out.trials.push_back(leave_one_out("gold", cases, losses, is_gold));
  out.trials.push_back(leave_one_out("silver", cases, losses, is_silver));
  out.trials.push_back(leave_one_out("both", cases, losses, [](const Case&) { return true; }));
  out.trials.push_back(by_time(cases, losses));
  out.hard_links = hard_links(view, actor, cases);
  out.exploits = exploits_of(cases);
  add_open_set(view, actor, cases, losses, out);
  return out;
}

std::vector<std::string> where_better(const Evaluation& evaluation, Method method) {
  std::vector<std::string> out;
  for (const Trial& trial : evaluation.trials)
    if (beats_prior(trial.scores.at(static_cast<std::size_t>(method)))) out.push_back(trial.name);
  return out;
}

bool beats_prior(const Score& score) { return score.log_loss_to_prior.high < 0; }

}  // namespace spoor::attribution
