// The walk through an account ledger in chain order: block by block, all tables side by side.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <optional>

#include "base/error.h"
#include "base/progress.h"
#include "ledger/verify_passes.h"

namespace spoor::ledger {
namespace {

enum Table : std::size_t {
  kTx,
  kTransfer,
  kWide,
  kCollectible,
  kEvent,
  kHeapByte,
  kAddress,
  kOpening,
  kTables
};
constexpr std::array<const char*, kTables> kNames = {"tx",    "transfer",  "wide",    "collectible",
                                                     "event", "heap_byte", "address", "opening"};

// The first row of each table that belongs to a block, or the counts behind the last block.
using Rows = std::array<std::uint64_t, kTables>;
Rows rows_of(const AccountBlockRow& b) {
  return {b.first_tx.get(),          b.first_transfer.get(), b.first_wide.get(),
          b.first_collectible.get(), b.first_event.get(),    b.first_heap_byte.get(),
          b.first_address.get(),     b.first_opening.get()};
}
Rows rows_of(const Counts& n) {
  return {n.transactions, n.transfers,  n.wide,      n.collectibles,
          n.events,       n.heap_bytes, n.addresses, n.openings};
}

// Places are numbers of calls, of logs, or of rows of one kind.
constexpr std::size_t kPlaceSpaces = 2 + kTransferKinds;
std::size_t place_space(TransferKind kind) {
  using enum TransferKind;
  switch (kind) {
    case kNative:
    case kInternal:
      return 0;
    case kToken:
    case kMint:
    case kBurn:
    case kWrap:
    case kUnwrap:
    case kImplied:
      return 1;
    default:
      return 2 + static_cast<std::size_t>(kind);
  }
}

class AccountCheck {
 public:
  AccountCheck(const AccountLedger& ledger, Findings& findings, AccountSums& sums)
      : manifest_(ledger.manifest()), view_(ledger.view()), findings_(findings), sums_(sums) {}

  void run() {
    const Rows counts = rows_of(manifest_.counts);
    for (row_ = 0; row_ < view_.blocks.size(); ++row_) {
      enter(counts);
      if (!rows_ascend(counts) || !transfers_ascend()) {
        find("rows", "the ledger cannot be walked in order and no more of it was checked");
        return;
      }
    }
    Progress progress("verify blocks", view_.tx_rows(), "transactions");
    for (row_ = 0; row_ < view_.blocks.size(); ++row_) {
      enter(counts);
      start_block();
      check_block_row();
      for (std::uint64_t tx = begin_[kTx]; tx < end_[kTx]; ++tx) check_transaction(AccountTx{tx});
      check_openings();
      check_end_of_block();
      progress.update(end_[kTx]);
    }
    check_end(counts);
    sums_.rows_in_order = true;
  }

 private:
  std::string where() const { return fmt::format("block {}", block_->number.get()); }
  void find(const char* check, std::string what) { findings_.add(check, where(), std::move(what)); }

  void enter(const Rows& counts) {
    block_ = &view_.blocks[row_];
    begin_ = rows_of(*block_);
    end_ = row_ + 1 < view_.blocks.size() ? rows_of(view_.blocks[row_ + 1]) : counts;
  }

  bool rows_ascend(const Rows& counts) {
    const std::uint64_t found = findings_.count();
    for (std::size_t t = 0; t < kTables; ++t) {
      if (row_ == 0 && begin_[t] != 0)
        find("rows", fmt::format("the first block's first_{} is {}", kNames[t], begin_[t]));
      if (begin_[t] > end_[t] || end_[t] > counts[t])
        find("rows", fmt::format("first_{} goes from {} to {}, of {}", kNames[t], begin_[t],
                                 end_[t], counts[t]));
    }
    if (begin_[kTx] == end_[kTx]) find("rows", "no transaction, not even a closing");
    return findings_.count() == found;
  }

  std::uint64_t end_transfer(std::uint64_t tx) const {
    return tx + 1 < end_[kTx] ? view_.tx_first_transfer[tx + 1].get() : end_[kTransfer];
  }

