// The strong ids and amounts of spoor: distinct types, so that a coin is never taken for a
// transaction nor an amount for a count. Nothing here knows of files or of chains.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace spoor {

// A row number in one table. Rows are numbered from 0 in chain order. `invalid()` is the largest
// value that the table's width on disk can hold and is never the number of a row.
template <class Tag, class Rep, Rep kInvalid>
struct Id {
  Rep value = kInvalid;

  constexpr Id() = default;
  constexpr explicit Id(Rep v) : value(v) {}
  static constexpr Id invalid() { return Id{}; }
  constexpr bool valid() const { return value != kInvalid; }
  constexpr auto operator<=>(const Id&) const = default;
  constexpr Id& operator++() {
    ++value;
    return *this;
  }
};

inline constexpr std::uint64_t kInvalid40 = (1ULL << 40) - 1;

using Height = Id<struct HeightTag, std::uint32_t, 0xffffffffU>;
using TxId = Id<struct TxTag, std::uint32_t, 0xffffffffU>;
using AddressId = Id<struct AddressTag, std::uint32_t, 0xffffffffU>;
// 40 bits on disk, 64 in memory. Bit 39 marks a coin from before the ledger (`prehistory`), whose
// row is in the lower bits.
using CoinId = Id<struct CoinTag, std::uint64_t, kInvalid40>;
using InputId = Id<struct InputTag, std::uint64_t, kInvalid40>;
// Account chains. Transactions are more there: 40 bits on disk.
using AccountTx = Id<struct AccountTxTag, std::uint64_t, kInvalid40>;
using TransferId = Id<struct TransferTag, std::uint64_t, kInvalid40>;
// The AddressId of the asset's contract or name; invalid() is the network's native asset.
using AssetId = Id<struct AssetTag, std::uint32_t, 0xffffffffU>;
inline constexpr AssetId kNativeAsset = AssetId::invalid();

// An amount of bitcoin in its base unit, exact. 1 BTC = 100,000,000 satoshi.
struct Satoshi {
  std::uint64_t value = 0;

  constexpr Satoshi() = default;
  constexpr explicit Satoshi(std::uint64_t v) : value(v) {}
  constexpr auto operator<=>(const Satoshi&) const = default;
  constexpr Satoshi& operator+=(Satoshi o) {
    value += o.value;
    return *this;
  }
  constexpr Satoshi& operator-=(Satoshi o) {
    value -= o.value;
    return *this;
  }
  friend constexpr Satoshi operator+(Satoshi a, Satoshi b) { return Satoshi{a.value + b.value}; }
  friend constexpr Satoshi operator-(Satoshi a, Satoshi b) { return Satoshi{a.value - b.value}; }
};

}  // namespace spoor

template <class Tag, class Rep, Rep kInvalid>
struct std::hash<spoor::Id<Tag, Rep, kInvalid>> {
  std::size_t operator()(spoor::Id<Tag, Rep, kInvalid> id) const noexcept {
    return static_cast<std::size_t>(id.value * 0x9e3779b97f4a7c15ULL);
  }
};
