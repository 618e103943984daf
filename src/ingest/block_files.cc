#include "ingest/block_files.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/progress.h"
#include "chains/bitcoin/work.h"

namespace spoor::ingest {
namespace {

constexpr std::uint32_t kMaxBlockBytes = 4'000'000;  // weight bounds the size too
constexpr std::uint64_t kRecordHead = 8;             // magic and length
constexpr std::uint64_t kWindow = 1 << 20;           // searched at once for the next magic

bool is_block_file(const std::string& name) {
  return name.size() == 12 && name.starts_with("blk") && name.ends_with(".dat") &&
         std::all_of(name.begin() + 3, name.begin() + 8,
                     [](char c) { return c >= '0' && c <= '9'; });
}

bool is_hex_text(ByteSpan bytes) {
  return !bytes.empty() && std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t b) {
    return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'f') || (b >= 'A' && b <= 'F') ||
           b == '\n' || b == '\r' || b == ' ';
  });
}

Bytes hex_text_to_bytes(ByteSpan text) {
  std::string digits;
  for (const std::uint8_t b : text)
    if (b > ' ') digits.push_back(static_cast<char>(b));
  return from_hex(digits);
}

// Scans one file record by record.
class FileScanner {
 public:
  FileScanner(const BlockSource& source, std::uint32_t file,
              std::optional<bitcoin::Network>& network, Scan& out)
      : source_(source), file_(file), end_(source.size_of(file)), network_(network), out_(out) {}

  void run() {
    while (position_ < end_) {
      if (end_ - position_ < kRecordHead || !record()) resynchronise();
    }
    close_gap(end_);
  }

 private:
  ByteSpan bytes(std::uint64_t offset, std::uint64_t size, Bytes& buffer) const {
    return source_.read({file_, offset, static_cast<std::uint32_t>(size)}, buffer);
  }

  // Reads one record at the position and moves behind it; false where none begins here.
  bool record() {
    const ByteSpan head = bytes(position_, kRecordHead, head_buffer_);
    const auto network = bitcoin::network_of_magic(head.first(4));
    if (!network || (network_ && *network != *network_)) return false;
    const std::uint32_t length = load_le<std::uint32_t>(head.data() + 4);
    const std::uint64_t begin = position_ + kRecordHead;
    if (length < bitcoin::kHeaderBytes + 1 || length > kMaxBlockBytes) return false;
    if (end_ - begin < bitcoin::kHeaderBytes) return false;
    const ByteSpan header = bytes(begin, bitcoin::kHeaderBytes, header_buffer_);
    FoundBlock block{.place = {file_, begin, length},
                     .hash = bitcoin::hash_header(header),
                     .header = bitcoin::parse_header(header)};
    if (!bitcoin::proof_of_work_holds(block.hash, block.header.bits)) return false;
    network_ = network;
    if (end_ - begin < length) {
      note_cut(length);
      return false;
    }
    close_gap(position_);
    out_.blocks.push_back(block);
    const std::uint64_t behind = begin + length;
    told_until_ = std::max(told_until_, behind);
    position_ = is_followed(behind) ? behind : begin + bitcoin::kHeaderBytes;
    return true;
  }

  // Does a file end or a record begin there? If not, the block may have been cut, and then it
  // swallowed those behind it: they are looked for inside it too.
  bool is_followed(std::uint64_t behind) {
    if (behind == end_) return true;
    if (end_ - behind < 4) return false;
    return bitcoin::network_of_magic(bytes(behind, 4, head_buffer_)) == network_;
  }

  // A header with proof of work whose block goes beyond the end. Other blocks may stand behind it.
  void note_cut(std::uint32_t length) {
    close_gap(position_);
    skip(position_, kRecordHead,
         fmt::format("block is cut: {} bytes stated, {} there", length,
                     end_ - position_ - kRecordHead));
  }

  // Moves to the next place where the magic stands.
  void resynchronise() {
    ++position_;
    while (position_ < end_) {
      const std::uint64_t n = std::min(kWindow, end_ - position_);
      const ByteSpan window = bytes(position_, n, window_buffer_);
      const std::uint64_t at = next_magic(window);
      if (at < n) {
        position_ += at;
        return;
      }
      position_ += n < kWindow ? n : n - 3;
    }
  }

