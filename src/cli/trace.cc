// `spoor trace`: from seeds to where they rest, as a list of steps.
#include <fmt/format.h>

#include "base/amount.h"
#include "base/error.h"
#include "base/progress.h"
#include "cli/commands.h"
#include "cli/ledger_kinds.h"
#include "cli/output.h"
#include "cli/trace_accounts.h"
#include "cli/trace_back.h"
#include "cli/trace_request.h"
#include "dossier/caveats.h"
#include "dossier/csv_report.h"
#include "dossier/flow_record.h"
#include "dossier/freeze_table.h"
#include "dossier/json_report.h"
#include "dossier/page.h"
#include "dossier/table.h"
#include "dossier/text.h"
#include "tracing/bounds.h"
#include "tracing/paths.h"
#include "tracing/spread.h"

namespace spoor::cli {
namespace {

using ledger::ChainView;
using ledger::Ledger;
using tracing::DoctrineRun;

// All texts of one trace, made before any of them is written: a ledger that is rolled back
// meanwhile makes them anew.
struct TraceTexts {
  std::string result;  // for standard output
  std::string html;
  std::string freeze_csv;
  std::string freeze_html;
  std::string segments;
  std::vector<std::string> warnings;
};

class TraceRun {
 public:
  TraceRun(const Ledger& ledger, const TraceRequest& request, const Words& words)
      : ledger_(ledger),
        view_(ledger.view()),
        request_(request),
        words_(words),
        paths_(wants_flows() ? &flows_ : nullptr) {}

  TraceTexts run() {
    check_not_empty(ledger_);
    resolve();
    trace();
    compare();
    bound();
    return write();
  }

 private:
  void resolve() {
    seeds_ = tracing::resolve_seeds(request_.seeds, view_, [&](const bitcoin::Outpoint& outpoint) {
      return ledger_.find_coin(outpoint);
    });
    options_.doctrine = request_.doctrine;
    options_.fee = request_.fee;
    options_.coinbase = request_.coinbase;
    if (request_.until) options_.until = until_height(view_, *request_.until);
    options_.minimum = request_.minimum;
    options_.limit = request_.limit;
    options_.stops = find_stops(ledger_, request_.services, request_.services_file);
    if (options_.stops.size() < request_.services.size())
      notice(fmt::format("not all {} addresses of services were paid in this ledger: {} were not",
                         request_.services.size(),
                         request_.services.size() - options_.stops.size()));
  }

  void trace() {
    Progress progress("trace", view_.tx_count(), "transactions");
    options_.keep_segments = !request_.out.segments.empty();
    if (wants_flows()) options_.flows = &flows_;
    if (wants_paths()) options_.flows = &paths_;
    options_.progress = &progress;
    result_ = tracing::trace(view_, seeds_, options_);
    options_.progress = nullptr;
    options_.flows = nullptr;
    context_ = context_of(ledger_, request_, words_, result_.until);
  }

  void compare() {
    Progress progress("sensitivity", request_.others.size(), "doctrines");
    for (const tracing::Doctrine doctrine : request_.others) {
      for (DoctrineRun& run : tracing::run_doctrines(view_, seeds_, options_, {doctrine}))
        sensitivity_.push_back(std::move(run));
      progress.update(sensitivity_.size());
    }
  }

  void bound() {
    if (request_.bounds) bounds_ = tracing::bounds(view_, seeds_, options_);
    if (request_.addresses.empty()) return;
    std::vector<AddressId> addresses;
    for (const tracing::Stop& stop :
         find_stops(ledger_, request_.addresses, request_.addresses_file))
      addresses.push_back(stop.address);
    bounds_for_ = tracing::bounds_for(view_, seeds_, options_, addresses);
  }

  TraceTexts write() const {
    const dossier::Report report{.view = view_,
                                 .context = context_,
                                 .seeds = seeds_,
                                 .options = options_,
                                 .result = result_,
                                 .sensitivity = sensitivity_,
                                 .bounds = bounds_ ? &*bounds_ : nullptr,
                                 .bounds_for = bounds_for_ ? &*bounds_for_ : nullptr,
                                 .paths = wants_paths() ? &paths_ : nullptr,
                                 .flows = wants_flows() ? &flows_ : nullptr};
    TraceTexts texts;
    const Format format = format_of(words_);
    const bool all_rows = words_.text("--rows") == "all";
    if (format == Format::kTable) texts.result = dossier::table_report(report);
    if (format == Format::kJson) texts.result = dossier::json_report(report);
    if (format == Format::kCsv) {
      texts.result = dossier::csv_report(
          report, all_rows ? dossier::CsvRows::kAll : dossier::CsvRows::kHoldings);
      texts.warnings = dossier::warnings(report);
    }
    if (!request_.out.html.empty()) texts.html = dossier::trace_page(report);
    if (!request_.out.freeze_csv.empty()) {
      texts.freeze_csv = dossier::freeze_csv(report);
      texts.freeze_html = dossier::freeze_page(report);
    }
    if (!request_.out.segments.empty())
      texts.segments = tracing::segments_csv(view_, seeds_, result_);
    return texts;
  }

