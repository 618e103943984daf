// Registers on disk for tests: a small one that holds, of which a test replaces a file or a line.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "register/load.h"

namespace spoor::reg {

class TestFolder {
 public:
  TestFolder() {
    std::string form = (std::filesystem::temp_directory_path() / "spoor-register-XXXXXX").string();
    folder_ = ::mkdtemp(form.data());
    write("register.yaml", "schema: 1\nname: Test\n");
    write("sources.yaml", R"(sources:
  - {id: UN19, kind: panel-report, title: Report, published: 2019-08-30, grade: B2}
  - {id: AP2019, title: Article, published: 2019-08-13}
  - {id: YEAR, title: Article of some day, published: 2019}
  - {id: MEM, kind: memory, title: Memory}
)");
    write("parties.yaml", R"(parties:
  - {id: un-panel, name: Panel, kind: panel}
  - {id: bank, name: The bank, kind: victim}
)");
    write("actors.yaml", R"(actors:
  - {id: dprk, name: DPRK}
  - {id: lazarus, name: Lazarus, parent: dprk, source: UN19}
)");
    write("incidents/theft-2016.yaml", kTheft);
  }
  ~TestFolder() { std::filesystem::remove_all(folder_); }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;

  static constexpr std::string_view kTheft = R"(id: theft-2016
name: A theft
occurred: 2016-02-04
victim: A bank
sector: bank
)";

  const Path& path() const { return folder_; }
  void write(const std::string& file, std::string_view text) const {
    std::filesystem::create_directories((folder_ / file).parent_path());
    std::ofstream(folder_ / file, std::ios::binary) << text;
  }
  void remove(const std::string& file) const { std::filesystem::remove(folder_ / file); }
  // The incident theft-2016 with these lines at its end, of which the first is line 6.
  void theft(std::string_view lines) const {
    write("incidents/theft-2016.yaml", std::string(kTheft) + std::string(lines));
  }

  Loaded load() const { return read_register(folder_); }
  // "FILE:LINE: says. Remedy" of each error.
  std::vector<std::string> errors() const { return lines_of(load().errors); }
  // The one error, or all of them.
  std::string error() const {
    std::string out;
    for (const std::string& line : errors()) out += (out.empty() ? "" : "\n") + line;
    return out;
  }
  static std::vector<std::string> lines_of(const std::vector<Finding>& findings) {
    std::vector<std::string> lines;
    for (const Finding& finding : findings)
      lines.push_back(finding.place.file + ":" + std::to_string(finding.place.line) + ": " +
                      finding.says + (finding.remedy.empty() ? "" : ". " + finding.remedy));
    return lines;
  }

 private:
  Path folder_;
};

}  // namespace spoor::reg
