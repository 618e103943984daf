// `spoor assess` on the project's own register and on one made for it, and the documents that show
// what it prints.
#include <fmt/format.h>

#include <cmath>
#include <filesystem>

#include "attribution/assessment.h"
#include "attribution/narrative.h"
#include "register/load.h"
#include "tests/cli/program.h"

namespace spoor {
namespace {

using attribution::Item;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// The outputs that a document shows whole: what stands in a fence below "$ spoor COMMAND".
std::map<std::string, std::string> outputs_in(const std::string& document) {
  constexpr std::string_view kPrompt = "$ spoor ";
  std::map<std::string, std::string> out;
  std::string command;
  for (const std::string& line : lines_of_text(document)) {
    if (line.starts_with("```"))
      command.clear();
    else if (line.starts_with(kPrompt))
      out[command = line.substr(kPrompt.size())];
    else if (!command.empty())
      out[command] += line + "\n";
  }
  return out;
}

std::vector<std::string> words_of(const std::string& command) {
  std::vector<std::string> words(1);
  for (const char c : command) {
    if (c == ' ')
      words.emplace_back();
    else
      words.back() += c;
  }
  return words;
}

class Assess : public ProgramTest {
 protected:
  static Path own() { return source_folder() / "register"; }
  std::vector<std::string> on_own(std::vector<std::string> words) const {
    words.insert(words.end(), {"--register", own().string()});
    return words;
  }
  void expect_shown(const std::string& document, std::size_t commands) const {
    const auto shown = outputs_in(read_file(source_folder() / document));
    EXPECT_EQ(shown.size(), commands) << document;
    for (const auto& [command, output] : shown)
      EXPECT_EQ(good(on_own(words_of(command))), output)
          << document << " shows something else for: spoor " << command;
  }

