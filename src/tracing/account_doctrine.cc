#include "tracing/account_doctrine.h"

#include <fmt/format.h>

#include "base/error.h"
#include "tracing/doctrine.h"

namespace spoor::tracing {
namespace {

bool is_of_coins(std::string_view text) {
  try {
    parse_doctrine(text);
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

std::string_view name(AccountDoctrine doctrine) {
  switch (doctrine) {
    case AccountDoctrine::kFifo:
      return "fifo";
    case AccountDoctrine::kLifo:
      return "lifo";
    case AccountDoctrine::kHaircut:
      return "haircut";
    case AccountDoctrine::kPoison:
      return "poison";
    case AccountDoctrine::kTaintFirst:
      return "taint-first";
    case AccountDoctrine::kLibr:
      return "libr";
  }
  ASSERT(false);
}

AccountDoctrine parse_account_doctrine(std::string_view text) {
  for (const AccountDoctrine doctrine : kAccountDoctrines)
    if (text == name(doctrine)) return doctrine;
  constexpr std::string_view kRemedy =
      "Account ledgers know fifo, lifo, haircut, poison, taint-first and libr";
  if (is_of_coins(text))
    throw_usage(fmt::format("{} orders the inputs and outputs of a transaction or stops where they "
                            "mix; an account has neither, only what came in and went out over time",
                            text),
                std::string(kRemedy));
  throw_usage(fmt::format("no such doctrine: '{}'", text), std::string(kRemedy));
}

}  // namespace spoor::tracing
