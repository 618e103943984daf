#include <fmt/format.h>

#include <array>
#include <cmath>

#include "attribution/narrative.h"
#include "base/json_writer.h"
#include "cli/assessment_text.h"
#include "cli/register_facts.h"
#include "dossier/text.h"

namespace spoor::cli {
namespace {

using attribution::Assessment;
using attribution::Evaluation;
using attribution::Interval;
using attribution::Row;
using attribution::Score;
using attribution::Trial;
using attribution::View;
using attribution::Weighed;
using dossier::utf8;

// Decimals as text, so that the same bytes come out everywhere.
std::string decimals(double value) { return fmt::format("{:.4f}", value); }

void write_marks(JsonWriter& json, const Row& row) {
  json.key("marks").begin_object();
  json.member("linked", attribution::word(row.marks[0]));
  json.member("other_thief", attribution::word(row.marks[1]));
  json.member("insider", attribution::word(row.marks[2]));
  json.end_object();
}

void write_seen(JsonWriter& json, const View& view, const reg::Observation& o) {
  json.begin_object();
  write_citation(json, view.reg, o.citation);
  write_known_from(json, o.known_from);
  write_text(json, "party", o.party);
  write_text(json, "detail", o.detail);
  json.member("basis", reg::word(o.basis)).end_object();
}
void write_seen(JsonWriter& json, const View& view, const reg::Link& l) {
  json.begin_object();
  write_citation(json, view.reg, l.citation);
  write_known_from(json, l.known_from);
  write_text(json, "party", l.party);
  write_text(json, "detail", l.says);
  json.key("basis").null().end_object();
}

void write_row(JsonWriter& json, const View& view, const Row& row) {
  json.begin_object().member("id", row.id);
  if (row.item != nullptr) {
    json.member("kind", reg::word(row.item->kind)).member("value", row.item->value);
    json.member("group", attribution::word(row.item->group));
    json.key("incident").null().key("standing").null();
  } else {
    json.member("kind", "link").member("value", reg::word(row.link->kind));
    json.key("group").null();
    json.member("incident", row.link->other->id).member("standing", reg::word(row.reach.level));
  }
  write_marks(json, row);
  json.member("spread", row.diagnosticity());
  json.member("why", attribution::text_of(row.rule).says);
  json.member("from_outside", row.from_outside);
  write_text(json, "counts_with", row.told_with);
  json.key("sources").begin_array();
  if (row.item != nullptr)
    for (const reg::Observation* o : row.item->seen) write_seen(json, view, *o);
  else
    for (const reg::Link* l : row.link->said) write_seen(json, view, *l);
  json.end_array().end_object();
}

void write_rows(JsonWriter& json, const View& view, std::string_view key,
                const std::vector<Row>& rows) {
  json.key(key).begin_array();
  for (const Row& row : rows) write_row(json, view, row);
  json.end_array();
}

std::string_view hypothesis_key(attribution::Hypothesis hypothesis) {
  constexpr std::array<std::string_view, attribution::kHypotheses> kKeys = {"linked", "other_thief",
                                                                            "insider"};
  return kKeys.at(static_cast<std::size_t>(hypothesis));
}

void write_ranking(JsonWriter& json, const attribution::Matrix& matrix) {
  json.key("inconsistency").begin_object();
  for (std::size_t h = 0; h < attribution::kHypotheses; ++h)
    json.member(hypothesis_key(static_cast<attribution::Hypothesis>(h)), matrix.inconsistency[h]);
  json.end_object().key("least_inconsistent").begin_array();
  for (const attribution::Hypothesis h : matrix.least) json.value(hypothesis_key(h));
  json.end_array().key("decisive").begin_array();
  for (const std::string& id : matrix.decisive) json.value(id);
  json.end_array();
}

void write_counts(JsonWriter& json, std::string_view key, const attribution::Counts& counts) {
  json.key(key).begin_object().member("present", counts.present);
  json.member("recorded", counts.recorded).end_object();
}

void write_weight(JsonWriter& json, const Weighed& w) {
  json.begin_object().member("kind", reg::word(w.item->kind)).member("value", w.item->value);
  write_counts(json, "actor", w.measured.actor);
  write_counts(json, "others", w.measured.others);
  json.key("ratio");
  if (w.measured.ratio) {
    const attribution::Ratio& r = *w.measured.ratio;
    json.begin_object().member("point", decimals(r.point)).member("low", decimals(r.low));
    json.key("high");
    std::isinf(r.high) ? json.null() : json.value(decimals(r.high));
    json.member("used", decimals(r.used)).member("counts", w.is_strongest).end_object();
  } else {
    json.null();
  }
  json.end_object();
}

void write_said(JsonWriter& json, const View& view, const attribution::Said& said) {
  const reg::Attribution& a = *said.attribution;
  json.begin_object().member("party", a.party).member("actor", a.actor);
  json.member("level", reg::word(said.level)).member("denies", a.denies);
  write_text(json, "words", a.words);
  write_period(json, "stated_at", a.stated_at);
  write_citation(json, view.reg, a.citation);
  write_known_from(json, a.known_from);
  json.end_object();
}

void write_left_out(JsonWriter& json, const attribution::LeftOut& left) {
  json.key("left_out").begin_object().member("later", left.later).member("undated", left.undated);
  json.member("unconfirmed", left.unconfirmed).end_object();
}

}  // namespace

std::string assessment_json(const Assessment& a, const View& view) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("incident", a.incident->id).member("actor", a.actor);
  write_text(json, "known_by", a.known_by ? reg::to_text(*a.known_by) : "");
  json.member("stratum", a.self.stratum.text()).member("can_tell", !a.curve.empty());
  json.member("confidence", attribution::word(a.confidence));
  write_texts(json, "answer", attribution::answer(a, view));
  write_rows(json, view, "hard_links", a.matrix.hard);
  write_rows(json, view, "observations", a.matrix.soft);
  write_ranking(json, a.matrix);
  json.member("compared", a.compared).key("weights").begin_array();
  for (const Weighed& w : a.weight.items) write_weight(json, w);
  json.end_array().member("log10_weight", decimals(a.weight.log10)).key("curve").begin_array();
  for (const auto& point : a.curve)
    json.begin_object()
        .member("prior", decimals(point.prior))
        .member("posterior", decimals(point.posterior))
        .member("word", point.word)
        .end_object();
  json.end_array();
  write_texts(json, "false_flag", attribution::false_flag(a));
  write_texts(json, "would_change", attribution::would_change(a, view));
  write_texts(json, "not_checked", attribution::not_checked(a));
  write_left_out(json, a.evidence.left_out);
  json.key("attributions").begin_array();
  for (const attribution::Said& said : a.said) write_said(json, view, said);
  json.end_array().member("attributions_not_shown", a.said_unseen).end_object();
  return out + "\n";
}

