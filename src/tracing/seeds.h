// Seeds: value declared stolen. A CSV file `coin,amount_sat,label` and optional `offset_sat`:
//
//   coin,amount_sat,label
//   37d1…6e43:0,2500001000000,allinvain
//   a3b0…91ff:1,,linode            (empty amount: the whole coin)
//
// Parsing knows no ledger; `resolve_seeds` finds the coins in one. Also the file of services at
// which following stops: `address,name,basis`.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/types.h"
#include "chains/bitcoin/block.h"
#include "ledger/chain_view.h"
#include "tracing/label.h"

namespace spoor::tracing {

// "TXID:VOUT", the txid in display order. Throws Error(kBadInput).
bitcoin::Outpoint parse_outpoint(std::string_view text);
std::string to_text(const bitcoin::Outpoint& outpoint);

// A label as it is, which must be UTF-8 and not empty. Throws Error(kBadInput).
std::string parse_label(const std::string& text);

struct SeedRow {
  bitcoin::Outpoint coin;
  std::optional<Satoshi> amount;  // none: the whole coin
  Satoshi offset;
  std::string label;
  std::uint64_t line = 0;  // in the file; 0 where it was given in words
};
struct SeedFile {
  std::string file;  // for messages
  std::vector<SeedRow> rows;
};
// Throws Error(kBadInput) with file and line; where there is no row, too.
SeedFile parse_seeds(std::string_view text, std::string file);

// Rows found in a ledger. They apply in their order here, which is that of the file.
struct Seed {
  CoinId coin;
  Satoshi offset;
  Satoshi amount;
  Label label;
  std::uint64_t line = 0;
};
struct Seeds {
  std::string file;
  std::vector<std::string> labels;  // sorted by bytes, without repeats: Label n at n - 1
  std::vector<Seed> rows;

  const std::string& label(Label label) const { return labels[label.value - 1U]; }
};

// For messages about a seed: file and line, or the option and the coin where it was given in words.
Where place_of(const std::string& file, const bitcoin::Outpoint& coin, std::uint64_t line);

// The coin of an outpoint, or none where the ledger has no such coin.
using CoinLookup = std::function<std::optional<CoinId>(const bitcoin::Outpoint&)>;
// Throws Error(kBadInput) with file and line where a coin is not in the ledger, has no value or
// one that is not known, or is smaller than offset and amount; where an amount is 0 or there are
// more than 65,535 labels. What depends on the doctrine is checked by `trace`.
Seeds resolve_seeds(const SeedFile& file, const ledger::ChainView& view, const CoinLookup& lookup);

// An address at which following stops, whose it is said to be, and on which ground.
struct Service {
  std::string address;
  std::string name;
  std::string basis;
  std::uint64_t line = 0;
};
// Throws Error(kBadInput) with file and line; an address twice is an error, too.
std::vector<Service> parse_services(std::string_view text, std::string file);

// The value of a coin, prehistory coins too; none where it is not known.
std::optional<Satoshi> coin_value(const ledger::ChainView& view, CoinId coin);
// The outpoint of a coin, prehistory coins too.
bitcoin::Outpoint outpoint_of(const ledger::ChainView& view, CoinId coin);

}  // namespace spoor::tracing
