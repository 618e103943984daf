#include "ingest/held_block.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "ingest/account_batch.h"

namespace spoor::ingest {
namespace {

using ledger::AccountBlockRow;
using ledger::AccountView;

class Comparison {
 public:
  Comparison(const AccountView& view, std::size_t row, const SourceBlock& given)
      : view_(view), row_(row), block_(view.blocks[row]), given_(given) {}

  std::optional<std::string> difference() const {
    if (!same_block()) return "hash, time, base fee, fee recipient or counts";
    if (block_.coverage() != coverage_of(given_))
      return "the tables that its source gave (receipts, logs, traces …)";
    const std::uint64_t first = view_.first_tx(row_).value;
    if (view_.end_tx(row_).value - first != given_.transactions.size() + 1)
      return "the number of transactions";
    for (std::size_t i = 0; i <= given_.transactions.size(); ++i)
      if (!same_transaction(AccountTx{first + i}, i)) return fmt::format("transaction {}", i);
    return more_rows();
  }

 private:
  bool same(std::uint32_t held, const Party& party) const {
    const AddressId address{held};
    if (!address.valid() || party.is_nobody()) return !address.valid() && party.is_nobody();
    const ByteSpan bytes = view_.address_bytes(address);
    return view_.addresses[held].kind == party.kind &&
           std::ranges::equal(bytes, bytes_of(party, given_.names));
  }
  static bool same(const std::array<std::uint8_t, 32>& held, const U256& amount) {
    const Hash256 given = amount.to_big_endian();
    return std::equal(held.rbegin(), held.rend(), given.begin());
  }

  bool same_block() const {
    return block_.hash == given_.hash.value_or(Hash256{}) &&
           block_.time() == given_.time.value_or(ledger::kUnknownTime) &&
           view_.base_fee(row_) == given_.base_fee &&
           same(block_.fee_recipient.get(), given_.fee_recipient) &&
           block_.logs.get() == given_.logs && block_.unmoved.get() == given_.unmoved;
  }

  bool same_transaction(AccountTx tx, std::size_t i) const {
    const std::size_t first = i > 0 ? given_.transactions[i - 1].end_transfer : 0;
    if (i == given_.transactions.size()) return same_transfers(tx, first, given_.transfers.size());
    const SourceTx& given = given_.transactions[i];
    return view_.tx_hash[tx.value] == given.hash && view_.tx_index[tx.value] == given.index &&
           view_.tx_status[tx.value] == ledger::status_bits(given.status, given.basis) &&
           view_.fee_burnt(tx) == given.fee_burnt && view_.fee_tip(tx) == given.fee_tip &&
           same(view_.tx_sender[tx.value], given.sender) &&
           same(view_.tx_target[tx.value], given.target) &&
           same_transfers(tx, first, given.end_transfer);
  }

  bool same_transfers(AccountTx tx, std::size_t begin, std::size_t end) const {
    const std::uint64_t first = view_.first_transfer(tx).value;
    if (view_.end_transfer(tx).value - first != end - begin) return false;
    for (std::size_t i = begin; i < end; ++i) {
      const ledger::Transfer held = view_.transfer(TransferId{first + (i - begin)});
      const SourceTransfer& given = given_.transfers[i];
      const bool same_asset =
          given.native_asset ? held.asset == kNativeAsset
                             : held.asset != kNativeAsset && same(held.asset.value, given.asset);
      if (held.kind != given.kind || held.approximate != given.approximate || !same_asset ||
          !same(held.from.value, given.from) || !same(held.to.value, given.to) ||
          held.amount != given.amount || held.place != given.place)
        return false;
    }
    return true;
  }

  std::optional<std::string> more_rows() const {
    const bool last = row_ + 1 == view_.blocks.size();
    const AccountBlockRow* next = last ? nullptr : &view_.blocks[row_ + 1];
    const auto rows = [](const auto& column, std::uint64_t first, std::uint64_t end) {
      if (first > end || end > column.size())
        throw_corrupt("a block's rows are out of order", {}, "Run `spoor ledger verify`");
      return column.subspan(first, end - first);
    };
    const auto collectibles =
        rows(view_.collectibles, block_.first_collectible.get(),
             next ? next->first_collectible.get() : view_.collectibles.size());
    const auto events = rows(view_.events, block_.first_event.get(),
                             next ? next->first_event.get() : view_.events.size());
    if (!same_collectibles(collectibles)) return "a collectible";
    if (!same_events(events)) return "an event";
    return std::nullopt;
  }

  // The transaction of a row: the first whose rows end behind it, else the closing.
  std::uint64_t tx_of(std::size_t row, std::size_t SourceTx::* end) const {
    const auto found = std::ranges::partition_point(
        given_.transactions, [&](const SourceTx& tx) { return tx.*end <= row; });
    return view_.first_tx(row_).value +
           static_cast<std::uint64_t>(found - given_.transactions.begin());
  }

  bool same_collectibles(std::span<const ledger::CollectibleRow> held) const {
    if (held.size() != given_.collectibles.size()) return false;
    for (std::size_t i = 0; i < held.size(); ++i) {
      const ledger::CollectibleRow& row = held[i];
      const SourceCollectible& given = given_.collectibles[i];
      if (row.tx.get() != tx_of(i, &SourceTx::end_collectible) ||
          row.kind != static_cast<std::uint8_t>(given.kind) ||
          !same(row.contract.get(), given.contract) || !same(row.from.get(), given.from) ||
          !same(row.to.get(), given.to) || row.place.get() != given.place ||
          !same(row.token, given.token) || !same(row.amount, given.amount))
        return false;
    }
    return true;
  }

  bool same_events(std::span<const ledger::EventRow> held) const {
    if (held.size() != given_.events.size()) return false;
    for (std::size_t i = 0; i < held.size(); ++i) {
      const ledger::EventRow& row = held[i];
      const SourceEvent& given = given_.events[i];
      const ByteSpan bytes = ByteSpan(given_.event_bytes).subspan(given.offset, given.length);
      if (row.tx.get() != tx_of(i, &SourceTx::end_event) || row.place.get() != given.place ||
          row.kind != given.kind || !same(row.contract.get(), given.contract) ||
          !std::ranges::equal(view_.event_bytes(row), bytes))
        return false;
    }
    return true;
  }

  const AccountView& view_;
  std::size_t row_;
  const AccountBlockRow& block_;
  const SourceBlock& given_;
};

}  // namespace

std::optional<std::string> difference(const ledger::AccountView& view, std::size_t row,
                                      const SourceBlock& given) {
  return Comparison(view, row, given).difference();
}

}  // namespace spoor::ingest
