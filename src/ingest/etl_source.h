// Dumps of ethereum-etl, and graphsense's raw tables, as blocks: every table that is there, joined
// by block.
//
// The files are looked through once before the first block: which table each is, which blocks it
// has, whether they ascend. Files that do are then read in step, so that memory is bounded by a
// block; of one that does not, where each stretch of a block begins is kept in memory (24 bytes).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <queue>
#include <string>
#include <utility>
#include <vector>

#include "base/file.h"
#include "chains/ethereum/network.h"
#include "ingest/account_source.h"
#include "ingest/etl_file.h"
#include "ingest/evm_block.h"
#include "ingest/evm_link.h"
#include "ingest/findings.h"

namespace spoor::ingest {

struct EtlReport {
  std::uint64_t files = 0;
  std::uint64_t unsorted_files = 0;
  std::vector<std::string> passed_over;  // files in a folder that hold no table
  std::array<std::uint64_t, kEtlTables> rows{};
};

class EtlCursor;

class EtlSource : public AccountSource {
 public:
  // Files, and folders that are searched for files. Throws Error(kBadInput), also where nothing is
  // found.
  EtlSource(const std::vector<Path>& sources, const ethereum::Network& network);
  ~EtlSource() override;

  bool next(SourceBlock& out) override;
  const EtlReport& report() const { return report_; }
  const Findings& findings() const { return findings_; }
  std::uint64_t rows_read() const { return rows_read_; }
  std::uint64_t rows_to_read() const;

 private:
  using Range = std::pair<std::uint32_t, std::uint32_t>;
  void find_files(const Path& source);
  void look_through();
  bool covers(EtlTable table, std::uint32_t block) const;
  bool gather(EvmBlock& out);

  std::vector<std::string> names_;
  std::vector<std::unique_ptr<EtlCursor>> cursors_;
  std::array<std::vector<Range>, kEtlTables> ranges_;  // sorted, apart
  // Block and number of each cursor that is not at its end, the lowest block first.
  std::priority_queue<Range, std::vector<Range>, std::greater<>> waiting_;
  EvmBlock block_;
  EvmBlock ahead_;
  bool has_ahead_ = false;
  EtlReport report_;
  Findings findings_;
  EvmContext context_;
  std::uint64_t rows_read_ = 0;
};

}  // namespace spoor::ingest
