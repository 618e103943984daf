// One error type for bad input, two asserts for our own mistakes.
//
// Bad input (a file, an option, an address) throws `Error`, which says what is wrong, where, and
// what to do next; it is caught at the edges (the command line). `ASSERT` is
// always compiled in and means a mistake of ours, `DASSERT` only in debug and fuzz builds. Never
// assert on input. All throwing is out of line, so that hot code stays small.
#pragma once

#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>

namespace spoor {

// Each code is also the exit code of the command line program (see docs/exit-codes.md).
enum class ErrorCode : int {
  kUsage = 2,      // the words of the command are wrong
  kBadInput = 3,   // a file or a value is malformed
  kNotFound = 4,   // a well-formed question with no answer in this ledger
  kIo = 5,         // the operating system refused: missing file, full disk, no permission
  kBusy = 6,       // another process writes to this ledger
  kCorrupt = 7,    // the ledger on disk contradicts itself
  kInternal = 70,  // a mistake of ours
};

// Where in the input: what is known is filled in.
struct Where {
  std::string file = {};
  std::optional<std::uint64_t> offset = {};  // bytes from the start of the file
  std::optional<std::uint64_t> line = {};    // from 1, for text
};

class Error : public std::exception {
 public:
  // `message` is constant text first, values last, no full stop. `remedy` is what to do next, a
  // sentence, or empty.
  Error(ErrorCode code, std::string message, Where where = {}, std::string remedy = {});

  ErrorCode code() const { return code_; }
  const std::string& message() const { return message_; }
  const Where& where() const { return where_; }
  const std::string& remedy() const { return remedy_; }
  // "FILE, offset N: message. Remedy"
  const std::string& text() const { return text_; }
  // The same up to the first zero byte that a value in it has.
  const char* what() const noexcept override { return text_.c_str(); }

  // The same error with the place filled in where it was not known before.
  Error at(const Where& where) const;

 private:
  ErrorCode code_;
  std::string message_;
  Where where_;
  std::string remedy_;
  std::string text_;
};

[[noreturn]] void throw_bad_input(std::string message, Where where = {}, std::string remedy = {});
[[noreturn]] void throw_usage(std::string message, std::string remedy = {});
[[noreturn]] void throw_not_found(std::string message, std::string remedy = {});
[[noreturn]] void throw_corrupt(std::string message, Where where = {}, std::string remedy = {});
// Adds the text of `errno`.
[[noreturn]] void throw_io(std::string message, std::string file);

[[noreturn]] void assert_failed(const char* expression, const char* file, int line);

}  // namespace spoor

#define ASSERT(expression)                              \
  (static_cast<bool>(expression) ? static_cast<void>(0) \
                                 : ::spoor::assert_failed(#expression, __FILE__, __LINE__))
#ifdef SPOOR_DEBUG
#define DASSERT(expression) ASSERT(expression)
#else
#define DASSERT(expression) static_cast<void>(0)
#endif
