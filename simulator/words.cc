#include "simulator/words.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/amount.h"
#include "base/error.h"
#include "crypto/hash.h"
#include "simulator/words_text.h"

namespace spoor::simulator {
namespace {

constexpr std::uint64_t kMostEmptyBlocks = 100'000;

std::string in_quotes(std::string_view name) { return "\"" + std::string(name) + "\""; }

// One output as it is told; `rest` where the amount follows from the others.
struct Told {
  std::string payee = {};
  std::optional<Satoshi> amount = {};
  std::string own_name = {};
  bool hidden = false;
};

// The right side of a transaction.
struct Share {
  std::vector<Told> outputs = {};
  std::optional<Satoshi> left{Satoshi{0}};  // fee, or what a coinbase leaves; none: the rest
};

std::optional<Satoshi> amount_or_rest(WordReader& words) {
  if (words.take_if("rest")) return std::nullopt;
  return words.amount();
}

std::string name_before_colon(WordReader& words) {
  std::string name(words.take("a name"));
  if (!name.ends_with(':')) throw_bad_input("a colon must follow the name: " + name);
  name.pop_back();
  return name;
}

// `left_word` is "fee" or "unclaimed".
Share read_share(WordReader& words, std::string_view left_word) {
  Share share;
  do {
    if (words.take_if(left_word)) {
      share.left = amount_or_rest(words);
      continue;
    }
    Told told{.payee = std::string(words.take("who is paid")), .amount = amount_or_rest(words)};
    if (words.take_if("as")) told.own_name = words.take("the coin's name");
    told.hidden = words.take_if("hidden");
    share.outputs.push_back(std::move(told));
  } while (words.take_if(","));
  words.end();
  return share;
}

// Fills in the one `rest`, and checks that nothing appears or vanishes.
void settle(Share& share, Satoshi available) {
  Satoshi taken;
  std::optional<Satoshi>* rest = share.left ? nullptr : &share.left;
  if (share.left) taken += *share.left;
  for (Told& told : share.outputs) {
    if (told.amount) {
      taken += *told.amount;
    } else if (rest) {
      throw_bad_input("there can be one rest only");
    } else {
      rest = &told.amount;
    }
  }
  if (taken > available || (!rest && taken != available))
    throw_bad_input(
        fmt::format("{} sat are there, outputs and fee take {} sat", available.value, taken.value),
        {}, "Name the fee, or give somebody the rest");
  if (rest) *rest = available - taken;
}

class Teller {
 public:
  explicit Teller(const std::vector<Line>& lines) : lines_(lines) {}

  Story tell() {
    for (const Line& line : lines_) {
      line_ = line.number;
      tell_line(line);
    }
    close_block();
    return std::move(*story_);
  }
  std::uint64_t line() const { return line_; }

 private:
  struct OpenBlock {
    std::string name;
    BlockIndex parent;
    BlockOptions options;
    std::uint64_t line;
    std::vector<Transaction> transactions = {};
    std::vector<Hash256> txids = {};  // of them
    Satoshi fees = {};
    std::optional<Share> coinbase = {};
    std::optional<Transaction> repeated = {};
    std::string coinbase_name = {};
  };

  void tell_line(const Line& line);
  void tell_network(WordReader& words);
  void tell_beginning(WordReader& words);
  void tell_before(WordReader& words);
  void tell_seed(WordReader& words);
  void tell_service(WordReader& words);
  void tell_block(WordReader& words);
  void tell_empty_blocks(WordReader& words);
  void tell_coinbase(WordReader& words);
  void tell_again(WordReader& words);
  void tell_transaction(WordReader& words);

  Story& story();
  OpenBlock& block();
  void open_block(std::string name, BlockIndex parent, std::uint32_t time);
  void close_block();
  void use(const bitcoin::Outpoint& coin);
  void keep(const std::string& name, const Transaction& transaction, const Share& share);
  std::vector<Output> outputs_of(const Share& share) const;

