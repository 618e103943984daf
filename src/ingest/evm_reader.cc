#include "ingest/evm_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "ingest/evm_fees.h"
#include "ingest/evm_moves.h"
#include "ingest/source_text.h"

namespace spoor::ingest {
namespace {

using ledger::StatusBasis;
using ledger::TransferKind;
using ledger::TxStatus;

constexpr std::uint64_t kWeiOfGwei = 1'000'000'000;

struct Outcome {
  TxStatus status = TxStatus::kUnknown;
  StatusBasis basis = StatusBasis::kNone;
};

constexpr TxStatus success_if(bool success) {
  return success ? TxStatus::kSuccess : TxStatus::kFailed;
}

class BlockReader {
 public:
  BlockReader(EvmBlock& in, const EvmContext& context, SourceBlock& out)
      : in_(in), context_(context), out_(out) {}

  void run() {
    link_rows(in_, context_);
    read_header();
    for (std::uint32_t i = 0; i < in_.transactions.size(); ++i) read_transaction(i);
    read_closing();
    out_.logs = static_cast<std::uint32_t>(in_.logs.size());
    out_.coverage = coverage();
  }

 private:
  void read_header() {
    const EvmHeader& header = in_.headers.front();
    out_.number = in_.number;
    out_.hash = header.block_hash;
    out_.parent = header.parent;
    out_.time = header.time;
    out_.base_fee = header.base_fee;
    if (header.fee_recipient) out_.fee_recipient = evm_party(*header.fee_recipient);
    for (const EvmTx& tx : in_.transactions) {
      if (!tx.time) continue;
      if (out_.time.value_or(*tx.time) != *tx.time)
        throw_bad_input(
            fmt::format("block {} has two times, {} and {}", in_.number, *out_.time, *tx.time),
            context_.where(tx.place));
      out_.time = tx.time;
    }
    is_complete_ = !header.transactions || *header.transactions == in_.transactions.size();
    if (!is_complete_)
      context_.findings.add("blocks that say another number of transactions than were given",
                            context_.where(header.place));
  }

  void read_transaction(std::uint32_t i) {
    EvmTx& tx = in_.transactions[i];
    const auto traces = rows_of(in_.traces, trace_, i);
    const auto logs = rows_of(in_.logs, log_, i);
    const auto token_transfers = rows_of(in_.token_transfers, token_transfer_, i);
    EvmTxRows rows{tx, {}, traces, logs, token_transfers};
    fill_from_root(tx, rows.root());
    const Outcome outcome = outcome_of(rows);
    rows.status = outcome.status;
    SourceTx made;
    made.hash = tx.hash;
    made.index = *tx.index;
    made.status = outcome.status;
    made.basis = outcome.basis;
    if (tx.from) made.sender = evm_party(*tx.from);
    if (tx.to) made.target = evm_party(*tx.to);
    const EvmFee fee = fee_of(tx, in_.number, in_.headers.front().base_fee, context_);
    made.fee_burnt = fee.burnt;
    made.fee_tip = fee.tip;
    add_root_value(rows, context_, out_);
    add_calls(rows, context_, out_);
    add_logs(rows, in_, context_, out_);
    made.end_transfer = out_.transfers.size();
    made.end_collectible = out_.collectibles.size();
    made.end_event = out_.events.size();
    out_.transactions.push_back(made);
    lacks_root_ |= rows.root() == nullptr;
  }

  // Rows ascend by owner, so each transaction's stand where those of the one before end.
  template <class Row>
  static std::span<const Row> rows_of(const std::vector<Row>& rows, std::size_t& at,
                                      std::uint32_t owner) {
    const std::size_t first = at;
    while (at < rows.size() && rows[at].owner == owner) ++at;
    return std::span(rows).subspan(first, at - first);
  }

  void fill_from_root(EvmTx& tx, const EvmTrace* root) {
    if (root == nullptr) return;
    const bool same_sender = !tx.from || !root->from || *tx.from == *root->from;
    const bool same_target = !tx.to || !root->to || *tx.to == *root->to;
    if (!same_sender || !same_target)
      throw_bad_input(
          fmt::format("the root call of transaction 0x{} has other ends than the transaction; the "
                      "other is {}",
                      to_hex(tx.hash), context_.text(tx.place)),
          context_.where(root->place), "One of the two files is not what it should be");
    if (!tx.from) {
      tx.from = root->from;
      if (root->type == TraceType::kCall) tx.to = root->to;
    }
  }

