// `spoor register show`: all that the register holds of one thing.
#include "cli/register_show.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <iterator>

#include "base/error.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/register_folder.h"
#include "register/load.h"
#include "register/names.h"

namespace spoor::cli {
namespace {

using reg::Register;
using Ids = std::vector<std::string>;

// One kind of thing that can be shown.
struct Kind {
  const char* name;
  std::function<std::vector<reg::Named>(const Register&)> known;
  std::function<bool(const Register&, const std::string&)> has;
  std::function<std::string(const Register&, const std::string&, bool json)> show;
};

template <class Thing>
Kind kind_of(const char* name, std::map<std::string, Thing> Register::* things,
             std::string (*table)(const Register&, const Thing&),
             std::string (*json)(const Register&, const Thing&)) {
  return {name, [things](const Register& content) { return reg::named(content.*things); },
          [things](const Register& content, const std::string& id) {
            return (content.*things).contains(id);
          },
          [=](const Register& content, const std::string& id, bool as_json) {
            const Thing& thing = (content.*things).at(id);
            return as_json ? json(content, thing) : table(content, thing);
          }};
}

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all = {
      kind_of("incident", &Register::incidents, incident_table, incident_json),
      kind_of("report", &Register::reports, report_table, report_json),
      kind_of("headline", &Register::headlines, headline_table, headline_json),
      kind_of("source", &Register::sources, source_table, source_json),
      kind_of("actor", &Register::actors, actor_table, actor_json),
      kind_of("party", &Register::parties, party_table, party_json)};
  return all;
}

Ids kind_names() {
  Ids names;
  for (const Kind& kind : kinds()) names.emplace_back(kind.name);
  return names;
}

[[noreturn]] void refuse(const Register& content, const std::string& id,
                         const std::optional<std::string>& asked) {
  std::vector<reg::Named> known;
  for (const Kind& kind : kinds())
    if (!asked || *asked == kind.name) std::ranges::move(kind.known(content), back_inserter(known));
  reg::throw_no_such(asked.value_or("thing"), id, known,
                     asked.value_or("incident") == "incident"
                         ? "`spoor register list --actor any --level none` lists all incidents"
                         : "The register's files have the ids");
}

const Kind& find(const Register& content, const std::string& id,
                 const std::optional<std::string>& asked) {
  std::vector<const Kind*> found;
  Ids names;
  for (const Kind& kind : kinds()) {
    if ((asked && *asked != kind.name) || !kind.has(content, id)) continue;
    found.push_back(&kind);
    names.emplace_back(kind.name);
  }
  if (found.empty()) refuse(content, id, asked);
  if (found.size() > 1)
    throw_usage(fmt::format("'{}' is the id of several: {}", id, fmt::join(names, ", ")),
                "Say which with --kind");
  return *found.front();
}

void run(const Words& words) {
  const Register content = reg::load_register(register_folder(words));
  const std::string& id = words.text("ID");
  const Kind& kind = find(content, id, words.maybe("--kind"));
  print(kind.show(content, id, format_of(words) == Format::kJson));
}

}  // namespace

std::string joined(const std::vector<std::string>& parts) {
  return fmt::format("{}", fmt::join(parts, ", "));
}

Command register_show_command() {
  return {
      .name = "register show",
      .summary = "one incident, report, headline, source, actor or party",
      .description =
          R"(Shows all that the register holds of one thing. Of an incident: what happened, every
claim of loss with who makes it, in which source and where in it, and its four dates; what was
observed; who lays it to whom; links, recoveries, addresses as published; and where sources
disagree.

Of the dates none follows from another: valued at (whose prices), stated, published, known from (the
first public appearance that the register can prove). A source without a locator and without a
capture is printed as "source not located".

The level of an attribution is derived from who speaks in what kind of document:
  convicted  a court, in a judgment
  charged    a prosecutor, in an indictment or a criminal complaint
  listed     a sanctions authority, in a listing
  stated     a government in a document of its own
  suspected  the Panel, a monitoring team, a member state,
             a government that one of them quotes
  assessed   a company, a researcher; officials known only at second hand
  disputed   somebody of equal or better standing says that it was not them)",
      .options = {{.name = "ID",
                   .value = {},
                   .help = "Of an incident, report, headline, source, actor or party.",
                   .required = true},
                  {.name = "--kind",
                   .value = "KIND",
                   .help = "Which of them, where an id is that of several.",
                   .choices = kind_names()},
                  register_option(),
                  format_option({"table", "json"})},
      .examples = {{.line = "spoor register show kucoin-2020",
                    .says = "An incident, with every source's word."},
                   {.line = "spoor register show UN19 --kind source",
                    .says = "A source, and where the register uses it."},
                   {.line = "spoor register show un-2019 --format json",
                    .says = "The rows of a report, as printed and as read."}},
      .see_also = {"register list", "docs/format/register.md", "docs/schema/register-show.json"},
      .run = run};
}

}  // namespace spoor::cli
