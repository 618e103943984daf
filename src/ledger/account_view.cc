#include "ledger/account_view.h"

#include <fmt/format.h>

#include "base/error.h"
#include "ledger/even_search.h"

namespace spoor::ledger {
namespace {

[[noreturn]] void throw_outside(const char* what, std::uint64_t row, std::uint64_t most) {
  throw_corrupt(
      fmt::format("a column points to {} {}, which is out of order or beyond {}", what, row, most),
      {}, "Run `spoor ledger verify`, then make the ledger anew from its source");
}

// The row, which must lie in [least, most].
std::uint64_t within(const char* what, std::uint64_t row, std::uint64_t least, std::uint64_t most) {
  if (row < least || row > most) [[unlikely]]
    throw_outside(what, row, most);
  return row;
}

U256 wide_at(const AccountView& view, std::uint64_t row) {
  if (row >= view.wide.size()) throw_outside("wide amount", row, view.wide.size());
  const std::uint8_t* p = view.wide[row].data();
  return U256::of_words({load_le<std::uint64_t>(p), load_le<std::uint64_t>(p + 8),
                         load_le<std::uint64_t>(p + 16), load_le<std::uint64_t>(p + 24)});
}

ByteSpan heap_bytes(const AccountView& view, std::uint64_t offset, std::uint64_t length) {
  if (offset > view.heap.size() || length > view.heap.size() - offset)
    throw_outside("heap byte", offset + length, view.heap.size());
  return view.heap.subspan(offset, length);
}

}  // namespace

TransferId AccountView::first_transfer(AccountTx tx) const {
  return TransferId{within("transfer", tx_first_transfer[tx.value].get(), 0, transfers.size())};
}

TransferId AccountView::end_transfer(AccountTx tx) const {
  const std::uint64_t next = tx.value + 1;
  if (next == tx_first_transfer.size()) return TransferId{transfers.size()};
  return TransferId{within("transfer", tx_first_transfer[next].get(), first_transfer(tx).value,
                           transfers.size())};
}

// Every block has a transaction, its closing, so it is below the count.
AccountTx AccountView::first_tx(std::size_t block_row) const {
  return checked(AccountTx{blocks[block_row].first_tx.get()});
}

AccountTx AccountView::end_tx(std::size_t block_row) const {
  const std::size_t next = block_row + 1;
  const std::uint64_t end = next < blocks.size() ? blocks[next].first_tx.get() : tx_rows();
  return AccountTx{within("transaction", end, first_tx(block_row).value + 1, tx_rows())};
}

std::size_t AccountView::block_of(AccountTx tx) const {
  DASSERT(tx.value < tx_rows());
  return row_of(blocks.size(), tx.value,
                [&](std::uint64_t row) { return blocks[row].first_tx.get(); });
}

AccountTx AccountView::tx_of(TransferId transfer) const {
  return checked(AccountTx{transfers[transfer.value].tx.get()});
}

std::optional<std::size_t> AccountView::block_at_or_below(std::uint32_t number) const {
  if (blocks.empty() || blocks.front().number.get() > number) return std::nullopt;
  return row_of(blocks.size(), number, [&](std::uint64_t row) { return blocks[row].number.get(); });
}

bool AccountView::follows(std::size_t block_row) const {
  return block_row > 0 && blocks[block_row].number.get() - 1 == blocks[block_row - 1].number.get();
}

U256 AccountView::tips(std::size_t block_row) const {
  U256 sum;
  for (AccountTx tx = first_tx(block_row); tx < end_tx(block_row); ++tx) {
    const auto more = U256::checked_add(sum, fee_tip(tx).value_or(U256{}));
    if (!more)
      throw_corrupt(
          fmt::format("the tips of block {} do not fit 256 bits", blocks[block_row].number.get()));
    sum = *more;
  }
  return sum;
}

Transfer AccountView::transfer(TransferId id) const {
  const TransferRow& row = transfers[id.value];
  const auto kind = static_cast<std::uint8_t>(row.kind());
  if (kind >= kTransferKinds) throw_outside("kind of transfer", kind, kTransferKinds);
  return {.kind = row.kind(),
          .approximate = row.approximate(),
          .asset = AssetId{checked(AddressId{row.asset.get()}).value},
          .from = checked(AddressId{row.from.get()}),
          .to = checked(AddressId{row.to.get()}),
          .amount = amount(row.amount),
          .place = row.place.get()};
}

U256 AccountView::amount(const NarrowAmount& narrow) const {
  if (narrow.is_wide()) return wide_at(*this, narrow.wide_row());
  return U256::of_words({narrow.low(), narrow.high(), 0, 0});
}

std::optional<U256> AccountView::fee(std::uint64_t stored) const {
  if (stored == kUnknownFee) return std::nullopt;
  if ((stored & kWideFee) != 0) return wide_at(*this, stored & kInvalid40);
  return U256{stored};
}

ByteSpan AccountView::address_bytes(AddressId address) const {
  if (address.value >= addresses.size()) throw_outside("address", address.value, addresses.size());
  const AccountAddressRow& row = addresses[address.value];
  if (row.kind != static_cast<std::uint8_t>(AccountKind::kName)) return row.payload;
  return heap_bytes(*this, load_u40(row.payload.data()), row.payload[5]);
}

ByteSpan AccountView::event_bytes(const EventRow& event) const {
  const ByteSpan bytes = heap_bytes(*this, event.offset.get(), event.length.get());
  if (bytes.empty() || (bytes.size() - 1) / 32 < bytes[0])
    throw_outside("topic of an event", bytes.empty() ? 0 : bytes[0], bytes.size() / 32);
  return bytes;
}

AddressId AccountView::checked(AddressId address) const {
  if (address.valid() && address.value >= addresses.size())
    throw_outside("address", address.value, addresses.size());
  return address;
}

AccountTx AccountView::checked(AccountTx tx) const {
  if (tx.value >= tx_rows()) throw_outside("transaction", tx.value, tx_rows());
  return tx;
}

}  // namespace spoor::ledger
