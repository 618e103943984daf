// The walk in chain order: block by block, all tables side by side.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "base/error.h"
#include "base/progress.h"
#include "chains/bitcoin/block.h"
#include "chains/bitcoin/network.h"
#include "chains/bitcoin/work.h"
#include "ledger/verify_passes.h"

namespace spoor::ledger {
namespace {

using bitcoin::ScriptType;

enum Table : std::size_t {
  kTx,
  kAddress,
  kInput,
  kCoin,
  kHeapRow,
  kHeapByte,
  kReveal,
  kPrehistory,
  kOverwritten,
  kTables
};
constexpr std::array<const char*, kTables> kNames = {"tx",     "address",    "input",
                                                     "coin",   "heap_row",   "heap_byte",
                                                     "reveal", "prehistory", "overwritten"};

// The first row of each table that belongs to a block, or the counts behind the last block.
using Rows = std::array<std::uint64_t, kTables>;
Rows rows_of(const BlockRow& b) {
  return {b.first_tx,     b.first_address,    b.first_input,
          b.first_coin,   b.first_heap_row,   b.first_heap_byte,
          b.first_reveal, b.first_prehistory, b.first_overwritten};
}
Rows rows_of(const Counts& n) {
  return {n.transactions, n.addresses, n.inputs,     n.coins,      n.heap_rows,
          n.heap_bytes,   n.reveals,   n.prehistory, n.overwritten};
}

// What an output of that type, or a coin from before of unknown type, has in other tables.
bool has_address(std::uint8_t type) {
  return type < bitcoin::kScriptTypes && bitcoin::has_address_id(static_cast<ScriptType>(type));
}
bool has_heap_row(std::uint8_t type) {
  return type < bitcoin::kScriptTypes && !bitcoin::is_templated(static_cast<ScriptType>(type));
}

class ChainCheck {
 public:
  ChainCheck(const Ledger& ledger, Findings& findings, Sums& sums)
      : manifest_(ledger.manifest()), view_(ledger.view()), findings_(findings), sums_(sums) {}

  void run() {
    Progress progress("verify blocks", view_.tx_count(), "transactions");
    const Rows counts = rows_of(manifest_.counts);
    for (row_ = 0; row_ < view_.blocks.size(); ++row_) {
      block_ = &view_.blocks[row_];
      begin_ = rows_of(*block_);
      end_ = row_ + 1 < view_.blocks.size() ? rows_of(view_.blocks[row_ + 1]) : counts;
      if (!rows_ascend(counts) || !transactions_ascend()) {
        findings_.add("rows", where(), "what follows cannot be walked and was not checked");
        return;
      }
      check_header();
      check_merkle_root();
      check_sizes();
      check_money();
      check_heap();
      check_reveals();
      check_overwritten();
      progress.update(end_[kTx]);
    }
    check_end(counts);
    sums_.rows_in_order = true;
  }

 private:
  std::string where() const { return fmt::format("block {}", view_.first_height + row_); }
  void find(const char* check, std::string what) { findings_.add(check, where(), std::move(what)); }

  bool rows_ascend(const Rows& counts) {
    const std::uint64_t found = findings_.count();
    for (std::size_t t = 0; t < kTables; ++t) {
      if (row_ == 0 && begin_[t] != 0)
        find("rows", fmt::format("the first block's first_{} is {}", kNames[t], begin_[t]));
      if (begin_[t] > end_[t] || end_[t] > counts[t])
        find("rows", fmt::format("first_{} goes from {} to {}, of {}", kNames[t], begin_[t],
                                 end_[t], counts[t]));
    }
    if (begin_[kTx] == end_[kTx]) find("rows", "no transaction");
    return findings_.count() == found;
  }

  // The first input and coin behind transaction `tx` of the block.
  std::uint64_t end_input(std::uint64_t tx) const {
    return tx + 1 < end_[kTx] ? view_.tx_first_input[tx + 1].get() : end_[kInput];
  }
  std::uint64_t end_coin(std::uint64_t tx) const {
    return tx + 1 < end_[kTx] ? view_.tx_first_coin[tx + 1].get() : end_[kCoin];
  }

  bool transactions_ascend() {
    const std::uint64_t found = findings_.count();
    std::uint64_t input = begin_[kInput];
    std::uint64_t coin = begin_[kCoin];
    for (std::uint64_t tx = begin_[kTx]; tx < end_[kTx] && findings_.count() == found; ++tx) {
      const bool coinbase = tx == begin_[kTx];
      if (view_.tx_first_input[tx].get() != input || view_.tx_first_coin[tx].get() != coin)
        find("rows", fmt::format("transaction {} begins at input {} and coin {}, not at {} and {}",
                                 tx, view_.tx_first_input[tx].get(), view_.tx_first_coin[tx].get(),
                                 input, coin));
      if (end_input(tx) < input || end_input(tx) > end_[kInput] ||
          (end_input(tx) == input) != coinbase)
        find("rows", fmt::format("transaction {} has inputs {} to {}", tx, input, end_input(tx)));
      if (end_coin(tx) <= coin || end_coin(tx) > end_[kCoin])
        find("rows", fmt::format("transaction {} has coins {} to {}", tx, coin, end_coin(tx)));
      input = end_input(tx);
      coin = end_coin(tx);
    }
    return findings_.count() == found;
  }

