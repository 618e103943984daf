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

struct CountField {
  const char* name;
  std::uint64_t Counts::* member;
  std::uint64_t limit;
};
constexpr std::uint64_t kMax32 = 0xfffffffe;
constexpr std::uint64_t kMax39 = (1ULL << 39) - 1;
constexpr CountField kCountFields[] = {
    {"blocks", &Counts::blocks, kMax32},         {"transactions", &Counts::transactions, kMax32},
    {"inputs", &Counts::inputs, kMax39},         {"coins", &Counts::coins, kMax39},
    {"addresses", &Counts::addresses, kMax32},   {"heap_rows", &Counts::heap_rows, kMax39},
    {"heap_bytes", &Counts::heap_bytes, kMax39}, {"reveals", &Counts::reveals, kMax32},
    {"prehistory", &Counts::prehistory, kMax32}, {"overwritten", &Counts::overwritten, kMax32},
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
  const std::uint64_t rows[kIndexKinds] = {m.counts.transactions, m.counts.addresses,
                                           m.counts.coins, m.counts.reveals};
  for (int kind = 0; kind < kIndexKinds; ++kind)
    for (const Run& run : m.runs[kind]) {
      if (run.serial >= m.next_serial)
        throw_bad_input(fmt::format("run {} is not below next_serial", run.serial));
      if (run.range.lo > run.range.hi || run.range.hi > rows[kind] ||
          run.range.prehistory_lo > run.range.prehistory_hi ||
          run.range.prehistory_hi > m.counts.prehistory)
        throw_bad_input(fmt::format("run {} covers rows that are not there", run.serial));
    }
}

Manifest parse(std::string_view json) {
  simdjson::dom::parser parser;
  const object root = parser.parse(json.data(), json.size()).get_object();
  const std::uint64_t version = number(root, "format");
  if (version != kFormatVersion)
    throw_bad_input(
        fmt::format("format {} is not the one this program reads ({})", version, kFormatVersion));
  Manifest m;
  const std::string_view name = root["network"].get_string();
  const auto network = bitcoin::network_of_name(name);
  if (!network) throw_bad_input(fmt::format("unknown network '{}'", name));
  m.network = *network;
  m.first_height = static_cast<std::uint32_t>(number(root, "first_height", kMax32));
  m.genesis_rooted = root["genesis_rooted"].get_bool();
  const object counts = root["counts"].get_object();
  for (const CountField& f : kCountFields) m.counts.*f.member = number(counts, f.name, f.limit);
  if (m.counts.blocks > kMax32 - m.first_height)
    throw_bad_input(fmt::format("'first_height' is too large: {}", m.first_height));
  m.tip = hash_from_display_hex(root["tip"].get_string());
  m.rollbacks = number(root, "rollbacks");
  m.next_serial = number(root, "next_serial", kMax39);
  m.key = {number(root, "key0"), number(root, "key1")};
  for (const element& source : root["sources"].get_array())
    m.sources.emplace_back(std::string_view(source.get_string()));
  const object runs = root["runs"].get_object();
  for (std::size_t i = 0; i < kIndexNames.size(); ++i)
    m.runs[i] = parse_runs(runs[kIndexNames[i]].get_array());
  if (!fit_together(m.counts)) throw_bad_input("the counts do not fit together");
  check_runs(m);
  return m;
}

}  // namespace

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
  json.member("format", kFormatVersion).member("network", bitcoin::params(m.network).name);
  json.member("first_height", m.first_height).member("genesis_rooted", m.genesis_rooted);
  json.key("counts").begin_object();
  for (const CountField& f : kCountFields) json.member(f.name, m.counts.*f.member);
  json.end_object();
  json.member("tip", to_hex_reversed(m.tip)).member("rollbacks", m.rollbacks);
  json.member("next_serial", m.next_serial).member("key0", m.key.k0).member("key1", m.key.k1);
  json.key("sources").begin_array();
  for (const std::string& source : m.sources) json.value(source);
  json.end_array();
  json.key("runs").begin_object();
  for (std::size_t i = 0; i < kIndexNames.size(); ++i) {
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
  const char* remedy = "Make the ledger anew from the block files, in an empty folder";
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
                    "Make one with `spoor ingest bitcoin --blocks DIR --ledger DIR`");
  return parse_manifest(read_file(path, kMaxManifestBytes), path);
}

Path run_path(const Path& folder, IndexKind kind, std::uint64_t serial) {
  return folder / fmt::format("run.{}.{}", kIndexNames[static_cast<std::size_t>(kind)], serial);
}

}  // namespace spoor::ledger
