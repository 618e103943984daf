// A chain told in words, for people who do not write C++:
//
//   block                                        # mined-1: 50 BTC to `miner`
//   block
//     theft: mined-1 -> thief 30 BTC as loot, miner 19.999 BTC, fee 0.001 BTC
//     peel:  loot -> p2tr:shop 1 BTC, thief rest
//
// docs/cases.md is the description of the language. What a node would refuse (a coin that is not
// there or already spent, amounts that do not add up) is refused here too, with its line.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/chain.h"
#include "simulator/payee.h"

namespace spoor::simulator {

struct StoryCoin {
  bitcoin::Outpoint outpoint;
  Satoshi value;
  std::string payee;  // the word
  Payee script;
};

// A coin from before a chain that begins without its genesis.
struct EarlierCoin {
  StoryCoin coin;
  bool hidden;  // nobody tells the ledger its value and script
};

// "seed theft: loot, pay:1 3 BTC at 5": value declared stolen, as a seeds file states it.
struct StorySeed {
  std::string label;
  bitcoin::Outpoint coin;
  std::optional<Satoshi> amount = {};  // none: the whole coin
  Satoshi offset = {};
};

// "service quay: quay-desk, p2tr:quay": addresses at which following stops.
struct StoryService {
  std::string name;
  std::string payee;
};

struct Story {
  Chain chain;
  BlockIndex tip = 0;                                // the block told last
  std::map<std::string, BlockIndex> blocks = {};     // those with a name
  std::map<std::string, Hash256> transactions = {};  // by name; coinbases too
  std::map<std::string, StoryCoin> coins = {};       // by "NAME:N", and by their own name
  std::vector<EarlierCoin> earlier = {};
  std::vector<StorySeed> seeds = {};
  std::vector<StoryService> services = {};

  // A coin by its own name, by "NAME:N", or by the name of a transaction with one output. Throws
  // Error(kBadInput).
  const StoryCoin& coin(std::string_view name) const;
  bool has_coin(const std::string& name) const;
  // "NAME:N" where the story names the transaction, else TXID:N.
  std::string name_of(const bitcoin::Outpoint& outpoint) const;
};

// Throws Error(kBadInput) with `file` and line.
Story tell(std::string_view words, const std::string& file);

}  // namespace spoor::simulator
