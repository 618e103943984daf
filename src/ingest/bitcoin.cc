#include "ingest/bitcoin.h"

#include <fmt/format.h>
#include <tbb/parallel_pipeline.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <set>

#include "base/error.h"
#include "base/progress.h"
#include "ingest/bad_block.h"
#include "ingest/branch_check.h"
#include "ingest/close_batch.h"
#include "ingest/linker.h"
#include "ingest/prepare.h"
#include "ingest/previous_outputs.h"
#include "ingest/unspent_coins.h"
#include "ledger/writer.h"

namespace spoor::ingest {
namespace {

constexpr std::size_t kBlocksInFlight = 8;

// A copy of a child of that block cannot be read: its place is given up, not the block.
struct BadCopy {
  Hash256 parent;
};

BlockSource open_source(const BitcoinOptions& options) {
  if (options.blocks_folder) return BlockSource::of_folder(*options.blocks_folder);
  return BlockSource::of_single_blocks(options.single_blocks);
}

// Blocks of version 1 are from before BIP-34: what their coinbases begin with only looks like one.
std::optional<std::uint32_t> stated_height(const BlockSource& source, const BlockPlace& place) {
  Bytes buffer;
  bitcoin::ParsedBlock block;
  bitcoin::parse_block(source.read(place, buffer), block);
  return block.header.version < 2 ? std::nullopt : bitcoin::bip34_height(block);
}

class Ingest {
 public:
  explicit Ingest(const BitcoinOptions& options)
      : options_(options),
        source_(open_source(options)),
        scan_(scan_blocks(source_, options.network)),
        writer_(options.ledger, scan_.network) {
    keys_ = {.script = writer_.manifest().key, .outpoint = ledger::random_key()};
    if (options.prevouts) previous_.add_csv(*options.prevouts);
    report_.network = scan_.network;
    blocks_before_ = writer_.manifest().counts.blocks;
  }

  BitcoinReport run() {
    while (!follow_best_chain()) {
    }
    const ledger::Manifest& m = writer_.manifest();
    report_.first_height = m.first_height;
    report_.blocks = m.counts.blocks;
    if (m.counts.blocks > 0) report_.tip = to_hex_reversed(m.tip);
    report_.skipped = scan_.skipped;
    return report_;
  }

 private:
  // False where a block turned out bad: then the choice must be made anew.
  bool follow_best_chain() {
    const BlockTree tree(writer_.committed().view(), scan_, condemned_);
    const std::vector<std::uint32_t> chain = tree.best_chain();
    report_.tree = tree.summary(chain);
    const std::size_t fork = fork_point(tree, chain);
    try {
      roll_back(tree, chain, fork);
      if (fork < chain.size()) append(tree, chain, fork);
      return true;
    } catch (const BadBlock& bad) {
      condemn(tree, chain, bad);
    } catch (const BadCopy& bad) {
      forget_bad_copies(bad.parent);
    }
    writer_.abandon();
    return false;
  }

  // All copies of the block have the transactions that it is refused for: the first one is named.
  void condemn(const BlockTree& tree, const std::vector<std::uint32_t>& chain,
               const BadBlock& bad) {
    condemned_.insert(bad.hash);
    const auto index =
        std::ranges::find_if(chain, [&](std::uint32_t i) { return tree.node(i).hash == bad.hash; });
    ASSERT(index != chain.end());
    parents_of_condemned_.insert(tree.node(*index).previous);
    const BlockPlace& place = place_of(tree, *index);
    const Error error(ErrorCode::kBadInput, bad.reason,
                      {.file = source_.files()[place.file].path, .offset = place.offset});
    report_.refused.push_back({to_hex_reversed(bad.hash), error.what()});
  }

  // Of all children of that block at once, as the tree is made anew after it.
  void forget_bad_copies(const Hash256& parent) {
    PreparedBlock block;
    std::erase_if(scan_.blocks, [&](const FoundBlock& found) {
      if (found.header.previous != parent) return false;
      const std::optional<std::string> fault = read_copy(found.place, block);
      if (fault) report_.refused.push_back({to_hex_reversed(found.hash), *fault});
      return fault.has_value();
    });
  }

  // How many blocks at the start of the chain the ledger holds already.
  std::size_t fork_point(const BlockTree& tree, const std::vector<std::uint32_t>& chain) const {
    std::size_t n = 0;
    while (n < chain.size() && tree.node(chain[n]).ledger_row != BlockTree::kNone) ++n;
    return n;
  }

