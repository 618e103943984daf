#include "crypto/hash.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <algorithm>
#include <numeric>
#include <thread>
#include <vector>

namespace spoor {
namespace {

Bytes counting(std::size_t n) {
  Bytes out(n);
  std::iota(out.begin(), out.end(), std::uint8_t{0});
  return out;
}

// FIPS 180-2, appendix B.
TEST(Sha256, IsTheStandardsOwn) {
  EXPECT_EQ(to_hex(sha256(as_bytes("abc"))),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(to_hex(sha256({})), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(to_hex(sha256(as_bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Sha256d, IsTheHashOfTheHash) {
  EXPECT_EQ(sha256d(as_bytes("hello")), sha256(sha256(as_bytes("hello"))));
  EXPECT_EQ(to_hex(sha256d(as_bytes("hello"))),
            "9595c9df90075148eb06860365df33584b75bff782a510c6cd4883a419833d50");
}

TEST(Sha256d, OfThreePartsIsThatOfTheWhole) {
  const Bytes bytes = counting(200);
  const ByteSpan all(bytes);
  for (std::size_t a = 0; a <= 200; a += 7)
    for (std::size_t b = a; b <= 200; b += 11)
      ASSERT_EQ(sha256d(all.first(a), all.subspan(a, b - a), all.subspan(b)), sha256d(all));
  EXPECT_EQ(sha256d({}, {}, {}), sha256d({}));
}

// The first two are of the paper by Dobbertin, Bosselaers and Preneel.
TEST(Ripemd160, IsThePapersOwn) {
  EXPECT_EQ(to_hex(ripemd160({})), "9c1185a5c5e9fc54612808977ee8f548b2258d31");
  EXPECT_EQ(to_hex(ripemd160(as_bytes("abc"))), "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc");
  // The key of BIP-173's examples.
  EXPECT_EQ(to_hex(hash160(
                from_hex("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"))),
            "751e76e8199196d454941c45d1b3a323f1433bd6");
}

// FIPS 180-1, appendix A.
TEST(Sha1, IsTheStandardsOwn) {
  EXPECT_EQ(to_hex(sha1(as_bytes("abc"))), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(to_hex(sha1({})), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

TEST(Sha256Stream, InPartsIsThatOfTheWhole) {
  const Bytes bytes = counting(1'000);
  Sha256Stream stream;
  for (std::size_t at = 0, n = 0; at < bytes.size(); at += n) {
    n = std::min(bytes.size() - at, at % 97 + 1);
    // Hashing something else meanwhile must not disturb the stream.
    sha256(as_bytes("meanwhile"));
    stream.add(ByteSpan(bytes).subspan(at, n));
  }
  EXPECT_EQ(stream.finish(), sha256(bytes));
}

TEST(Hashing, OnManyThreadsGivesTheSame) {
  const Bytes bytes = counting(100);
  const Hash256 expected = sha256d(bytes);
  const Hash160 expected_short = hash160(bytes);
  std::array<int, 4> wrong{};
  std::vector<std::jthread> threads;
  for (int& count : wrong)
    threads.emplace_back([&] {
      for (int i = 0; i < 20'000; ++i)
        count += sha256d(bytes) != expected || hash160(bytes) != expected_short;
    });
  threads.clear();
  EXPECT_EQ(wrong, (std::array<int, 4>{}));
}

Bytes as_written(const Hash128& hash) {
  Bytes out(16);
  store_le(out.data(), hash.lo);
  store_le(out.data() + 8, hash.hi);
  return out;
}

// The key of the reference vectors is 00 01 … 0f, the text of n bytes 00 01 … n-1.
constexpr SipKey kVectorKey{0x0706050403020100, 0x0f0e0d0c0b0a0908};

// From vectors_sip128 of the reference implementation.
TEST(SipHash, IsTheReferences) {
  const std::vector<std::pair<std::size_t, const char*>> vectors = {
      {0, "a3817f04ba25a8e66df67214c7550293"},  {1, "da87c1d86b99af44347659119b22fc45"},
      {7, "a1f1ebbed8dbc153c0b84aa61ff08239"},  {8, "3b62a9ba6258f5610f83e264f31497b4"},
      {15, "5493e99933b0a8117e08ec0f97cfc3d9"}, {16, "6ee2a4ca67b054bbfd3315bf85230577"},
      {36, "3dc47d1f29c448461e9e76ed904f6711"}, {63, "5150d1772f50834a503e069a973fbd7c"}};
  for (const auto& [length, expected] : vectors)
    EXPECT_EQ(to_hex(as_written(siphash128(kVectorKey, counting(length)))), expected) << length;
}

Bytes openssl_siphash(ByteSpan key, ByteSpan bytes) {
  EVP_MAC* mac = EVP_MAC_fetch(nullptr, "SIPHASH", nullptr);
  EVP_MAC_CTX* context = EVP_MAC_CTX_new(mac);
  Bytes out(16);
  std::size_t length = 0;
  EXPECT_EQ(EVP_MAC_init(context, key.data(), key.size(), nullptr), 1);
  EXPECT_EQ(EVP_MAC_update(context, bytes.data(), bytes.size()), 1);
  EXPECT_EQ(EVP_MAC_final(context, out.data(), &length, out.size()), 1);
  EVP_MAC_CTX_free(context);
  EVP_MAC_free(mac);
  return out;
}

TEST(SipHash, IsOpensslsAtEveryLength) {
  for (std::size_t length = 0; length < 200; ++length) {
    const Bytes bytes = counting(length);
    const Hash256 random = sha256(bytes);
    const SipKey key{load_le<std::uint64_t>(random.data()),
                     load_le<std::uint64_t>(random.data() + 8)};
    ASSERT_EQ(as_written(siphash128(key, bytes)),
              openssl_siphash(ByteSpan(random).first(16), bytes))
        << length;
  }
}

}  // namespace
}  // namespace spoor
