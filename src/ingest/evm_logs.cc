// add_logs of evm_moves.h.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>
#include <vector>

#include "base/error.h"
#include "chains/ethereum/event_kind.h"
#include "ingest/evm_moves.h"
#include "ingest/source_text.h"

namespace spoor::ingest {
namespace {

using ethereum::Address;
using ledger::TransferKind;

// A wrap or unwrap, or the native coins that came or went with it.
using WrapLeg = std::tuple<bool, Address, U256>;  // into the wrapped coin?

TransferKind kind_of_token(const Address& from, const Address& to) {
  if (from.is_zero()) return TransferKind::kMint;
  return to.is_zero() ? TransferKind::kBurn : TransferKind::kToken;
}

SourceTransfer token_row(const Address& token, const Address& from, const Address& to,
                         const U256& amount, std::uint32_t place) {
  return {.kind = kind_of_token(from, to),
          .native_asset = false,
          .asset = evm_party(token),
          .from = evm_party_or_nobody(from),
          .to = evm_party_or_nobody(to),
          .amount = amount,
          .place = place};
}

// The four words that a dump's token transfer is made of: the topics, then the data.
std::optional<std::array<Hash256, 4>> transfer_words(const EvmLog& log) {
  static const Hash256 kTopic = Hash256{
      ethereum::hex_literal("0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef")};
  if (log.topics.empty() || log.topics[0] != kTopic || log.topics.size() > 4) return std::nullopt;
  if (log.data.size() != (4 - log.topics.size()) * 32) return std::nullopt;
  std::array<Hash256, 4> out{};
  std::ranges::copy(log.topics, out.begin());
  for (std::size_t i = log.topics.size(); i < 4; ++i)
    std::copy_n(log.data.begin() + static_cast<std::ptrdiff_t>(32 * (i - log.topics.size())), 32,
                out[i].begin());
  return out;
}

Address low_bytes(const Hash256& word) {
  Address out;
  std::copy(word.end() - 20, word.end(), out.bytes.begin());
  return out;
}

bool says_the_same(const EvmTokenTransfer& row, const EvmLog& log) {
  const auto words = transfer_words(log);
  return words && row.token == log.emitter && row.from == low_bytes((*words)[1]) &&
         row.to == low_bytes((*words)[2]) && row.value == U256::from_big_endian((*words)[3]);
}

class LogReader {
 public:
  LogReader(const EvmTxRows& rows, const EvmBlock& block, const EvmContext& context,
            SourceBlock& out)
      : rows_(rows), block_(block), context_(context), out_(out) {}

  void run() {
    if (block_.has_logs && block_.has_token_transfers) compare_tables();
    if (block_.has_logs) {
      for (const EvmLog& log : rows_.logs) read(log);
      check_wraps();
      return;
    }
    for (const EvmTokenTransfer& row : rows_.token_transfers)
      out_.transfers.push_back(token_row(row.token, row.from, row.to, row.value, row.log_index));
  }

 private:
  // Both ascend by the index of the log.
  void compare_tables() const {
    auto row = rows_.token_transfers.begin();
    for (const EvmLog& log : rows_.logs) {
      if (row != rows_.token_transfers.end() && row->log_index < log.index) refuse(*row);
      if (row != rows_.token_transfers.end() && row->log_index == log.index) {
        if (!says_the_same(*row, log))
          throw_bad_input(fmt::format("a token transfer and its log disagree; the log is {}",
                                      context_.text(log.place)),
                          context_.where(row->place),
                          "Leave the token transfers out: logs say all");
        ++row;
      } else if (is_transfer(log)) {
        throw_bad_input("a log of a transfer has no row among the token transfers",
                        context_.where(log.place),
                        "Leave the token transfers out where they are a selection: logs say all");
      }
    }
    if (row != rows_.token_transfers.end()) refuse(*row);
  }
  [[noreturn]] void refuse(const EvmTokenTransfer& row) const {
    throw_bad_input(
        fmt::format("a token transfer without its log, number {} of the block", row.log_index),
        context_.where(row.place),
        "The table of logs may be cut off; without it token transfers are believed");
  }
  static bool is_transfer(const EvmLog& log) {
    const ethereum::Event event = ethereum::decode_event({log.emitter, log.topics, log.data});
    return std::holds_alternative<ethereum::TokenTransfer>(event) ||
           std::holds_alternative<ethereum::NftTransfer>(event);
  }

  void read(const EvmLog& log) {
    const ethereum::Event event = ethereum::decode_event({log.emitter, log.topics, log.data});
    log_ = &log;
    std::visit(*this, event);
  }