  void roll_back(const BlockTree& tree, const std::vector<std::uint32_t>& chain, std::size_t fork) {
    const std::uint64_t held = writer_.manifest().counts.blocks;
    if (fork >= held) return;
    ASSERT(fork > 0 && tree.node(chain[fork - 1]).ledger_row == fork - 1);
    const Height height{writer_.manifest().first_height + static_cast<std::uint32_t>(fork)};
    // What the ledger holds is given up only for blocks that can be read and that stand there.
    find_earlier_coins(writer_.manifest().genesis_rooted);
    BranchCheck check(writer_.committed(), previous_, height);
    PreparedBlock block;
    for (std::size_t i = fork; i < chain.size(); ++i) {
      if (const auto bad = prepare_copy(tree.node(chain[i]), block)) throw *bad;
      check.add(block);
    }
    notice(fmt::format("reorganisation: {} blocks rolled back", held - fork));
    writer_.roll_back_to(height);
    report_.blocks_rolled_back += held - fork;
    blocks_before_ = std::min<std::uint64_t>(blocks_before_, fork);
  }

  void find_earlier_coins(bool genesis_rooted) {
    if (!genesis_rooted && options_.blocks_folder && previous_.empty())
      previous_.add_undo(*options_.blocks_folder, source_, scan_);
  }

  void append(const BlockTree& tree, const std::vector<std::uint32_t>& chain, std::size_t fork) {
    ledger::Manifest next = writer_.manifest();
    last_file_ = 0xffffffff;  // what an abandoned batch added to the sources is gone
    if (fork == 0) {
      next.genesis_rooted = tree.is_genesis(chain.front());
      next.first_height = next.genesis_rooted ? 0 : first_height(tree, chain);
    }
    find_earlier_coins(next.genesis_rooted);
    const bool small = chain.size() - fork < options_.table_from_blocks && fork > 0;
    const auto before = std::chrono::steady_clock::now();
    writer_.expect(small ? MappedFile::Access::kRandom : MappedFile::Access::kSequential);
    UnspentCoins unspent(writer_, small ? UnspentCoins::Basis::kIndex : UnspentCoins::Basis::kTable,
                         keys_.outpoint);
    report_.unspent_table_seconds +=
        std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
    Batch batch;
    Linker linker(writer_, unspent, previous_, next.genesis_rooted, batch);
    std::uint64_t total = 0;
    for (std::size_t i = fork; i < chain.size(); ++i) total += place_of(tree, chain[i]).size;
    Progress progress("ingest", total, "B");
    for (std::size_t at = fork; at < chain.size();) {
      batch.begin(writer_.manifest().counts);
      const Linked linked = link_batch(tree, chain, at, linker, batch, next, progress);
      if (linked.blocks > 0) close_batch(writer_, next, batch);
      next = writer_.manifest();
      at += linked.blocks;
      report_.blocks_added = next.counts.blocks - blocks_before_;
      report_.bytes_added += linked.bytes;
      report_.unspent_table_bytes = unspent.table().memory_bytes();
      if (linked.stopped_by) throw *linked.stopped_by;
    }
  }

  static const BlockPlace& place_of(const BlockTree& tree, std::uint32_t node) {
    return tree.node(node).places.front();
  }

  struct Linked {
    std::size_t blocks = 0;
    std::uint64_t bytes = 0;
    std::optional<BadCopy> stopped_by;  // the block after the last one linked
  };
  struct Job {
    std::uint32_t node = 0;
    PreparedBlock block;
    std::optional<BadCopy> failure;
  };

