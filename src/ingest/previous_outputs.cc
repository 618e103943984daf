#include "ingest/previous_outputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/amount.h"
#include "base/csv.h"
#include "base/error.h"
#include "crypto/hash.h"

namespace spoor::ingest {
namespace {

constexpr std::uint64_t kMaxCsvBytes = 1ULL << 30;
constexpr std::uint64_t kMaxUndoBytes = 1 << 26;

struct UndoPlace {
  std::uint64_t offset = 0;  // of the data
  std::uint32_t size = 0;
};

// Records of one undo file: magic, length, data, 32 bytes of checksum.
std::vector<UndoPlace> find_records(ByteSpan file, const bitcoin::NetworkParams& params) {
  std::vector<UndoPlace> records;
  auto at = file.begin();
  for (;;) {
    at = std::search(at, file.end(), params.magic.begin(), params.magic.end());
    if (file.end() - at < 8 + 32) return records;
    const auto length = load_le<std::uint32_t>(&*at + 4);
    if (length > kMaxUndoBytes || file.end() - at - 40 < static_cast<std::ptrdiff_t>(length)) {
      ++at;
      continue;
    }
    records.push_back({static_cast<std::uint64_t>(at - file.begin()) + 8, length});
    at += 8 + length + 32;
  }
}

bool checksum_holds(ByteSpan data_and_checksum, const Hash256& previous) {
  const ByteSpan data = data_and_checksum.first(data_and_checksum.size() - 32);
  return std::ranges::equal(sha256d(previous, data, {}), data_and_checksum.last(32));
}

}  // namespace

void PreviousOutputs::add_csv(const Path& file) {
  const CsvTable table = parse_csv(read_file_or_stdin(file, kMaxCsvBytes), file);
  const std::size_t txid = table.column("txid");
  const std::size_t vout = table.column("vout");
  const std::size_t value = table.column("value_sat");
  const std::size_t script = table.column("script_hex");
  for (const CsvRow& row : table.rows) {
    try {
      OutpointBytes outpoint;
      const Hash256 hash = hash_from_display_hex(row.fields[txid]);
      std::memcpy(outpoint.data(), hash.data(), 32);
      const std::uint64_t n = parse_u64(row.fields[vout]);
      if (n > 0xffffffffULL) throw_bad_input("vout is too large");
      store_le(outpoint.data() + 32, static_cast<std::uint32_t>(n));
      Previous coin{.value = Satoshi{parse_u64(row.fields[value])}, .script = {}};
      if (coin.value.value > bitcoin::kMaxMoney) throw_bad_input("more satoshi than there can be");
      if (!row.fields[script].empty()) coin.script = from_hex(row.fields[script]);
      coins_.insert_or_assign(outpoint, std::move(coin));
    } catch (const Error& e) {
      throw e.at({.file = file, .line = row.line});
    }
  }
}

void PreviousOutputs::add_undo(const Path& folder, const BlockSource& source, Scan& scan) {
  const std::array<std::uint8_t, 8> key = read_xor_key(folder);
  std::map<std::uint32_t, std::vector<Hash256>> previous_of_file;
  for (const FoundBlock& block : scan.blocks)
    previous_of_file[block.place.file].push_back(block.header.previous);
  for (const auto& [file, previous] : previous_of_file) {
    const Path path = folder / ("rev" + source.files()[file].name.substr(3));
    if (std::filesystem::exists(path)) add_undo_file(path, key, previous, scan);
  }
}

void PreviousOutputs::add_undo_file(const Path& path, const std::array<std::uint8_t, 8>& key,
                                    const std::vector<Hash256>& previous, Scan& scan) {
  const MappedFile mapped(path, MappedFile::Access::kSequential);
  Bytes bytes(mapped.bytes().begin(), mapped.bytes().end());
  unxor(bytes, 0, key);
  std::size_t guess = 0;  // records mostly stand in the order of the blocks
  for (const UndoPlace& at : find_records(bytes, bitcoin::params(scan.network))) {
    const ByteSpan record = ByteSpan(bytes).subspan(at.offset, at.size + 32ULL);
    std::size_t tried = 0;
    while (tried < previous.size() &&
           !checksum_holds(record, previous[(guess + tried) % previous.size()]))
      ++tried;
    if (tried == previous.size()) {
      scan.skipped.push_back({path, at.offset, at.size, "undo record of no block found here"});
      continue;
    }
    const Hash256& matched = previous[(guess + tried) % previous.size()];
    guess = (guess + tried + 1) % previous.size();
    try {
      UndoRecord undo = bitcoin::parse_undo(record.first(at.size));
      if (!undo.empty()) undo_.emplace(matched, std::move(undo));
    } catch (const Error& e) {
      scan.skipped.push_back({path, at.offset, at.size, e.message()});
    }
  }
}

std::optional<PreviousOutputs::Previous> PreviousOutputs::find(const OutpointBytes& outpoint,
                                                               const bitcoin::ParsedBlock& block,
                                                               std::size_t tx,
                                                               std::size_t input) const {
  if (const auto coin = coins_.find(outpoint); coin != coins_.end()) return coin->second;
  const auto [begin, end] = undo_.equal_range(block.header.previous);
  for (auto record = begin; record != end; ++record) {
    const UndoRecord& undo = record->second;
    if (undo.size() + 1 != block.transactions.size() ||
        undo[tx - 1].size() != block.transactions[tx].input_count)
      continue;
    const bitcoin::SpentCoin& spent = undo[tx - 1][input];
    return Previous{spent.value, spent.script};
  }
  return std::nullopt;
}

}  // namespace spoor::ingest
