#include "base/error.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "base/utf8.h"

namespace spoor {
namespace {

std::string compose(const std::string& message, const Where& where, const std::string& remedy) {
  std::string text = where.file;
  if (where.line) text += fmt::format("{}line {}", text.empty() ? "" : ", ", *where.line);
  if (where.offset) text += fmt::format("{}offset {}", text.empty() ? "" : ", ", *where.offset);
  if (!text.empty()) text += ": ";
  text += message;
  if (!remedy.empty()) text += ". " + remedy;
  return text;
}

}  // namespace

Error::Error(ErrorCode code, std::string message, Where where, std::string remedy)
    : code_(code),
      message_(for_message(std::move(message))),
      where_(std::move(where)),
      remedy_(for_message(std::move(remedy))),
      text_(compose(message_, where_, remedy_)) {}

Error Error::at(const Where& where) const {
  Where merged = where_;
  if (merged.file.empty()) merged.file = where.file;
  if (!merged.offset) merged.offset = where.offset;
  if (!merged.line) merged.line = where.line;
  return Error(code_, message_, merged, remedy_);
}

void throw_bad_input(std::string message, Where where, std::string remedy) {
  throw Error(ErrorCode::kBadInput, std::move(message), std::move(where), std::move(remedy));
}

void throw_usage(std::string message, std::string remedy) {
  throw Error(ErrorCode::kUsage, std::move(message), {}, std::move(remedy));
}

void throw_not_found(std::string message, std::string remedy) {
  throw Error(ErrorCode::kNotFound, std::move(message), {}, std::move(remedy));
}

void throw_corrupt(std::string message, Where where, std::string remedy) {
  throw Error(ErrorCode::kCorrupt, std::move(message), std::move(where), std::move(remedy));
}

void throw_io(std::string message, std::string file) {
  const int number = errno;
  std::string remedy;
  if (number == ENOSPC) remedy = "The disk is full: free some space and run the command again";
  if (number == ELOOP) remedy = "A symbolic link leads back to itself: put the file in its place";
  if (number == EACCES) remedy = "Check the permissions of the file and of its folder";
  throw Error(ErrorCode::kIo, message + ": " + std::strerror(number), {.file = std::move(file)},
              std::move(remedy));
}

void assert_failed(const char* expression, const char* file, int line) {
  std::fprintf(stderr, "spoor: internal error at %s:%d: %s\n", file, line, expression);
  std::abort();
}

}  // namespace spoor
