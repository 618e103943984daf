// Keeps the flow of every followed transaction, for what is drawn or written after the trace: about
// 32 bytes for each tainted input and output of each label.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "tracing/trace.h"

namespace spoor::dossier {

class FlowRecord : public tracing::FlowVisitor {
 public:
  enum class Role : std::uint8_t { kInput, kOutput, kFee, kRounding };
  struct Part {   // one label's share of one input, output, or of the fee
    CoinId coin;  // invalid for the fee, for rounding, and for a fee that a coinbase takes
    Satoshi amount;
    TxId from;  // of an input: the transaction that made it; invalid for a coin of prehistory
    tracing::Label label;
    Role role;
  };
  struct Step {
    TxId tx;
    bool is_coinbase;
    std::uint64_t first_part;  // its parts end where those of the next step begin
  };
  struct SeedPart {
    CoinId coin;
    tracing::Label label;
    Satoshi amount;
  };

  void on_transaction(const tracing::Flow& flow) override;
  void on_seed(const tracing::SeedFlow& flow) override;
  void on_fee_end(TxId tx, tracing::RowKind kind) override;

  // In the order of processing.
  const std::vector<Step>& steps() const { return steps_; }
  std::span<const Part> parts(std::size_t step) const;
  const std::vector<SeedPart>& seeds() const { return seeds_; }
  // As what the transaction's fee ended that no coinbase took.
  tracing::RowKind fee_end(TxId tx) const;

 private:
  void add(CoinId coin, TxId from, Role role, std::span<const tracing::Portion> portions);

  std::vector<Step> steps_;
  std::vector<Part> parts_;
  std::vector<SeedPart> seeds_;
  std::map<TxId, tracing::RowKind> fee_ends_;  // all others ended as fees
};

}  // namespace spoor::dossier
