// What was asked of `spoor trace`: the words and the input files, read and checked before any
// ledger is opened, so that a slip costs no wait.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "dossier/report.h"
#include "ledger/ledger.h"
#include "tracing/doctrine.h"
#include "tracing/seeds.h"
#include "tracing/trace.h"

namespace spoor::cli {

// A height, or a moment in UTC.
struct Moment {
  std::optional<Height> height;
  std::optional<std::uint64_t> unix_seconds;
};

// Where results go besides standard output; empty: nowhere.
struct TraceFiles {
  Path html;
  Path freeze_csv;
  Path freeze_html;
  Path segments;
};

struct TraceRequest {
  Path ledger;
  tracing::SeedFile seeds;
  std::string seeds_text;
  std::vector<tracing::Service> services;
  std::string services_file;
  std::vector<tracing::Service> addresses;  // of --bounds-for: `address` and `line` alone
  std::string addresses_file;
  std::vector<dossier::InputFile> files;  // those that were read
  tracing::Doctrine doctrine;
  std::vector<tracing::Doctrine> others;  // of --sensitivity
  std::optional<tracing::FeeRule> fee;
  tracing::CoinbaseRule coinbase = tracing::CoinbaseRule::kDiscard;
  std::optional<Moment> until;
  std::optional<Moment> since;
  Satoshi minimum;
  std::uint64_t limit = 0;
  bool bounds = false;
  TraceFiles out;
};

// The last part of a path, also of one that ends with a slash.
std::string base_name(const Path& path);
// None where it was not given. Throws Error(kUsage).
std::optional<Moment> moment_of(const Words& words, std::string_view name);
// Reads an input file and notes what a reader needs to know that it is the same one.
std::string read_input(std::vector<dossier::InputFile>& files, const std::string& role,
                       const std::string& path);

// Throws Error.
TraceRequest read_request(const Words& words);

// The words of a command that gives this result again, on a machine where the files lie in the
// present folder: without paths, and without what only shapes or places the output. `until` is the
// cut-off that was used, so that a longer ledger gives it again; none where there is none.
std::vector<std::string> command_again(const Words& words, std::optional<Height> until);

// "TXID:VOUT", and with satoshis "TXID:VOUT=AMOUNT" or "TXID:VOUT=AMOUNT@OFFSET". Throws
// Error(kUsage) that names the option.
tracing::SeedRow parse_seed(std::string_view option, const std::string& text,
                            const std::string& label);

// What a report needs to know of the request. `until` is the cut-off, as for command_again.
dossier::ReportContext context_of(const ledger::Ledger& ledger, const TraceRequest& request,
                                  const Words& words, std::optional<Height> until);

// Throws Error(kNotFound).
void check_not_empty(const ledger::Ledger& ledger);

// The block that an option means: a date means the last block whose median time past is not later.
Height until_height(const ledger::ChainView& view, const Moment& until);
// A date means the first block whose median time past is not earlier.
Height since_height(const ledger::ChainView& view, const Moment& since);

// The services' addresses that the ledger knows. Throws Error with the file's name and line where
// one is no address of its network, or the same as one before it in other letters.
std::vector<tracing::Stop> find_stops(const ledger::Ledger& ledger,
                                      const std::vector<tracing::Service>& services,
                                      const std::string& file);

}  // namespace spoor::cli
