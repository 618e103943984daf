#include "ledger/manifest.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/json_writer.h"

namespace spoor::ledger {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::uint64_t kMaxManifestBytes = 64 << 20;
constexpr std::array<std::string_view, kIndexKinds> kIndexNames = {"txid", "address", "history",
                                                                   "reveal"};

constexpr std::array<std::string_view, 2> kKindNames = {"utxo", "account"};

// A table, and the most rows it may have in a ledger of coins and in one of accounts; 0 where that
// kind has no such table.
struct CountField {
  const char* name;
  std::uint64_t Counts::* member;
  std::uint64_t limits[2];

  std::uint64_t limit(LedgerKind kind) const { return limits[static_cast<int>(kind)]; }
};
constexpr std::uint64_t kMax32 = 0xfffffffe;
constexpr std::uint64_t kMax39 = (1ULL << 39) - 1;
constexpr CountField kCountFields[] = {
    {"blocks", &Counts::blocks, {kMax32, kMax32}},
    {"transactions", &Counts::transactions, {kMax32, kMax39}},
    {"inputs", &Counts::inputs, {kMax39, 0}},
    {"coins", &Counts::coins, {kMax39, 0}},
    {"transfers", &Counts::transfers, {0, kMax39}},
    {"collectibles", &Counts::collectibles, {0, kMax39}},
    {"events", &Counts::events, {0, kMax39}},
    {"addresses", &Counts::addresses, {kMax32, kMax32}},
    {"openings", &Counts::openings, {0, kMax32}},
    {"wide", &Counts::wide, {0, kMax39}},
    {"heap_rows", &Counts::heap_rows, {kMax39, 0}},
    {"heap_bytes", &Counts::heap_bytes, {kMax39, kMax39}},
    {"reveals", &Counts::reveals, {kMax32, 0}},
    {"prehistory", &Counts::prehistory, {kMax32, 0}},
    {"overwritten", &Counts::overwritten, {kMax32, 0}},
};

struct RangeField {
  const char* name;
  std::uint64_t RunRange::* member;
};
constexpr RangeField kRangeFields[] = {
    {"lo", &RunRange::lo},
    {"hi", &RunRange::hi},
    {"prehistory_lo", &RunRange::prehistory_lo},
    {"prehistory_hi", &RunRange::prehistory_hi},
};

std::uint64_t number(const object& from, std::string_view name, std::uint64_t limit = ~0ULL) {
  const std::uint64_t n = from[name].get_uint64();
  if (n > limit) throw_bad_input(fmt::format("'{}' is too large: {}", name, n));
  return n;
}

std::vector<Run> parse_runs(const array& rows) {
  std::vector<Run> runs;
  for (const element& row : rows) {
    const object fields = row.get_object();
    Run run{.serial = number(fields, "serial"),
            .entries = number(fields, "entries", kMax39),
            .range = {}};
    for (const RangeField& f : kRangeFields) run.range.*f.member = number(fields, f.name, kMax39);
    runs.push_back(run);
  }
  return runs;
}

// Look-ups trust the ranges: what lies inside one is a row. A new run must not take the file of one
// that is mapped.
void check_runs(const Manifest& m) {
  for (int kind = 0; kind < kIndexKinds; ++kind)
    for (const Run& run : m.runs[kind]) {
      if (run.serial >= m.next_serial)
        throw_bad_input(fmt::format("run {} is not below next_serial", run.serial));
      if (run.range.lo > run.range.hi ||
          run.range.hi > m.rows_under(static_cast<IndexKind>(kind)) ||
          run.range.prehistory_lo > run.range.prehistory_hi ||
          run.range.prehistory_hi > m.counts.prehistory)
        throw_bad_input(fmt::format("run {} covers rows that are not there", run.serial));
    }
}

// How many indexes, from the first, that kind of ledger has.
std::size_t index_kinds(LedgerKind kind) {
  return kind == LedgerKind::kUtxo ? kIndexKinds : kIndexKinds - 1;
}

// Ledgers of before there were kinds name none.
LedgerKind parse_kind(const object& root) {
  element kind;
  if (root["kind"].get(kind) == simdjson::NO_SUCH_FIELD) return LedgerKind::kUtxo;
  const std::string_view name = kind.get_string();
  const auto found = std::ranges::find(kKindNames, name);
  if (found == kKindNames.end()) throw_bad_input(fmt::format("unknown kind '{}'", name));
  return static_cast<LedgerKind>(found - kKindNames.begin());
}

void parse_network(const object& root, Manifest& m) {
  const std::string_view name = root["network"].get_string();
  const auto network = bitcoin::network_of_name(name);
  if (!network) throw_bad_input(fmt::format("unknown network '{}'", name));
  m.network = *network;
  m.first_height = static_cast<std::uint32_t>(number(root, "first_height", kMax32));
  m.genesis_rooted = root["genesis_rooted"].get_bool();
}

Manifest parse(std::string_view json) {
  simdjson::dom::parser parser;
  const object root = parser.parse(json.data(), json.size()).get_object();
  const std::uint64_t version = number(root, "format");
  if (version != kFormatVersion)
    throw_bad_input(
        fmt::format("format {} is not the one this program reads ({})", version, kFormatVersion));
  Manifest m;
  m.kind = parse_kind(root);
  if (m.kind == LedgerKind::kUtxo)
    parse_network(root, m);
  else
    m.chain_id = number(root, "chain_id");
  const object counts = root["counts"].get_object();
  for (const CountField& f : kCountFields)
    if (f.limit(m.kind) > 0) m.counts.*f.member = number(counts, f.name, f.limit(m.kind));
  if (m.counts.blocks > kMax32 - m.first_height)
    throw_bad_input(fmt::format("'first_height' is too large: {}", m.first_height));
  m.tip = hash_from_display_hex(root["tip"].get_string());
  m.rollbacks = number(root, "rollbacks");
  m.next_serial = number(root, "next_serial", kMax39);
  m.key = {number(root, "key0"), number(root, "key1")};
  for (const element& source : root["sources"].get_array())
    m.sources.emplace_back(std::string_view(source.get_string()));
  const object runs = root["runs"].get_object();
  for (std::size_t i = 0; i < index_kinds(m.kind); ++i)
    m.runs[i] = parse_runs(runs[kIndexNames[i]].get_array());
  if (!fit_together(m.counts)) throw_bad_input("the counts do not fit together");
  check_runs(m);
  return m;
}

}  // namespace

