// For tests: a small theft on a chain in memory, traced, with everything that a report can hold.
//
// `a` (100,000 sat) runs through a peel chain of three transactions, whose peels rest or enter the
// exchange; one coin at the exchange has moved on. Its remainder meets `b` (50,000) and clean money
// in one transaction, which pays two people, burns some in an OP_RETURN, and pays a fee. `c`
// (7,000) never moved. `late` declares a coin that holds some of `a` already.
#pragma once

#include <vector>

#include "dossier/report.h"
#include "tests/support/memory_chain.h"

namespace spoor::testing {

class StoryReport {
 public:
  struct Names {  // of things that others named
    std::string label_a = "a";
    std::string service = "Exchange";
    std::string basis = "its own statement";
    std::string reason = "agreed by the parties";
    std::string reference = "CASE";
  };
  explicit StoryReport(tracing::Doctrine doctrine = tracing::kFifo)
      : StoryReport(doctrine, Names()) {}
  StoryReport(tracing::Doctrine doctrine, Names names);
  StoryReport(const StoryReport&) = delete;

  // Fills sensitivity and bounds.
  void add_everything();
  // Borrows from this object.
  dossier::Report report() const;

  MemoryChain chain;
  ledger::ChainView view;
  tracing::Seeds seeds;
  tracing::TraceOptions options;
  dossier::ReportContext context;
  dossier::FlowRecord flows;
  tracing::PathIndex paths{&flows};
  tracing::TraceResult result;
  std::vector<tracing::DoctrineRun> sensitivity;
  tracing::BoundsResult bounds;
  std::vector<tracing::SetBounds> bounds_for;

 private:
  struct Stolen {
    CoinId a, b, c, late;
  };
  Stolen make_chain();
};

}  // namespace spoor::testing