  // Links blocks from `at` until the batch is full: blocks are prepared on all threads and linked
  // in chain order.
  Linked link_batch(const BlockTree& tree, const std::vector<std::uint32_t>& chain, std::size_t at,
                    Linker& linker, Batch& batch, ledger::Manifest& next, Progress& progress) {
    std::vector<Job> jobs(kBlocksInFlight);  // used in turn: the last filter keeps their order
    std::size_t given = at;
    std::atomic<bool> enough = false;
    Linked out;
    const auto give = [&](tbb::flow_control& control) -> Job* {
      if (given == chain.size() || enough) {
        control.stop();
        return nullptr;
      }
      Job* job = &jobs[given % kBlocksInFlight];
      job->node = chain[given++];
      return job;
    };
    const auto prepare = [&](Job* job) {
      job->failure = prepare_copy(tree.node(job->node), job->block);
      return job;
    };
    const auto link = [&](Job* job) {
      if (out.stopped_by) return;
      out.stopped_by = job->failure;
      enough = enough || out.stopped_by.has_value();
      if (out.stopped_by) return;
      const BlockPlace& place = job->block.place;
      linker.add(job->block, source_row(place.file, next), place.offset);
      ++out.blocks;
      out.bytes += place.size;
      progress.update(report_.bytes_added + out.bytes);
      // What stands is not linked again for each child that falls.
      enough = enough || batch.memory_bytes() > options_.memory_bytes ||
               parents_of_condemned_.contains(job->block.parsed.hash);
    };
    tbb::parallel_pipeline(
        kBlocksInFlight, tbb::make_filter<void, Job*>(tbb::filter_mode::serial_in_order, give) &
                             tbb::make_filter<Job*, Job*>(tbb::filter_mode::parallel, prepare) &
                             tbb::make_filter<Job*, void>(tbb::filter_mode::serial_in_order, link));
    return out;
  }

  // Copies of a block may differ in their witnesses, which its hash does not cover. Of several the
  // first that keeps the block's commitment to them is taken, else the first.
  std::optional<BadCopy> prepare_copy(const BlockTree::Node& node, PreparedBlock& out) const {
    if (read_copy(node.places.front(), out)) return BadCopy{node.previous};
    if (node.places.size() == 1 || bitcoin::witness_commitment_holds(out.parsed))
      return std::nullopt;
    for (std::size_t i = 1; i < node.places.size(); ++i)
      if (!read_copy(node.places[i], out) && bitcoin::witness_commitment_holds(out.parsed))
        return std::nullopt;
    prepare_block(source_, node.places.front(), keys_, out);
    return std::nullopt;
  }

  // What is wrong with it, if anything.
  std::optional<std::string> read_copy(const BlockPlace& place, PreparedBlock& out) const {
    try {
      prepare_block(source_, place, keys_, out);
      return std::nullopt;
    } catch (const Error& e) {
      return e.what();
    }
  }

  // Row of the manifest's sources for a file.
  std::uint32_t source_row(std::uint32_t file, ledger::Manifest& next) {
    if (file == last_file_) return last_row_;
    const std::string& name = source_.files()[file].name;
    const auto found = std::find(next.sources.begin(), next.sources.end(), name);
    last_file_ = file;
    last_row_ = static_cast<std::uint32_t>(found - next.sources.begin());
    if (found == next.sources.end()) next.sources.push_back(name);
    return last_row_;
  }

  // Where a chain that does not begin at genesis begins: as given, else as its coinbases say.
  std::uint32_t first_height(const BlockTree& tree, const std::vector<std::uint32_t>& chain) {
    if (options_.first_height) return *options_.first_height;
    const char* remedy = "Give the height of the chain's first block with --first-height";
    std::optional<std::uint32_t> first;
    for (std::size_t i = 0; i < chain.size(); ++i) {
      const BlockTree::Node& node = tree.node(chain[i]);
      std::optional<std::uint32_t> height;
      try {
        height = stated_height(source_, node.places.front());
      } catch (const Error&) {
        throw BadCopy{node.previous};
      }
      if (!first) first = height;
      if (!height || *height != *first + i)
        throw_bad_input(
            fmt::format("the chain does not begin at the genesis block of {}, and its "
                        "coinbases do not all state their height (block {})",
                        bitcoin::params(scan_.network).name, to_hex_reversed(node.hash)),
            {}, remedy);
    }
    return *first;
  }

  const BitcoinOptions& options_;
  BlockSource source_;
  Scan scan_;
  ledger::Writer writer_;
  HashKeys keys_;
  PreviousOutputs previous_;
  std::set<Hash256> condemned_;
  std::set<Hash256> parents_of_condemned_;
  BitcoinReport report_;
  std::uint64_t blocks_before_ = 0;
  std::uint32_t last_file_ = 0xffffffff;
  std::uint32_t last_row_ = 0;
};

}  // namespace

BitcoinReport ingest_bitcoin(const BitcoinOptions& options) { return Ingest(options).run(); }

}  // namespace spoor::ingest
