// The fixed-width rows of an account ledger on disk. docs/format/account-ledger.md describes every
// file; the static_asserts here hold the code to it. All integers are little-endian.
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"
#include "base/types.h"
#include "ledger/layout.h"

namespace spoor::ledger {

// A 32-bit or 40-bit integer that is not aligned on disk.
struct U32 {
  std::array<std::uint8_t, 4> bytes{};

  U32() = default;
  explicit U32(std::uint32_t v) { store_le(bytes.data(), v); }
  std::uint32_t get() const { return load_le<std::uint32_t>(bytes.data()); }
};
static_assert(sizeof(U32) == 4 && alignof(U32) == 1);

// An amount of 127 bits, or the row of `wide` that holds it. AccountView::amount reads it.
struct NarrowAmount {
  std::array<std::uint8_t, 16> bytes{};

  bool is_wide() const { return (bytes[15] & 0x80) != 0; }
  std::uint64_t low() const { return load_le<std::uint64_t>(bytes.data()); }
  std::uint64_t high() const { return load_le<std::uint64_t>(bytes.data() + 8); }
  std::uint64_t wide_row() const { return low() & kInvalid40; }
};
static_assert(sizeof(NarrowAmount) == 16 && alignof(NarrowAmount) == 1);

// A fee in 63 bits, or the row of `wide`, or unknown.
inline constexpr std::uint64_t kWideFee = 1ULL << 63;
inline constexpr std::uint64_t kUnknownFee = ~0ULL;
inline constexpr std::uint64_t kUnknownTime = ~0ULL;

// What a block's source gave of it.
enum Coverage : std::uint16_t {
  kReceipts = 1,
  kLogs = 2,
  kTraces = 4,
  kWithdrawals = 8,
  kRewards = 16,
  kHash = 32,
  kTime = 64,
  kSenders = 128,
};

struct AccountBlockRow {
  Hash256 hash;
  std::array<std::uint8_t, 8> time_bytes;      // seconds since 1970, or kUnknownTime
  std::array<std::uint8_t, 8> base_fee_bytes;  // wei, as a fee
  U40 first_tx;
  U40 first_transfer;
  U40 first_wide;
  U40 first_collectible;
  U40 first_event;
  U40 first_heap_byte;
  U32 first_address;
  U32 first_opening;
  U32 number;
  U32 fee_recipient;  // AddressId, or invalid
  U32 logs;           // count of logs given
  U32 unmoved;        // rows of the source that move nothing
  std::array<std::uint8_t, 2> coverage_bytes;

  std::uint64_t time() const { return load_le<std::uint64_t>(time_bytes.data()); }
  std::uint64_t base_fee() const { return load_le<std::uint64_t>(base_fee_bytes.data()); }
  std::uint16_t coverage() const { return load_le<std::uint16_t>(coverage_bytes.data()); }
  bool covers(Coverage what) const { return (coverage() & what) != 0; }
};
static_assert(sizeof(AccountBlockRow) == 104 && alignof(AccountBlockRow) == 1);

enum class TransferKind : std::uint8_t {
  kNative,      // the transaction's own value; moves only where the transaction succeeded
  kInternal,    // a call, a creation, a self-destruct
  kToken,       // ERC-20
  kMint,        // from nobody
  kBurn,        // to nobody
  kWithdrawal,  // of a validator
  kReward,
  kGenesis,
  kIrregular,  // a state change by decree
  kWrap,       // Deposit: the wrapped token comes to be
  kUnwrap,     // Withdrawal: it ceases
  kImplied,    // the native leg of a wrap, where no trace shows it
};
inline constexpr std::size_t kTransferKinds = 12;

struct TransferRow {
  U40 tx;
  std::uint8_t kind_bits;
  U32 asset;
  U32 from;
  U32 to;
  NarrowAmount amount;
  U32 place;

  TransferKind kind() const { return static_cast<TransferKind>(kind_bits & 0x7f); }
  bool approximate() const { return (kind_bits & 0x80) != 0; }
};
static_assert(sizeof(TransferRow) == 38 && alignof(TransferRow) == 1);

// How it went, and how that is known.
enum class TxStatus : std::uint8_t { kUnknown, kSuccess, kFailed };
enum class StatusBasis : std::uint8_t { kNone, kReceipt, kRootTrace, kLog, kGasLeft, kSource };
constexpr std::uint8_t status_bits(TxStatus status, StatusBasis basis) {
  return static_cast<std::uint8_t>(static_cast<unsigned>(status) | static_cast<unsigned>(basis)
                                                                       << 2);
}
constexpr TxStatus status_of(std::uint8_t bits) { return static_cast<TxStatus>(bits & 3); }
constexpr StatusBasis basis_of(std::uint8_t bits) {
  return static_cast<StatusBasis>(bits >> 2 & 7);
}

enum class CollectibleKind : std::uint8_t { kErc721, kErc1155 };
struct CollectibleRow {
  U40 tx;
  std::uint8_t kind;  // CollectibleKind
  U32 contract;
  U32 from;
  U32 to;
  U32 place;
  std::array<std::uint8_t, 32> token;   // little-endian
  std::array<std::uint8_t, 32> amount;  // little-endian; 1 for ERC-721
};
static_assert(sizeof(CollectibleRow) == 86 && alignof(CollectibleRow) == 1);

// A log that a later step reads: swaps, bridges, mixers. Transfers are not kept twice.
struct EventRow {
  U40 tx;
  U32 place;
  U32 contract;
  std::uint8_t kind;  // ethereum::EventKind
  U40 offset;         // in `heap`
  U32 length;
};
static_assert(sizeof(EventRow) == 23 && alignof(EventRow) == 1);

enum class AccountKind : std::uint8_t { kEvm, kTron, kName };
struct AccountAddressRow {
  std::uint8_t kind;                       // AccountKind
  std::array<std::uint8_t, 20> payload{};  // a name: offset 5 and length 1 in `heap`
};
static_assert(sizeof(AccountAddressRow) == 21 && alignof(AccountAddressRow) == 1);

struct OpeningRow {
  U32 address;
  U32 asset;
  U32 block;  // number
  NarrowAmount amount;
};
static_assert(sizeof(OpeningRow) == 28 && alignof(OpeningRow) == 1);

}  // namespace spoor::ledger
