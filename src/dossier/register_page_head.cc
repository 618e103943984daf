// What the register comes to, in five figures, and what its reader must know first.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/amount.h"
#include "dossier/figure_text.h"
#include "dossier/html_page.h"
#include "dossier/register_page_parts.h"
#include "dossier/text.h"

namespace spoor::dossier {
namespace {

using reg::Level;
using reg::Sum;

std::string card(std::string_view tone, std::string_view title, std::string_view value,
                 std::string_view note) {
  return fmt::format(
      "<li class=\"{}\"><b>{}</b><span class=\"btc\">{}</span><small>{}</small></li>\n", tone,
      title, value, note);
}

std::string level_phrase(Level level) {
  switch (level) {
    case Level::kDisputed:
      return "at every level, disputed ones included";
    default:
      return fmt::format("at the level “{}” and above, disputed ones left out", word(level));
  }
}

// "are laid to … or a part of it by what was public on 2021-02-09, at the level …".
std::string whose(const PageMaker& page) {
  const reg::Selection& asked = page.in.question.selection;
  const bool is_any = asked.actor == reg::kAnyActor;
  std::string known;
  if (asked.known_by)
    known = fmt::format(" by what was public on {}", reg::to_text(*asked.known_by));
  // At level `none` it is no question to whom they are laid.
  if (asked.level == Level::kNone)
    return fmt::format("are in this register{}, {}", known,
                       is_any ? "laid to anybody or to nobody"
                              : fmt::format("{} of them not laid to {} or a part of it",
                                            with_commas(page.by_incident.levels.back().incidents),
                                            html(page.actor_name())));
  const std::string who =
      is_any ? "are in this register, to whomever they are laid"
             : fmt::format("are laid to {} or a part of it", html(page.actor_name()));
  return fmt::format("{}{}, {}", who, known, level_phrase(asked.level));
}

std::string lede(const PageMaker& page) {
  return fmt::format(
      "<p class=\"lede\">{} {}. This page holds what was published about their number and "
      "their losses against what is behind it, and shows how far the sources lie apart. It takes "
      "no side between them.</p>\n",
      counted(page.by_incident.total.incidents, "incident", "incidents"), whose(page));
}

// "of 15 nobody states a loss; of 2 none that is stated can be valued".
std::string why_in_no_sum(const reg::Totals& totals) {
  std::vector<std::string> reasons;
  std::uint64_t left = totals.total.incidents - totals.total.valued;
  const auto add = [&](std::uint64_t count, std::string_view says) {
    if (count > 0) reasons.push_back(fmt::format("of {} {}", with_commas(count), says));
    left -= count;
  };
  add(totals.without_claim.size(), "nobody states a loss");
  add(totals.without_figure.size(), "a loss is stated without a figure");
  add(totals.not_of_source.size(), "the source of the policy states none");
  add(left, "no loss that is stated can be valued");
  return fmt::format("{}", fmt::join(reasons, "; "));
}

std::string cards(const PageMaker& page) {
  const Sum& total = page.by_incident.total;
  std::string out = "<ul class=\"figures\">\n";
  out += card("stream", "Incidents", with_commas(total.incidents),
              fmt::format("of {} in the register", with_commas(page.reg.incidents.size())));
  out += card("bar", fmt::format("Lost, by the policy “{}”", html(page.in.question.policy.text())),
              bounded_millions(total.bounds, total.chosen),
              fmt::format("million {}, of {} incidents", page.in.question.basis.currency,
                          with_commas(total.valued)));
  out += card("endpoint", "From the least to the most that is said", millions(total.over_policies),
              "million, over all policies");
  out += card("sink", "In no sum", counted(total.incidents - total.valued, "incident", "incidents"),
              why_in_no_sum(page.by_incident));
  return out + "</ul>\n";
}

}  // namespace

std::string register_masthead(const PageMaker& page) {
  std::string out = fmt::format("<p class=\"eyebrow\">spoor {} · {}</p>\n", html(page.in.version),
                                html(page.reg.name));
  out += "<h1>What was stolen, who says so, and where they disagree</h1>\n" + lede(page);
  std::vector<std::string> warnings;
  const std::string left = reg::says_left_out(page.in.left_out, page.in.handling);
  if (!left.empty())
    warnings.push_back(left +
                       ": no figure of this page rests on them. Figures that rest on all "
                       "sources may differ.");
  return out + notice(warnings) + cards(page) +
         paragraph(
             "Realised losses: what left the victims’ control, less what came back where a source "
             "says so. What was only attempted is never among them. Amounts are millions, " +
             html(page.in.question.basis.text()) +
             "; what has no rate is in no sum, and named at the end.");
}

}  // namespace spoor::dossier
