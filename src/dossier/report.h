// What a report is made of: the trace, and what a reader needs to judge it and to run it again.
//
// The functions of this room are pure: they read these structs and give text back, open no file,
// ask no clock, and give the same bytes for the same structs. A report shows no path of the machine
// that made it, so whoever fills in `command` and `files` gives base names.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "chains/bitcoin/network.h"
#include "dossier/flow_record.h"
#include "ledger/chain_view.h"
#include "tracing/bounds.h"
#include "tracing/paths.h"
#include "tracing/seeds.h"
#include "tracing/spread.h"
#include "tracing/trace.h"

namespace spoor::dossier {

// A file that the result depends on.
struct InputFile {
  std::string role;  // "seeds", "services", "addresses of --bounds-for"
  std::string name;  // without folders
  std::uint64_t bytes = 0;
  std::string sha256;  // hex
};

struct ReportContext {
  bitcoin::Network network = bitcoin::Network::kMainnet;
  std::string version = {};               // of spoor
  std::vector<std::string> command = {};  // words of a command that makes this result again
  std::string reason = {};                // why this doctrine was declared; empty: none was given
  std::string reference = {};             // of the case, for the freeze table; may be empty
  std::vector<InputFile> files = {};
  std::string seeds_text = {};                  // as the seeds file has it, byte for byte
  std::vector<tracing::Service> services = {};  // `service` of a row counts in here
};

// Everything is borrowed and must outlive the report.
struct Report {
  const ledger::ChainView& view;
  const ReportContext& context;
  const tracing::Seeds& seeds;
  const tracing::TraceOptions& options;
  const tracing::TraceResult& result;
  // Each is absent where it was not asked for.
  std::vector<tracing::DoctrineRun> sensitivity = {};  // without the declared doctrine
  const tracing::BoundsResult* bounds = nullptr;
  const std::vector<tracing::SetBounds>* bounds_for = nullptr;
  const tracing::PathIndex* paths = nullptr;
  const FlowRecord* flows = nullptr;
};

}  // namespace spoor::dossier
