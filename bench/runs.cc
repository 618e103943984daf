#include "bench/runs.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/error.h"
#include "base/progress.h"
#include "bench/part.h"
#include "bench/random.h"
#include "bench/stopwatch.h"
#include "chains/bitcoin/address.h"
#include "ledger/ledger.h"
#include "tracing/doctrine.h"

namespace spoor::bench {
namespace {

constexpr double kMb = 1e6;
constexpr double kMib = 1 << 20;

std::string rate_note(std::string_view what, double bytes_per_second) {
  return fmt::format("{} at {:.0f} MB/s", what, bytes_per_second / kMb);
}

double per_second(const PartRun& part) { return part["amount"] / part["seconds"]; }

// What the machine can do, measured in the same run.
struct Limits {
  double read_files;
  double hash, hash_masked;  // bytes of blocks a second
  double copy_memory, read_memory;
};

Limits measure_limits(const Path& blocks, Report& report) {
  notice("measuring what the machine can do");
  evict(blocks);
  const Limits limits = {
      .read_files = per_second(run_part({"read-files", blocks})),
      .hash = per_second(run_part({"hash", blocks})),
      .hash_masked = per_second(run_part({"hash", blocks}, {.sha = ShaInstructions::kMasked})),
      .copy_memory = per_second(run_part({"copy-memory"})),
      .read_memory = per_second(run_part({"read-memory"}))};
  report.heading("limits of the machine");
  report.add("reading the block files, cold", limits.read_files / kMb, "MB/s");
  report.add("double SHA-256 of each transaction, one core", limits.hash_masked / kMb, "MB/s",
             "without SHA instructions; bytes of blocks");
  report.add("the same", limits.hash / kMb, "MB/s", "as the processor is");
  report.add("copying memory, one core", limits.copy_memory / kMb, "MB/s");
  report.add("reading memory, two cores", limits.read_memory / kMb, "MB/s");
  return limits;
}

void measure_random_reads(const Path& ledger, Report& report) {
  const PartRun warm = run_part({"random-reads", ledger / "coins"});
  report.add("random 8-byte reads of a mapped file, warm, one core", per_second(warm) / 1e6, "M/s");
  evict(ledger);
  const PartRun cold = run_part({"cold-reads", ledger / "coins"});
  report.add("random 4 KiB reads of a file, cold", 1e6 / per_second(cold), "us each");
}

struct IngestBudgets {
  Budget rate;
  std::optional<Budget> of_hashing;
};

// Table seconds are told apart: they are the price of starting, not of a block.
void add_ingest_rows(const PartRun& run, double hash_rate, std::string_view mode,
                     const IngestBudgets* budgets, Report& report) {
  const double seconds = run["seconds"] - run["table_seconds"];
  const double rate = run["bytes"] / seconds;
  const std::string work = fmt::format("ingest, {}", mode);
  const std::string note = fmt::format("{:.1f} s, {:.1f} core-s", seconds, run.cpu_seconds);
  const std::string of_hashing = "  of " + rate_note("double SHA-256 on one core", hash_rate);
  if (budgets == nullptr) {
    report.add(work, rate / kMb, "MB/s", note);
    report.add(of_hashing, rate / hash_rate, "x");
    return;
  }
  report.add(work, rate / kMb, "MB/s", budgets->rate, note);
  if (budgets->of_hashing)
    report.add(of_hashing, rate / hash_rate, "x", *budgets->of_hashing);
  else
    report.add(of_hashing, rate / hash_rate, "x");
}

void add_memory_rows(const PartRun& run, double unspent, Report& report) {
  const double beyond = static_cast<double>(run.peak_anonymous_bytes) - run["table_bytes"];
  report.add("anonymous memory beyond the unspent table, peak", beyond / kMib, "MiB",
             {.must = 2048, .aim = 1024, .better = Better::kLess});
  report.add("unspent table, an unspent coin", run["table_bytes"] / unspent, "B",
             {.must = 24, .aim = 24, .better = Better::kLess},
             fmt::format("{:.0f} unspent coins, {:.1f} MiB", unspent, run["table_bytes"] / kMib));
}

// What an ingest of blocks added, and its peak beside all blocks of the ledger: merging runs takes
// room for the largest.
void add_disk_rows(double before, double after, const PartRun& ingest, double all_block_bytes,
                   Report& report) {
  report.add("disk of the ledger, a byte of blocks", (after - before) / ingest["bytes"], "B",
             {.must = 0.4, .aim = 0.4, .better = Better::kLess});
  const double more = static_cast<double>(ingest.peak_folder_bytes) - after;
  report.add("  and more of it while ingesting, at most", std::max(0.0, more) / all_block_bytes,
             "B", {.must = 0.2, .aim = 0.2, .better = Better::kLess});
}

void add_scan_row(const Path& ledger, const Limits& limits, Report& report) {
  const PartRun run = run_part({"scan", ledger});
  const double rate = run["bytes"] / run["seconds"];
  report.add("full scan of all coins, sum by type, warm", rate / limits.read_memory, "x",
             {.must = 0.5, .aim = 0.8},
             fmt::format("{:.0f} M coins/s, of {}", rate / sizeof(ledger::CoinRow) / 1e6,
                         rate_note("reading memory", limits.read_memory)));
}

void add_haircut_row(const Path& ledger, Report& report) {
  notice("haircut over the whole chain");
  const PartRun run = run_part({"haircut-all", ledger});
  report.add("haircut over the whole chain, 8 labels", run["coins"] / run["seconds"] / 1e6,
             "M coins/s", {.must = 4, .aim = 10},
             fmt::format("{:.0f} s; {:.0f} M coins tainted, {:.0f} M rows; {:.1f} GiB",
                         run["seconds"], run["tainted"] / 1e6, run["rows"] / 1e6,
                         static_cast<double>(run.peak_anonymous_bytes) / (1ULL << 30)));
}

class Traces {
 public:
  Traces(const Path& ledger, std::uint32_t height, Report& report)
      : ledger_(ledger), height_(std::to_string(height)), report_(report) {}

