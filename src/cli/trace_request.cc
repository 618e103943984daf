#include "cli/trace_request.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/amount.h"
#include "base/csv.h"
#include "base/error.h"
#include "base/near_word.h"
#include "chains/bitcoin/address.h"
#include "cli/output.h"
#include "cli/output_place.h"
#include "crypto/hash.h"

namespace spoor::cli {
namespace {

using tracing::Doctrine;

std::vector<std::string> doctrine_names() {
  std::vector<std::string> names = {"haircut", "poison", "dirty-first"};
  for (const Doctrine doctrine : tracing::family()) names.push_back(tracing::name(doctrine));
  return names;
}

// As the rules of tracing, with the nearest name for a misspelt one.
Doctrine parse_doctrine(const std::string& text) {
  try {
    return tracing::parse_doctrine(text);
  } catch (const Error& error) {
    throw_usage(error.message(), suggestion(text, doctrine_names(), error.remedy()));
  }
}

// The doctrines beside the declared one, each once.
std::vector<Doctrine> parse_others(const Words& words, Doctrine declared) {
  std::vector<Doctrine> others;
  if (!words.has("--sensitivity")) return others;
  std::vector<std::string> names = words.list("--sensitivity");
  if (names.empty()) names = {"family"};
  for (const std::string& name : names) {
    const std::vector<Doctrine> meant =
        name == "family" ? tracing::conserving_doctrines() : std::vector{parse_doctrine(name)};
    for (const Doctrine doctrine : meant)
      if (doctrine != declared && std::ranges::find(others, doctrine) == others.end())
        others.push_back(doctrine);
  }
  return others;
}

Moment parse_moment(std::string_view name, const std::string& text) {
  try {
    if (text.find('-') != std::string::npos) return {.height = {}, .unix_seconds = parse_utc(text)};
    const std::uint64_t height = parse_u64(text);
    if (height < Height::invalid().value)
      return {.height = Height{static_cast<std::uint32_t>(height)}, .unix_seconds = {}};
  } catch (const Error&) {
  }
  throw_usage(fmt::format("{}: not a height or a date: '{}'", name, text),
              "Write a height, YYYY-MM-DD, or YYYY-MM-DDTHH:MM:SSZ");
}

std::string seeds_csv(const std::vector<tracing::SeedRow>& rows) {
  std::string text = "coin,amount_sat,label,offset_sat\n";
  for (const tracing::SeedRow& row : rows)
    text += fmt::format("{},{},{},{}\n", tracing::to_text(row.coin),
                        row.amount ? std::to_string(row.amount->value) : "", csv_field(row.label),
                        row.offset == Satoshi{} ? "" : std::to_string(row.offset.value));
  return text;
}

std::string label_of(const Words& words) {
  try {
    return tracing::parse_label(words.text("--label"));
  } catch (const Error& error) {
    throw_usage("--label: " + error.message());
  }
}

void read_seeds(const Words& words, TraceRequest& request) {
  if (words.has("--seeds") == words.has("--seed"))
    throw_usage(words.has("--seed") ? "--seeds and --seed do not go together"
                                    : "what was stolen is missing: --seeds FILE or --seed COIN",
                "Give a file of seeds, or coins");
  if (words.has("--seeds")) {
    request.seeds_text = read_input(request.files, "seeds", words.text("--seeds"));
    request.seeds = tracing::parse_seeds(request.seeds_text, words.text("--seeds"));
    return;
  }
  const std::string label = label_of(words);
  request.seeds.file = "--seed";
  for (const std::string& seed : words.list("--seed"))
    request.seeds.rows.push_back(parse_seed("--seed", seed, label));
  request.seeds_text = seeds_csv(request.seeds.rows);
}

// Any CSV with a column `address`; a file of services will do.
std::vector<tracing::Service> parse_addresses(std::string_view text, const std::string& file) {
  const CsvTable table = parse_csv(text, file);
  const std::size_t column = table.column("address");
  std::vector<tracing::Service> out;
  for (const CsvRow& row : table.rows)
    out.push_back({.address = row.fields[column], .name = {}, .basis = {}, .line = row.line});
  if (out.empty()) throw_bad_input("the file names no address", {.file = file});
  return out;
}

// No output may fall on another one, on a file that was read, or into the ledger.
void check_outputs(const Words& words, const TraceFiles& out) {
  std::set<Path> taken;
  for (const char* input : {"--seeds", "--services", "--bounds-for"}) {
    std::error_code pipe;  // has no path; nothing can be written over it
    if (words.has(input)) taken.insert(std::filesystem::canonical(words.text(input), pipe));
  }
  const std::pair<const char*, const Path*> outputs[] = {{"--html", &out.html},
                                                         {"--freeze-table", &out.freeze_csv},
                                                         {"--freeze-table", &out.freeze_html},
                                                         {"--segments", &out.segments}};
  for (const auto& [option, path] : outputs) {
    if (path->empty()) continue;
    check_place(option, *path);
    check_outside_ledger(option, *path, words.text("--ledger"));
    if (!taken.insert(resolved(*path)).second)
      throw_usage(fmt::format("{} would write over {}, which this command reads or writes too",
                              option, path->string()),
                  "Give each file a name of its own");
  }
}

TraceFiles outputs_of(const Words& words) {
  TraceFiles out;
  out.html = words.text("--html");
  out.segments = words.text("--segments");
  if (const auto table = words.maybe("--freeze-table")) {
    out.freeze_csv = *table;
    out.freeze_html = Path(*table).replace_extension(".html");
  }
  check_outputs(words, out);
  return out;
}

bool shapes_output_only(std::string_view name) {
  constexpr std::string_view kNames[] = {"--html",   "--freeze-table", "--segments",
                                         "--format", "--rows",         "--quiet"};
  return std::ranges::find(kNames, name) != std::end(kNames);
}

void refuse_together(const Words& words, std::string_view why,
                     std::initializer_list<const char*> names) {
  for (const char* name : names)
    if (words.has(name))
      throw_usage(fmt::format("{} {}", name, why), "`spoor trace --help` says what each is for");
}

}  // namespace

std::string base_name(const Path& path) {
  const Path plain = path.lexically_normal();
  return plain.has_filename() ? plain.filename() : plain.parent_path().filename();
}

std::optional<Moment> moment_of(const Words& words, std::string_view name) {
  const std::optional<std::string> text = words.maybe(name);
  return text ? std::optional(parse_moment(name, *text)) : std::nullopt;
}

std::string read_input(std::vector<dossier::InputFile>& files, const std::string& role,
                       const std::string& path) {
  std::string text = read_file_or_stdin(path);
  const Hash256 hash = sha256(as_bytes(text));
  files.push_back(
      {.role = role, .name = base_name(path), .bytes = text.size(), .sha256 = to_hex(hash)});
  return text;
}

tracing::SeedRow parse_seed(std::string_view option, const std::string& text,
                            const std::string& label) {
  const std::size_t equals = text.find('=');
  const std::size_t at = text.find('@');
  try {
    tracing::SeedRow row{.coin = tracing::parse_outpoint(text.substr(0, equals)),
                         .amount = {},
                         .offset = {},
                         .label = label,
                         .line = 0};
    if (equals != std::string::npos)
      row.amount = Satoshi{parse_u64(std::string_view(text).substr(
          equals + 1, at == std::string::npos ? at : at - equals - 1))};
    if (at != std::string::npos) row.offset = Satoshi{parse_u64(text.substr(at + 1))};
    return row;
  } catch (const Error& error) {
    throw_usage(fmt::format("{} '{}': {}", option, text, error.message()),
                "Write TXID:VOUT, TXID:VOUT=SATOSHI or TXID:VOUT=SATOSHI@OFFSET");
  }
}

TraceRequest read_request(const Words& words) {
  TraceRequest request;
  request.ledger = words.text("--ledger");
  request.doctrine = parse_doctrine(words.text("--doctrine"));
  request.others = parse_others(words, request.doctrine);
  if (const auto fee = words.maybe("--fee")) request.fee = tracing::parse_fee_rule(*fee);
  tracing::fee_rule(request.doctrine, request.fee);  // throws where they do not go together
  request.coinbase = tracing::parse_coinbase_rule(words.text("--coinbase"));
  request.until = moment_of(words, "--until");
  request.since = moment_of(words, "--since");
  request.minimum = Satoshi{words.number("--minimum")};
  request.limit = words.number("--limit");
  request.bounds = words.has("--bounds");
  if (words.has("--back"))
    refuse_together(words, "does not go with --back",
                    {"--seeds", "--seed", "--label", "--sensitivity", "--coinbase", "--until",
                     "--minimum", "--bounds", "--bounds-for", "--rows", "--html", "--freeze-table",
                     "--reference", "--segments"});
  else
    refuse_together(words, "is for --back", {"--since"});
  if (words.text("--format") != "csv")
    refuse_together(words, "is for --format csv; the other forms have all rows", {"--rows"});
  request.out = outputs_of(words);
  if (!words.has("--back")) read_seeds(words, request);
  if (const auto file = words.maybe("--services")) {
    request.services_file = *file;
    request.services = tracing::parse_services(read_input(request.files, "services", *file), *file);
  }
  if (const auto file = words.maybe("--bounds-for")) {
    request.addresses_file = *file;
    request.addresses =
        parse_addresses(read_input(request.files, "addresses of --bounds-for", *file), *file);
  }
  return request;
}

std::vector<std::string> command_again(const Words& words, std::optional<Height> until) {
  std::vector<std::string> command = {"spoor", "trace"};
  for (const Option* option : words.given()) {
    if (shapes_output_only(option->name)) continue;
    command.push_back(option->name);
    const bool names_a_file = option->value == "FILE" || option->value == "DIR";
    for (const std::string& value : words.texts(option->name))
      if (option->takes != Option::Takes::kNothing)
        command.push_back(names_a_file ? base_name(value) : value);
  }
  if (until && !words.has("--until")) {
    command.push_back("--until");
    command.push_back(std::to_string(until->value));
  }
  return command;
}

dossier::ReportContext context_of(const ledger::Ledger& ledger, const TraceRequest& request,
                                  const Words& words, std::optional<Height> until) {
  return {.network = ledger.manifest().network,
          .version = SPOOR_VERSION,
          .command = command_again(words, until),
          .reason = words.text("--reason"),
          .reference = words.text("--reference"),
          .files = request.files,
          .seeds_text = request.seeds_text,
          .services = request.services};
}

void check_not_empty(const ledger::Ledger& ledger) {
  if (ledger.empty())
    throw_not_found("this ledger holds no blocks", "Run `spoor ingest bitcoin` first");
}

Height until_height(const ledger::ChainView& view, const Moment& until) {
  if (until.height) return *until.height;
  if (const auto height = tracing::height_at(view, *until.unix_seconds)) return *height;
  throw_not_found(
      fmt::format("the ledger's first block is later than {}", utc_time(*until.unix_seconds)),
      "Give a later date, or a height");
}

Height since_height(const ledger::ChainView& view, const Moment& since) {
  if (since.height) return *since.height;
  const std::uint64_t before = *since.unix_seconds == 0 ? 0 : *since.unix_seconds - 1;
  const std::optional<Height> height = tracing::height_at(view, before);
  if (!height) return Height{view.first_height};
  if (*height == view.tip())
    throw_not_found(
        fmt::format("the ledger's last block is earlier than {}", utc_time(*since.unix_seconds)));
  return Height{height->value + 1};
}

std::vector<tracing::Stop> find_stops(const ledger::Ledger& ledger,
                                      const std::vector<tracing::Service>& services,
                                      const std::string& file) {
  std::vector<tracing::Stop> stops;
  std::map<AddressId, std::uint64_t> lines;
  for (std::size_t i = 0; i < services.size(); ++i) {
    const Where where{.file = file, .offset = {}, .line = services[i].line};
    try {
      const Bytes script =
          bitcoin::script_of_address(services[i].address, ledger.manifest().network);
      const std::optional<AddressId> address = ledger.find_script(script);
      if (!address) continue;
      const auto [earlier, is_new] = lines.emplace(*address, services[i].line);
      if (!is_new)
        throw_bad_input(fmt::format("address {} stands there twice; first in line {}",
                                    services[i].address, earlier->second));
      stops.push_back({.address = *address, .service = static_cast<std::uint32_t>(i)});
    } catch (const Error& error) {
      throw error.at(where);
    }
  }
  return stops;
}

}  // namespace spoor::cli