  const std::vector<Line>& lines_;
  std::uint64_t line_ = 0;
  bitcoin::Network network_ = bitcoin::Network::kRegtest;
  std::optional<Story> story_;
  std::optional<OpenBlock> open_;
  BlockIndex last_ = 0;
  std::map<std::string, std::pair<Transaction, Satoshi>> told_;  // with its fee
  std::map<bitcoin::Outpoint, std::vector<BlockIndex>> spenders_;
  std::vector<bitcoin::Outpoint> spent_here_;
};

void Teller::tell_line(const Line& line) {
  WordReader words(line);
  const std::string first(words.take("a word"));
  if (first == "network") return tell_network(words);
  if (first == "begins") return tell_beginning(words);
  if (first == "before") return tell_before(words);
  if (first == "seed") return tell_seed(words);
  if (first == "service") return tell_service(words);
  if (first == "block") return tell_block(words);
  if (first == "blocks") return tell_empty_blocks(words);
  if (first == "again") return tell_again(words);
  WordReader from_the_start(line);
  if (first == "coinbase" || first == "coinbase:") return tell_coinbase(from_the_start);
  if (!first.ends_with(':'))
    throw_bad_input("not understood: " + first, {},
                    "A line begins with network, begins, before, block, blocks, coinbase, again, "
                    "seed, service, or the name of a transaction and a colon");
  tell_transaction(from_the_start);
}

Story& Teller::story() {
  if (!story_) story_.emplace(Story{.chain = Chain(network_)});
  return *story_;
}

Teller::OpenBlock& Teller::block() {
  if (!open_) throw_bad_input("this stands in no block", {}, "Write a line `block` above it");
  return *open_;
}

void Teller::tell_network(WordReader& words) {
  const std::string_view name = words.take("the network's name");
  const std::optional<bitcoin::Network> network = bitcoin::network_of_name(name);
  if (!network) throw_bad_input("no such network: " + std::string(name));
  if (story_) throw_bad_input("the network must be named first");
  network_ = *network;
  words.end();
}

// "begins at 1000"
void Teller::tell_beginning(WordReader& words) {
  if (story_) throw_bad_input("the beginning must be told before the first block");
  if (!words.take_if("at")) throw_bad_input("`begins` wants `at HEIGHT`");
  const std::uint64_t height = parse_u64(words.take("the height"));
  if (height > 100'000'000) throw_bad_input("no chain is that high");
  words.end();
  story_.emplace(Story{.chain = Chain(network_, static_cast<std::uint32_t>(height))});
  last_ = kNoParent;
}

// "before NAME: alice 5 BTC, bob 2 BTC hidden"
void Teller::tell_before(WordReader& words) {
  const std::string name = name_before_colon(words);
  const Share share = read_share(words, "fee");
  const Hash256 txid = sha256(as_bytes("before: " + name));
  story().transactions[name] = txid;
  for (std::uint32_t vout = 0; vout < share.outputs.size(); ++vout) {
    const Told& told = share.outputs[vout];
    if (!told.amount) throw_bad_input("a coin from before has no rest");
    const StoryCoin coin{{txid, vout}, *told.amount, told.payee, payee_of(told.payee, network_)};
    story().coins[fmt::format("{}:{}", name, vout)] = coin;
    if (!told.own_name.empty()) story().coins[told.own_name] = coin;
    story().earlier.push_back({coin, told.hidden});
    if (!told.hidden)
      story().chain.know_earlier(coin.outpoint, {coin.value, coin.script.script, 1, false});
  }
}

// "seed LABEL: COIN [AMOUNT] [at OFFSET], …". The last block is written first, so that its coinbase
// can be a seed.
void Teller::tell_seed(WordReader& words) {
  close_block();
  const std::string label = name_before_colon(words);
  do {
    StorySeed seed{.label = label, .coin = story().coin(words.take("a coin")).outpoint};
    if (!words.at_end() && words.peek() != "," && words.peek() != "at")
      seed.amount = words.amount();
    if (words.take_if("at")) seed.offset = words.amount();
    story().seeds.push_back(std::move(seed));
  } while (words.take_if(","));
  words.end();
}

// "service NAME: PAYEE, …"
void Teller::tell_service(WordReader& words) {
  const std::string name = name_before_colon(words);
  do {
    story().services.push_back({name, std::string(words.take("a payee"))});
  } while (words.take_if(","));
  words.end();
}

// "block [NAME] [on NAME] [at TIME]"
void Teller::tell_block(WordReader& words) {
  close_block();
  std::string name;
  BlockIndex parent = last_;
  std::uint32_t time = 0;
  if (!words.at_end() && words.peek() != "on" && words.peek() != "at") name = words.take("a name");
  if (words.take_if("on")) {
    const std::string on(words.take("the parent's name"));
    const auto found = story().blocks.find(on);
    if (on != "genesis" && found == story().blocks.end())
      throw_bad_input("no block is called " + in_quotes(on));
    parent = on == "genesis" ? 0 : found->second;
  }
  if (words.take_if("at")) time = static_cast<std::uint32_t>(parse_utc(words.take("the time")));
  words.end();
  if (!name.empty() && story().blocks.contains(name))
    throw_bad_input("two blocks are called " + in_quotes(name));
  open_block(std::move(name), parent, time);
}

void Teller::open_block(std::string name, BlockIndex parent, std::uint32_t time) {
  story();
  open_.emplace(OpenBlock{std::move(name), parent, {.time = time}, line_});
}

void Teller::tell_empty_blocks(WordReader& words) {
  close_block();
  const std::uint64_t count = parse_u64(words.take("how many"));
  words.end();
  if (count > kMostEmptyBlocks) throw_bad_input("too many blocks for a story");
  story();
  for (std::uint64_t i = 0; i < count; ++i) {
    open_block("", last_, 0);
    close_block();
  }
}

// "coinbase: …", "coinbase NAME: …" or "coinbase NAME repeats NAME"
void Teller::tell_coinbase(WordReader& words) {
  OpenBlock& open = block();
  if (open.coinbase || open.repeated) throw_bad_input("a block has one coinbase");
  if (words.take("coinbase") == "coinbase") {
    open.coinbase_name = words.take("the coinbase's name");
    if (!open.coinbase_name.ends_with(':')) {
      if (!words.take_if("repeats")) throw_bad_input("a colon, or `repeats NAME`, is missing");
      const auto found = told_.find(std::string(words.take("the repeated coinbase")));
      if (found == told_.end()) throw_bad_input("no such coinbase was told before");
      words.end();
      open.repeated = found->second.first;
      return;
    }
    open.coinbase_name.pop_back();
  }
  open.coinbase = read_share(words, "unclaimed");
}

// "again NAME": the same transaction, on another branch.
void Teller::tell_again(WordReader& words) {
  const auto found = told_.find(std::string(words.take("a transaction's name")));
  if (found == told_.end()) throw_bad_input("no such transaction was told before");
  words.end();
  OpenBlock& open = block();
  const auto& [transaction, fee] = found->second;
  for (const Input& input : transaction.inputs) use(input.coin);
  open.transactions.push_back(transaction);
  open.txids.push_back(txid_of(transaction));
  open.fees += fee;
}

// "NAME: coin, coin -> alice 3 BTC, bob rest, fee 0.001 BTC"
void Teller::tell_transaction(WordReader& words) {
  OpenBlock& open = block();
  std::string name(words.take("the transaction's name"));
  name.pop_back();
  Transaction transaction;
  Satoshi available;
  do {
    const StoryCoin& coin = story().coin(words.take("a coin"));
    use(coin.outpoint);
    available += coin.value;
    transaction.inputs.push_back(
        {coin.outpoint, coin.script.unlock.script_sig, coin.script.unlock.witness});
  } while (words.take_if(","));
  if (!words.take_if("->")) throw_bad_input("the arrow -> is missing");
  Share share = read_share(words, "fee");
  settle(share, available);
  transaction.outputs = outputs_of(share);
  keep(name, transaction, share);
  open.transactions.push_back(std::move(transaction));
  open.txids.push_back(story().transactions.at(name));
  open.fees += *share.left;
}

std::vector<Output> Teller::outputs_of(const Share& share) const {
  std::vector<Output> outputs;
  for (const Told& told : share.outputs)
    outputs.push_back({*told.amount, payee_of(told.payee, network_).script});
  return outputs;
}

// Marks the coin as spent in the open block, where it is there to be spent.
void Teller::use(const bitcoin::Outpoint& coin) {
  const OpenBlock& open = block();
  const bool earlier = std::ranges::any_of(
      story().earlier, [&](const EarlierCoin& one) { return one.coin.outpoint == coin; });
  if (!earlier && !story().chain.coin(coin, open.parent) &&
      std::ranges::find(open.txids, coin.txid) == open.txids.end())
    throw_bad_input("this coin is not in the block's branch: " + story().name_of(coin));
  const auto spent_below = [&](BlockIndex at) { return story().chain.stands_on(open.parent, at); };
  if (std::ranges::find(spent_here_, coin) != spent_here_.end() ||
      std::ranges::any_of(spenders_[coin], spent_below))
    throw_bad_input("this coin is spent already: " + story().name_of(coin));
  spent_here_.push_back(coin);
}

// Names the transaction and its coins.
void Teller::keep(const std::string& name, const Transaction& transaction, const Share& share) {
  if (name.empty() || name.find(':') != std::string::npos)
    throw_bad_input("this is no name for a transaction: " + in_quotes(name));
  if (story().transactions.contains(name) || story().coins.contains(name))
    throw_bad_input("two things are called " + in_quotes(name));
  const Hash256 txid = txid_of(transaction);
  story().transactions[name] = txid;
  told_[name] = {transaction, *share.left};
  for (std::uint32_t vout = 0; vout < share.outputs.size(); ++vout) {
    const Told& told = share.outputs[vout];
    const StoryCoin coin{{txid, vout}, *told.amount, told.payee, payee_of(told.payee, network_)};
    story().coins[fmt::format("{}:{}", name, vout)] = coin;
    if (told.own_name.empty()) continue;
    if (story().transactions.contains(told.own_name) || story().coins.contains(told.own_name))
      throw_bad_input("two things are called " + in_quotes(told.own_name));
    story().coins[told.own_name] = coin;
  }
}

// The coinbase is written last: only now are the fees known.
void Teller::close_block() {
  if (!open_) return;
  OpenBlock open = std::move(*open_);
  line_ = open.line;
  open_.reset();
  Chain& chain = story().chain;
  const std::uint32_t height = chain.height_after(open.parent);
  Transaction first;
  if (open.repeated) {
    first = *open.repeated;
    for (std::uint32_t vout = 0; vout < first.outputs.size(); ++vout)
      spenders_.erase({txid_of(first), vout});
    story().transactions[open.coinbase_name] = txid_of(first);
  } else {
    const std::uint32_t halvings =
        std::min(height / bitcoin::params(network_).halving_interval, 63U);
    Share share = open.coinbase.value_or(Share{.outputs = {{.payee = "miner"}}});
    settle(share, open.fees + Satoshi{50 * kCoin >> halvings});
    first = coinbase(height, outputs_of(share), static_cast<std::uint32_t>(chain.blocks().size()));
    std::string name = open.coinbase_name;
    if (name.empty()) name = fmt::format("mined-{}", height);
    if (!open.coinbase_name.empty() || !story().transactions.contains(name))
      keep(name, first, share);
  }
  last_ = chain.add(open.parent, std::move(first), std::move(open.transactions), open.options);
  story().tip = last_;
  if (!open.name.empty()) story().blocks[open.name] = last_;
  for (const bitcoin::Outpoint& coin : spent_here_) spenders_[coin].push_back(last_);
  spent_here_.clear();
}

}  // namespace

const StoryCoin& Story::coin(std::string_view name) const {
  auto found = coins.find(std::string(name));
  if (found == coins.end() && transactions.contains(std::string(name))) {
    if (coins.contains(fmt::format("{}:1", name)))
      throw_bad_input(fmt::format("{} has more than one output", in_quotes(name)), {},
                      fmt::format("Write {}:0 for the first", name));
    found = coins.find(fmt::format("{}:0", name));
  }
  if (found == coins.end()) throw_bad_input("no coin is called " + in_quotes(name));
  return found->second;
}

bool Story::has_coin(const std::string& name) const {
  return coins.contains(name) || (coins.contains(name + ":0") && !coins.contains(name + ":1"));
}

std::string Story::name_of(const bitcoin::Outpoint& outpoint) const {
  for (const auto& [name, txid] : transactions)
    if (txid == outpoint.txid) return fmt::format("{}:{}", name, outpoint.vout);
  return fmt::format("{}:{}", to_hex_reversed(outpoint.txid), outpoint.vout);
}

Story tell(std::string_view words, const std::string& file) {
  std::vector<Line> lines;
  try {
    lines = lines_of(words);
  } catch (const Error& error) {
    throw error.at({.file = file});
  }
  Teller teller(lines);
  try {
    return teller.tell();
  } catch (const Error& error) {
    throw error.at({.file = file, .line = teller.line()});
  }
}

}  // namespace spoor::simulator