  Outcome outcome_of(const EvmTxRows& rows) {
    const EvmTrace* root = rows.root();
    const bool has_logs = !rows.logs.empty() || !rows.token_transfers.empty();
    Outcome out;
    if (rows.tx.status) {
      if (*rows.tx.status > 1)
        throw_bad_input(fmt::format("not a status: {}", *rows.tx.status),
                        context_.where(rows.tx.place), "A receipt says 1 (success) or 0 (failed)");
      out = {success_if(*rows.tx.status == 1), StatusBasis::kReceipt};
      if (root != nullptr && root->failed != (*rows.tx.status == 0))
        context_.findings.add(
            "transactions whose receipt and root call disagree; the receipt holds",
            context_.where(root->place));
    } else if (root != nullptr) {
      out = {success_if(!root->failed), StatusBasis::kRootTrace};
    } else if (has_logs) {
      out = {TxStatus::kSuccess, StatusBasis::kLog};
    } else if (in_.number < context_.network.status_since && rows.tx.gas_used &&
               rows.tx.gas_limit && *rows.tx.gas_used < *rows.tx.gas_limit) {
      out = {TxStatus::kSuccess, StatusBasis::kGasLeft};
    } else {
      context_.findings.add("transactions of unknown status", context_.where(rows.tx.place));
    }
    if (out.status == TxStatus::kFailed && has_logs)
      throw_bad_input(fmt::format("transaction 0x{} failed and yet has logs", to_hex(rows.tx.hash)),
                      context_.where(rows.tx.place), "Leave out the file that is wrong");
    return out;
  }

  void read_closing() {
    std::uint32_t place = 0;
    for (const EvmTrace& row : in_.traces) {
      if (row.has_transaction()) continue;
      has_rewards_ |= row.type == TraceType::kReward;
      const bool is_irregular = row.type == TraceType::kIrregular;
      if (!row.to || (is_irregular && !row.from))
        throw_bad_input("a row without a receiver or giver", context_.where(row.place));
      if (row.value == U256()) continue;
      SourceTransfer out{.kind = row.type == TraceType::kReward    ? TransferKind::kReward
                                 : row.type == TraceType::kGenesis ? TransferKind::kGenesis
                                                                   : TransferKind::kIrregular,
                         .to = evm_party(*row.to),
                         .amount = row.value,
                         .place = place++};
      if (is_irregular) out.from = evm_party(*row.from);
      out_.transfers.push_back(out);
    }
    for (const EvmWithdrawal& row : in_.withdrawals) {
      const auto wei = U256::checked_mul(row.gwei, kWeiOfGwei);
      if (!wei) throw_bad_input("a withdrawal beyond 256 bits", context_.where(row.place));
      out_.transfers.push_back({.kind = TransferKind::kWithdrawal,
                                .to = evm_party(row.address),
                                .amount = *wei,
                                .place = place++});
    }
  }

  std::uint16_t coverage() {
    using namespace ledger;
    const auto& rows = in_.transactions;
    const bool senders = std::ranges::all_of(rows, [](const EvmTx& tx) { return !!tx.from; });
    const bool receipts = std::ranges::all_of(rows, [](const EvmTx& tx) { return !!tx.gas_used; });
    const bool is_empty = rows.empty() && in_.headers.front().transactions == 0;
    unsigned out = 0;
    if (is_complete_ && receipts) out |= kReceipts;
    if (is_complete_ && senders) out |= kSenders;
    if (in_.has_logs || is_empty) out |= kLogs;
    if (is_complete_ && (in_.has_traces || is_empty) && !lacks_root_) out |= kTraces;
    if (in_.has_withdrawals) out |= kWithdrawals;
    if (has_rewards_) out |= kRewards;
    if (out_.hash) out |= kHash;
    if (out_.time) out |= kTime;
    if (in_.has_traces && lacks_root_)
      context_.findings.add("blocks with traces that lack some of their transactions",
                            context_.where(in_.headers.front().place));
    return static_cast<std::uint16_t>(out);
  }

  EvmBlock& in_;
  const EvmContext& context_;
  SourceBlock& out_;
  std::size_t trace_ = 0, log_ = 0, token_transfer_ = 0;  // the first row that is not yet read
  bool is_complete_ = true;
  bool lacks_root_ = false;
  bool has_rewards_ = false;
};

}  // namespace

void read_evm_block(EvmBlock& in, const EvmContext& context, SourceBlock& out) {
  BlockReader(in, context, out).run();
}

}  // namespace spoor::ingest
