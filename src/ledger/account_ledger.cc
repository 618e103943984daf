#include "ledger/account_ledger.h"

#include <algorithm>

#include "base/error.h"
#include "chains/ethereum/address.h"

namespace spoor::ledger {

AccountLedger::AccountLedger(const Path& folder) : folder_(folder) {
  read_and_map(folder, LedgerKind::kAccount, [&](const Manifest& manifest) { map(manifest); });
}

void AccountLedger::map(const Manifest& manifest) {
  manifest_ = manifest;
  view_ = {};
  files_ = map_columns(folder_, manifest_.counts, view_);
  txid_runs_ = map_runs<AccountTxidEntry>(folder_, IndexKind::kTxid, manifest_);
  address_runs_ = map_runs<AddressEntry>(folder_, IndexKind::kAddress, manifest_);
  history_runs_ = map_runs<AccountHistoryEntry>(folder_, IndexKind::kHistory, manifest_);
}

std::vector<AccountTx> AccountLedger::find_tx(const Hash256& hash) const {
  std::vector<AccountTx> found;
  const AccountTxidEntry key(hash, AccountTx{0});
  for_each_hit(
      txid_runs_, key,
      [&](const AccountTxidEntry& entry) { return entry.prefix_bytes == key.prefix_bytes; },
      [&](const AccountTxidEntry& entry) {
        const AccountTx tx = entry.tx();
        if (tx.value < view_.tx_rows() && view_.tx_hash[tx.value] == hash) found.push_back(tx);
      });
  std::sort(found.begin(), found.end());
  return found;
}

std::optional<AddressId> AccountLedger::find(AccountKind kind, ByteSpan bytes) const {
  const auto kind_byte = static_cast<std::uint8_t>(kind);
  return find_by_key(address_runs_, account_key(manifest_.key, kind_byte, bytes),
                     [&](AddressId address) {
                       return address.value < view_.addresses.size() &&
                              view_.addresses[address.value].kind == kind_byte &&
                              std::ranges::equal(view_.address_bytes(address), bytes);
                     });
}

// A name may look like a Tron address that is none, so only what is one is sought as one.
std::optional<AddressId> AccountLedger::find_address(std::string_view text) const {
  if (text.starts_with("0x") || text.starts_with("0X"))
    return find(AccountKind::kEvm, ethereum::parse_address(text).bytes);
  if (text.size() > kMaxAccountBytes) return std::nullopt;
  if (const auto named = find(AccountKind::kName, as_bytes(text))) return named;
  try {
    return find(AccountKind::kTron, ethereum::parse_tron(text).bytes);
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::string AccountLedger::address_text(AddressId address) const {
  if (!address.valid()) return "";
  const ByteSpan bytes = view_.address_bytes(address);
  const auto kind = static_cast<AccountKind>(view_.addresses[address.value].kind);
  if (kind == AccountKind::kName) return {bytes.begin(), bytes.end()};
  ethereum::Address written;
  std::ranges::copy(bytes, written.bytes.begin());
  return kind == AccountKind::kTron ? ethereum::tron(written) : ethereum::eip55(written);
}

// Within one account, rows from before a rollback stand at the end of each run.
std::vector<std::span<const AccountHistoryEntry>> AccountLedger::history_between(
    const AccountHistoryEntry& first, const AccountHistoryEntry& last) const {
  std::vector<std::span<const AccountHistoryEntry>> spans;
  for (const MappedRun<AccountHistoryEntry>& run : history_runs_) {
    const auto [entries, range] = run.view();
    const AccountHistoryEntry* joined = nullptr;  // the end of a span of this run
    RunCursor<AccountHistoryEntry> cursor({entries_from(entries, first), range});
    while (!cursor.rest().empty() && cursor.rest().front() < last) {
      const AccountHistoryEntry& begin = cursor.rest().front();
      const AccountHistoryEntry* end =
          cursor.seek({begin.address(), begin.asset(), AccountTx{range.hi}});
      if (end == nullptr) end = entries.data() + entries.size();
      if (joined == &begin)
        spans.back() = {spans.back().data(), end};
      else if (end != &begin)
        spans.emplace_back(&begin, end);
      joined = end;
      cursor.seek({begin.address(), begin.asset(), AccountTx::invalid()});
      if (!cursor.rest().empty() && &cursor.rest().front() == &begin) break;  // a damaged run
    }
  }
  return spans;
}

std::vector<std::span<const AccountHistoryEntry>> AccountLedger::history(Account account) const {
  return history_between({account.address, account.asset, AccountTx{0}},
                         {account.address, account.asset, AccountTx::invalid()});
}

std::vector<std::span<const AccountHistoryEntry>> AccountLedger::history(AddressId address) const {
  return history_between({address, AssetId{0}, AccountTx{0}},
                         {address, kNativeAsset, AccountTx::invalid()});
}

void AccountLedger::expect(MappedFile::Access access) const {
  for (const MappedFile& file : files_) file.expect(access);
  for (const auto& run : txid_runs_) run.expect(access);
  for (const auto& run : address_runs_) run.expect(access);
  for (const auto& run : history_runs_) run.expect(access);
}

bool AccountLedger::unchanged() const {
  return read_manifest(folder_, LedgerKind::kAccount).rollbacks == manifest_.rollbacks;
}

}  // namespace spoor::ledger
