#include "chains/ethereum/abi.h"

#include <algorithm>

namespace spoor::ethereum {

Hash256 AbiReader::word(std::size_t index) {
  Hash256 out{};
  if (index >= data_.size() / kWord) {
    complain("the data is too short");
    return out;
  }
  std::ranges::copy(data_.subspan(index * kWord, kWord), out.begin());
  return out;
}

SignedAmount AbiReader::signed_number(std::size_t index) {
  U256 value = number(index);
  const bool negative = value.words[3] >> 63 != 0;
  if (negative) {
    for (std::uint64_t& part : value.words) part = ~part;
    value += U256(1);
  }
  return {negative, value};
}

std::uint64_t AbiReader::number64(std::size_t index) {
  const U256 value = number(index);
  if (value.fits_u64()) return value.to_u64();
  complain("a number is larger than its type");
  return 0;
}

Address AbiReader::address(std::size_t index) {
  const std::optional<Address> out = address_in(word(index));
  if (!out) complain("an address has more than 20 bytes");
  return out.value_or(Address{});
}

std::optional<AbiReader::Tail> AbiReader::tail(std::size_t index, std::size_t bytes_each) {
  const U256 offset = number(index);
  if (data_.size() < kWord || offset > U256(data_.size() - kWord)) {
    complain("an offset points outside the data");
    return std::nullopt;
  }
  const std::size_t begin = offset.to_u64() + kWord;
  const U256 count = U256::from_big_endian(data_.subspan(begin - kWord, kWord));
  if (count > U256((data_.size() - begin) / bytes_each)) {
    complain("a length goes beyond the data");
    return std::nullopt;
  }
  return Tail{begin, count.to_u64()};
}

ByteSpan AbiReader::bytes(std::size_t index) {
  const std::optional<Tail> found = tail(index, 1);
  return found ? data_.subspan(found->begin, found->count) : ByteSpan();
}

std::vector<U256> AbiReader::numbers(std::size_t index) {
  std::vector<U256> out;
  const std::optional<Tail> found = tail(index, kWord);
  if (!found) return out;
  out.reserve(found->count);
  for (std::size_t i = 0; i < found->count; ++i)
    out.push_back(U256::from_big_endian(data_.subspan(found->begin + i * kWord, kWord)));
  return out;
}

}  // namespace spoor::ethereum