  void run() {
    for (const char* doctrine : {"fifo", "lifo", "tiho", "haircut", "poison", "dirty-first"})
      add_warm(doctrine, trace(doctrine, kPasses));
    std::string slowest;
    PartRun slowest_run;
    for (const tracing::Doctrine doctrine : tracing::family()) {
      const PartRun one = trace(tracing::name(doctrine), kPasses);
      if (!slowest.empty() && one["seconds"] <= slowest_run["seconds"]) continue;
      slowest = tracing::name(doctrine);
      slowest_run = one;
    }
    add_warm("the slowest of the family, " + slowest, slowest_run);
    for (const char* doctrine : {"fifo", "haircut"}) {
      evict(ledger_);
      const PartRun one = trace(doctrine, 1);
      report_.add(fmt::format("trace, cold: {}", doctrine), one["seconds"], "s",
                  fmt::format("{}; {} page faults from disk", reached(one), one.major_faults));
    }
  }

 private:
  static constexpr int kPasses = 3;

  PartRun trace(const std::string& doctrine, int passes) const {
    notice("trace " + doctrine);
    return run_part({"trace", ledger_, doctrine, height_, std::to_string(passes)});
  }
  static std::string reached(const PartRun& run) {
    return fmt::format("{:.0f} transactions reached, {:.0f} rows", run["transactions"],
                       run["rows"]);
  }
  void add_warm(const std::string& doctrine, const PartRun& run) {
    report_.add("trace, warm: " + doctrine, run["seconds"], "s",
                {.must = 2, .aim = 0.5, .better = Better::kLess}, reached(run));
  }

  const Path& ledger_;
  std::string height_;
  Report& report_;
};

// Questions to the program, each in a process of its own with the ledger's pages out of the cache.
class Questions {
 public:
  Questions(const RunOptions& options, const Path& ledger, Report& report)
      : program_(options.spoor), folder_(ledger), ledger_(ledger), report_(report) {}

