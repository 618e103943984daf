#include "ingest/reveals.h"

#include <algorithm>

namespace spoor::ingest {

Reveals::Reveals(const ledger::Ledger& committed, const Batch& batch, const AddressIds& ids,
                 std::span<const std::uint32_t> input_address)
    : committed_(committed), batch_(batch), ids_(ids) {
  for (std::uint32_t s = 0; s < batch.shown.size(); ++s) {
    const AddressId address{input_address[batch.shown[s].input]};
    if (address.valid() && fits(batch.shown[s], address)) first_.push_back({address.value, s});
  }
  std::sort(first_.begin(), first_.end());
  const auto same_address = [](const Candidate& a, const Candidate& b) {
    return a.address == b.address;
  };
  first_.erase(std::unique(first_.begin(), first_.end(), same_address), first_.end());
  drop_known();
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

bool Reveals::fits(const ShownEntry& shown, AddressId address) const {
  using enum bitcoin::ScriptType;
  const bool is_new = address.value >= batch_.base.addresses;
  const bitcoin::ScriptType type =
      is_new ? script_type(
                   batch_,
                   batch_.appearances[ids_.first_appearance[address.value - batch_.base.addresses]])
             : committed_.view().addresses[address.value].script_type();
  return type == (shown.in_witness ? kP2wsh : kP2sh);
}

void Reveals::drop_known() {
  std::vector<ledger::RunCursor<ledger::RevealEntry>> cursors;
  for (const auto& run : committed_.reveal_runs()) cursors.emplace_back(run.view());
  std::erase_if(first_, [&](const Candidate& c) {
    for (auto& cursor : cursors) {
      cursor.seek({.address = c.address, .row = 0});
      for (const ledger::RevealEntry& entry : cursor.rest()) {
        if (entry.address != c.address) break;
        if (entry.counts(cursor.range())) return true;
      }
    }
    return false;
  });
}

}  // namespace spoor::ingest
