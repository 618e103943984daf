// What a ledger knows of one coin, named for people: value, script, where it came from, what became
// of it. `show tx`, `show address` and `show coin` all print these facts, in the same words.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/json_writer.h"
#include "base/types.h"
#include "dossier/grid.h"
#include "dossier/naming.h"
#include "ledger/ledger.h"

namespace spoor::cli {

// A transaction of the ledger and its block.
struct Place {
  TxId tx;
  std::string txid;
  Height height;
  std::string time;  // as the block's header states it
};
Place place_of(const ledger::ChainView& view, TxId tx);
// All that its outputs are worth.
Satoshi output_total(const ledger::ChainView& view, TxId tx);

enum class CoinState : std::uint8_t { kUnspent, kSpent, kUnspendable, kOverwritten };

struct CoinFacts {
  CoinId id;
  std::string coin;              // TXID:VOUT
  std::optional<Satoshi> value;  // none: unknown
  dossier::ScriptName script;
  std::optional<Place> made;  // none: before the ledger
  bool from_coinbase = false;
  CoinState state = CoinState::kUnspent;
  std::string why;                // of kUnspendable: "genesis", "op_return", "too_long"
  std::optional<Place> ended;     // the transaction that spent or overwrote it
  std::uint64_t spent_input = 0;  // of kSpent: which input of it, from 0
};
CoinFacts coin_facts(const ledger::Ledger& ledger, CoinId coin);
// Shows the coins coin_at(i) of the rows [begin, end) in order, looking many of them up at once.
void each_coin(const ledger::Ledger& ledger, std::uint64_t begin, std::uint64_t end,
               const std::function<CoinId(std::uint64_t)>& coin_at,
               const std::function<void(std::uint64_t, const CoinFacts&)>& show);

// "50.00000000 BTC", or "unknown".
std::string amount_text(std::optional<Satoshi> amount);
std::string name(CoinState state);  // "unspent", "spent" …
// "spent in block 170, 2009-01-12T03:30:25Z", "unspendable: OP_RETURN" …
std::string state_text(const CoinFacts& facts);
std::string made_text(const CoinFacts& facts);
// The state, and of a spent coin the transaction too: "spent in block 170, …, by TXID".
std::string end_text(const CoinFacts& facts);

// An exact number, or null where it is not known.
void write_amount(JsonWriter& json, std::string_view key, std::optional<Satoshi> amount);
void write_script(JsonWriter& json, const dossier::ScriptName& script);
// The members of a coin into an open object.
void write_coin(JsonWriter& json, const CoinFacts& facts);
std::string coin_csv_columns();
std::string coin_csv(const CoinFacts& facts);

}  // namespace spoor::cli
