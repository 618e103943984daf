// What an account ledger holds, counted: a walk over transactions, transfers, collectibles and
// events.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/u256.h"
#include "ledger/account_view.h"

namespace spoor::ledger {

inline constexpr std::size_t kCoverageBits = 8;
inline constexpr std::size_t kEventNames = 13;

// "native", "internal", "token" …
std::string_view name(TransferKind kind);
std::string_view name(TxStatus status);
std::string_view name(StatusBasis basis);
std::string_view name(CollectibleKind kind);
// "receipts", "logs" … of bit 0, 1 …
std::string_view coverage_name(std::size_t bit);
// Of ethereum::EventKind; "other" for what is none.
std::string_view event_name(std::size_t kind);

struct AccountFacts {
  std::uint64_t failed = 0;
  std::uint64_t failed_with_value = 0;  // which did not move
  std::uint64_t unknown_status = 0;
  std::uint64_t unknown_fees = 0;  // transactions of which a part of the fee is not known
  std::uint64_t logs = 0;
  std::uint64_t unmoved = 0;  // rows of the source that move nothing
  std::array<std::uint64_t, kTransferKinds> transfers{};
  std::uint64_t approximate = 0;  // transfers
  std::array<std::uint64_t, 2> collectibles{};
  std::array<std::uint64_t, kEventNames + 1> events{};  // the last: other
  std::array<std::uint64_t, kCoverageBits> coverage{};  // blocks whose source gave it
  U256 burnt;
  U256 tips;
  U256 withdrawn;  // by validators

  struct Gap {
    std::uint32_t after;  // numbers of the blocks around it
    std::uint32_t before;
  };
  std::uint64_t gaps = 0;
  std::vector<Gap> first_gaps;  // up to kMostGaps
  static constexpr std::size_t kMostGaps = 10;
};

// Throws Error(kCorrupt) where the ledger contradicts itself.
AccountFacts facts_of(const AccountView& view);

}  // namespace spoor::ledger
