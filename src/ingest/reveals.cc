#include "ingest/reveals.h"

#include <algorithm>

#include "chains/bitcoin/address.h"

namespace spoor::ingest {

Reveals::Reveals(const ledger::Ledger& committed, const Batch& batch, const AddressIds& ids,
                 std::span<const std::uint32_t> input_address)
    : committed_(committed), batch_(batch), ids_(ids) {
  std::vector<Candidate> candidates;
  for (std::uint32_t s = 0; s < batch.shown.size(); ++s) {
    const AddressId address{input_address[batch.shown[s].input]};
    if (address.valid()) candidates.push_back({address.value, s});
  }
  std::sort(candidates.begin(), candidates.end());
  keep_first_of_each_address(candidates);
  std::sort(first_.begin(), first_.end(),
            [](const Candidate& a, const Candidate& b) { return a.shown < b.shown; });
}

std::vector<ledger::RevealEntry> Reveals::add_rows(
    ledger::ColumnAppender<ledger::RevealRow>& column) const {
  std::vector<ledger::RevealEntry> entries;
  for (const Candidate& c : first_) {
    const ShownEntry& shown = batch_.shown[c.shown];
    entries.push_back({c.address, static_cast<std::uint32_t>(column.rows())});
    column.add({.address = c.address,
                .input = ledger::U40(batch_.base.inputs + shown.input),
                .form = shown.form,
                .payload = shown.payload,
                .zero = {}});
  }
  std::sort(entries.begin(), entries.end());
  return entries;
}

std::uint32_t Reveals::before(std::uint32_t input) const {
  const auto shown_before = [&](const Candidate& c) { return batch_.shown[c.shown].input < input; };
  return static_cast<std::uint32_t>(
      std::partition_point(first_.begin(), first_.end(), shown_before) - first_.begin());
}

bitcoin::ScriptType Reveals::type_of(std::uint32_t address) const {
  const std::uint64_t base = batch_.base.addresses;
  if (address < base) return committed_.view().addresses[address].script_type();
  return script_type(batch_, batch_.appearances[ids_.first_appearance[address - base]]);
}

// The addresses ascend, so that their rows are walked: at the tip they fill gigabytes. A hash is
// worked out only for what may become a new row.
void Reveals::keep_first_of_each_address(std::span<const Candidate> sorted) {
  using enum bitcoin::ScriptType;
  Cursors cursors;
  for (const auto& run : committed_.reveal_runs()) cursors.emplace_back(run.view());
  PayloadWalk new_payloads(batch_);
  for (auto at = sorted.begin(); at != sorted.end();) {
    const std::uint32_t address = at->address;
    const auto end = std::find_if(at, sorted.end(),
                                  [address](const Candidate& c) { return c.address != address; });
    if (!is_known(address, cursors)) {
      const bitcoin::ScriptType type = type_of(address);
      const std::uint64_t base = batch_.base.addresses;
      const ByteSpan payload = address < base
                                   ? ByteSpan(committed_.view().addresses[address].payload)
                                   : new_payloads.of(ids_.first_appearance[address - base]);
      const auto found = std::find_if(at, end, [&](const Candidate& c) {
        const ShownEntry& shown = batch_.shown[c.shown];
        return type == (shown.in_witness ? kP2wsh : kP2sh) && hash_holds(shown, payload);
      });
      if (found != end) first_.push_back(*found);
    }
    at = end;
  }
}

bool Reveals::is_known(std::uint32_t address, Cursors& cursors) const {
  for (auto& cursor : cursors) {
    cursor.seek({.address = address, .row = 0});
    for (const ledger::RevealEntry& entry : cursor.rest()) {
      if (entry.address != address) break;
      if (entry.counts(cursor.range())) return true;
    }
  }
  return false;
}

bool Reveals::hash_holds(const ShownEntry& shown, ByteSpan address_payload) const {
  using enum bitcoin::ScriptType;
  return bitcoin::has_inner_script(shown.in_witness ? kP2wsh : kP2sh, address_payload,
                                   static_cast<bitcoin::ScriptType>(shown.form), shown.payload);
}

}  // namespace spoor::ingest
