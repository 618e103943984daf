#include "ledger/account_facts.h"

#include <algorithm>

#include "base/error.h"

namespace spoor::ledger {
namespace {

constexpr std::array<std::string_view, kTransferKinds> kTransferNames = {
    "native", "internal", "token",     "mint", "burn",   "withdrawal",
    "reward", "genesis",  "irregular", "wrap", "unwrap", "implied"};
constexpr std::array<std::string_view, kCoverageBits> kCoverageNames = {
    "receipts", "logs", "traces", "withdrawals", "rewards", "hash", "time", "senders"};
constexpr std::array<std::string_view, kEventNames + 1> kEventTexts = {
    "wrap",          "unwrap",        "swap_v2",
    "swap_v3",       "mixer_deposit", "mixer_withdrawal",
    "vault_deposit", "vault_payout",  "poly_lock",
    "poly_unlock",   "poly_cross",    "poly_executed",
    "unindexed",     "other"};
constexpr std::array<std::string_view, 4> kStatusNames = {"unknown", "success", "failed",
                                                          "unknown"};
constexpr std::array<std::string_view, 8> kBasisNames = {"",         "receipt", "root_trace", "log",
                                                         "gas_left", "source",  "",           ""};

void add(U256& sum, const U256& amount) {
  const auto more = U256::checked_add(sum, amount);
  if (!more) throw_corrupt("amounts do not fit 256 bits together", {}, "Run `spoor ledger verify`");
  sum = *more;
}

class Count {
 public:
  explicit Count(const AccountView& view) : view_(view) {}

  AccountFacts run() {
    for (std::size_t row = 0; row < view_.blocks.size(); ++row) {
      count_block(row);
      const AccountTx closing = view_.closing(row);
      for (AccountTx tx = view_.first_tx(row); tx < closing; ++tx) count_transaction(tx);
      count_transfers(closing);
    }
    for (const CollectibleRow& row : view_.collectibles) ++facts_.collectibles[row.kind & 1];
    for (const EventRow& row : view_.events)
      ++facts_.events[std::min<std::size_t>(row.kind, kEventNames)];
    return facts_;
  }

 private:
  void count_block(std::size_t row) {
    const AccountBlockRow& block = view_.blocks[row];
    facts_.logs += block.logs.get();
    facts_.unmoved += block.unmoved.get();
    for (std::size_t bit = 0; bit < kCoverageBits; ++bit)
      facts_.coverage[bit] += block.coverage() >> bit & 1U;
    if (row == 0 || view_.follows(row)) return;
    ++facts_.gaps;
    if (facts_.first_gaps.size() < AccountFacts::kMostGaps)
      facts_.first_gaps.push_back({view_.blocks[row - 1].number.get(), block.number.get()});
  }

  void count_transaction(AccountTx tx) {
    const TxStatus status = view_.status(tx);
    const auto burnt = view_.fee_burnt(tx);
    const auto tip = view_.fee_tip(tx);
    if (burnt) add(facts_.burnt, *burnt);
    if (tip) add(facts_.tips, *tip);
    facts_.unknown_fees += !burnt || !tip;
    facts_.unknown_status += status == TxStatus::kUnknown;
    const bool value = count_transfers(tx);
    if (status != TxStatus::kFailed) return;
    ++facts_.failed;
    facts_.failed_with_value += value;
  }

  // Has it a root value?
  bool count_transfers(AccountTx tx) {
    bool value = false;
    for (TransferId id = view_.first_transfer(tx); id < view_.end_transfer(tx); ++id) {
      const Transfer transfer = view_.transfer(id);
      ++facts_.transfers[static_cast<std::size_t>(transfer.kind)];
      facts_.approximate += transfer.approximate;
      value |= transfer.kind == TransferKind::kNative && transfer.amount != U256{};
      if (transfer.kind == TransferKind::kWithdrawal) add(facts_.withdrawn, transfer.amount);
    }
    return value;
  }

  const AccountView& view_;
  AccountFacts facts_;
};

}  // namespace

std::string_view name(TransferKind kind) { return kTransferNames[static_cast<std::size_t>(kind)]; }
std::string_view name(TxStatus status) { return kStatusNames[static_cast<std::size_t>(status)]; }
std::string_view name(StatusBasis basis) { return kBasisNames[static_cast<std::size_t>(basis)]; }
std::string_view name(CollectibleKind kind) {
  return kind == CollectibleKind::kErc721 ? "erc721" : "erc1155";
}
std::string_view coverage_name(std::size_t bit) { return kCoverageNames[bit]; }
std::string_view event_name(std::size_t kind) { return kEventTexts[std::min(kind, kEventNames)]; }

AccountFacts facts_of(const AccountView& view) { return Count(view).run(); }

}  // namespace spoor::ledger
