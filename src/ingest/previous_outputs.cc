#include "ingest/previous_outputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/amount.h"
#include "base/csv.h"
#include "base/error.h"
#include "chains/bitcoin/script.h"
#include "crypto/hash.h"
#include "ingest/shown_items.h"

namespace spoor::ingest {
namespace {

using bitcoin::ScriptType;

constexpr std::uint64_t kMaxCsvBytes = 1ULL << 30;
constexpr std::uint64_t kMaxUndoBytes = 1 << 26;
constexpr std::size_t kLongestCount = 9;  // bytes of a compact size

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

// The blocks of one file with so many transactions, as the hashes of the blocks before them: undo
// records mostly stand in the same order.
struct Candidates {
  std::vector<Hash256> previous;
  std::size_t next = 0;  // to be tried first
};

// None where no count can be read.
std::optional<std::uint64_t> transaction_count(const BlockSource& source, BlockPlace place,
                                               Bytes& buffer) {
  place.offset += bitcoin::kHeaderBytes;
  place.size = static_cast<std::uint32_t>(
      std::min<std::size_t>(place.size - bitcoin::kHeaderBytes, kLongestCount));
  try {
    ByteReader in(source.read(place, buffer));
    return in.compact_size();
  } catch (const Error&) {
    return std::nullopt;
  }
}

bool checksum_holds(ByteSpan data_and_checksum, const Hash256& previous) {
  const ByteSpan data = data_and_checksum.first(data_and_checksum.size() - 32);
  return std::ranges::equal(sha256d(previous, data, {}), data_and_checksum.last(32));
}

// The block before the one that the record belongs to; none where it is not here.
std::optional<Hash256> match(ByteSpan record, Candidates& candidates) {
  const std::size_t count = candidates.previous.size();
  for (std::size_t tried = 0; tried < count; ++tried) {
    const std::size_t at = (candidates.next + tried) % count;
    if (!checksum_holds(record, candidates.previous[at])) continue;
    candidates.next = at + 1;
    return candidates.previous[at];
  }
  return std::nullopt;
}

// Can the input have spent a coin with this script? Only a hash in the script can deny it.
bool shows(const bitcoin::InputView& input, ByteSpan script) {
  const bitcoin::ScriptClass coin = bitcoin::classify(script);
  const bool in_witness = coin.type == ScriptType::kP2wpkh || coin.type == ScriptType::kP2wsh;
  if (!in_witness && coin.type != ScriptType::kP2pkh && coin.type != ScriptType::kP2sh) return true;
  const std::optional<ByteSpan> item =
      in_witness ? last_witness_item(input.witness) : last_push(input.script_sig);
  if (!item) return true;
  return coin.type == ScriptType::kP2wsh ? std::ranges::equal(sha256(*item), coin.payload)
                                         : std::ranges::equal(hash160(*item), coin.payload);
}

bool fits(const PreviousOutputs::UndoRecord& undo, const bitcoin::ParsedBlock& block) {
  if (undo.size() + 1 != block.transactions.size()) return false;
  for (std::size_t t = 0; t < undo.size(); ++t) {
    const bitcoin::TxView& tx = block.transactions[t + 1];
    if (undo[t].size() != tx.input_count) return false;
    std::uint64_t left = 0;
    for (std::uint32_t i = 0; i < tx.input_count; ++i) {
      left += undo[t][i].value.value;
      if (!shows(block.inputs[tx.first_input + i], undo[t][i].script)) return false;
    }
    for (std::uint32_t o = 0; o < tx.output_count; ++o) {
      const std::uint64_t value = block.outputs[tx.first_output + o].value.value;
      if (value > left) return false;
      left -= value;
    }
  }
  return true;
}

using UndoRecords = std::multimap<Hash256, PreviousOutputs::UndoRecord>;

// `blocks` by their number of transactions.
void add_undo_file(const Path& path, const std::array<std::uint8_t, 8>& key,
                   std::map<std::uint64_t, Candidates>& blocks, Scan& scan, UndoRecords& out) {
  const MappedFile mapped(path, MappedFile::Access::kSequential);
  Bytes bytes(mapped.bytes().begin(), mapped.bytes().end());
  unxor(bytes, 0, key);
  for (const UndoPlace& at : find_records(bytes, bitcoin::params(scan.network))) {
    const ByteSpan record = ByteSpan(bytes).subspan(at.offset, at.size + 32ULL);
    try {
      PreviousOutputs::UndoRecord undo = bitcoin::parse_undo(record.first(at.size));
      if (undo.empty()) continue;
      if (const auto previous = match(record, blocks[undo.size() + 1]))
        out.emplace(*previous, std::move(undo));
      else
        scan.skipped.push_back({path, at.offset, at.size, "undo record of no block found here"});
    } catch (const Error& e) {
      scan.skipped.push_back({path, at.offset, at.size, e.message()});
    }
  }
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
      const std::uint64_t n = parse_u64(row.fields[vout]);
      if (n > 0xffffffffULL) throw_bad_input("vout is too large");
      const OutpointBytes outpoint =
          outpoint_bytes(hash_from_display_hex(row.fields[txid]), static_cast<std::uint32_t>(n));
      Previous coin{.value = Satoshi{parse_u64(row.fields[value])}, .script = {}};
      if (coin.value.value > bitcoin::kMaxMoney) throw_bad_input("more satoshi than there can be");
      if (!row.fields[script].empty()) coin.script = from_hex(row.fields[script]);
      const auto [known, is_new] = coins_.try_emplace(outpoint, coin);
      if (!is_new && known->second != coin)
        throw_bad_input("an earlier row says something else of this coin", {},
                        "Leave one of the rows out");
    } catch (const Error& e) {
      throw e.at({.file = file, .line = row.line});
    }
  }
}

void PreviousOutputs::add_undo(const Path& folder, const BlockSource& source, Scan& scan) {
  const std::array<std::uint8_t, 8> key = read_xor_key(folder);
  std::map<std::uint32_t, std::map<std::uint64_t, Candidates>> blocks_of_file;
  Bytes buffer;
  for (const FoundBlock& block : scan.blocks)
    if (const auto count = transaction_count(source, block.place, buffer))
      blocks_of_file[block.place.file][*count].previous.push_back(block.header.previous);
  for (auto& [file, blocks] : blocks_of_file) {
    const Path path = folder / ("rev" + source.files()[file].name.substr(3));
    if (std::filesystem::exists(path)) add_undo_file(path, key, blocks, scan, undo_);
  }
}

std::vector<const PreviousOutputs::UndoRecord*> PreviousOutputs::records_of(
    const bitcoin::ParsedBlock& block) const {
  std::vector<const UndoRecord*> out;
  const auto [begin, end] = undo_.equal_range(block.header.previous);
  for (auto record = begin; record != end; ++record)
    if (fits(record->second, block)) out.push_back(&record->second);
  return out;
}

std::optional<PreviousOutputs::Previous> PreviousOutputs::find(
    const OutpointBytes& outpoint, std::span<const UndoRecord* const> records, std::size_t tx,
    std::size_t input) const {
  if (const auto coin = coins_.find(outpoint); coin != coins_.end()) return coin->second;
  std::optional<Previous> found;
  for (const UndoRecord* record : records) {
    const bitcoin::SpentCoin& spent = (*record)[tx - 1][input];
    Previous coin{spent.value, spent.script};
    if (found && *found != coin) return std::nullopt;
    found = std::move(coin);
  }
  return found;
}

}  // namespace spoor::ingest
