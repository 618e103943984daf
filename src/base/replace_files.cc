#include "base/replace_files.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <set>

#include "base/error.h"

namespace spoor {
namespace {

Path temporary(const Path& path) { return path.string() + ".new"; }

void write_beside(const NewFile& file) {
  struct stat status = {};
  if (::lstat(file.path.c_str(), &status) == 0 && !S_ISREG(status.st_mode))
    throw_bad_input("not a regular file, so it is not replaced", {.file = file.path});
  OutputFile out(temporary(file.path), OutputFile::Mode::kNew);
  out.write_at(0, as_bytes(file.content));
  out.sync();
}

}  // namespace

void replace_files(const std::vector<NewFile>& files) {
  std::set<Path> folders;
  try {
    for (const NewFile& file : files) write_beside(file);
    for (const NewFile& file : files) {
      if (::rename(temporary(file.path).c_str(), file.path.c_str()) != 0)
        throw_io("cannot rename into place", file.path);
      folders.insert(file.path.parent_path().empty() ? Path(".") : file.path.parent_path());
    }
  } catch (...) {
    for (const NewFile& file : files) ::unlink(temporary(file.path).c_str());
    throw;
  }
  for (const Path& folder : folders) sync_folder(folder);
}

}  // namespace spoor
