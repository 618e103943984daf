// `spoor register report`: the register as a page, with its tables beside it.
#include <fmt/format.h>

#include "base/amount.h"
#include "base/error.h"
#include "base/replace_files.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/output_place.h"
#include "cli/register_amounts.h"
#include "cli/register_filter.h"
#include "cli/register_folder.h"
#include "cli/register_handling.h"
#include "dossier/grid.h"
#include "dossier/register_page.h"
#include "dossier/text.h"
#include "register/content_hash.h"
#include "register/load.h"

namespace spoor::cli {
namespace {

// "register" of "/home/me/register/".
std::string last_part(const Path& path) {
  const Path whole = path.lexically_normal();
  return (whole.has_filename() ? whole : whole.parent_path()).filename().string();
}

// What was given, without the folders of this machine.
std::vector<std::string> command_again(const Words& words) {
  std::vector<std::string> command = {"spoor", "register", "report"};
  for (const Option* option : words.given()) {
    if (option->name == "--quiet") continue;
    command.push_back(option->name);
    const bool is_path = option->value == "FILE" || option->value == "DIR";
    for (const std::string& value : words.texts(option->name))
      command.push_back(is_path ? last_part(value) : value);
  }
  return command;
}

// "figures" of "out/figures.html".
Path stem_of(const Path& out) {
  if (out.extension() != ".html")
    throw_usage(fmt::format("--out: not the name of a page: '{}'", out.string()),
                "Give a name that ends with .html; the tables get its name too");
  return Path(out).replace_extension();
}

void run(const Words& words) {
  const Path folder = register_folder(words);
  const Path out = words.text("--out");
  const Path stem = stem_of(out);
  check_outside("register", "--out", out, folder);
  check_place("--out", out);
  const reg::Handling handling = handling_of(words);
  const reg::Rates rates = rates_of(words, folder);
  const reg::Sifted shown = reg::sift(reg::load_register(folder), {.most = handling});

  reg::TotalsQuestion question;
  question.selection = selection_of(words);
  question.policy = reg::parse_policy(words.text("--policy"));
  question.basis = basis_of(words);
  const dossier::RegisterPage page =
      dossier::register_page({.content = shown.content,
                              .rates = rates,
                              .question = question,
                              .handling = handling,
                              .left_out = shown.left_out,
                              .command = command_again(words),
                              .version = SPOOR_VERSION,
                              .content_hash = reg::content_hash(folder),
                              .stem = stem.filename().string()});
  dossier::Grid grid({dossier::Align::kRight, dossier::Align::kLeft});
  std::vector<NewFile> files;
  for (const dossier::CsvFile& table : page.tables) {
    files.push_back({out.parent_path() / table.name, table.text});
    grid.row({spoor::with_commas(table.rows), dossier::visible(table.name)});
  }
  // The page last: where it is, its tables are.
  files.push_back({out, page.html});
  replace_files(files);
  print(grid.text());
  notice_left_out(shown.left_out, handling);
}

std::vector<Option> options() {
  std::vector<Option> options = {
      {.name = "--out",
       .value = "FILE",
       .help = "The page, a name that ends with .html. Its tables are written beside it, as "
               "NAME-TABLE.csv for NAME.html. Earlier files of these names are replaced.",
       .required = true},
      register_option(),
      handling_option()};
  for (Option& filter : filter_options()) options.push_back(std::move(filter));
  options.push_back(policy_option());
  for (Option& valuation : valuation_options()) options.push_back(std::move(valuation));
  return options;
}

}  // namespace

Command register_report_command() {
  return {
      .name = "register report",
      .summary = "a page of what was stolen, and where sources disagree",
      .description =
          R"(Writes one HTML page that opens from disk, loads nothing and runs no script: the
figures of news articles and reports against the rows and incidents behind them; the losses year by
year beside what publishers state for the same years; where sources disagree, and by how much; how
few incidents make the most; a timeline; countries and sectors; open disputes; and what is not known.

Its tables stand beside it as CSV, with the same figures: in millions with six decimals, the least
and the most in columns of their own.

The page carries the command that made it and the hash of the register's files. The same register
gives the same bytes.)",
      .options = options(),
      .examples = {{.line = "spoor register report --out figures.html",
                    .says = "The register that came with the program, as everybody may see it."},
                   {.line = "spoor register report --register cases --out 2021.html "
                            "--known-by 2021-02-09",
                    .says = "What the totals were by what was public on that day."}},
      .see_also = {"register totals", "register compare", "register export csv",
                   "docs/format/register.md"},
      .run = run};
}

}  // namespace spoor::cli
