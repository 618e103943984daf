#include "register/sqlite_cache.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "base/error.h"
#include "crypto/hash.h"

namespace spoor::reg {
namespace {

constexpr std::int64_t kMostMemory = std::int64_t{512} << 20;
constexpr int kMostQuery = 100'000;  // bytes
// Bytes. The clock is looked at between steps, and a function is one step however long its texts.
constexpr int kMostValue = 512 << 10;
constexpr int kMostPattern = 200;
constexpr std::size_t kMostAnswer = std::size_t{64} << 20;
constexpr int kStepsBetweenLooks = 10;

std::string short_hash(std::string_view text) {
  return to_hex(ByteSpan(sha256(as_bytes(text))).first(8));
}

// "register-FOLDER-": what the databases of one register begin with.
std::string name_of_folder(const Register& content) {
  std::error_code unknown;
  const Path whole = std::filesystem::weakly_canonical(content.folder, unknown);
  return "register-" + short_hash(unknown ? content.folder : whole.string()) + "-";
}

}  // namespace

class SqliteCache::Connection {
 public:
  Connection(const Path& file, int flags) : file_(file) {
    const int code = sqlite3_open_v2(file.c_str(), &handle_, flags, nullptr);
    if (code == SQLITE_OK) return;
    const std::string why = handle_ != nullptr ? sqlite3_errmsg(handle_) : sqlite3_errstr(code);
    sqlite3_close(handle_);
    throw Error(ErrorCode::kIo, "cannot open the database: " + why, {.file = file},
                "Delete the file; it is a cache and is made anew");
  }
  ~Connection() { sqlite3_close(handle_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  sqlite3* handle() const { return handle_; }

  void run(const std::string& sql) {
    if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
  }
  // What cannot be written lacks space, what cannot be read is damaged.
  [[noreturn]] void fail() const {
    const bool is_new = sqlite3_db_readonly(handle_, "main") == 0;
    throw Error(ErrorCode::kIo, fmt::format("SQLite: {}", sqlite3_errmsg(handle_)),
                {.file = is_new ? file_.parent_path() : file_},
                is_new ? "Free some space on that disk, or name another place for caches in "
                         "XDG_CACHE_HOME"
                       : "Delete the file; it is a cache and is made anew");
  }

 private:
  Path file_;
  sqlite3* handle_ = nullptr;
};

namespace {

class Statement {
 public:
  // None where the text holds no statement; `rest` is what follows the first.
  Statement(sqlite3* database, std::string_view sql, std::string_view* rest = nullptr) {
    const char* tail = nullptr;
    failed_ = sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &handle_,
                                 &tail) != SQLITE_OK;
    if (rest != nullptr && tail != nullptr)
      *rest = sql.substr(static_cast<std::size_t>(tail - sql.data()));
  }
  ~Statement() { sqlite3_finalize(handle_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  bool failed() const { return failed_; }
  sqlite3_stmt* get() const { return handle_; }

  void bind(int place, const Cell& cell) {
    if (const auto* whole = std::get_if<std::int64_t>(&cell))
      sqlite3_bind_int64(handle_, place, *whole);
    else if (const auto* real = std::get_if<double>(&cell))
      sqlite3_bind_double(handle_, place, *real);
    else if (const auto* text = std::get_if<std::string>(&cell))
      sqlite3_bind_text(handle_, place, text->data(), static_cast<int>(text->size()),
                        SQLITE_STATIC);
    else
      sqlite3_bind_null(handle_, place);
  }

  Cell cell(int column) const {
    switch (sqlite3_column_type(handle_, column)) {
      case SQLITE_INTEGER:
        return std::int64_t{sqlite3_column_int64(handle_, column)};
      case SQLITE_FLOAT:
        return sqlite3_column_double(handle_, column);
      case SQLITE_NULL:
        return std::monostate();
      default:
        break;
    }
    const void* bytes = sqlite3_column_blob(handle_, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
    const std::string_view text(static_cast<const char*>(bytes), size);
    if (sqlite3_column_type(handle_, column) == SQLITE_BLOB) return to_hex(as_bytes(text));
    return std::string(text);
  }

 private:
  sqlite3_stmt* handle_ = nullptr;
  bool failed_ = false;
};

template <class Database>
void fill(Database& database, const RegisterTable& table) {
  std::vector<std::string> columns;
  for (const TableColumn& column : table.columns)
    columns.push_back(column.name + " " + column.declares);
  database.run(fmt::format("CREATE TABLE {} (\n  {}\n)", table.name, fmt::join(columns, ",\n  ")));
  const std::vector<std::string> marks(columns.size(), "?");
  const std::string insert =
      fmt::format("INSERT INTO {} VALUES ({})", table.name, fmt::join(marks, ", "));
  Statement statement(database.handle(), insert);
  if (statement.failed()) database.fail();
  for (const std::vector<Cell>& row : table.rows) {
    int place = 0;
    for (const Cell& cell : row) statement.bind(++place, cell);
    if (sqlite3_step(statement.get()) != SQLITE_DONE) database.fail();
    sqlite3_reset(statement.get());
  }
}

// A new empty file beside `file` that nobody else may read: what the register holds may not be for
// all.
Path new_file_beside(const Path& file) {
  std::string form = file.string() + "-XXXXXX";
  const int descriptor = ::mkstemp(form.data());
  if (descriptor < 0) throw_io("cannot make a file", file);
  ::close(descriptor);
  return form;
}

// In a folder that others may write to a file of our name may be theirs.
bool is_our_file(const Path& file) {
  constexpr mode_t kByOthers = S_IWGRP | S_IWOTH;
  struct stat status = {};
  return ::lstat(file.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
         status.st_uid == ::geteuid() && (status.st_mode & kByOthers) == 0;
}

void delete_others(const Path& file, const std::string& beginning) {
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(file.parent_path(), ignored)) {
    const Path name = entry.path().filename();
    if (name != file.filename() && name.string().starts_with(beginning) &&
        name.extension() == ".sqlite")
      std::filesystem::remove(entry.path(), ignored);
  }
}

// Reading, and calling functions; that of loading code aside.
int allow(void*, int action, const char*, const char* name, const char*, const char*) {
  if (action == SQLITE_FUNCTION)
    return std::string_view(name) == "load_extension" ? SQLITE_DENY : SQLITE_OK;
  const bool reads = action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_RECURSIVE;
  return reads ? SQLITE_OK : SQLITE_DENY;
}

struct Deadline {
  std::chrono::steady_clock::time_point at;
  bool passed = false;
};
int stop_when_passed(void* deadline) {
  auto& end = *static_cast<Deadline*>(deadline);
  end.passed = std::chrono::steady_clock::now() > end.at;
  return end.passed ? 1 : 0;
}

std::size_t size_of(const Cell& cell) {
  const auto* text = std::get_if<std::string>(&cell);
  return sizeof cell + (text != nullptr ? text->size() : 0);
}

// A statement, a semicolon and white space after it are one query.
bool is_blank(std::string_view rest) {
  return rest.find_first_not_of(" \t\r\n;") == std::string_view::npos;
}

}  // namespace

SqliteCache::SqliteCache(const Register& content, std::string_view hash, const Path& folder) {
  const std::string beginning = name_of_folder(content);
  file_ = folder / fmt::format("{}{}.sqlite", beginning,
                               short_hash(fmt::format("{} {}", kTablesVersion, hash)));
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure)
    throw Error(ErrorCode::kIo, "cannot make the folder: " + failure.message(), {.file = folder},
                "Name another place for caches in XDG_CACHE_HOME");
  if (!is_our_file(file_)) {
    const Path made = new_file_beside(file_);
    try {
      Connection database(made, SQLITE_OPEN_READWRITE);
      database.run("PRAGMA journal_mode = OFF; PRAGMA synchronous = FULL; BEGIN");
      for (const RegisterTable& table : tables_of(content)) fill(database, table);
      database.run("COMMIT");
    } catch (...) {
      std::filesystem::remove(made, failure);
      throw;
    }
    std::filesystem::rename(made, file_);
    sync_folder(folder);
    delete_others(file_, beginning);
  }
  sqlite3_hard_heap_limit64(kMostMemory);
  connection_ = std::make_unique<Connection>(file_, SQLITE_OPEN_READONLY);
  connection_->run(
      "PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY");
  connection_->run("SELECT count(*) FROM sqlite_master");  // is it a database?
  sqlite3_limit(connection_->handle(), SQLITE_LIMIT_LENGTH, kMostValue);
  sqlite3_limit(connection_->handle(), SQLITE_LIMIT_SQL_LENGTH, kMostQuery);
  sqlite3_limit(connection_->handle(), SQLITE_LIMIT_LIKE_PATTERN_LENGTH, kMostPattern);
  sqlite3_limit(connection_->handle(), SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_set_authorizer(connection_->handle(), allow, nullptr);
}

SqliteCache::~SqliteCache() = default;

std::string SqliteCache::schema() {
  const SqlAnswer tables = ask("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name",
                               {.offset = 0, .limit = 1'000});
  std::string out;
  for (const std::vector<Cell>& row : tables.rows) {
    if (const auto* sql = std::get_if<std::string>(&row.front())) out += *sql + ";\n";
  }
  return out;
}

SqlAnswer SqliteCache::ask(std::string_view query, const Limits& limits) {
  sqlite3* database = connection_->handle();
  Deadline deadline{.at = std::chrono::steady_clock::now() + limits.time};
  sqlite3_progress_handler(database, kStepsBetweenLooks, stop_when_passed, &deadline);
  const auto refuse = [&] {
    if (deadline.passed)
      throw_bad_input(fmt::format("the query took longer than {} ms", limits.time.count()), {},
                      "Ask for less, or give it more time");
    throw_bad_input(fmt::format("SQLite: {}", sqlite3_errmsg(database)), {},
                    "`spoor register sql` without a query prints the tables");
  };
  std::string_view rest;
  const Statement statement(database, query, &rest);
  if (statement.failed()) refuse();
  if (statement.get() == nullptr || !is_blank(rest))
    throw_bad_input(statement.get() == nullptr ? "there is no query" : "more than one query", {},
                    "Give one SELECT");
  SqlAnswer answer;
  const int width = sqlite3_column_count(statement.get());
  for (int i = 0; i < width; ++i)
    answer.columns.emplace_back(sqlite3_column_name(statement.get(), i));
  std::size_t kept = 0;
  int code = SQLITE_ROW;
  for (; (code = sqlite3_step(statement.get())) == SQLITE_ROW; ++answer.total) {
    if (answer.total < limits.offset || answer.rows.size() >= limits.limit) continue;
    std::vector<Cell>& row = answer.rows.emplace_back();
    for (int i = 0; i < width; ++i) kept += size_of(row.emplace_back(statement.cell(i)));
    if (kept > kMostAnswer)
      throw_bad_input(fmt::format("the answer has more than {} bytes", kMostAnswer), {},
                      "Ask for fewer rows, with --limit and --offset");
  }
  if (code != SQLITE_DONE) refuse();
  sqlite3_progress_handler(database, 0, nullptr, nullptr);
  return answer;
}

}  // namespace spoor::reg