std::uint64_t Manifest::rows_under(IndexKind index) const {
  switch (index) {
    case IndexKind::kTxid:
      return counts.transactions;
    case IndexKind::kAddress:
      return counts.addresses;
    case IndexKind::kHistory:
      return kind == LedgerKind::kUtxo ? counts.coins : counts.transactions;
    case IndexKind::kReveal:
      break;
  }
  return counts.reveals;
}

bool fit_together(const Counts& n) {
  return n.blocks == 0 ? n == Counts{} : n.transactions >= n.blocks;
}

bool within(const Counts& rows, const Counts& limit) {
  return std::ranges::all_of(
      kCountFields, [&](const CountField& f) { return rows.*f.member <= limit.*f.member; });
}

std::string to_json(const Manifest& m) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("format", kFormatVersion);
  json.member("kind", kKindNames[static_cast<std::size_t>(m.kind)]);
  if (m.kind == LedgerKind::kUtxo) {
    json.member("network", bitcoin::params(m.network).name);
    json.member("first_height", m.first_height).member("genesis_rooted", m.genesis_rooted);
  } else {
    json.member("chain_id", m.chain_id);
  }
  json.key("counts").begin_object();
  for (const CountField& f : kCountFields)
    if (f.limit(m.kind) > 0) json.member(f.name, m.counts.*f.member);
  json.end_object();
  json.member("tip", to_hex_reversed(m.tip)).member("rollbacks", m.rollbacks);
  json.member("next_serial", m.next_serial).member("key0", m.key.k0).member("key1", m.key.k1);
  json.key("sources").begin_array();
  for (const std::string& source : m.sources) json.value(source);
  json.end_array();
  json.key("runs").begin_object();
  for (std::size_t i = 0; i < index_kinds(m.kind); ++i) {
    json.key(kIndexNames[i]).begin_array();
    for (const Run& run : m.runs[i]) {
      json.begin_object().member("serial", run.serial).member("entries", run.entries);
      for (const RangeField& f : kRangeFields) json.member(f.name, run.range.*f.member);
      json.end_object();
    }
    json.end_array();
  }
  json.end_object();
  json.end_object();
  return out;
}

Manifest parse_manifest(std::string_view json, const std::string& file) {
  const char* remedy = "Make the ledger anew from its source, in an empty folder";
  try {
    return parse(json);
  } catch (const simdjson::simdjson_error& e) {
    throw_corrupt(fmt::format("not a ledger manifest: {}", e.what()), {.file = file}, remedy);
  } catch (const Error& e) {
    throw_corrupt(fmt::format("not a ledger manifest: {}", e.message()), {.file = file}, remedy);
  }
}

Path manifest_path(const Path& folder) { return folder / "manifest.json"; }

Manifest read_manifest(const Path& folder) {
  const Path path = manifest_path(folder);
  if (!std::filesystem::exists(path))
    throw_not_found(fmt::format("no ledger in '{}'", folder.string()),
                    "Make one with `spoor ingest bitcoin --blocks DIR --ledger DIR` or `spoor "
                    "ingest ethereum --from SOURCE --ledger DIR`");
  return parse_manifest(read_file(path, kMaxManifestBytes), path);
}

Manifest read_manifest(const Path& folder, LedgerKind kind) {
  Manifest manifest = read_manifest(folder);
  expect_kind(manifest, kind, folder);
  return manifest;
}

void expect_kind(const Manifest& manifest, LedgerKind kind, const Path& folder) {
  if (manifest.kind == kind) return;
  const bool of_coins = manifest.kind == LedgerKind::kUtxo;
  throw_bad_input(of_coins ? "the ledger is one of coins (bitcoin), not of accounts"
                           : "the ledger is one of accounts, not of coins (bitcoin)",
                  {.file = folder}, "Name a ledger of the other kind");
}

Path run_path(const Path& folder, IndexKind kind, std::uint64_t serial) {
  return folder / fmt::format("run.{}.{}", kIndexNames[static_cast<std::size_t>(kind)], serial);
}

}  // namespace spoor::ledger
