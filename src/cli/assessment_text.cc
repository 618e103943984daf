#include "cli/assessment_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "attribution/narrative.h"
#include "cli/register_facts.h"
#include "dossier/grid.h"
#include "dossier/text.h"

namespace spoor::cli {
namespace {

using attribution::Assessment;
using attribution::Hypothesis;
using attribution::kHypotheses;
using attribution::Matrix;
using attribution::Row;
using attribution::View;
using attribution::Weighed;
using dossier::Align;
using dossier::Grid;
using dossier::visible;

constexpr std::size_t kWidth = 100;

std::string paragraph(std::string_view head, const std::string& text) {
  return dossier::wrapped(head, visible(text), kWidth);
}

std::string section(std::string_view title, const std::vector<std::string>& sentences) {
  std::string out = fmt::format("\n{}\n", title);
  for (const std::string& sentence : sentences) out += paragraph("  ", sentence);
  return out;
}

// Whose word a row has, in one line.
std::string told(const View& view, const std::string& party, const reg::Citation& citation,
                 const std::optional<reg::KnownFrom>& known_from) {
  std::string out = citation_text(view.reg, citation);
  if (!party.empty()) out += ", by " + party;
  return out + (known_from ? "; " + known_from_text(known_from) : "; known from: not recorded");
}

// What the row is about, in one cell.
std::string name_of(const Row& row) {
  if (row.item != nullptr) return visible(row.item->name());
  return fmt::format("{} {}", reg::word(row.link->kind), visible(row.link->other->id));
}

std::string group_of(const Row& row) {
  return std::string(row.item != nullptr ? attribution::word(row.item->group) : "link");
}

std::string why(const Row& row) {
  std::string out(attribution::text_of(row.rule).says);
  if (row.from_outside) out += "; it comes from outside";
  if (!row.told_with.empty()) out += "; counts with " + row.told_with;
  return out;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

// Each once: the two ends of a link mostly say the same.
void add_new(std::vector<std::string>& texts, std::string text) {
  if (std::ranges::find(texts, text) == texts.end()) texts.push_back(std::move(text));
}

std::vector<std::string> sources_of(const View& view, const Row& row) {
  std::vector<std::string> out;
  if (row.item != nullptr)
    for (const reg::Observation* o : row.item->seen)
      add_new(out,
              fmt::format("{}{}; basis {}", o->detail.empty() ? "" : o->detail + ": ",
                          told(view, o->party, o->citation, o->known_from), reg::word(o->basis)));
  else
    for (const reg::Link* l : row.link->said)
      add_new(out, l->says + ": " + told(view, l->party, l->citation, l->known_from));
  return out;
}

void add_row(Grid& grid, const View& view, const Row& row) {
  std::vector<std::string> cells = {row.id, name_of(row), group_of(row)};
  for (const attribution::Mark mark : row.marks) cells.emplace_back(attribution::word(mark));
  cells.push_back(std::to_string(row.diagnosticity()));
  cells.push_back(why(row));
  grid.row(std::move(cells));
  for (const std::string& source : sources_of(view, row))
    for (const std::string& line : lines_of(dossier::wrapped("", visible(source), kWidth)))
      grid.line(line);
}

std::string rows_text(const View& view, std::string_view title, const std::vector<Row>& rows) {
  std::string out = fmt::format("\n{}\n", title);
  if (rows.empty()) return out + "  none recorded\n";
  Grid grid({Align::kLeft, Align::kLeft, Align::kLeft, Align::kLeft, Align::kLeft, Align::kLeft,
             Align::kRight, Align::kLeft});
  grid.row({"", "what", "group", "H1", "H2", "H3", "spread", "why"});
  for (const Row& row : rows) add_row(grid, view, row);
  return out + grid.text();
}

std::string ranking(const Matrix& matrix) {
  std::string out = "Against each hypothesis speak";
  for (std::size_t h = 0; h < kHypotheses; ++h)
    out += fmt::format("{} H{} {}", h == 0 ? "" : ",", h + 1, matrix.inconsistency[h]);
  if (matrix.least.size() == kHypotheses) return out + ": nothing parts them.";
  out += "; least against";
  for (const Hypothesis h : matrix.least) out += fmt::format(" H{}", static_cast<int>(h) + 1);
  return out + ".";
}

std::string sensitivity(const Matrix& matrix) {
  if (matrix.decisive.empty()) return "Dropping any one row leaves this as it is.";
  std::string out = "It would change without";
  for (const std::string& id : matrix.decisive) out += " " + id;
  return out + ".";
}

std::string matrix_text(const Assessment& a, const View& view) {
  std::string out =
      "\nHypotheses: H1 linked to the actor, H2 another outside thief, H3 insider or "
      "no theft\n";
  out += rows_text(view, "Hard links: one key, address or pool of money with another incident",
                   a.matrix.hard);
  out += rows_text(view, "Observations, and links that are not hard", a.matrix.soft);
  out += paragraph("",
                   "Marks: CC very consistent, C consistent, N neither or not measured, I "
                   "inconsistent, II very inconsistent; docs/assessment.md has the rules.");
  out += paragraph("", ranking(a.matrix) + " " + sensitivity(a.matrix));
  return out;
}

std::string counts_text(const attribution::Counts& c) {
  return fmt::format("{} of {}", c.present, c.recorded);
}
std::string ratio_text(double ratio) {
  return std::isinf(ratio) ? "no end" : fmt::format("{:.2f}", ratio);
}

std::string weights_text(const Assessment& a) {
  std::string out = fmt::format(
      "\nWeights, from {} incidents that share no campaign and no report with this one\n",
      a.compared);
  if (a.weight.items.empty())
    return out + paragraph("  ", "No observation says who saw it and how: nothing to weigh.");
  Grid grid({Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kRight,
             Align::kRight, Align::kLeft});
  grid.row({"  item", "actor's", "others", "ratio", "90 % interval", "used", ""});
  for (const Weighed& w : a.weight.items) {
    const auto& m = w.measured;
    std::vector<std::string> cells = {"  " + visible(w.item->name()), counts_text(m.actor),
                                      counts_text(m.others)};
    if (m.ratio)
      cells.insert(
          cells.end(),
          {ratio_text(m.ratio->point),
           ratio_text(m.ratio->low) + " to " + ratio_text(m.ratio->high), ratio_text(m.ratio->used),
           w.is_strongest ? "counts for its group" : "a stronger one counts"});
    else
      cells.insert(cells.end(), {"", "", "", "no measured weight"});
    grid.row(std::move(cells));
  }
  out += grid.text();
  if (a.weight.is_measured())
    out += fmt::format("  all together, within the caps: a factor of {:.2f}\n",
                       std::pow(10, a.weight.log10));
  return out;
}

std::string curve_text(const Assessment& a) {
  if (a.curve.empty()) return "";
  Grid grid({Align::kRight, Align::kRight, Align::kLeft});
  grid.row({"  prior", "now", "in words"});
  for (const auto& point : a.curve)
    grid.row({fmt::format("{:.0f} %", 100 * point.prior),
              fmt::format("{:.1f} %", 100 * point.posterior), std::string(point.word)});
  return "\nFrom what was thought before to what may be thought now\n" + grid.text();
}

std::string said_text(const Assessment& a, const View& view) {
  std::string out =
      "\nWhat others say of this incident. It is no evidence, and nothing above rests "
      "on it.\n";
  Grid grid({Align::kLeft, Align::kLeft, Align::kLeft, Align::kLeft, Align::kLeft, Align::kLeft,
             Align::kLeft});
  grid.row({"  stated", "known from", "by", "level", "about", "words", "source"});
  for (const attribution::Said& said : a.said) {
    const reg::Attribution& at = *said.attribution;
    grid.row({"  " + (at.stated_at ? at.stated_at->text : "no date"),
              at.known_from ? reg::to_text(at.known_from->day) : "not recorded", visible(at.party),
              at.denies ? "denies" : std::string(reg::word(said.level)), visible(at.actor),
              visible(at.words), citation_text(view.reg, at.citation)});
  }
  out += a.said.empty() ? "  nothing\n" : grid.text();
  if (a.said_unseen > 0)
    out += fmt::format("  {} not shown: later, without a day, or not confirmed\n", a.said_unseen);
  return out;
}

std::string head_text(const Assessment& a, const View& view) {
  const reg::Incident& incident = *a.incident;
  const reg::Actor& actor = view.reg.actors.at(a.actor);
  std::string out =
      paragraph("", fmt::format("{} ({}), {}", incident.name, incident.id, incident.occurred.text));
  out += paragraph("", fmt::format("Asked: is it linked to {} ({}), or to who is below?",
                                   reg::with_article(actor.name), actor.id));
  out += paragraph("", "Stratum: " + a.self.stratum.text());
  out += a.known_by ? fmt::format("As of {}: only what is proven to have been public by then\n",
                                  reg::to_text(*a.known_by))
                    : std::string("As of now: all that the register holds\n");
  return out;
}

}  // namespace

std::string assessment_text(const Assessment& a, const View& view) {
  std::string out = head_text(a, view);
  out += section("The answer", attribution::answer(a, view));
  out += matrix_text(a, view);
  out += weights_text(a);
  out += curve_text(a);
  out += section("Could it be a false flag?", attribution::false_flag(a));
  out += section("What would change the picture most", attribution::would_change(a, view));
  out += section("Not checked: missing, not absent", attribution::not_checked(a));
  return out + said_text(a, view);
}

}  // namespace spoor::cli