  std::uint64_t next_magic(ByteSpan window) const {
    if (network_) {
      const auto& magic = bitcoin::params(*network_).magic;
      return static_cast<std::uint64_t>(
          std::search(window.begin(), window.end(), magic.begin(), magic.end()) - window.begin());
    }
    for (std::uint64_t i = 0; i + 4 <= window.size(); ++i)
      if (bitcoin::network_of_magic(window.subspan(i, 4))) return i;
    return window.size();
  }

  // What lies between the last record and `end` was passed over; zeros are preallocation.
  void close_gap(std::uint64_t end) {
    std::uint64_t first = end;
    std::uint64_t last = 0;
    for (std::uint64_t at = told_until_; at < end; at += kWindow) {
      const ByteSpan window = bytes(at, std::min(kWindow, end - at), window_buffer_);
      // In an obfuscated file the preallocated zeros were never XORed.
      for (std::uint64_t i = 0; i < window.size(); ++i)
        if (window[i] != 0 && window[i] != source_.xor_key()[(at + i) % 8]) {
          first = std::min(first, at + i);
          last = at + i + 1;
        }
    }
    if (first < last) skip(first, last - first, "bytes that are no block");
    told_until_ = std::max(told_until_, end);
  }

  void skip(std::uint64_t offset, std::uint64_t n, std::string reason) {
    out_.skipped.push_back({source_.files()[file_].path, offset, n, std::move(reason)});
  }

  const BlockSource& source_;
  std::uint32_t file_;
  std::uint64_t position_ = 0;
  std::uint64_t end_;
  std::uint64_t told_until_ = 0;  // everything before it is in a block or told of
  std::optional<bitcoin::Network>& network_;
  Scan& out_;
  Bytes head_buffer_, header_buffer_, window_buffer_;
};

void scan_single(const BlockSource& source, std::uint32_t file, Scan& out) {
  const std::uint64_t size = source.size_of(file);
  const Where where{.file = source.files()[file].path, .offset = 0};
  if (size <= bitcoin::kHeaderBytes || size > kMaxBlockBytes)
    throw_bad_input(fmt::format("not a block: {} bytes", size), where);
  Bytes buffer;
  const BlockPlace place{file, 0, static_cast<std::uint32_t>(size)};
  const ByteSpan header = source.read(place, buffer).first(bitcoin::kHeaderBytes);
  FoundBlock block{.place = place,
                   .hash = bitcoin::hash_header(header),
                   .header = bitcoin::parse_header(header)};
  if (!bitcoin::proof_of_work_holds(block.hash, block.header.bits))
    throw_bad_input("the header's hash does not reach the work that it states", where,
                    "Give one whole block, raw or as hex, without magic and length");
  out.blocks.push_back(block);
}

// What most files begin with, as Bitcoin Core writes them; none where no file does.
std::optional<bitcoin::Network> network_at_start(const BlockSource& source) {
  Bytes buffer;
  for (std::uint32_t i = 0; i < source.files().size(); ++i) {
    if (source.size_of(i) < 4) continue;
    const auto network = bitcoin::network_of_magic(source.read({i, 0, 4}, buffer));
    if (network) return network;
  }
  return std::nullopt;
}

[[noreturn]] void throw_no_block(const BlockSource& source,
                                 std::optional<bitcoin::Network> wanted) {
  const auto name = [](bitcoin::Network network) { return bitcoin::params(network).name; };
  const Where where{.file = source.files().front().path};
  const std::uint64_t bytes = source.total_bytes();
  const std::string key = "if they come from Core 28 or later, xor.dat must be beside them";
  if (!wanted)
    throw_bad_input(fmt::format("no block found in {} bytes", bytes), where,
                    "Give files of blocks; " + key);
  const std::optional<bitcoin::Network> found = network_at_start(source);
  if (found && *found != *wanted)
    throw_bad_input(fmt::format("no block of {} found in {} bytes, which are of {}", name(*wanted),
                                bytes, name(*found)),
                    where, fmt::format("Say --network {}, or leave it out", name(*found)));
  throw_bad_input(fmt::format("no block of {} found in {} bytes", name(*wanted), bytes), where,
                  "The files may be of another network than --network says; " + key);
}

}  // namespace