  bool transfers_ascend() {
    std::uint64_t at = begin_[kTransfer];
    for (std::uint64_t tx = begin_[kTx]; tx < end_[kTx]; ++tx) {
      if (view_.tx_first_transfer[tx].get() != at || end_transfer(tx) < at ||
          end_transfer(tx) > end_[kTransfer]) {
        find("rows", fmt::format("transaction {} has transfers {} to {}, not from {}", tx,
                                 view_.tx_first_transfer[tx].get(), end_transfer(tx), at));
        return false;
      }
      at = end_transfer(tx);
    }
    return true;
  }

  // A fault of the block before is told of once.
  void start_block() {
    const auto begins = [&](Table table, std::uint64_t& next, const char* check) {
      if (next != begin_[table])
        find(check, fmt::format("first_{} is {}, not {}", kNames[table], begin_[table], next));
      next = begin_[table];
    };
    begins(kAddress, next_address_, "address");
    begins(kWide, next_wide_, "wide");
    begins(kHeapByte, next_heap_, "heap");
    next_collectible_ = begin_[kCollectible];
    next_event_ = begin_[kEvent];
    for (std::uint64_t a = begin_[kAddress]; a < end_[kAddress]; ++a) check_address_row(a);
  }

  void check_block_row() {
    const bool first = row_ == 0;
    if (!first && block_->number.get() <= view_.blocks[row_ - 1].number.get())
      find("rows", "its number is not above that of the block before");
    if (block_->coverage() > 0xff) find("coverage", fmt::format("is {}", block_->coverage()));
    if (block_->covers(kHash) != (block_->hash != Hash256{}) ||
        block_->covers(kTime) != (block_->time() != kUnknownTime))
      find("coverage", "does not say whether hash and time are known");
    check_fee("base fee", block_->base_fee());
    appears("the fee recipient", block_->fee_recipient.get());
  }

  void check_transaction(AccountTx tx) {
    const std::uint64_t i = tx.value;
    const std::string name = fmt::format("transaction {}", i);
    if (i + 1 == end_[kTx]) {
      check_closing(i);
    } else {
      const bool first = i == begin_[kTx];
      if (view_.tx_index[i] == 0xffffffff || (!first && view_.tx_index[i] <= view_.tx_index[i - 1]))
        findings_.add("tx", name, "its index is not above that of the one before");
    }
    const std::uint8_t bits = view_.tx_status[i];
    const bool known = status_of(bits) != TxStatus::kUnknown;
    if (bits >> 5 != 0 || status_of(bits) > TxStatus::kFailed ||
        basis_of(bits) > StatusBasis::kSource || known != (basis_of(bits) != StatusBasis::kNone))
      findings_.add("tx", name, fmt::format("its status is {}", bits));
    check_fee(name, view_.tx_fee_burnt[i]);
    check_fee(name, view_.tx_fee_tip[i]);
    appears(name, view_.tx_sender[i]);
    appears(name, view_.tx_target[i]);
    places_.fill(0);
    for (std::uint64_t t = view_.tx_first_transfer[i].get(); t < end_transfer(i); ++t)
      check_transfer(t, i);
    while (next_collectible_ < end_[kCollectible] &&
           view_.collectibles[next_collectible_].tx.get() == i)
      check_collectible(next_collectible_++);
    while (next_event_ < end_[kEvent] && view_.events[next_event_].tx.get() == i)
      check_event(next_event_++);
    touches_.clear();
    touched_by(view_, row_, tx, touches_);
    sums_.touches += touches_.size();
  }

  void check_closing(std::uint64_t tx) {
    if (view_.tx_hash[tx] != Hash256{} || view_.tx_index[tx] != 0xffffffff ||
        view_.tx_sender[tx] != AddressId::invalid().value ||
        view_.tx_target[tx] != AddressId::invalid().value || view_.tx_status[tx] != 0 ||
        view_.tx_fee_burnt[tx] != 0 || view_.tx_fee_tip[tx] != 0)
      find("tx", fmt::format("transaction {} is the closing and says more than that", tx));
  }