  void ask() {
    const ledger::ChainView& view = ledger_.view();
    Random random(7);
    std::vector<std::string> addresses;
    while (addresses.size() < kAsked)
      if (const auto text = address_of(CoinId{random.next() % view.coin_count()}))
        addresses.push_back(*text);
    std::vector<std::string> txids;
    while (txids.size() < kAsked)
      txids.push_back(to_hex_reversed(view.txids[random.next() % view.tx_count()]));
    const Budget budget = {.must = 20, .aim = 5, .better = Better::kLess};
    add("show address, cold process, cold files", "address", addresses, budget);
    add("show tx, cold process, cold files", "tx", txids, std::nullopt);
    const auto [busiest, coins] = busiest_address();
    add(fmt::format("show address of {} coins, the same", coins), "address",
        std::vector<std::string>(3, busiest), budget);
  }

 private:
  static constexpr std::size_t kAsked = 15;

  std::optional<std::string> address_of(CoinId coin) const {
    const std::optional<Bytes> script = ledger_.script_of(coin);
    return bitcoin::address_of(*script, ledger_.manifest().network);
  }

  // By how often it is paid in the last million coins.
  std::pair<std::string, std::uint64_t> busiest_address() const {
    const auto coins = ledger_.view().coins;
    std::vector<std::uint32_t> paid;
    for (const ledger::CoinRow& coin : coins.last(std::min<std::size_t>(coins.size(), 1'000'000)))
      if (bitcoin::has_address(coin.type())) paid.push_back(coin.address().value);
    std::sort(paid.begin(), paid.end());
    std::size_t most = 0;
    AddressId busiest;
    for (std::size_t begin = 0, end = 0; begin < paid.size(); begin = end) {
      while (end < paid.size() && paid[end] == paid[begin]) ++end;
      if (end - begin <= most) continue;
      most = end - begin;
      busiest = AddressId{paid[begin]};
    }
    std::uint64_t all = 0;
    for (const auto& span : ledger_.history(busiest)) all += span.size();
    return {*bitcoin::address_of(ledger_.script_of(busiest), ledger_.manifest().network), all};
  }

  // The median over the subjects.
  void add(const std::string& work, const std::string& kind,
           const std::vector<std::string>& subjects, const std::optional<Budget>& budget) {
    std::vector<double> times;
    std::uint64_t faults = 0;
    for (const std::string& subject : subjects) {
      evict(folder_);
      const PartRun run = run_program(program_, {"show", kind, subject, "--ledger", folder_});
      times.push_back(run.seconds * 1e3);
      faults += run.major_faults;
    }
    std::sort(times.begin(), times.end());
    const std::string note =
        fmt::format("median of {}, longest {:.0f} ms, {} page faults from disk each", times.size(),
                    times.back(), faults / times.size());
    if (budget)
      report_.add(work, times[times.size() / 2], "ms", *budget, note);
    else
      report_.add(work, times[times.size() / 2], "ms", note);
  }