  void check_header() {
    const bitcoin::BlockHeader header = bitcoin::parse_header(block_->header);
    if (bitcoin::hash_header(block_->header) != block_->hash)
      find("header", "the hash is not that of the header");
    if (!bitcoin::proof_of_work_holds(block_->hash, header.bits))
      find("work", "the hash does not reach the work that the header states");
    if (row_ > 0 && header.previous != view_.blocks[row_ - 1].hash)
      find("link", "the header does not name the block before");
    const bool genesis = block_->hash == bitcoin::params(manifest_.network).genesis;
    if (row_ == 0 && manifest_.genesis_rooted && !(genesis && manifest_.first_height == 0))
      find("link",
           fmt::format("not the genesis block of {}", bitcoin::params(manifest_.network).name));
    if (block_->source_file >= manifest_.sources.size())
      find("rows", fmt::format("source file {} is not in the manifest", block_->source_file));
  }

  void check_merkle_root() {
    parsed_.header = bitcoin::parse_header(block_->header);
    const auto txids = view_.txids.subspan(begin_[kTx], end_[kTx] - begin_[kTx]);
    parsed_.txids.assign(txids.begin(), txids.end());
    if (!bitcoin::merkle_root_matches(parsed_))
      find("merkle", "the transactions do not give the header's merkle root");
  }

  // Header and count are 81, 83 or 85 bytes, and count four times in the weight.
  void check_sizes() {
    const std::uint64_t count = end_[kTx] - begin_[kTx];
    std::uint64_t size = count < 0xfd ? 81 : count <= 0xffff ? 83 : 85;
    std::uint64_t weight = 4 * size;
    for (std::uint64_t tx = begin_[kTx]; tx < end_[kTx]; ++tx) {
      size += view_.tx_size[tx];
      weight += view_.tx_weight[tx];
    }
    if (size != block_->size || weight != block_->weight)
      find("size", fmt::format("the transactions give {} bytes and {} weight units, not {} and {}",
                               size, weight, block_->size, block_->weight));
  }

  // Values, fees, first appearances of addresses; what the coinbase left or took too much.
  void check_money() {
    if (next_address_ != begin_[kAddress]) {
      find("address", fmt::format("first_address is {}, not {}", begin_[kAddress], next_address_));
      next_address_ = begin_[kAddress];  // so that one fault is told of once
    }
    next_prehistory_ = begin_[kPrehistory];
    std::uint64_t fees = 0;
    bool known = true;
    std::uint64_t paid = 0;
    for (std::uint64_t tx = begin_[kTx]; tx < end_[kTx]; ++tx) {
      const std::optional<std::uint64_t> in = check_inputs(tx);
      const std::uint64_t out = check_coins(tx);
      if (tx == begin_[kTx]) paid = out;
      check_fee(tx, in, out);
      known &= in.has_value();
      fees += view_.tx_fee[tx];
    }
    if (next_prehistory_ != end_[kPrehistory])
      find("prehistory", fmt::format("rows {} to {} are spent by no input of the block",
                                     next_prehistory_, end_[kPrehistory]));
    sums_.values_known &= known;
    const std::uint64_t subsidy =
        view_.subsidy(Height{view_.first_height + static_cast<std::uint32_t>(row_)}).value;
    sums_.issued += subsidy;
    const std::uint64_t due = subsidy + fees;
    sums_.unclaimed += due > paid ? due - paid : 0;
    sums_.overpaid += paid > due ? paid - due : 0;
  }

  // The sum of the inputs; none where one is not known.
  std::optional<std::uint64_t> check_inputs(std::uint64_t tx) {
    std::uint64_t sum = 0;
    bool known = true;
    for (std::uint64_t i = view_.tx_first_input[tx].get(); i < end_input(tx); ++i) {
      const CoinId coin{view_.input_coin[i].get()};
      if (ChainView::is_prehistory(coin))
        check_prehistory(coin, i);
      else if (coin.value >= view_.tx_first_coin[tx].get())
        findings_.add("spend", fmt::format("input {}", i),
                      fmt::format("spends coin {}, which is not before it", coin.value));
      known &= view_.input_value[i] != kUnknownValue;
      sum += view_.input_value[i];
    }
    if (known && sum > bitcoin::kMaxMoney)
      find("value", fmt::format("inputs of transaction {} sum up to {} satoshi", tx, sum));
    return known ? std::optional(sum) : std::nullopt;
  }

