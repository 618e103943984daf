// What things of a chain are called in output: coins as TXID:VOUT, scripts by their address or,
// where they have none, by type and identity. One place, so that every command says the same.
//
//   3d1f…:0  1BoatSLRHtKNngkdXEeobR76b53LETtpyT  p2pkh
//   0e3e…:0  (no address)                        p2pk    pk:0411db93…
//   8bae…:1  (no address)                        op_return  c0ffee… (SHA-256 of the script)
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/types.h"
#include "chains/bitcoin/network.h"
#include "ledger/chain_view.h"

namespace spoor::dossier {

// `address` where people have one for the script, else empty and then `script` is set: `pk:HEX` for
// P2PK, else the SHA-256 of the script in hex; empty where the ledger does not know the script.
struct ScriptName {
  std::string address;
  std::string script_type;  // as bitcoin::name, or "unknown"
  std::string script;

  // The address, else `pk:HEX`, else "TYPE SHA256", else the type alone.
  std::string text() const;
};

// Coins may be of the ledger or of its prehistory.
ScriptName script_name(const ledger::ChainView& view, bitcoin::Network network, CoinId coin);
ScriptName script_name(const ledger::ChainView& view, bitcoin::Network network, AddressId address);

// The address row of a coin; invalid where it has none (OP_RETURN, unknown script).
AddressId address_of_coin(const ledger::ChainView& view, CoinId coin);

std::string txid_text(const ledger::ChainView& view, TxId tx);
// The transaction of a coin, also where that transaction is older than the ledger.
std::string txid_text(const ledger::ChainView& view, CoinId coin);
std::uint32_t vout_of(const ledger::ChainView& view, CoinId coin);
std::string outpoint_text(const ledger::ChainView& view, CoinId coin);  // TXID:VOUT
std::string block_hash_text(const ledger::ChainView& view, Height height);

// Where a coin came to be; none for coins of prehistory.
std::optional<Height> height_of(const ledger::ChainView& view, CoinId coin);
// "2009-01-09T02:54:25Z", as the block's header states it. Miners set it; it can be off by hours.
std::string time_text(const ledger::ChainView& view, Height height);

struct NamedCoin {
  std::string coin;              // TXID:VOUT
  ScriptName script;             // all empty where there is no coin
  std::optional<Height> height;  // of the block that made it; none for prehistory
  std::string time;              // of that block; empty where there is no height
};
// All empty for an invalid coin.
NamedCoin named_coin(const ledger::ChainView& view, bitcoin::Network network, CoinId coin);

}  // namespace spoor::dossier
