// Doctrines on account chains, where one purse an account and asset is filled and emptied for as
// long as the chain goes on.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace spoor::tracing {

// Fifo, lifo: a queue of segments, clean ones too. Haircut: shares. Taint-first and libr (the
// lowest intermediate balance rule) are poles: stolen money leaves first, or last. Poison: all that
// leaves is tainted, until the balance is 0.
enum class AccountDoctrine : std::uint8_t { kFifo, kLifo, kHaircut, kPoison, kTaintFirst, kLibr };
inline constexpr std::array<AccountDoctrine, 6> kAccountDoctrines = {
    AccountDoctrine::kFifo,   AccountDoctrine::kLifo,       AccountDoctrine::kHaircut,
    AccountDoctrine::kPoison, AccountDoctrine::kTaintFirst, AccountDoctrine::kLibr};

std::string_view name(AccountDoctrine doctrine);
// Throws Error(kUsage) that names all six, and for the doctrines of coins says why not here.
AccountDoctrine parse_account_doctrine(std::string_view text);

// Whether money has a place in a queue.
constexpr bool is_ordered(AccountDoctrine doctrine) {
  return doctrine == AccountDoctrine::kFifo || doctrine == AccountDoctrine::kLifo;
}

}  // namespace spoor::tracing