 public:  // One for each kind of event.
  void operator()(const ethereum::TokenTransfer& event) {
    out_.transfers.push_back(
        token_row(log_->emitter, event.from, event.to, event.amount, log_->index));
  }
  void operator()(const ethereum::NftTransfer& event) {
    add_collectible(ledger::CollectibleKind::kErc721, event.from, event.to, event.id, U256(1));
  }
  void operator()(const ethereum::MultiTransfer& event) {
    for (const auto& item : event.items)
      add_collectible(ledger::CollectibleKind::kErc1155, event.from, event.to, item.id,
                      item.amount);
  }
  void operator()(const ethereum::Wrap& event) {
    if (log_->emitter != context_.network.wrapped_native) return keep(event);
    add_wrap(TransferKind::kWrap, Address{}, event.account, event.amount);
    if (rows_.root() == nullptr && !is_own_value(event))
      add_implied(event.account, log_->emitter, event.amount);
    legs_.emplace_back(true, event.account, event.amount);
  }
  void operator()(const ethereum::Unwrap& event) {
    if (log_->emitter != context_.network.wrapped_native) return keep(event);
    add_wrap(TransferKind::kUnwrap, event.account, Address{}, event.amount);
    if (rows_.root() == nullptr) add_implied(log_->emitter, event.account, event.amount);
    legs_.emplace_back(false, event.account, event.amount);
  }
  void operator()(const ethereum::UnknownEvent&) {}
  void operator()(const ethereum::MalformedEvent& event) {
    context_.findings.add(fmt::format("{} logs that cannot be read: {}", event.name, event.reason),
                          context_.where(log_->place));
  }
  void operator()(const ethereum::UnindexedTransfer& event) {
    context_.findings.add("transfers whose number may be an amount or an id",
                          context_.where(log_->place));
    keep(event);
  }
  void operator()(const auto& event) { keep(event); }

 private:
  void keep(const ethereum::Event& event) {
    const auto kind = ethereum::kind_of(event);
    ASSERT(kind);
    SourceEvent row{.kind = static_cast<std::uint8_t>(*kind),
                    .contract = evm_party(log_->emitter),
                    .place = log_->index,
                    .offset = out_.event_bytes.size()};
    Bytes& bytes = out_.event_bytes;
    bytes.push_back(static_cast<std::uint8_t>(log_->topics.size()));
    for (const Hash256& topic : log_->topics) bytes.insert(bytes.end(), topic.begin(), topic.end());
    bytes.insert(bytes.end(), log_->data.begin(), log_->data.end());
    row.length = static_cast<std::uint32_t>(bytes.size() - row.offset);
    out_.events.push_back(row);
  }

  void add_collectible(ledger::CollectibleKind kind, const Address& from, const Address& to,
                       const U256& token, const U256& amount) {
    out_.collectibles.push_back({.kind = kind,
                                 .contract = evm_party(log_->emitter),
                                 .from = evm_party_or_nobody(from),
                                 .to = evm_party_or_nobody(to),
                                 .token = token,
                                 .amount = amount,
                                 .place = log_->index});
  }

  void add_wrap(TransferKind kind, const Address& from, const Address& to, const U256& amount) {
    SourceTransfer row = token_row(log_->emitter, from, to, amount, log_->index);
    row.kind = kind;
    out_.transfers.push_back(row);
  }
  void add_implied(const Address& from, const Address& to, const U256& amount) {
    out_.transfers.push_back({.kind = TransferKind::kImplied,
                              .from = evm_party(from),
                              .to = evm_party(to),
                              .amount = amount,
                              .place = log_->index});
  }

  // The value that the transaction itself sends to the wrapped coin is a row already; it is
  // wrapped once.
  bool is_own_value(const ethereum::Wrap& event) {
    if (own_value_used_ || rows_.tx.to != context_.network.wrapped_native ||
        rows_.tx.from != event.account || rows_.tx.value != event.amount)
      return false;
    own_value_used_ = true;
    return true;
  }

  // Where the calls are known, each wrap has its coins among them, and none is left over.
  void check_wraps() {
    if (rows_.root() == nullptr || !context_.network.wrapped_native) return;
    if (rows_.status != ledger::TxStatus::kSuccess) return;
    const Party coin = evm_party(*context_.network.wrapped_native);
    std::vector<WrapLeg> moved;
    const std::size_t first = out_.transactions.empty() ? 0 : out_.transactions.back().end_transfer;
    for (std::size_t i = first; i < out_.transfers.size(); ++i) {
      const SourceTransfer& row = out_.transfers[i];
      if (!row.native_asset || (row.from != coin && row.to != coin)) continue;
      const bool into = row.to == coin;
      moved.emplace_back(into, Address{into ? row.from.payload : row.to.payload}, row.amount);
    }
    std::erase_if(legs_, [](const WrapLeg& leg) { return std::get<U256>(leg) == U256(); });
    std::ranges::sort(moved);
    std::ranges::sort(legs_);
    if (moved != legs_)
      context_.findings.add("transactions whose wraps and calls disagree",
                            context_.where(rows_.tx.place));
  }

  const EvmTxRows& rows_;
  const EvmBlock& block_;
  const EvmContext& context_;
  SourceBlock& out_;
  const EvmLog* log_ = nullptr;
  bool own_value_used_ = false;
  std::vector<WrapLeg> legs_;
};

}  // namespace

void add_logs(const EvmTxRows& rows, const EvmBlock& block, const EvmContext& context,
              SourceBlock& out) {
  LogReader(rows, block, context, out).run();
}

}  // namespace spoor::ingest