  // Each row belongs to one input, in the order of inputs.
  void check_prehistory(CoinId coin, std::uint64_t input) {
    const std::uint64_t row = prehistory_row(coin);
    if (manifest_.genesis_rooted || row != next_prehistory_ || row >= end_[kPrehistory]) {
      findings_.add(
          "prehistory", fmt::format("input {}", input),
          fmt::format("spends row {} of the coins from before, not {}", row, next_prehistory_));
      return;
    }
    ++next_prehistory_;
    const PrehistoryRow& p = view_.prehistory[row];
    if (p.type != kUnknownType && p.type >= bitcoin::kScriptTypes)
      find("prehistory", fmt::format("row {} has script type {}", row, p.type));
    if (p.value != kUnknownValue && p.value > bitcoin::kMaxMoney)
      find("prehistory", fmt::format("row {} has {} satoshi", row, p.value));
    check_appearance(coin, p.type, p.address);
  }

  std::uint64_t check_coins(std::uint64_t tx) {
    std::uint64_t sum = 0;
    for (std::uint64_t c = view_.tx_first_coin[tx].get(); c < end_coin(tx); ++c) {
      const CoinRow& coin = view_.coins[c];
      const auto type = static_cast<std::uint8_t>(coin.type());
      if (type >= bitcoin::kScriptTypes)
        findings_.add("coin", fmt::format("coin {}", c), fmt::format("script type {}", type));
      sum += coin.value().value;
      if (view_.is_unspendable(CoinId{c})) sums_.unspendable += coin.value().value;
      check_appearance(CoinId{c}, type, coin.address().value);
    }
    if (sum > bitcoin::kMaxMoney)
      find("value", fmt::format("outputs of transaction {} sum up to {} satoshi", tx, sum));
    sums_.coins += sum;
    return sum;
  }

  void check_fee(std::uint64_t tx, std::optional<std::uint64_t> in, std::uint64_t out) {
    const std::uint64_t stated = view_.tx_fee[tx];
    const auto complain = [&](const std::string& what) {
      findings_.add("fee", fmt::format("transaction {}", tx), what);
    };
    if (tx == begin_[kTx]) {
      if (stated != 0) complain(fmt::format("a coinbase, and the fee is {}", stated));
    } else if (!in) {
      if (stated != kUnknownValue) complain("an input is unknown, and the fee is not");
    } else if (*in < out) {
      complain(fmt::format("outputs exceed inputs: {} > {}", out, *in));
    } else if (stated != *in - out) {
      complain(fmt::format("the fee is {}, inputs less outputs {}", stated, *in - out));
    }
  }

  // An address id is either known or the next one, and then this coin is its first.
  void check_appearance(CoinId coin, std::uint8_t type, std::uint32_t address) {
    const auto complain = [&](const std::string& what) {
      findings_.add("address", fmt::format("coin {}", coin.value), what);
    };
    if (!has_address(type)) {
      if (AddressId{address}.valid())
        complain(fmt::format("has address {} and no right to one", address));
      return;
    }
    ++sums_.with_address;
    if (address > next_address_ || address >= view_.addresses.size())
      return complain(
          fmt::format("has address {}, where the next new one is {}", address, next_address_));
    if (address < next_address_) return;
    ++next_address_;
    const AddressRow& row = view_.addresses[address];
    if (row.first_coin.get() != coin.value)
      complain(fmt::format("is the first of address {}, whose row says coin {}", address,
                           row.first_coin.get()));
    const auto rest = std::span(row.payload).subspan(bitcoin::payload_bytes(row.script_type()));
    if (std::ranges::any_of(rest, [](std::uint8_t b) { return b != 0; }))
      complain(fmt::format("address {} has bytes behind its payload", address));
  }

  // Coins in their order, then prehistory coins, each with one row; their bytes fill the block's
  // part of the heap.
  void check_heap() {
    const auto rows = view_.heap_rows.subspan(begin_[kHeapRow], end_[kHeapRow] - begin_[kHeapRow]);
    std::size_t at = 0;
    const auto expect = [&](std::uint64_t coin, std::uint8_t type) {
      if (!has_heap_row(type)) return;
      if (at < rows.size() && rows[at].coin.get() == coin)
        check_script(rows[at], type);
      else
        findings_.add("heap", fmt::format("coin {}", coin), "its script has no row in its place");
      ++at;
    };
    for (std::uint64_t c = begin_[kCoin]; c < end_[kCoin]; ++c)
      expect(c, static_cast<std::uint8_t>(view_.coins[c].type()));
    for (std::uint64_t p = begin_[kPrehistory]; p < end_[kPrehistory]; ++p)
      expect(kPrehistoryBit | p, view_.prehistory[p].type);
    if (at != rows.size())
      find("heap", fmt::format("{} scripts are kept, {} are due", rows.size(), at));
    check_heap_bytes(rows);
  }

