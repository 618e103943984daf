#include "ingest/reveals.h"

#include <tbb/parallel_for.h>
#include <tbb/parallel_sort.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "chains/bitcoin/address.h"
#include "ingest/address_walk.h"

namespace spoor::ingest {
namespace {

using bitcoin::ScriptType;

// A shown script: the key of the output script that it opens, and the address that was spent.
struct Opening {
  ledger::ScriptKey key;
  std::uint32_t address;
  std::uint32_t shown;  // row of Batch::shown
  auto operator<=>(const Opening&) const = default;
};

std::vector<Opening> sorted_openings(const SipKey& key, const Batch& batch,
                                     std::span<const std::uint32_t> input_address) {
  std::vector<Opening> openings(batch.shown.size());
  tbb::parallel_for(std::size_t{0}, openings.size(), [&](std::size_t s) {
    const ShownEntry& shown = batch.shown[s];
    const Bytes script =
        bitcoin::outer_script(shown.in_witness ? ScriptType::kP2wsh : ScriptType::kP2sh,
                              static_cast<ScriptType>(shown.form), shown.payload);
    openings[s] = {ledger::script_key(key, script), input_address[shown.input],
                   static_cast<std::uint32_t>(s)};
  });
  tbb::parallel_sort(openings.begin(), openings.end());
  return openings;
}

// Asks for ascending addresses whether a committed row shows their script.
class KnownReveals {
 public:
  explicit KnownReveals(const ledger::Ledger& committed) {
    for (const auto& run : committed.reveal_runs()) cursors_.emplace_back(run.view());
  }
  bool has(std::uint32_t address) {
    for (auto& cursor : cursors_) {
      cursor.seek({.address = address, .row = 0});
      for (const ledger::RevealEntry& entry : cursor.rest()) {
        if (entry.address != address) break;
        if (entry.counts(cursor.range())) return true;
      }
    }
    return false;
  }

 private:
  std::vector<ledger::RunCursor<ledger::RevealEntry>> cursors_;
};

}  // namespace

Reveals::Reveals(const ledger::Ledger& committed, const Batch& batch, const AddressIds& ids,
                 std::span<const std::uint32_t> input_address)
    : batch_(batch) {
  AddressWalk walk(committed.address_runs());
  walk.add(ids.new_entries, {.lo = batch.base.addresses, .hi = kInvalid40});
  for (const Opening& o : sorted_openings(committed.manifest().key, batch, input_address))
    if (walk.find(o.key, [&](AddressId id) { return id.value == o.address; }).valid())
      first_.push_back({o.address, o.shown});
  std::ranges::sort(first_, {}, [](const Shown& s) { return std::tie(s.address, s.row); });
  KnownReveals known(committed);
  std::uint32_t last = AddressId::invalid().value;
  std::erase_if(first_, [&](const Shown& s) {
    const bool again = s.address == std::exchange(last, s.address);
    return again || known.has(s.address);
  });
  std::ranges::sort(first_, {}, &Shown::row);
}

std::vector<ledger::RevealEntry> Reveals::add_rows(
    ledger::ColumnAppender<ledger::RevealRow>& column) const {
  std::vector<ledger::RevealEntry> entries;
  for (const Shown& s : first_) {
    const ShownEntry& shown = batch_.shown[s.row];
    entries.push_back({s.address, static_cast<std::uint32_t>(column.rows())});
    column.add({.address = s.address,
                .input = ledger::U40(batch_.base.inputs + shown.input),
                .form = shown.form,
                .payload = shown.payload,
                .zero = {}});
  }
  std::sort(entries.begin(), entries.end());
  return entries;
}

std::uint32_t Reveals::before(std::uint32_t input) const {
  const auto shown_before = [&](const Shown& s) { return batch_.shown[s.row].input < input; };
  return static_cast<std::uint32_t>(
      std::partition_point(first_.begin(), first_.end(), shown_before) - first_.begin());
}

}  // namespace spoor::ingest