  // A register in the folder `made`: 15 thefts of the actor, most through a mixer, 15 of others,
  // most through a bridge, each told by a report of its own and seen on the chain.
  void make_register() const {
    std::filesystem::create_directories(scratch_ / "made/incidents");
    write("made/register.yaml", "schema: 1\nname: Made\n");
    write("made/parties.yaml", "parties: [{id: police, name: Police, kind: government}]\n");
    write("made/actors.yaml", "actors: [{id: dprk, name: The actor}]\n");
    std::string sources = "sources:\n";
    for (int i = 0; i < 31; ++i) {
      sources += fmt::format("  - {{id: S{}, kind: statement, title: Statement}}\n", i);
      write(fmt::format("made/incidents/theft-{}.yaml", i), made_theft(i));
    }
    write("made/sources.yaml", sources);
  }
  // The first fifteen are the actor's, the last is laid to nobody and used a mixer.
  static std::string made_theft(int i) {
    const bool is_actors = i < 15;
    const bool mixes = i == 30 || is_actors != (i % 15 == 0);
    std::string out = fmt::format(
        "id: theft-{0}\nname: Theft {0}\noccurred: 2021-05-01\nvictim: V\nsector: exchange\n"
        "observations:\n"
        "  - {{kind: vector, value: T1566.001, source: S{0}, basis: victim}}\n"
        "  - {{kind: laundering, value: {1}, source: S{0}, basis: chain}}\n",
        i, mixes ? "mixer" : "bridge");
    if (is_actors)
      out += fmt::format("attributions: [{{actor: dprk, party: police, source: S{}}}]\n", i);
    return out;
  }
};

TEST_F(Assess, TheErrorRatesOfTheDocumentAreThoseOfTheCommand) {
  expect_shown("docs/error-rates.md", 1);
}

TEST_F(Assess, ThePageOnKuCoinShowsWhatIsPrinted) { expect_shown("docs/kucoin-2021.md", 2); }

// Its table of what the tags alone would claim, which no command does.
TEST_F(Assess, ThePageOnKuCoinCountsAsTheCodeDoes) {
  const std::string page = read_file(source_folder() / "docs/kucoin-2021.md");
  const reg::Register content = reg::load_register(own());
  const attribution::View view{content};
  const auto a = attribution::assess(view, "kucoin-2020", "dprk");
  const attribution::Cases cases = attribution::cases_of(view, "dprk");
  const auto compared = attribution::unblocked(cases.cases, a->self);
  const attribution::Weight as_recorded = attribution::weigh(
      a->evidence.items, a->self.stratum, compared, {.any_basis = true, .all_strata = true});
  EXPECT_EQ(as_recorded.items.size(), a->evidence.items.size());
  for (const attribution::Weighed& w : as_recorded.items) {
    const attribution::Measured& m = w.measured;
    ASSERT_TRUE(m.ratio) << w.item->value;
    const std::string high =
        std::isinf(m.ratio->high) ? "no end" : fmt::format("{:.2f}", m.ratio->high);
    EXPECT_THAT(page, HasSubstr(fmt::format("| {} | {} of {} | {} of {} | {:.2f} | {:.2f} to {} | "
                                            "{:.2f} |\n",
                                            w.item->name(), m.actor.present, m.actor.recorded,
                                            m.others.present, m.others.recorded, m.ratio->point,
                                            m.ratio->low, high, m.ratio->used)));
  }
}

TEST_F(Assess, OfADayShowsNothingThatBecamePublicLater) {
  const std::string json =
      good_json("assess", on_own({"assess", "kucoin-2020", "--known-by", "2021-02-09"}));
  EXPECT_THAT(json, AllOf(HasSubstr("2021-02-09"), HasSubstr("\"can_tell\": false"),
                          Not(HasSubstr("UN24")), Not(HasSubstr("2021-03-04"))));
}

TEST_F(Assess, EveryIncidentOfTheRegisterCanBeAskedAbout) {
  const reg::Register content = reg::load_register(own());
  const attribution::View view{content};
  std::size_t asked = 0;
  for (const auto& [id, incident] : content.incidents) {
    if (!incident.duplicate_of.empty()) continue;
    const auto a = attribution::assess(view, id, "dprk");
    ++asked;
    // What cannot be told is not told in numbers either.
    const std::string first = attribution::answer(*a, view).front();
    EXPECT_EQ(a->curve.empty(), first.starts_with("The register cannot tell")) << id;
    for (const attribution::Row& row : a->matrix.soft) {
      const bool may_tell = row.item != nullptr && row.item->use == attribution::Use::kWeighs;
      EXPECT_TRUE(may_tell || row.diagnosticity() == 0) << id << " " << row.id;
    }
  }
  EXPECT_GT(asked, 200U);
}

TEST_F(Assess, ObeysItsSchemas) {
  for (const char* id : {"kucoin-2020", "alphapo-2023", "bybit-2025", "mtgox-2011-14"})
    good_json("assess", on_own({"assess", id}));
  good_json("assess-evaluate", on_own({"assess", "--evaluate"}));
  make_register();
  EXPECT_THAT(good_json("assess", {"assess", "theft-30", "--register", "made"}),
              HasSubstr("\"can_tell\": true"));
}

TEST_F(Assess, ALinkThatOnlyTheAttributorTellsOfCarriesNothing) {
  EXPECT_THAT(
      good(on_own({"assess", "alphapo-2023"})),
      AllOf(HasSubstr("L1  shared-address"), HasSubstr("One report tells of the link"),
            HasSubstr("nothing parts them"), HasSubstr("Confidence in this answer is low")));
}

TEST_F(Assess, AMeasuredItemGivesCountsIntervalAndACurve) {
  make_register();
  const std::string text = good({"assess", "theft-30", "--register", "made"});
  EXPECT_THAT(text, AllOf(HasSubstr("14 of 15"), HasSubstr("1 of 15"),
                          HasSubstr("counts for its group"), HasSubstr("a factor of 3.69"),
                          HasSubstr("in words"), HasSubstr("Confidence in this answer is low")));
  // H1 gains, nobody's share does: 80 % is not 15 of 30.
  EXPECT_THAT(text, AllOf(HasSubstr("   5 %"), HasSubstr("80 %")));
  EXPECT_THAT(
      good({"assess", "--evaluate", "--register", "made"}),
      HasSubstr("both: the assessment answers 31 of 31 and is better than the prior alone"));
}

TEST_F(Assess, WhatHasNoBasisHasNoWeightInTheSameRegister) {
  make_register();
  for (int i = 0; i < 31; ++i) {
    std::string theft = made_theft(i);
    for (const std::string_view basis : {", basis: victim", ", basis: chain"})
      theft.erase(theft.find(basis), basis.size());
    write(fmt::format("made/incidents/theft-{}.yaml", i), theft);
  }
  EXPECT_THAT(good({"assess", "theft-30", "--register", "made"}),
              AllOf(HasSubstr("The register cannot tell"), Not(HasSubstr("in words"))));
}

TEST_F(Assess, PrintsTheSameBytesEveryTime) {
  const std::vector<std::string> words = on_own({"assess", "--evaluate", "--format", "json"});
  EXPECT_EQ(good(words), good(words));
}

TEST_F(Assess, RefusesWhatItCannotBeAsked) {
  expect_failure(4, "no incident 'kucoin'", on_own({"assess", "kucoin"}));
  expect_failure(4, "no actor 'lazarous'", on_own({"assess", "bybit-2025", "--actor", "lazarous"}));
  expect_failure(4, "no actor 'lazarous'", on_own({"assess", "--evaluate", "--actor", "lazarous"}));
  expect_failure(4, "is the same as 'coincheck-2018'",
                 on_own({"assess", "coincheck-2018-disputed"}));
  expect_failure(2, "an incident is missing", on_own({"assess"}));
  expect_failure(2, "takes none", on_own({"assess", "bybit-2025", "--evaluate"}));
  expect_failure(2, "after --known-by",
                 on_own({"assess", "bybit-2025", "--known-by", "2021-02-09"}));
  expect_failure(2, "--known-by", on_own({"assess", "bybit-2025", "--known-by", "yesterday"}));
}

}  // namespace
}  // namespace spoor
