// `spoor ingest ethereum`: a source of an account chain into a ledger, whatever form it has.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/file.h"
#include "ingest/account_append.h"
#include "ingest/findings.h"

namespace spoor::ingest {

struct EthereumOptions {
  std::vector<std::string> from;
  Path ledger;
  std::optional<std::uint64_t> chain_id;  // else the ledger's, else 1
  std::optional<Path> openings;
  std::uint64_t memory_bytes = 1ULL << 30;
};

enum class EthereumSource : std::uint8_t { kTransfers, kEtl };

struct EthereumReport {
  EthereumSource source = EthereumSource::kEtl;
  std::uint64_t chain_id = 1;
  bool chain_id_assumed = false;
  std::uint64_t files = 0;
  std::vector<std::pair<std::string, std::uint64_t>> rows;  // read, by table
  std::vector<std::string> passed_over;                     // files that hold no table
  Findings findings;
  // Of the blocks that were read: how many their source tells this of, by bit of ledger::Coverage.
  std::uint64_t blocks_read = 0;
  std::array<std::uint64_t, 8> covered{};
  std::uint64_t unmoved = 0;  // rows that move nothing
  AppendReport appended;
};

// Throws Error; the ledger then holds the blocks before the one that was wrong.
EthereumReport ingest_ethereum(const EthereumOptions& options);

}  // namespace spoor::ingest