  bool wants_paths() const { return !request_.out.freeze_csv.empty(); }
  bool wants_flows() const {
    return !request_.out.html.empty() || format_of(words_) == Format::kJson;
  }

  const Ledger& ledger_;
  const ChainView& view_;
  const TraceRequest& request_;
  const Words& words_;
  tracing::Seeds seeds_;
  tracing::TraceOptions options_;
  dossier::ReportContext context_;
  dossier::FlowRecord flows_;
  tracing::PathIndex paths_;  // passes on to `flows_`
  tracing::TraceResult result_;
  std::vector<DoctrineRun> sensitivity_;
  std::optional<tracing::BoundsResult> bounds_;
  std::optional<std::vector<tracing::SetBounds>> bounds_for_;
};

void write_file(const Path& path, const std::string& text) {
  if (path.empty()) return;
  replace_file(path, text);
  notice("wrote " + dossier::visible(path.string()));
}

// Where there is no ledger, slips in the words come first.
void run(const Words& words) {
  if (is_of_accounts(words.text("--ledger"))) return run_trace_accounts(words);
  const TraceRequest request = read_request(words);
  if (words.has("--back")) return run_trace_back(request, words);
  const TraceTexts texts = ledger::read_consistently(
      request.ledger, [&](const Ledger& ledger) { return TraceRun(ledger, request, words).run(); });
  write_file(request.out.html, texts.html);
  write_file(request.out.freeze_csv, texts.freeze_csv);
  write_file(request.out.freeze_html, texts.freeze_html);
  write_file(request.out.segments, texts.segments);
  for (const std::string& warning : texts.warnings) notice(warning);
  print(texts.result);
}

std::vector<Option> seed_options() {
  return {{.name = "--seeds",
           .value = "FILE",
           .help = "What was stolen: CSV with the columns coin,amount_sat,label and perhaps "
                   "offset_sat. A coin is TXID:VOUT; an empty amount means the whole coin. On a "
                   "ledger of accounts the columns are network,event,address,asset,amount,label. - "
                   "is standard input."},
          {.name = "--seed",
           .value = "COIN",
           .help = "What was stolen, in words instead: TXID:VOUT, or a part of a coin as "
                   "TXID:VOUT=SATOSHI or TXID:VOUT=SATOSHI@OFFSET; several with commas.",
           .takes = Option::Takes::kMany},
          {.name = "--label",
           .value = "NAME",
           .help = "The label of the coins given by --seed.",
           .standard = "stolen"}};
}

std::vector<Option> method_options() {
  return {
      {.name = "--doctrine",
       .value = "NAME",
       .help = "The rule that says which money is the stolen money once it was mixed: fifo, lifo, "
               "tiho, haircut, poison, dirty-first, or IN-OUT as last-highest. `spoor doctrines` "
               "explains each. On accounts: fifo, lifo, haircut, poison, taint-first, libr.",
       .required = true},
      {.name = "--reason",
       .value = "TEXT",
       .help = "Why this doctrine was declared. Without it the report says that no reason was "
               "given."},
      {.name = "--sensitivity",
       .value = "NAMES",
       .help = "Adds the totals of other doctrines, with commas between them, and the spread. "
               "`family`, or nothing, means haircut and all 24 of the IN-OUT family.",
       .takes = Option::Takes::kOneOrNothing},
      {.name = "--fee",
       .value = "RULE",
       .help = "Who pays the fee out of mixed money: last (the fee is the last output), "
               "prorata-pre (each input gives up its share first), share (like an output; haircut "
               "alone, and always). Default: last; haircut: share.",
       .choices = {"last", "prorata-pre", "share"}},
      {.name = "--coinbase",
       .value = "RULE",
       .help = "Whether tainted fees enter the coinbase: discard (they end as a sink), "
               "subsidy-first, or fees-first (they do, behind or before the subsidy).",
       .standard = "discard",
       .choices = {"discard", "subsidy-first", "fees-first"}},
      {.name = "--until",
       .value = "HEIGHT|DATE",
       .help = "The cut-off: the last block that counts. A date (YYYY-MM-DD or "
               "YYYY-MM-DDTHH:MM:SSZ, UTC) means the last block whose median time past is not "
               "later. Default: the ledger's tip."},
      {.name = "--services",
       .value = "FILE",
       .help = "Addresses at which following stops: CSV with the columns address,name,basis, "
               "where basis is the ground on which the address is said to be theirs."},
      {.name = "--minimum",
       .value = "SATOSHI",
       .help = "A new coin with less tainted value than this, over all labels, is not followed "
               "and is counted as an endpoint of its own.",
       .standard = "0"},
      {.name = "--limit",
       .value = "N",
       .help = "Follows at most N transactions (one at which following stops is not counted); "
               "what still moves then is an endpoint of its own, and the report says so at its "
               "head.",
       .standard = "5000000"},
      {.name = "--bounds",
       .value = {},
       .help = "Adds, for every coin, the interval in which the tainted value lies under any "
               "doctrine that keeps value: sound, not tight.",
       .takes = Option::Takes::kNothing},
      {.name = "--bounds-for",
       .value = "FILE",
       .help = "Adds the doctrine-free interval of what reached a set of addresses together: CSV "
               "with a column address."}};
}

std::vector<Option> back_options() {
  return {{.name = "--back",
           .value = "COIN",
           .help = "Goes backwards instead: which earlier coins the satoshis of this coin came "
                   "from. Written as for --seed. Ends at coinbases, at --since, and at the "
                   "addresses of --services.",
           .takes = Option::Takes::kMany},
          {.name = "--since",
           .value = "HEIGHT|DATE",
           .help = "With --back: the first block whose transactions are gone back through."}};
}

std::vector<Option> output_options() {
  return {
      {.name = "--rows",
       .value = "WHICH",
       .help = "What the CSV lists: holdings, or all with endpoints and sinks.",
       .standard = "holdings",
       .choices = {"holdings", "all"}},
      {.name = "--html", .value = "FILE", .help = "Writes the report as one self-contained page."},
      {.name = "--freeze-table",
       .value = "FILE",
       .help = "Writes a CSV with one row a holding, or coin in a service, that somebody "
               "could freeze, and beside it a page to print, with .html for its extension."},
      {.name = "--reference",
       .value = "TEXT",
       .help = "The case's reference, for the freeze table."},
      {.name = "--segments",
       .value = "FILE",
       .help = "Writes the holdings with their place inside each coin: a seeds file with "
               "which a later trace goes on as if it had been run at once."},
      format_option({"table", "csv", "json"})};
}

constexpr const char* kDescription =
    R"(Follows value that was declared stolen, transaction by transaction, under one doctrine that
you declare, up to a cut-off. The result says where the money rests (holdings: coin, address,
amount, since when), where following stopped (endpoints: a service, an input of unknown value, too
little, the limit) and what is no longer anyone's (sinks: fees, unspendable outputs). For each
label the sum of these equals the seeds to the last satoshi, which every run checks; poison alone
makes value and is a ceiling, not an amount.

A doctrine is a convention, not a fact: the declared one leads the report, and --sensitivity shows
below it how far others differ. --bounds says what holds without any doctrine.

A ledger of accounts is told by its manifest. There a seed is what an address got in one event, a
transaction is settled as a whole, swaps and wraps carry stolen money into another asset, and the
poles taint-first and libr stand beside whatever doctrine was declared.

The report is complete enough to be run again: command, SHA-256 of the input files, hash of the
ledger's tip. It carries no clock time and no path, so the same inputs give the same bytes.)";

}  // namespace

Command trace_command() {
  Command command{
      .name = "trace",
      .summary = "follow stolen coins to where they rest, or back to their origins",
      .description = kDescription,
      .options = {ledger_option()},
      .examples = {{.line = "spoor trace --ledger mainnet --seeds theft.csv --doctrine fifo "
                            "--reason \"Clayton's rule\" --sensitivity --html report.html",
                    .says = "A report with all others beside the declared doctrine."},
                   {.line = "spoor trace --ledger mainnet --seed TXID:0,TXID:1=150000000 "
                            "--doctrine haircut --until 2024-03-01 --format csv",
                    .says = "One coin and a part of another; where their money rested on a day."},
                   {.line = "spoor trace --ledger mainnet --seeds theft.csv --doctrine fifo "
                            "--services exchanges.csv --bounds --freeze-table freeze.csv "
                            "--reference CASE-7",
                    .says = "What somebody could freeze: freeze.csv and freeze.html."},
                   {.line = "spoor trace --ledger mainnet --back TXID:0 --doctrine fifo",
                    .says = "Where the satoshis of a coin came from."}},
      .see_also = {"doctrines", "show coin", "docs/schema/trace.json",
                   "docs/schema/trace-accounts.json", "docs/exit-codes.md"},
      .run = run};
  for (std::vector<Option> options :
       {seed_options(), method_options(), back_options(), output_options()})
    command.options.insert(command.options.end(), options.begin(), options.end());
  return command;
}

}  // namespace spoor::cli