  const Path& program_;
  const Path& folder_;
  ledger::Ledger ledger_;
  Report& report_;
};

std::string described(const PartRun& made) {
  return fmt::format(
      "{:.2f} GB, {:.0f} blocks, {:.0f} transactions, {:.2f} inputs and {:.2f} outputs each",
      made["bytes"] / 1e9, made["blocks"], made["transactions"],
      made["inputs"] / made["transactions"], made["outputs"] / made["transactions"]);
}

// Runs a part that makes something, or takes what an earlier run made: its figures stand in a file
// beside it, which is written last.
PartRun make(const RunOptions& options, const std::vector<Path>& what,
             const std::vector<std::string>& part) {
  const Path record = options.folder / (part.front() + ".figures");
  if (options.reuse && std::filesystem::exists(record)) {
    PartRun made;
    made.figures = figures_of(read_file(record));
    return made;
  }
  std::filesystem::remove(record);
  for (const Path& folder : what) std::filesystem::remove_all(folder);
  notice(part.front());
  PartRun made = run_part(part);
  std::string text;
  for (const auto& [name, value] : made.figures) text += fmt::format("{} {}\n", name, value);
  replace_file(record, text);
  return made;
}

PartRun ingest(const Path& blocks, const Path& ledger, ShaInstructions sha) {
  notice("ingest");
  evict(blocks);
  return run_part({"ingest", blocks, ledger}, {.sha = sha, .watched = ledger});
}

}  // namespace

Report run_small(const RunOptions& options) {
  const Path blocks = options.folder / "small.blocks";
  const Path ledger = options.folder / "small.ledger";
  Report report;
  const PartRun made =
      make(options, {blocks}, {"make-small", blocks, std::to_string(options.bytes)});
  report.add("small: made chain", made["bytes"] / made["seconds"] / kMb, "MB/s", described(made));
  const Limits limits = measure_limits(blocks, report);

  report.heading("block files to committed ledger");
  std::filesystem::remove_all(ledger);
  const PartRun native = ingest(blocks, ledger, ShaInstructions::kAsFound);
  std::filesystem::remove_all(ledger);
  const PartRun masked = ingest(blocks, ledger, ShaInstructions::kMasked);
  const IngestBudgets budgets = {.rate = {.must = 60, .aim = 150},
                                 .of_hashing = Budget{.must = 0.25, .aim = 0.5}};
  add_ingest_rows(masked, limits.hash_masked, "without SHA instructions", &budgets, report);
  add_ingest_rows(native, limits.hash, "as the processor is", nullptr, report);
  const PartRun counts = run_part({"count", ledger});
  add_memory_rows(masked, counts["unspent"], report);
  add_disk_rows(0, static_cast<double>(folder_bytes(ledger)), masked, counts["block_bytes"],
                report);

  report.heading("questions to the ledger");
  measure_random_reads(ledger, report);
  add_scan_row(ledger, limits, report);
  Traces(ledger, static_cast<std::uint32_t>(counts["blocks"] / 8), report).run();
  Questions(options, ledger, report).ask();
  return report;
}

Report run_tip(const RunOptions& options) {
  const Path blocks = options.folder / "tip.blocks";
  const Path ledger = options.folder / "tip.ledger";
  Report report;
  const PartRun made = make(
      options, {blocks, ledger},
      {"make-tip", ledger, blocks, std::to_string(options.coins), std::to_string(options.bytes)});
  run_part({"roll-back", ledger, fmt::format("{:.0f}", made["ledger_blocks"])});
  const PartRun before = run_part({"count", ledger});
  report.add("tip: made ledger and blocks", made["seconds"], "s",
             fmt::format("{:.0f} M coins, {:.0f} M unspent, {:.0f} M addresses, {:.0f} M "
                         "transactions; then {}",
                         before["coins"] / 1e6, before["unspent"] / 1e6, before["addresses"] / 1e6,
                         before["transactions"] / 1e6, described(made)));
  const Limits limits = measure_limits(blocks, report);

  report.heading("block files to committed ledger");
  const auto bytes_before = static_cast<double>(folder_bytes(ledger));
  evict(ledger);
  const PartRun run = ingest(blocks, ledger, ShaInstructions::kMasked);
  const IngestBudgets budgets = {.rate = {.must = 60, .aim = 112}, .of_hashing = std::nullopt};
  add_ingest_rows(run, limits.hash_masked, "without SHA instructions", &budgets, report);
  report.add("rebuilding the unspent table before it", run["table_seconds"], "s");
  const PartRun counts = run_part({"count", ledger});
  add_memory_rows(run, counts["unspent"], report);
  add_disk_rows(bytes_before, static_cast<double>(folder_bytes(ledger)), run, counts["block_bytes"],
                report);

  report.heading("questions to the ledger");
  measure_random_reads(ledger, report);
  add_scan_row(ledger, limits, report);
  Traces(ledger, static_cast<std::uint32_t>(counts["blocks"] * 9 / 10), report).run();
  Questions(options, ledger, report).ask();
  add_haircut_row(ledger, report);
  return report;
}

}  // namespace spoor::bench