  void check_transfer(std::uint64_t t, std::uint64_t tx) {
    const TransferRow& row = view_.transfers[t];
    const std::string name = fmt::format("transfer {}", t);
    if (row.tx.get() != tx)
      findings_.add("transfer", name,
                    fmt::format("names transaction {}, not {}", row.tx.get(), tx));
    if (static_cast<std::size_t>(row.kind()) >= kTransferKinds) {
      findings_.add("transfer", name, fmt::format("its kind is {}", row.kind_bits));
    } else {
      std::uint32_t& place = places_[place_space(row.kind())];
      if (row.place.get() < place) findings_.add("transfer", name, "its place is out of order");
      place = row.place.get();
    }
    check_amount(name, row.amount);
    appears(name, row.from.get());
    appears(name, row.to.get());
    appears(name, row.asset.get());
  }

  void check_collectible(std::uint64_t c) {
    const CollectibleRow& row = view_.collectibles[c];
    const std::string name = fmt::format("collectible {}", c);
    if (row.kind > static_cast<std::uint8_t>(CollectibleKind::kErc1155))
      findings_.add("collectible", name, fmt::format("its kind is {}", row.kind));
    appears(name, row.from.get());
    appears(name, row.to.get());
    appears(name, row.contract.get());
  }

  void check_event(std::uint64_t e) {
    const EventRow& row = view_.events[e];
    const std::string name = fmt::format("event {}", e);
    appears(name, row.contract.get());
    const std::uint64_t length = row.length.get();
    if (!takes_heap(name, row.offset.get(), length)) return;
    if (length == 0 || (length - 1) / 32 < view_.heap[row.offset.get()])
      findings_.add("event", name, "has fewer topics than it says");
  }

  // Names of the block's new addresses come first in its part of the heap, then its events.
  void check_address_row(std::uint64_t a) {
    const AccountAddressRow& row = view_.addresses[a];
    const std::string name = fmt::format("address {}", a);
    if (row.kind > static_cast<std::uint8_t>(AccountKind::kName))
      return findings_.add("address", name, fmt::format("its kind is {}", row.kind));
    if (row.kind != static_cast<std::uint8_t>(AccountKind::kName)) return;
    takes_heap(name, load_u40(row.payload.data()), row.payload[5]);
    if (std::any_of(row.payload.begin() + 6, row.payload.end(), [](auto b) { return b != 0; }))
      findings_.add("address", name, "has bytes behind its name");
  }

  // Its bytes are the next ones, and lie in the block's part.
  bool takes_heap(const std::string& name, std::uint64_t offset, std::uint64_t length) {
    if (offset != next_heap_ || length > end_[kHeapByte] - next_heap_) {
      findings_.add("heap", name,
                    fmt::format("has bytes {} to {} of the heap, the next are {} to {}", offset,
                                offset + length, next_heap_, end_[kHeapByte]));
      return false;
    }
    next_heap_ += length;
    return true;
  }

  // Openings lie above the number of the block before and not above this one's.
  void check_openings() {
    for (std::uint64_t o = begin_[kOpening]; o < end_[kOpening]; ++o) {
      const OpeningRow& row = view_.openings[o];
      const std::string name = fmt::format("opening {}", o);
      const std::uint32_t number = row.block.get();
      if (number > block_->number.get() ||
          (row_ > 0 && number <= view_.blocks[row_ - 1].number.get()) ||
          (o > begin_[kOpening] && number < view_.openings[o - 1].block.get()))
        findings_.add("opening", name, fmt::format("of block {}, stands with another", number));
      if (!AddressId{row.address.get()}.valid()) findings_.add("opening", name, "is nobody's");
      appears(name, row.address.get());
      appears(name, row.asset.get());
      check_amount(name, row.amount);
    }
  }

  // An address is known, or the next one, and then it appears here first; nobody is invalid().
  void appears(const std::string& name, std::uint32_t address) {
    if (!AddressId{address}.valid()) return;
    if (address > next_address_ || address >= end_[kAddress])
      return findings_.add(
          "address", name,
          fmt::format("has address {}, where the next new one is {}", address, next_address_));
    if (address == next_address_) ++next_address_;
  }

