#include "crypto/hash.h"

#include <openssl/evp.h>

#include <bit>
#include <string>

#include "base/error.h"

namespace spoor {
namespace {

[[noreturn]] void throw_openssl(const char* what) {
  throw Error(ErrorCode::kInternal, std::string("OpenSSL fails: ") + what, {},
              "Install OpenSSL 3.0.7 or later with its default provider");
}

}  // namespace

// One algorithm with its context, fetched once and used again for every hash: an implicit fetch
// would cost more than the hashing of a transaction.
class Digest {
 public:
  explicit Digest(const char* algorithm)
      : algorithm_(EVP_MD_fetch(nullptr, algorithm, nullptr)), context_(EVP_MD_CTX_new()) {
    if (algorithm_ == nullptr || context_ == nullptr) throw_openssl(algorithm);
  }
  ~Digest() {
    EVP_MD_CTX_free(context_);
    EVP_MD_free(algorithm_);
  }
  Digest(const Digest&) = delete;
  Digest& operator=(const Digest&) = delete;

  void begin() {
    if (EVP_DigestInit_ex2(context_, algorithm_, nullptr) != 1) throw_openssl("init");
  }
  void add(ByteSpan bytes) {
    if (EVP_DigestUpdate(context_, bytes.data(), bytes.size()) != 1) throw_openssl("update");
  }
  template <class Hash>
  Hash finish() {
    Hash out;
    if (EVP_DigestFinal_ex(context_, out.data(), nullptr) != 1) throw_openssl("final");
    return out;
  }

 private:
  EVP_MD* algorithm_;
  EVP_MD_CTX* context_;
};

namespace {

Digest& thread_sha256() {
  thread_local Digest digest("SHA256");
  return digest;
}

Hash256 finish_twice(Digest& digest) {
  const Hash256 once = digest.finish<Hash256>();
  digest.begin();
  digest.add(once);
  return digest.finish<Hash256>();
}

}  // namespace

Hash256 sha256(ByteSpan bytes) {
  Digest& digest = thread_sha256();
  digest.begin();
  digest.add(bytes);
  return digest.finish<Hash256>();
}

Hash256 sha256d(ByteSpan bytes) {
  Digest& digest = thread_sha256();
  digest.begin();
  digest.add(bytes);
  return finish_twice(digest);
}

Hash256 sha256d(ByteSpan a, ByteSpan b, ByteSpan c) {
  Digest& digest = thread_sha256();
  digest.begin();
  digest.add(a);
  digest.add(b);
  digest.add(c);
  return finish_twice(digest);
}

Hash160 ripemd160(ByteSpan bytes) {
  thread_local Digest digest("RIPEMD160");
  digest.begin();
  digest.add(bytes);
  return digest.finish<Hash160>();
}

Hash160 hash160(ByteSpan bytes) { return ripemd160(sha256(bytes)); }

Hash160 sha1(ByteSpan bytes) {
  thread_local Digest digest("SHA1");
  digest.begin();
  digest.add(bytes);
  return digest.finish<Hash160>();
}

Sha256Stream::Sha256Stream() : digest_(std::make_unique<Digest>("SHA256")) { digest_->begin(); }

Sha256Stream::~Sha256Stream() = default;

void Sha256Stream::add(ByteSpan bytes) { digest_->add(bytes); }

Hash256 Sha256Stream::finish() { return digest_->finish<Hash256>(); }

namespace {

// The four words of SipHash, as in the paper.
struct SipState {
  std::uint64_t v0, v1, v2, v3;

  void round() {
    v0 += v1;
    v1 = std::rotl(v1, 13) ^ v0;
    v0 = std::rotl(v0, 32);
    v2 += v3;
    v3 = std::rotl(v3, 16) ^ v2;
    v0 += v3;
    v3 = std::rotl(v3, 21) ^ v0;
    v2 += v1;
    v1 = std::rotl(v1, 17) ^ v2;
    v2 = std::rotl(v2, 32);
  }
  void absorb(std::uint64_t word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }
  std::uint64_t squeeze() {
    for (int i = 0; i < 4; ++i) round();
    return v0 ^ v1 ^ v2 ^ v3;
  }
};

}  // namespace

Hash128 siphash128(const SipKey& key, ByteSpan bytes) {
  SipState state{key.k0 ^ 0x736f6d6570736575ULL, key.k1 ^ 0x646f72616e646f6dULL ^ 0xee,
                 key.k0 ^ 0x6c7967656e657261ULL, key.k1 ^ 0x7465646279746573ULL};
  const std::size_t whole = bytes.size() & ~std::size_t{7};
  for (std::size_t i = 0; i < whole; i += 8) state.absorb(load_le<std::uint64_t>(bytes.data() + i));
  std::uint64_t last = static_cast<std::uint64_t>(bytes.size()) << 56;
  for (std::size_t i = whole; i < bytes.size(); ++i)
    last |= static_cast<std::uint64_t>(bytes[i]) << (8 * (i - whole));
  state.absorb(last);
  state.v2 ^= 0xee;
  Hash128 out;
  out.lo = state.squeeze();
  state.v1 ^= 0xdd;
  out.hi = state.squeeze();
  return out;
}

}  // namespace spoor
