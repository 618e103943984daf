#include "cli/trace_accounts.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/amount.h"
#include "base/error.h"
#include "base/progress.h"
#include "chains/ethereum/network.h"
#include "cli/output.h"
#include "cli/trace_request.h"
#include "dossier/account_report.h"
#include "ledger/account_ledger.h"
#include "ledger/mapped.h"
#include "tracing/account_seeds.h"
#include "tracing/ledger_accounts.h"

namespace spoor::cli {
namespace {

using ledger::AccountLedger;
using tracing::AccountDoctrine;

struct Refusal {
  const char* option;
  const char* why;
};
constexpr Refusal kRefused[] = {
    {"--seed", "names coins; on accounts a seed is an amount that an address got: use --seeds"},
    {"--label", "goes with --seed"},
    {"--fee", "is a rule for the outputs of coins; on accounts the sender pays the fee first"},
    {"--coinbase", "is a rule for coins; on accounts tips end as a sink"},
    {"--back", "is not offered on accounts"},
    {"--since", "is for --back"},
    {"--bounds", "is not offered on accounts yet"},
    {"--bounds-for", "is not offered on accounts yet"},
    {"--html", "is not offered on accounts yet"},
    {"--freeze-table", "is not offered on accounts yet"},
    {"--reference", "goes with --freeze-table"},
    {"--segments", "is not offered on accounts yet"}};

struct AccountRequest {
  AccountDoctrine doctrine = AccountDoctrine::kFifo;
  std::vector<AccountDoctrine> beside;
  std::optional<Moment> until;
  std::optional<U256> minimum;
  std::uint64_t limit = 0;
  std::string seeds_text;
  tracing::AccountSeedFile seeds;
  std::vector<tracing::Service> services;
  std::string services_file;
  std::vector<dossier::InputFile> files;
};

// The poles, then what was asked for, each once and without the declared one.
std::vector<AccountDoctrine> doctrines_beside(const Words& words, AccountDoctrine declared) {
  std::vector<AccountDoctrine> asked = {AccountDoctrine::kTaintFirst, AccountDoctrine::kLibr};
  if (words.has("--sensitivity"))
    for (const std::string& name : words.list("--sensitivity"))
      if (name != "family") asked.push_back(tracing::parse_account_doctrine(name));
  const bool family =
      words.has("--sensitivity") && (words.list("--sensitivity").empty() ||
                                     std::ranges::count(words.list("--sensitivity"), "family") > 0);
  if (family)
    asked.insert(asked.end(),
                 {AccountDoctrine::kFifo, AccountDoctrine::kLifo, AccountDoctrine::kHaircut});
  std::vector<AccountDoctrine> out;
  for (const AccountDoctrine doctrine : asked)
    if (doctrine != declared && std::ranges::count(out, doctrine) == 0) out.push_back(doctrine);
  return out;
}

U256 parse_minimum(const std::string& text) {
  try {
    return U256::parse(text);
  } catch (const Error& error) {
    throw_usage("--minimum: " + error.message(), "Write base units of the asset, in digits");
  }
}

AccountRequest read(const Words& words) {
  for (const Refusal& refusal : kRefused)
    if (words.has(refusal.option))
      throw_usage(fmt::format("{} {}", refusal.option, refusal.why),
                  "This ledger is of accounts; leave the option out");
  AccountRequest out;
  out.doctrine = tracing::parse_account_doctrine(words.text("--doctrine"));
  out.beside = doctrines_beside(words, out.doctrine);
  out.until = moment_of(words, "--until");
  if (words.has("--minimum")) out.minimum = parse_minimum(words.text("--minimum"));
  out.limit = words.number("--limit");
  if (!words.has("--seeds"))
    throw_usage("what was stolen is missing: --seeds FILE",
                "A file with the columns network,event,address,asset,amount,label");
  out.seeds_text = read_input(out.files, "seeds", words.text("--seeds"));
  out.seeds = tracing::parse_account_seeds(out.seeds_text, words.text("--seeds"));
  if (const auto file = words.maybe("--services")) {
    out.services_file = *file;
    out.services = tracing::parse_services(read_input(out.files, "services", *file), *file);
  }
  return out;
}

std::vector<tracing::AccountStop> find_account_stops(const AccountLedger& ledger,
                                                     const AccountRequest& request) {
  std::vector<tracing::AccountStop> stops;
  for (std::size_t i = 0; i < request.services.size(); ++i) {
    try {
      if (const auto address = ledger.find_address(request.services[i].address))
        stops.push_back({.address = *address, .service = static_cast<std::uint32_t>(i)});
    } catch (const Error& error) {
      throw error.at(
          {.file = request.services_file, .offset = {}, .line = request.services[i].line});
    }
  }
  return stops;
}

// The wrapped native asset holds everybody's money; nobody's own contract is in this table.
std::vector<tracing::KnownPooled> pooled_of(const AccountLedger& ledger) {
  const auto wrapped = ethereum::network_of(ledger.manifest().chain_id).wrapped_native;
  if (!wrapped) return {};
  const auto address = ledger.find_address(ethereum::lower_hex(*wrapped));
  if (!address) return {};
  return {{.address = *address, .kind = tracing::Pooled::kSwap}};
}

// The number of the last block that counts.
std::uint32_t until_number(const AccountLedger& ledger, const Moment& until) {
  const ledger::AccountView& view = ledger.view();
  if (until.height) return until.height->value;
  for (std::size_t row = view.blocks.size(); row > 0; --row) {
    const std::uint64_t time = view.blocks[row - 1].time();
    if (time != ledger::kUnknownTime && time <= *until.unix_seconds)
      return view.blocks[row - 1].number.get();
  }
  throw_not_found(fmt::format("no block of the ledger is known to be from {} or before",
                              utc_time(*until.unix_seconds)),
                  "Give a later date, or the number of a block");
}

tracing::AccountTraceResult run_one(const tracing::AccountChain& chain,
                                    const tracing::AccountSeeds& seeds,
                                    tracing::AccountTraceOptions options,
                                    AccountDoctrine doctrine) {
  options.doctrine = doctrine;
  Progress progress(fmt::format("trace under {}", name(doctrine)), 0, "transactions");
  options.progress = &progress;
  return tracing::trace_accounts(chain, seeds, options);
}

std::string result_text(const AccountLedger& ledger, const AccountRequest& request,
                        const Words& words) {
  if (ledger.empty())
    throw_not_found("this ledger holds no blocks", "Run `spoor ingest ethereum` first");
  const std::string network = base_name(words.text("--ledger"));  // as seeds call it
  const tracing::LedgerAccounts chain(ledger);
  const tracing::AccountSeeds seeds = tracing::resolve_account_seeds(
      request.seeds, network, chain,
      {.tx = [&](const Hash256& hash) { return ledger.find_tx(hash); },
       .address = [&](std::string_view text) { return ledger.find_address(text); },
       .native_symbol =
           std::string(ethereum::network_of(ledger.manifest().chain_id).native_symbol)});
  tracing::AccountTraceOptions options;
  if (request.until) options.until = until_number(ledger, *request.until);
  options.minimum = request.minimum;
  options.limit = request.limit;
  options.stops = find_account_stops(ledger, request);
  options.pooled = pooled_of(ledger);
  const tracing::AccountTraceResult result = run_one(chain, seeds, options, request.doctrine);
  const dossier::ReportContext context{.version = SPOOR_VERSION,
                                       .command = command_again(words, Height{result.until}),
                                       .reason = words.text("--reason"),
                                       .files = request.files,
                                       .seeds_text = request.seeds_text,
                                       .services = request.services};
  dossier::AccountReport report{
      .ledger = ledger, .network = network, .context = context, .seeds = seeds, .result = result};
  for (const AccountDoctrine doctrine : request.beside)
    report.beside.push_back(run_one(chain, seeds, options, doctrine));
  switch (format_of(words)) {
    case Format::kTable:
      return account_table(report);
    case Format::kJson:
      return account_json(report);
    case Format::kCsv:
      for (const std::string& warning : warnings(report)) notice(warning);
      return account_csv(report, words.text("--rows") == "all"
                                     ? dossier::AccountCsvRows::kAll
                                     : dossier::AccountCsvRows::kHoldings);
  }
  return {};
}

}  // namespace

void run_trace_accounts(const Words& words) {
  const AccountRequest request = read(words);
  print(ledger::read_consistently<AccountLedger>(
      words.text("--ledger"),
      [&](const AccountLedger& ledger) { return result_text(ledger, request, words); }));
}

}  // namespace spoor::cli
