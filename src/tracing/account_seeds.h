// Seeds on account chains: money declared stolen. A CSV file of one of two forms:
//
//   network,event,address,asset,amount,label
//   ethereum,0x5c50…2060,0x098b…2f96,usdt,,bridge      (empty amount: all that it got, net)
//   ethereum,0x5c50…2060:log:17,0x098b…2f96,0xdac1…1ec7,2500000,bridge
//   ethereum,0x5c50…2060:trace:0.1,0x098b…2f96,native,1,bridge
//
//   network,from,to,asset,since,until,label            (every payment between the two in that time)
//   ethereum,0x1111…,0x2222…,native,2022-03-23,2022-03-29,bridge
//
// Amounts are base units. An asset is `native`, the network's symbol of it, a contract, or a name.
// Times are UTC, or numbers of blocks; both ends count. Parsing knows no ledger; `resolve` finds
// the rows of one network in its ledger.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tracing/account_trace.h"

namespace spoor::tracing {

// A transaction, or one row of it.
struct SeedEvent {
  Hash256 tx{};
  enum class Kind : std::uint8_t { kTransaction, kLog, kTrace } kind = Kind::kTransaction;
  std::uint32_t log = 0;
  std::vector<std::uint32_t> trace = {};  // empty: the root call
};
// "TX", "TX:log:N", "TX:trace:0.1", "TX:trace:" for the root. Throws Error(kBadInput).
SeedEvent parse_seed_event(std::string_view text);

// The payments of a pair in [since, until], as times or as numbers of blocks.
struct SeedWindow {
  std::string from;
  bool by_block = false;
  std::uint64_t since = 0;
  std::uint64_t until = 0;
};

struct AccountSeedRow {
  std::string network;
  std::optional<SeedEvent> event;    // or
  std::optional<SeedWindow> window;  // one of the two
  std::string address;               // who received
  std::string asset;
  std::optional<U256> amount;
  std::string label;
  std::uint64_t line = 0;
};
struct AccountSeedFile {
  std::string file;
  std::vector<AccountSeedRow> rows;
  std::vector<std::string> networks() const;  // each once, sorted
  std::vector<std::string> labels() const;    // of all networks, each once, sorted
};
// Throws Error(kBadInput) with file and line; where there is no row, too.
AccountSeedFile parse_account_seeds(std::string_view text, std::string file);

// How words are found in a ledger.
struct AccountWords {
  std::function<std::vector<AccountTx>(const Hash256&)> tx;
  std::function<std::optional<AddressId>(std::string_view)> address;
  std::string native_symbol;  // matched in any case
};
// The rows of `network`; labels are numbered over all networks of the file. Throws Error(kBadInput)
// with file and line where the ledger does not know a word, a row that is named is not there or
// brought the address less, where the address got nothing, net, or a pair has no payment in its
// time. A call is known to the ledger by number, not by path: a path other than the root's is found
// where one call of the transaction fits, and refused where several do.
AccountSeeds resolve_account_seeds(const AccountSeedFile& file, std::string_view network,
                                   const AccountChain& chain, const AccountWords& words);

}  // namespace spoor::tracing
