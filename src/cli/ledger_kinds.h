// What the commands on ledgers say alike of both kinds.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "ledger/account_ledger.h"
#include "ledger/ledger.h"

namespace spoor::cli {

// Told by the manifest; false where there is none.
inline bool is_of_accounts(const Path& folder) {
  return std::filesystem::exists(ledger::manifest_path(folder)) &&
         ledger::read_manifest(folder).kind == ledger::LedgerKind::kAccount;
}

// Hash of the last block, as people of that chain write it.
inline std::string tip_text(const ledger::Manifest& manifest) {
  return manifest.kind == ledger::LedgerKind::kUtxo ? to_hex_reversed(manifest.tip)
                                                    : "0x" + to_hex(manifest.tip);
}

// Height or number of the last block; none where there is none.
inline std::optional<std::uint32_t> last_block(const ledger::Ledger& ledger) {
  if (ledger.empty()) return std::nullopt;
  return ledger.view().tip().value;
}
inline std::optional<std::uint32_t> last_block(const ledger::AccountLedger& ledger) {
  if (ledger.empty()) return std::nullopt;
  return ledger.view().blocks.back().number.get();
}

}  // namespace spoor::cli
