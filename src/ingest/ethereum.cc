#include "ingest/ethereum.h"

#include <fmt/format.h>

#include <functional>
#include <memory>

#include "base/error.h"
#include "base/progress.h"
#include "ingest/csv_rows.h"
#include "ingest/etl_source.h"
#include "ingest/transfers_csv.h"
#include "ledger/manifest.h"

namespace spoor::ingest {
namespace {

// Counts what passes, and shows how far it is.
class WatchedSource : public AccountSource {
 public:
  WatchedSource(AccountSource& source, EthereumReport& report, std::uint64_t total,
                std::function<std::uint64_t()> done, std::string unit)
      : source_(source),
        report_(report),
        progress_("reading blocks", total, std::move(unit)),
        done_(std::move(done)) {}

  bool next(SourceBlock& out) override {
    if (!source_.next(out)) return false;
    ++report_.blocks_read;
    report_.unmoved += out.unmoved;
    for (std::size_t bit = 0; bit < report_.covered.size(); ++bit)
      report_.covered[bit] += out.coverage >> bit & 1;
    progress_.update(done_());
    return true;
  }

 private:
  AccountSource& source_;
  EthereumReport& report_;
  Progress progress_;
  std::function<std::uint64_t()> done_;
};

void refuse_addresses(const std::string& from) {
  if (from.find("://") == std::string::npos) return;
  throw_usage(fmt::format("--from '{}': nodes and object stores are not read yet", from),
              "Give a folder or files that ethereum-etl wrote, or a list of transfers");
}

bool is_list_of_transfers(const Path& file) {
  if (std::filesystem::is_directory(file)) return false;
  const MappedFile mapped(file);
  if (mapped.bytes().empty() || mapped.bytes()[0] == '{' || mapped.bytes()[0] == '[') return false;
  return TransfersCsv::knows(CsvRows(mapped.bytes(), file.string()).header());
}

std::uint64_t chain_id_of(const EthereumOptions& options, EthereumReport& report) {
  if (options.chain_id) return *options.chain_id;
  if (std::filesystem::exists(ledger::manifest_path(options.ledger)))
    return ledger::read_manifest(options.ledger, ledger::LedgerKind::kAccount).chain_id;
  report.chain_id_assumed = true;
  return 1;
}

AppendOptions append_options(const EthereumOptions& options, std::uint64_t chain_id) {
  return {.ledger = options.ledger,
          .chain_id = chain_id,
          .openings = options.openings,
          .memory_bytes = options.memory_bytes};
}

void ingest_transfers(const EthereumOptions& options, EthereumReport& report) {
  if (options.from.size() > 1)
    throw_usage("a list of transfers is a source of its own", "Give one with --from");
  report.source = EthereumSource::kTransfers;
  report.files = 1;
  TransfersCsv source(options.from.front());
  WatchedSource watched(
      source, report, std::filesystem::file_size(options.from.front()),
      [&] { return source.position(); }, "B");
  report.appended = append_account_blocks(watched, append_options(options, report.chain_id));
  report.rows.emplace_back("transfers", source.rows());
}

void ingest_etl(const EthereumOptions& options, EthereumReport& report) {
  EtlSource source({options.from.begin(), options.from.end()},
                   ethereum::network_of(report.chain_id));
  WatchedSource watched(
      source, report, source.rows_to_read(), [&] { return source.rows_read(); }, "rows");
  report.appended = append_account_blocks(watched, append_options(options, report.chain_id));
  report.files = source.report().files;
  report.passed_over = source.report().passed_over;
  report.findings = source.findings();
  for (std::size_t table = 0; table < kEtlTables; ++table)
    if (source.report().rows[table] > 0)
      report.rows.emplace_back(name(static_cast<EtlTable>(table)), source.report().rows[table]);
}

}  // namespace

EthereumReport ingest_ethereum(const EthereumOptions& options) {
  ASSERT(!options.from.empty());
  for (const std::string& from : options.from) {
    refuse_addresses(from);
    if (!std::filesystem::exists(from))
      throw Error(ErrorCode::kIo, "no such file or folder", {.file = from});
  }
  EthereumReport report;
  report.chain_id = chain_id_of(options, report);
  for (const std::string& from : options.from)
    if (is_list_of_transfers(from)) {
      ingest_transfers(options, report);
      return report;
    }
  ingest_etl(options, report);
  return report;
}

}  // namespace spoor::ingest
