#include "register/load.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <tuple>

#include "base/error.h"
#include "base/utf8.h"
#include "register/checks.h"
#include "register/facts.h"
#include "register/readers.h"

namespace spoor::reg {
namespace {

struct KnownFile {
  std::string name;
  Reader read;
  Need need;
};

const std::vector<KnownFile>& known_files() {
  static const std::vector<KnownFile> files = {
      {"register.yaml", read_name, Need::kRequired},
      {"sources.yaml", read_sources, Need::kRequired},
      {"parties.yaml", read_parties, Need::kRequired},
      {"actors.yaml", read_actors, Need::kRequired},
      {"headlines.yaml", read_headlines, Need::kOptional},
      {"yearly.yaml", read_yearly, Need::kOptional},
      {"shared-addresses.yaml", read_shared_addresses, Need::kOptional},
      {"disputes.yaml", read_disputes, Need::kOptional}};
  return files;
}

bool is_hidden(const Path& file) { return file.filename().string().starts_with('.'); }

bool looks_like_yaml(const Path& file) {
  return file.extension() == ".yaml" || file.extension() == ".yml";
}

// The names in a folder, sorted; hidden ones (an editor's) aside.
std::vector<std::string> names_in(const Path& folder) {
  std::vector<std::string> names;
  std::error_code failure;
  for (std::filesystem::directory_iterator at(folder, failure), end; !failure && at != end;
       at.increment(failure))
    if (!is_hidden(at->path())) names.push_back(at->path().filename().string());
  if (failure)
    throw Error(ErrorCode::kIo, "cannot list the folder: " + failure.message(), {.file = folder},
                "Make it a folder that you may read");
  std::ranges::sort(names);
  return names;
}

class Loader {
 public:
  explicit Loader(const Path& folder) : folder_(folder) { content_.folder = folder; }

  Loaded load() {
    read_top();
    read_folder("incidents", read_incident);
    read_folder("reports", read_report);
    // With a file that could not be read at all, everything that it holds would be missed.
    if (!lacks_a_file_) {
      check_references(content_, findings_);
      check_meaning(content_, findings_);
    }
    if (findings_.count() == 0) return {std::move(content_), {}};
    return {{}, findings_.take(), findings_.count()};
  }

 private:
  void read_top() {
    const std::vector<std::string> names = names_in(folder_);
    for (const KnownFile& file : known_files()) {
      const bool there = std::ranges::find(names, file.name) != names.end();
      if (there)
        read(file.name, file.read);
      else if (file.need == Need::kRequired)
        miss({file.name, 0}, "the file is missing",
             "docs/format/register.md has the files of a register");
    }
    for (const std::string& name : names)
      if (looks_like_yaml(name) &&
          std::ranges::find(known_files(), name, &KnownFile::name) == known_files().end())
        findings_.push_back({{name, 0},
                             "no file of a register has this name",
                             "docs/format/register.md has the names"});
  }

  void read_folder(const std::string& name, Reader reader) {
    if (!std::filesystem::exists(folder_ / name)) return;
    for (const std::string& file : names_in(folder_ / name)) {
      const std::string path = name + "/" + file;
      if (file == "README.md") continue;
      if (Path(file).extension() == ".yaml")
        read(path, reader);
      else
        findings_.push_back({{path, 0}, "not a file of a register", "Its files are named ID.yaml"});
    }
  }

  void read(const std::string& name, Reader reader) {
    YamlNode document;
    try {
      document = read_yaml(text_of(name), name);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kBadInput) throw;
      return miss({name, error.where().line.value_or(0)}, error.message(), error.remedy());
    }
    Reading reading{name, findings_};
    reader(document, reading, content_);
  }

  // A pipe or a device has no size to be checked.
  std::string text_of(const std::string& name) const {
    const MappedFile file(folder_ / name, MappedFile::Access::kSequential);
    const ByteSpan bytes = file.bytes().first(std::min(file.bytes().size(), kYamlBytes + 1));
    return {bytes.begin(), bytes.end()};
  }

  void miss(Place place, std::string says, std::string remedy) {
    lacks_a_file_ = true;
    findings_.push_back({std::move(place), std::move(says), std::move(remedy)});
  }

  Path folder_;
  Register content_;
  Findings findings_;
  bool lacks_a_file_ = false;
};

bool is_captured(const Register& content, const std::string& source) {
  const auto found = content.sources.find(source);
  return found != content.sources.end() && found->second.capture.has_value();
}

bool is_located(const Register& content, const Fact& fact) {
  return !fact.locator.empty() || std::ranges::any_of(fact.sources, [&](const std::string& source) {
    return is_captured(content, source);
  });
}

}  // namespace

void Findings::push_back(Finding finding) {
  if (++count_ > kMost) return;
  finding.says = for_message(std::move(finding.says));
  finding.remedy = for_message(std::move(finding.remedy));
  kept_.push_back(std::move(finding));
}

std::vector<Finding> Findings::take() {
  std::ranges::stable_sort(kept_, {}, [](const Finding& finding) {
    return std::tie(finding.place.file, finding.place.line);
  });
  return std::move(kept_);
}

Loaded read_register(const Path& folder) {
  if (!std::filesystem::is_directory(folder))
    throw Error(ErrorCode::kIo, "there is no such folder", {.file = folder},
                "Give the folder of a register; docs/format/register.md says what is in it");
  return Loader(folder).load();
}

Register load_register(const Path& folder) {
  Loaded loaded = read_register(folder);
  if (loaded.errors.empty()) return std::move(loaded.content);
  const Finding& first = loaded.errors.front();
  Where where{.file = folder / first.place.file, .offset = {}, .line = {}};
  if (first.place.line > 0) where.line = first.place.line;
  std::string says = first.says;
  if (loaded.error_count > 1)
    says +=
        fmt::format(" (and {} more; `spoor register check` lists them)", loaded.error_count - 1);
  throw_bad_input(std::move(says), std::move(where), first.remedy);
}

bool is_located(const Register& content, const Citation& citation) {
  return !citation.locator.empty() || is_captured(content, citation.source);
}

std::vector<Finding> unlocated(const Register& content) {
  std::vector<Finding> findings;
  each_fact(content, [&](const Fact& fact) {
    if (fact.unconfirmed.value_or(false))
      findings.push_back({fact.place, fact.what + ": not confirmed", {}});
    else if (fact.sources.empty())
      findings.push_back({fact.place, fact.what + ": no source", {}});
    else if (!is_located(content, fact))
      findings.push_back(
          {fact.place,
           fmt::format("{}: source not located: {}", fact.what, fmt::join(fact.sources, ", ")),
           {}});
  });
  return findings;
}

}  // namespace spoor::reg