  // Rows of `wide` are used once each, in order, for what does not fit.
  void check_wide(const std::string& name, std::uint64_t row, int narrow_bits) {
    if (row != next_wide_ || row >= end_[kWide])
      return findings_.add("wide", name,
                           fmt::format("takes wide amount {}, the next is {}", row, next_wide_));
    ++next_wide_;
    const auto& bytes = view_.wide[row];
    int bits = 256;
    for (std::size_t i = bytes.size(); i > 0 && bits == static_cast<int>(8 * i); --i)
      bits -= std::countl_zero(bytes[i - 1]);
    if (bits <= narrow_bits)
      findings_.add("wide", name, fmt::format("wide amount {} would fit its row", row));
  }
  void check_amount(const std::string& name, const NarrowAmount& amount) {
    if (!amount.is_wide()) return;
    if (amount.high() != 1ULL << 63 || amount.low() > kInvalid40)
      findings_.add("wide", name, "its amount is neither a number nor a row");
    check_wide(name, amount.wide_row(), 127);
  }
  void check_fee(const std::string& name, std::uint64_t fee) {
    if (fee == kUnknownFee || (fee & kWideFee) == 0) return;
    check_wide(name, fee & ~kWideFee, 63);
  }

  void check_end_of_block() {
    if (next_collectible_ != end_[kCollectible] || next_event_ != end_[kEvent])
      find("rows", "collectibles or events name transactions of other blocks, or out of order");
  }

  void check_end(const Rows& counts) {
    const Hash256 tip = view_.blocks.empty() ? Hash256{} : view_.blocks.back().hash;
    if (manifest_.tip != tip) findings_.add("rows", "manifest", "the tip is not the last block");
    const auto counted = [&](Table table, std::uint64_t found) {
      if (counts[table] != found)
        findings_.add("rows", "manifest",
                      fmt::format("{} rows of {} are counted, {} are used", counts[table],
                                  kNames[table], found));
    };
    counted(kAddress, next_address_);
    counted(kWide, next_wide_);
    counted(kHeapByte, next_heap_);
  }

  const Manifest& manifest_;
  const AccountView& view_;
  Findings& findings_;
  AccountSums& sums_;
  std::size_t row_ = 0;  // of the current block
  const AccountBlockRow* block_ = nullptr;
  Rows begin_{}, end_{};  // of the current block
  std::uint64_t next_address_ = 0;
  std::uint64_t next_wide_ = 0;
  std::uint64_t next_heap_ = 0;
  std::uint64_t next_collectible_ = 0;
  std::uint64_t next_event_ = 0;
  std::array<std::uint32_t, kPlaceSpaces> places_{};  // the last of each space, in a transaction
  std::vector<Account> touches_;
};

}  // namespace

// Who gave or got in a row that moves or may, paid a fee or may have; the closing's fee recipient
// where a tip is known.
void touched_by(const AccountView& view, std::size_t block_row, AccountTx tx,
                std::vector<Account>& out) {
  out.clear();
  const auto touch = [&](AddressId address, AssetId asset) {
    if (address.valid()) out.push_back({address, asset});
  };
  for (TransferId t = view.first_transfer(tx); t < view.end_transfer(tx); ++t) {
    const TransferRow& row = view.transfers[t.value];
    if (row.kind() == TransferKind::kNative && view.status(tx) == TxStatus::kFailed) continue;
    touch(AddressId{row.from.get()}, AssetId{row.asset.get()});
    touch(AddressId{row.to.get()}, AssetId{row.asset.get()});
  }
  if (view.tx_fee_burnt[tx.value] != 0 || view.tx_fee_tip[tx.value] != 0)
    touch(AddressId{view.tx_sender[tx.value]}, kNativeAsset);
  if (tx == view.closing(block_row)) {
    bool tips = false;
    for (AccountTx of = view.first_tx(block_row); of < tx && !tips; ++of)
      tips = view.tx_fee_tip[of.value] != 0 && view.tx_fee_tip[of.value] != kUnknownFee;
    if (tips) touch(AddressId{view.blocks[block_row].fee_recipient.get()}, kNativeAsset);
  }
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
}

void check_account_chain(const AccountLedger& ledger, Findings& findings, AccountSums& sums) {
  AccountCheck(ledger, findings, sums).run();
}

}  // namespace spoor::ledger
