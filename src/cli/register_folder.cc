#include "cli/register_folder.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdlib>
#include <vector>

#include "base/error.h"

namespace spoor::cli {
namespace {

bool holds_register(const Path& folder) {
  std::error_code absent;
  return std::filesystem::is_regular_file(folder / "register.yaml", absent);
}

// Where the program stands, or the working folder where the system does not tell.
Path program_folder() {
  std::error_code unknown;
  const Path program = std::filesystem::read_symlink("/proc/self/exe", unknown);
  return unknown ? Path(".") : program.parent_path();
}

}  // namespace

Option register_option() {
  return {.name = "--register",
          .value = "DIR",
          .help =
              "The folder of the register. Where it is left out: that of the environment's "
              "SPOOR_REGISTER, else ./register, else the one that came with the program."};
}

Path register_folder(const Words& words) {
  if (const std::optional<std::string> given = words.maybe("--register")) return *given;
  // An empty variable is one that is not set.
  const char* variable = std::getenv("SPOOR_REGISTER");
  if (variable != nullptr && *variable != '\0') return variable;
  const Path program = program_folder();
  std::vector<std::string> tried;
  for (const Path& folder :
       {Path("register"), program / "../../register", program / "../share/spoor/register"}) {
    if (holds_register(folder)) return folder.lexically_normal();
    tried.push_back(folder.lexically_normal().string());
  }
  throw Error(ErrorCode::kIo,
              fmt::format("there is no register in {}", fmt::join(tried, ", nor in ")), {},
              "Name its folder with --register or in SPOOR_REGISTER");
}

}  // namespace spoor::cli
