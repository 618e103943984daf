// The register as an SQLite database, for questions that no command asks.
//
// The folder of text is the truth; the database is a cache of it, made anew when a file changes,
// and safe to delete. It is opened for reading only: a query can neither write, nor attach another
// file, nor load code, and it is stopped when it takes too long or too much memory.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "register/tables.h"

namespace spoor::reg {

struct SqlAnswer {
  std::vector<std::string> columns;
  std::vector<std::vector<Cell>> rows;  // from `offset` on, at most `limit`; texts may be any bytes
  std::uint64_t total = 0;              // all rows that the query gives
};

class SqliteCache {
 public:
  // Opens the database of this register under `folder` (made where it is missing), and builds it
  // first where it is not there, or where the file is not one that only we can have written.
  // Databases of earlier contents of the same register are deleted.
  // `hash` is the content_hash of the register's folder. Throws Error(kIo) where `folder` cannot be
  // written.
  SqliteCache(const Register& content, std::string_view hash, const Path& folder);
  ~SqliteCache();
  SqliteCache(const SqliteCache&) = delete;
  SqliteCache& operator=(const SqliteCache&) = delete;

  const Path& file() const { return file_; }
  // The statements that made the tables, in the order of their names.
  std::string schema();

  struct Limits {
    std::uint64_t offset = 0;
    std::uint64_t limit = 50;
    std::chrono::milliseconds time{10'000};
  };
  // One SELECT. Throws Error(kBadInput) with SQLite's own words where it is none, and where it
  // takes longer than the time or gives more than 64 MiB.
  SqlAnswer ask(std::string_view query, const Limits& limits);

 private:
  class Connection;

  Path file_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace spoor::reg
