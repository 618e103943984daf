#include "bench/limits.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <numeric>
#include <thread>
#include <vector>

#include "base/error.h"
#include "bench/random.h"
#include "bench/stopwatch.h"
#include "ingest/block_files.h"

namespace spoor::bench {
namespace {

constexpr std::size_t kMemoryBytes = 1ULL << 29;
constexpr std::size_t kPage = 4096;

// Keeps the compiler from leaving out what nobody uses.
void keep(std::uint64_t value) { asm volatile("" : : "r"(value) : "memory"); }

struct Closer {
  int descriptor;
  ~Closer() { ::close(descriptor); }
};

class Sha256 {
 public:
  Sha256() : algorithm_(EVP_MD_fetch(nullptr, "SHA256", nullptr)), context_(EVP_MD_CTX_new()) {}
  ~Sha256() {
    EVP_MD_CTX_free(context_);
    EVP_MD_free(algorithm_);
  }
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  std::uint8_t twice(ByteSpan bytes) {
    Hash256 hash;
    EVP_DigestInit_ex2(context_, algorithm_, nullptr);
    EVP_DigestUpdate(context_, bytes.data(), bytes.size());
    EVP_DigestFinal_ex(context_, hash.data(), nullptr);
    EVP_DigestInit_ex2(context_, algorithm_, nullptr);
    EVP_DigestUpdate(context_, hash.data(), hash.size());
    EVP_DigestFinal_ex(context_, hash.data(), nullptr);
    return hash[0];
  }

 private:
  EVP_MD* algorithm_;
  EVP_MD_CTX* context_;
};

// Eight sums, so that no addition waits for the one before.
std::uint64_t sum_of(std::span<const std::uint64_t> words) {
  std::array<std::uint64_t, 8> sums{};
  for (std::size_t i = 0; i + 8 <= words.size(); i += 8)
    for (std::size_t lane = 0; lane < 8; ++lane) sums[lane] += words[i + lane];
  return std::accumulate(sums.begin(), sums.end(), std::uint64_t{0});
}

// The best of some passes: what others do on the machine must not make a limit look low.
template <class Pass>
Rate best_of_passes(std::uint64_t amount, Pass pass) {
  constexpr int kPasses = 8;
  Rate best{.amount = amount, .seconds = 1e9};
  for (int i = 0; i < kPasses; ++i) {
    const Stopwatch watch;
    pass();
    best.seconds = std::min(best.seconds, watch.seconds());
  }
  return best;
}

}  // namespace

Rate read_files(const Path& folder) {
  Bytes buffer(1 << 20);
  Rate out;
  const Stopwatch watch;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const Closer file{::open(entry.path().c_str(), O_RDONLY | O_CLOEXEC)};
    for (ssize_t n = 1; n > 0; out.amount += static_cast<std::uint64_t>(n)) {
      n = ::read(file.descriptor, buffer.data(), buffer.size());
      if (n < 0) throw_io("cannot read", entry.path());
    }
  }
  out.seconds = watch.seconds();
  return out;
}

Rate hash_transactions_twice(const Path& blocks_folder) {
  const auto source = ingest::BlockSource::of_folder(blocks_folder);
  const ingest::Scan scan = ingest::scan_blocks(source, std::nullopt);
  Sha256 sha;
  Bytes buffer;
  bitcoin::ParsedBlock block;
  Rate out;
  for (const ingest::FoundBlock& found : scan.blocks) {
    bitcoin::parse_block(source.read(found.place, buffer), block);
    const Stopwatch watch;
    std::uint64_t some = 0;
    for (const bitcoin::TxView& tx : block.transactions) some += sha.twice(tx.bytes);
    out.seconds += watch.seconds();
    out.amount += found.place.size;
    keep(some);
  }
  return out;
}

Rate copy_memory() {
  const Bytes from(kMemoryBytes, 1);
  Bytes to(kMemoryBytes, 2);
  return best_of_passes(kMemoryBytes, [&] {
    std::memcpy(to.data(), from.data(), kMemoryBytes);
    keep(to.back());
  });
}

Rate read_memory() {
  const std::vector<std::uint64_t> words(kMemoryBytes / 8, 3);
  const std::span<const std::uint64_t> all = words;
  return best_of_passes(kMemoryBytes, [&] {
    std::jthread other([&] { keep(sum_of(all.first(all.size() / 2))); });
    keep(sum_of(all.subspan(all.size() / 2)));
  });
}

Rate random_reads(const Path& file) {
  constexpr std::uint64_t kReads = 10'000'000;
  const MappedFile mapped(file, MappedFile::Access::kSequential);
  const ByteSpan bytes = mapped.bytes();
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < bytes.size(); i += kPage) sum += bytes[i];
  Random random(1);
  const Stopwatch watch;
  for (std::uint64_t i = 0; i < kReads; ++i)
    sum += load_le<std::uint64_t>(bytes.data() + random.next() % (bytes.size() - 8));
  const double seconds = watch.seconds();
  keep(sum);
  return {kReads, seconds};
}

Rate cold_reads(const Path& file) {
  constexpr std::uint64_t kReads = 2'000;
  const Closer opened{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
  if (opened.descriptor < 0) throw_io("cannot open", file);
  ::posix_fadvise(opened.descriptor, 0, 0, POSIX_FADV_DONTNEED);
  ::posix_fadvise(opened.descriptor, 0, 0, POSIX_FADV_RANDOM);
  const std::uint64_t pages = std::filesystem::file_size(file) / kPage;
  Bytes buffer(kPage);
  Random random(2);
  const Stopwatch watch;
  for (std::uint64_t i = 0; i < kReads; ++i)
    if (::pread(opened.descriptor, buffer.data(), kPage,
                static_cast<off_t>(random.next() % pages * kPage)) < 0)
      throw_io("cannot read", file);
  return {kReads, watch.seconds()};
}

}  // namespace spoor::bench
