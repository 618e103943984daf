#include "ingest/evm_moves.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "crypto/keccak.h"
#include "ingest/source_text.h"

namespace spoor::ingest {
namespace {

using ledger::TransferKind;

Party party_of(const std::optional<ethereum::Address>& address) {
  return address ? evm_party(*address) : Party{};
}

// Keccak-256 of the list (sender, nonce) in the chain's own encoding, its last 20 bytes.
ethereum::Address created_by(const ethereum::Address& sender, std::uint64_t nonce) {
  Bytes digits;
  for (; nonce > 0; nonce >>= 8) digits.insert(digits.begin(), static_cast<std::uint8_t>(nonce));
  Bytes list = {0x94};
  list.insert(list.end(), sender.bytes.begin(), sender.bytes.end());
  if (digits.size() != 1 || digits[0] >= 0x80)
    list.push_back(static_cast<std::uint8_t>(0x80 + digits.size()));
  list.insert(list.end(), digits.begin(), digits.end());
  list.insert(list.begin(), static_cast<std::uint8_t>(0xc0 + list.size()));
  const Hash256 hash = keccak256(list);
  ethereum::Address out;
  std::copy(hash.end() - 20, hash.end(), out.bytes.begin());
  return out;
}

std::string name(const EvmTx& tx) { return "0x" + to_hex(tx.hash); }

// Does this row lie below a call that failed, which all rows behind it may?
class FailedCalls {
 public:
  bool covers(const EvmTrace& row) {
    if (failed_ != nullptr && is_prefix(failed_->address, row.address)) return true;
    failed_ = row.failed ? &row : nullptr;
    return row.failed;
  }

 private:
  static bool is_prefix(const std::vector<std::uint32_t>& part,
                        const std::vector<std::uint32_t>& whole) {
    return part.size() <= whole.size() && std::equal(part.begin(), part.end(), whole.begin());
  }
  const EvmTrace* failed_ = nullptr;
};

}  // namespace

Party receiver_of(const EvmTxRows& rows) {
  if (rows.tx.to) return evm_party(*rows.tx.to);
  if (rows.root() != nullptr && rows.root()->to) return evm_party(*rows.root()->to);
  if (rows.tx.created) return evm_party(*rows.tx.created);
  if (rows.tx.from && rows.tx.nonce) return evm_party(created_by(*rows.tx.from, *rows.tx.nonce));
  return {};
}

void add_root_value(const EvmTxRows& rows, const EvmContext& context, SourceBlock& out) {
  const EvmTrace* root = rows.root();
  if (root != nullptr && rows.tx.value && *rows.tx.value != root->value)
    throw_bad_input(fmt::format("the root call of transaction {} has another value than the "
                                "transaction; the other is {}",
                                name(rows.tx), context.text(rows.tx.place)),
                    context.where(root->place), "One of the two files is not what it should be");
  SourceTransfer row{.kind = TransferKind::kNative};
  if (rows.tx.value)
    row.amount = *rows.tx.value;
  else if (root != nullptr)
    row.amount = root->value;
  if (row.amount == U256()) return;
  row.from = party_of(rows.tx.from);
  if (row.from.is_nobody())
    context.findings.add("values whose sender is not told", context.where(rows.tx.place));
  row.to = receiver_of(rows);
  if (row.to.is_nobody())
    context.findings.add("creations whose contract is not told", context.where(rows.tx.place));
  out.transfers.push_back(row);
}

void add_calls(const EvmTxRows& rows, const EvmContext& context, SourceBlock& out) {
  const bool failed = rows.status == ledger::TxStatus::kFailed;
  FailedCalls failures;
  std::uint32_t place = rows.root() == nullptr ? 1 : 0;
  for (const EvmTrace& call : rows.traces) {
    const bool call_failed = failures.covers(call) || failed;
    const std::uint32_t at = place++;
    if (call.is_root()) continue;
    if (call_failed || !call.moves_by_kind) {
      ++out.unmoved;
      continue;
    }
    if (call.value == U256()) continue;
    if (!call.from || !call.to) {
      context.findings.add("calls whose ends are not told", context.where(call.place));
      continue;
    }
    out.transfers.push_back({.kind = TransferKind::kInternal,
                             .from = evm_party(*call.from),
                             .to = evm_party(*call.to),
                             .amount = call.value,
                             .place = at});
  }
}

}  // namespace spoor::ingest