namespace {

void write_interval(JsonWriter& json, std::string_view key, const Interval& interval) {
  json.key(key).begin_object().member("low", decimals(interval.low));
  json.member("high", decimals(interval.high)).end_object();
}

void write_score(JsonWriter& json, const Score& s) {
  json.begin_object().member("method", attribution::word(s.method));
  json.member("log_loss", decimals(s.log_loss));
  write_interval(json, "log_loss_to_prior", s.log_loss_to_prior);
  json.member("brier", decimals(s.brier));
  write_interval(json, "brier_to_prior", s.brier_to_prior);
  json.member("beats_prior", attribution::beats_prior(s)).key("calibration");
  if (s.calibration)
    json.begin_object()
        .member("slope", decimals(s.calibration->slope))
        .member("intercept", decimals(s.calibration->intercept))
        .end_object();
  else
    json.null();
  json.member("answered", s.answered).member("named", s.named.all);
  json.member("named_falsely", s.named.falsely).member("of_others", s.named.others);
  json.member("upper_bound", decimals(s.named.upper)).end_object();
}

void write_trial(JsonWriter& json, const Trial& trial) {
  json.begin_object().member("name", trial.name).member("actors", trial.actors);
  json.member("others", trial.others).member("prior", decimals(trial.prior));
  json.member("mean_training", decimals(trial.mean_training)).key("methods").begin_array();
  for (const Score& score : trial.scores) write_score(json, score);
  json.end_array().end_object();
}

}  // namespace

std::string evaluation_json(const Evaluation& e, const std::string& actor) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("actor", actor).member("cases", e.cases.cases.size());
  json.key("left_out").begin_object().member("other_sectors", e.other_sectors);
  json.member("no_theft", e.cases.no_theft).member("doubles", e.cases.doubles);
  json.member("disputed", e.cases.disputed).member("unconfirmed", e.cases.unconfirmed);
  json.member("wider", e.cases.wider).end_object();
  json.member("split_year", e.split_year).key("trials").begin_array();
  for (const Trial& trial : e.trials) write_trial(json, trial);
  json.end_array().member("held_out", e.held_out).key("open_set");
  write_trial(json, e.open_set);
  json.key("exploits").begin_object();
  write_counts(json, "actor", e.exploits.actor);
  write_counts(json, "others", e.exploits.others);
  json.end_object();
  json.key("hard_links").begin_object().member("reached", e.hard_links.reached);
  json.member("contradicted", e.hard_links.contradicted);
  json.member("one_report", e.hard_links.one_report);
  json.member("upper_bound", decimals(e.hard_links.upper)).end_object().end_object();
  return out + "\n";
}

}  // namespace spoor::cli