void unxor(std::span<std::uint8_t> bytes, std::uint64_t offset,
           const std::array<std::uint8_t, 8>& key) {
  std::array<std::uint8_t, 8> turned;
  for (std::size_t i = 0; i < 8; ++i) turned[i] = key[(offset + i) % 8];
  const auto mask = load_le<std::uint64_t>(turned.data());
  std::size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8)
    store_le(bytes.data() + i, load_le<std::uint64_t>(bytes.data() + i) ^ mask);
  for (; i < bytes.size(); ++i) bytes[i] ^= turned[i % 8];
}

std::array<std::uint8_t, 8> read_xor_key(const Path& folder) {
  std::array<std::uint8_t, 8> key{};
  const Path path = folder / "xor.dat";
  // A link that leads nowhere is no key of zeros.
  if (!std::filesystem::exists(std::filesystem::symlink_status(path))) return key;
  const MappedFile file(path);
  if (file.bytes().size() != key.size())
    throw_bad_input(fmt::format("the key has {} bytes, not 8", file.bytes().size()), {.file = path},
                    "Copy xor.dat from the folder of the block files");
  std::ranges::copy(file.bytes(), key.begin());
  return key;
}

BlockSource BlockSource::of_folder(const Path& folder) {
  BlockSource source;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error))
    if (is_block_file(entry.path().filename().string()))
      source.files_.push_back({entry.path(), entry.path().filename().string()});
  if (error)
    throw Error(ErrorCode::kIo, "cannot read the folder: " + error.message(), {.file = folder},
                "Give the `blocks` folder of Bitcoin Core's data directory");
  if (source.files_.empty())
    throw_bad_input("no blk*.dat file in the folder", {.file = folder},
                    "Give the `blocks` folder of Bitcoin Core's data directory");
  std::sort(source.files_.begin(), source.files_.end(),
            [](const File& a, const File& b) { return a.name < b.name; });
  for (const File& file : source.files_)
    source.contents_.emplace_back(MappedFile(file.path, MappedFile::Access::kSequential));
  source.key_ = read_xor_key(folder);
  source.obfuscated_ = source.key_ != std::array<std::uint8_t, 8>{};
  return source;
}

BlockSource BlockSource::of_single_blocks(const std::vector<Path>& files) {
  BlockSource source;
  source.single_ = true;
  for (const Path& path : files) {
    const std::string text = read_file_or_stdin(path, 2 * kMaxBlockBytes + (1 << 16));
    const ByteSpan bytes = as_bytes(text);
    source.files_.push_back({path, path == "-" ? "standard input" : path.filename().string()});
    source.contents_.emplace_back(is_hex_text(bytes) ? hex_text_to_bytes(bytes)
                                                     : Bytes(bytes.begin(), bytes.end()));
  }
  return source;
}

std::uint64_t BlockSource::total_bytes() const {
  std::uint64_t total = 0;
  for (const Content& content : contents_) total += content.bytes().size();
  return total;
}

ByteSpan BlockSource::read(const BlockPlace& place, Bytes& buffer) const {
  const ByteSpan all = contents_[place.file].bytes();
  ASSERT(place.offset <= all.size() && place.size <= all.size() - place.offset);
  const ByteSpan part = all.subspan(place.offset, place.size);
  if (!obfuscated_) return part;
  buffer.assign(part.begin(), part.end());
  unxor(buffer, place.offset, key_);
  return buffer;
}

Scan scan_blocks(const BlockSource& source, std::optional<bitcoin::Network> wanted) {
  Scan scan;
  std::optional<bitcoin::Network> network = wanted;
  if (source.holds_single_blocks()) {
    if (!network) network = bitcoin::Network::kMainnet;
    for (std::uint32_t i = 0; i < source.files().size(); ++i) scan_single(source, i, scan);
  } else {
    Progress progress("scan", source.files().size(), "files");
    for (std::uint32_t i = 0; i < source.files().size(); ++i) {
      FileScanner(source, i, network, scan).run();
      progress.update(i + 1);
    }
  }
  if (scan.blocks.empty()) throw_no_block(source, wanted);
  scan.network = *network;
  return scan;
}

}  // namespace spoor::ingest