  void check_script(const HeapRow& row, std::uint8_t type) {
    const std::uint64_t end = row.offset.get() + row.length;
    if (row.offset.get() < begin_[kHeapByte] || end > end_[kHeapByte]) return;  // told of below
    const bool whole = static_cast<ScriptType>(type) != ScriptType::kTooLong;
    const bitcoin::ScriptClass script =
        bitcoin::classify(view_.heap.subspan(row.offset.get(), row.length));
    if (whole ? script.type != static_cast<ScriptType>(type)
              : row.length != bitcoin::kMaxScriptBytes)
      findings_.add("heap", fmt::format("coin {}", row.coin.get()),
                    "the script kept is not of the coin's type");
  }

  void check_heap_bytes(std::span<const HeapRow> rows) {
    pieces_.clear();
    for (const HeapRow& row : rows) pieces_.emplace_back(row.offset.get(), row.length);
    std::ranges::sort(pieces_);
    std::uint64_t at = begin_[kHeapByte];
    for (const auto& [offset, length] : pieces_) {
      if (offset != at) break;
      at += length;
    }
    if (at != end_[kHeapByte])
      find("heap", fmt::format("its scripts leave a gap or overlap at byte {} of the heap", at));
  }

  void check_reveals() {
    std::uint64_t least = begin_[kInput];
    for (std::uint64_t r = begin_[kReveal]; r < end_[kReveal]; ++r) {
      const RevealRow& row = view_.reveals[r];
      const std::uint64_t input = row.input.get();
      if (input < least || input >= end_[kInput] || row.address >= view_.addresses.size() ||
          view_.input_address[input] != row.address || row.form >= bitcoin::kScriptTypes)
        findings_.add(
            "reveal", fmt::format("reveal {}", r),
            fmt::format("input {} does not show a script of address {}", input, row.address));
      else
        least = input + 1;
    }
  }

  // The block's coinbase repeats the txid of an earlier transaction, output by output.
  void check_overwritten() {
    std::uint64_t least = begin_[kCoin];
    for (std::uint64_t r = begin_[kOverwritten]; r < end_[kOverwritten]; ++r) {
      const std::uint64_t coin = view_.overwritten[r].coin.get();
      const std::uint64_t by = view_.overwritten[r].by.get();
      if (by < least || by >= end_[kCoin] || coin >= begin_[kCoin] || !same_outpoint(coin, by)) {
        findings_.add("overwritten", fmt::format("coin {}", coin),
                      fmt::format("is not overwritten by coin {}", by));
        continue;
      }
      least = by + 1;
      sums_.overwritten += view_.coins[coin].value().value;
    }
  }

  bool same_outpoint(std::uint64_t a, std::uint64_t b) const {
    const TxId tx_a = view_.tx_of(CoinId{a});
    const TxId tx_b = view_.tx_of(CoinId{b});
    return view_.txids[tx_a.value] == view_.txids[tx_b.value] &&
           a - view_.first_coin(tx_a).value == b - view_.first_coin(tx_b).value;
  }

  void check_end(const Rows& counts) {
    const Hash256 tip = view_.blocks.empty() ? Hash256{} : view_.blocks.back().hash;
    if (manifest_.tip != tip) findings_.add("rows", "manifest", "the tip is not the last block");
    if (next_address_ != counts[kAddress])
      findings_.add(
          "address", "manifest",
          fmt::format("{} addresses are counted, {} appear", counts[kAddress], next_address_));
    if (!view_.blocks.empty()) return;
    for (std::size_t t = 0; t < kTables; ++t)
      if (counts[t] != 0)
        findings_.add("rows", "manifest", fmt::format("no block, and {} rows", counts[t]));
  }

  const Manifest& manifest_;
  const ChainView& view_;
  Findings& findings_;
  Sums& sums_;
  std::size_t row_ = 0;  // of the current block
  const BlockRow* block_ = nullptr;
  Rows begin_{}, end_{};  // of the current block
  std::uint64_t next_address_ = 0;
  std::uint64_t next_prehistory_ = 0;
  bitcoin::ParsedBlock parsed_{};  // its vectors are kept from block to block
  std::vector<std::pair<std::uint64_t, std::uint64_t>> pieces_;
};

}  // namespace

void check_chain(const Ledger& ledger, Findings& findings, Sums& sums) {
  ChainCheck(ledger, findings, sums).run();
}

}  // namespace spoor::ledger
