#include "cli/register_filter.h"

#include <fmt/format.h>

#include "base/error.h"

namespace spoor::cli {
namespace {

using reg::Level;
using reg::Selection;

std::vector<std::string> level_words() {
  std::vector<std::string> words;
  for (int i = 0; i <= static_cast<int>(Level::kNone); ++i)
    words.emplace_back(word(static_cast<Level>(i)));
  return words;
}

std::vector<std::string> sector_words() {
  const std::span<const std::string_view> words = reg::words_of<reg::Sector>();
  return {words.begin(), words.end()};
}

template <class Read>
auto read_option(const Words& words, std::string_view name, Read read)
    -> std::optional<decltype(read(std::string_view()))> {
  const std::optional<std::string> text = words.maybe(name);
  if (!text) return std::nullopt;
  try {
    return read(*text);
  } catch (const Error& error) {
    throw_usage(fmt::format("{}: {}", name, error.message()), error.remedy());
  }
}

// "Did you mean 'KR'? " of "kr", or empty.
std::string country_meant_by(std::string code) {
  for (char& c : code)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return reg::is_country(code) ? fmt::format("Did you mean '{}'? ", code) : "";
}

std::string level_text(Level level) {
  switch (level) {
    case Level::kConvicted:
      return "convicted";
    case Level::kDisputed:
      return "disputed and above";
    default:
      return fmt::format("{} and above without disputed", word(level));
  }
}

// At level `none` it is no question to whom they are laid.
std::string accused_text(const Selection& selection) {
  const bool is_any = selection.actor == reg::kAnyActor;
  if (selection.level == Level::kNone)
    return is_any ? "all incidents, laid to anybody or to nobody"
                  : fmt::format("all incidents, laid to {} and below or not", selection.actor);
  return fmt::format("{}, {}", is_any ? "any actor" : selection.actor + " and below",
                     level_text(selection.level));
}

}  // namespace

std::vector<Option> filter_options() {
  return {
      {.name = "--actor",
       .value = "ID",
       .help = "To whom the incidents are laid: a node of actors.yaml with all that is below "
               "it, or `any`.",
       .standard = "dprk"},
      {.name = "--level",
       .value = "LEVEL",
       .help = "How far the attribution must carry: this level and those above it. They are, "
               "from the top: convicted, charged, listed, stated (a government in its own "
               "name), suspected (the Panel, a monitoring team, a member state), assessed (a "
               "company, a researcher), disputed (a dissent of equal or better standing), "
               "none (all incidents, also those that nobody lays to it).",
       .standard = "suspected",
       .choices = level_words()},
      {.name = "--from",
       .value = "DATE",
       .help = "Only incidents that lie wholly on or after it: a day, a month or a year."},
      {.name = "--to", .value = "DATE", .help = "Only incidents that lie wholly on or before it."},
      {.name = "--sector",
       .value = "SECTOR",
       .help = "Only victims of that sector.",
       .choices = sector_words()},
      {.name = "--country",
       .value = "CODE",
       .help = "Only victims with that country (ISO 3166, two letters), on whatever basis."},
      {.name = "--known-by",
       .value = "DAY",
       .help = "Only what is proven to have been public by that day. Counts what it leaves "
               "out because no first appearance is proven."}};
}

std::optional<reg::Day> maybe_day(const Words& words, std::string_view name) {
  return read_option(words, name, [](std::string_view text) { return reg::parse_day(text); });
}

std::optional<reg::Period> maybe_period(const Words& words, std::string_view name) {
  return read_option(words, name, [](std::string_view text) { return reg::parse_period(text); });
}

Selection selection_of(const Words& words) {
  Selection selection;
  selection.actor = words.text("--actor");
  selection.level = *reg::level_from_word(words.text("--level"));
  if (const auto from = maybe_period(words, "--from")) selection.from = from->first;
  if (const auto to = maybe_period(words, "--to")) selection.to = to->last;
  if (selection.from && selection.to && *selection.to < *selection.from)
    throw_usage("--to: the window ends before it begins", "Give the earlier date to --from");
  if (const auto sector = words.maybe("--sector"))
    selection.sector = reg::from_word<reg::Sector>(*sector);
  selection.country = words.text("--country");
  if (!selection.country.empty() && !reg::is_country(selection.country))
    throw_usage(fmt::format("--country: no such country: '{}'", selection.country),
                country_meant_by(selection.country) +
                    "Give two letters of ISO 3166, as KR; XX is unknown, several or no seat");
  selection.known_by = maybe_day(words, "--known-by");
  return selection;
}

std::string selection_text(const Selection& selection) {
  std::string text = accused_text(selection);
  if (selection.from) text += ", from " + to_text(*selection.from);
  if (selection.to) text += ", to " + to_text(*selection.to);
  if (selection.sector) text += fmt::format(", sector {}", word(*selection.sector));
  if (!selection.country.empty()) text += ", country " + selection.country;
  if (selection.known_by) text += ", known by " + to_text(*selection.known_by);
  return text;
}

}  // namespace spoor::cli
