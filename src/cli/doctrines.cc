// `spoor doctrines`: the rules that a trace may follow.
#include "cli/commands.h"
#include "cli/output.h"
#include "dossier/doctrine_list.h"

namespace spoor::cli {
namespace {

void run(const Words& words) {
  print(format_of(words) == Format::kJson ? dossier::doctrine_list_json()
                                          : dossier::doctrine_list_text());
}

}  // namespace

Command doctrines_command() {
  return {.name = "doctrines",
          .summary = "explain each doctrine: rule, source, when it misleads",
          .description =
              R"(A doctrine is the rule that says which money is the stolen money once it was mixed
with other money. None is the truth. Each has a source in law or in science, and each misleads
somewhere; this command says all three for every doctrine that `spoor trace --doctrine` takes.)",
          .options = {format_option({"table", "json"})},
          .examples = {{.line = "spoor doctrines", .says = "All of them, to read."},
                       {.line = "spoor doctrines --format json",
                        .says = "The same texts for a program."}},
          .see_also = {"trace", "docs/schema/doctrines.json"},
          .run = run};
}

}  // namespace spoor::cli
