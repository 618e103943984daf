// The data of logs and calls: words of 32 bytes, and byte strings and arrays that a word points to.
//
// Whoever wrote a contract wrote its data, so nothing here throws or trusts a length: what cannot
// be read is zero or empty, and the first thing that was wrong is kept.
//
//   AbiReader in(log.data);
//   const U256 amount = in.number(0);
//   const ByteSpan memo = in.bytes(1);
//   if (in.wrong() != nullptr) …
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/u256.h"
#include "chains/ethereum/address.h"

namespace spoor::ethereum {

// A number of 256 bits with a sign (two's complement on chain).
struct SignedAmount {
  bool negative = false;
  U256 magnitude;

  bool operator==(const SignedAmount&) const = default;
};

// `data` must outlive the reader and the views that it gives. Words are counted from 0.
class AbiReader {
 public:
  static constexpr std::size_t kWord = 32;

  explicit AbiReader(ByteSpan data) : data_(data) {}

  // What was wrong first, constant text; none while all was well.
  const char* wrong() const { return wrong_; }
  void complain(const char* reason) {
    if (wrong_ == nullptr) wrong_ = reason;
  }
  std::size_t size() const { return data_.size(); }

  Hash256 word(std::size_t index);
  U256 number(std::size_t index) { return U256::from_big_endian(word(index)); }
  SignedAmount signed_number(std::size_t index);
  std::uint64_t number64(std::size_t index);  // wrong where it does not fit
  Address address(std::size_t index);         // wrong where it has more than 20 bytes
  // What the word points to, counted from the start of the data: a length and then that many bytes
  // or numbers. What an array's length says is believed only as far as there is data for it.
  ByteSpan bytes(std::size_t index);
  std::vector<U256> numbers(std::size_t index);

 private:
  // The place behind the length that the word points to, and the length; none where it is outside.
  struct Tail {
    std::size_t begin;
    std::size_t count;
  };
  std::optional<Tail> tail(std::size_t index, std::size_t bytes_each);

  ByteSpan data_;
  const char* wrong_ = nullptr;
};

}  // namespace spoor::ethereum
