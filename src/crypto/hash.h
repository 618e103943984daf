// Hashes: SHA-256, RIPEMD-160 and SHA-1 from OpenSSL (fetched once a thread), SipHash of our own.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "base/bytes.h"

namespace spoor {

Hash256 sha256(ByteSpan bytes);
Hash256 sha256d(ByteSpan bytes);                      // twice, as bitcoin's ids
Hash256 sha256d(ByteSpan a, ByteSpan b, ByteSpan c);  // of the three joined
Hash160 ripemd160(ByteSpan bytes);
Hash160 hash160(ByteSpan bytes);  // RIPEMD-160 of SHA-256
Hash160 sha1(ByteSpan bytes);     // for names that others define by it (UUID version 5) only

class Digest;  // of OpenSSL

// SHA-256 in parts, for files.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(const Sha256Stream&) = delete;
  Sha256Stream& operator=(const Sha256Stream&) = delete;
  void add(ByteSpan bytes);
  Hash256 finish();

 private:
  std::unique_ptr<Digest> digest_;
};

// SipHash-2-4 with 128-bit output (Aumasson, Bernstein): a keyed hash that nobody can aim at
// without the key. For hash tables and sorted runs over hostile keys.
struct Hash128 {
  std::uint64_t hi = 0;  // the reference's output bytes 8 to 15, little-endian
  std::uint64_t lo = 0;  // 0 to 7
  auto operator<=>(const Hash128&) const = default;
};
struct SipKey {
  std::uint64_t k0 = 0;
  std::uint64_t k1 = 0;
};
Hash128 siphash128(const SipKey& key, ByteSpan bytes);

}  // namespace spoor
