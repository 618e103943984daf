#include "cli/account_info.h"

#include <fmt/format.h>

#include "base/amount.h"
#include "base/json_writer.h"
#include "chains/ethereum/network.h"
#include "cli/ledger_kinds.h"
#include "cli/output.h"
#include "dossier/grid.h"
#include "ledger/account_facts.h"

namespace spoor::cli {
namespace {

using ledger::AccountFacts;
using ledger::AccountLedger;
using ledger::Counts;
using ledger::Manifest;

// Calls visit(name, count) for each.
template <class Visit>
void each_transfer_kind(const AccountFacts& facts, Visit visit) {
  for (std::size_t k = 0; k < ledger::kTransferKinds; ++k)
    visit(name(static_cast<ledger::TransferKind>(k)), facts.transfers[k]);
}
template <class Visit>
void each_collectible_kind(const AccountFacts& facts, Visit visit) {
  using enum ledger::CollectibleKind;
  for (const auto kind : {kErc721, kErc1155})
    visit(name(kind), facts.collectibles[static_cast<std::size_t>(kind)]);
}
template <class Visit>
void each_event_kind(const AccountFacts& facts, Visit visit) {
  for (std::size_t k = 0; k < facts.events.size(); ++k)
    visit(ledger::event_name(k), facts.events[k]);
}
template <class Visit>
void each_coverage(const AccountFacts& facts, Visit visit) {
  for (std::size_t bit = 0; bit < ledger::kCoverageBits; ++bit)
    visit(ledger::coverage_name(bit), facts.coverage[bit]);
}

void write_gaps(JsonWriter& json, const AccountFacts& facts) {
  json.key("gaps").begin_object().member("count", facts.gaps).key("first").begin_array();
  for (const AccountFacts::Gap& gap : facts.first_gaps)
    json.begin_object().member("after", gap.after).member("before", gap.before).end_object();
  json.end_array().end_object();
}

void write_ends(JsonWriter& json, const AccountLedger& ledger) {
  if (ledger.empty()) {
    for (const char* key : {"first_block", "last_block", "tip", "tip_time"}) json.key(key).null();
    return;
  }
  const auto& blocks = ledger.view().blocks;
  json.member("first_block", blocks.front().number.get());
  json.member("last_block", blocks.back().number.get()).key("tip");
  const Manifest& m = ledger.manifest();
  m.tip == Hash256{} ? json.null() : json.value(tip_text(m));
  json.key("tip_time");
  const std::uint64_t time = blocks.back().time();
  time == ledger::kUnknownTime ? json.null() : json.value(time);
}

std::string as_json(const AccountLedger& ledger, const AccountFacts& facts) {
  const Manifest& m = ledger.manifest();
  const Counts& n = m.counts;
  std::string out;
  JsonWriter json(out);
  const auto count = [&](std::string_view name, std::uint64_t rows) { json.member(name, rows); };
  json.begin_object().member("kind", "account").member("chain_id", m.chain_id);
  json.member("format_version", ledger::kFormatVersion);
  json.member("blocks", n.blocks).member("transactions", n.transactions - n.blocks);
  json.member("failed", facts.failed).member("failed_with_value", facts.failed_with_value);
  json.member("unknown_status", facts.unknown_status).member("unknown_fees", facts.unknown_fees);
  json.member("logs", facts.logs).member("unmoved", facts.unmoved);
  json.key("transfers").begin_object();
  each_transfer_kind(facts, count);
  json.end_object().member("approximate_transfers", facts.approximate);
  json.key("collectibles").begin_object();
  each_collectible_kind(facts, count);
  json.end_object().key("events").begin_object();
  each_event_kind(facts, count);
  json.end_object().member("addresses", n.addresses).member("openings", n.openings);
  write_gaps(json, facts);
  json.key("coverage").begin_object();
  each_coverage(facts, count);
  json.end_object();
  json.member("burnt", to_decimal(facts.burnt)).member("tips", to_decimal(facts.tips));
  json.member("withdrawn", to_decimal(facts.withdrawn));
  json.member("rollbacks", m.rollbacks).member("bytes_on_disk", bytes_on_disk(ledger.folder()));
  write_ends(json, ledger);
  json.end_object();
  return out + "\n";
}

std::string blocks_text(const AccountLedger& ledger, const AccountFacts& facts) {
  const auto& blocks = ledger.view().blocks;
  if (blocks.empty()) return "0";
  std::string out = fmt::format("{}, numbers {} to {}", with_commas(blocks.size()),
                                blocks.front().number.get(), blocks.back().number.get());
  if (facts.gaps == 0) return out;
  out += fmt::format(", {}:", counted(facts.gaps, "gap", "gaps"));
  for (const AccountFacts::Gap& gap : facts.first_gaps)
    out += fmt::format(" {}–{}", gap.after, gap.before);
  return facts.gaps > facts.first_gaps.size() ? out + " …" : out;
}

std::string as_table(const AccountLedger& ledger, const AccountFacts& facts) {
  const Manifest& m = ledger.manifest();
  const Counts& n = m.counts;
  const ethereum::Network network = ethereum::network_of(m.chain_id);
  dossier::Grid grid({dossier::Align::kLeft, dossier::Align::kLeft});
  // What there is of each, in words.
  const auto kinds = [&](auto each) {
    std::string out;
    each(facts, [&](std::string_view name, std::uint64_t rows) {
      if (rows > 0) out += fmt::format("{}{} {}", out.empty() ? "" : ", ", with_commas(rows), name);
    });
    return out.empty() ? std::string("none") : out;
  };
  const auto native = [&](const U256& amount) {
    return fmt::format("{} {}", to_decimal(amount, network.native_decimals), network.native_symbol);
  };
  grid.row({"chain", fmt::format("{} (chain id {})", network.name, m.chain_id)});
  grid.row({"blocks", blocks_text(ledger, facts)});
  if (m.tip != Hash256{}) grid.row({"tip", tip_text(m)});
  grid.row(
      {"transactions",
       fmt::format("{}, {} failed ({} with a value, which did not move), {} of unknown outcome",
                   with_commas(n.transactions - n.blocks), with_commas(facts.failed),
                   with_commas(facts.failed_with_value), with_commas(facts.unknown_status))});
  grid.row({"transfers", kinds([](const auto& f, auto v) { each_transfer_kind(f, v); })});
  if (facts.approximate > 0)
    grid.row({"approximate", fmt::format("{} transfers, as their source rounded",
                                         with_commas(facts.approximate))});
  grid.row({"collectibles", kinds([](const auto& f, auto v) { each_collectible_kind(f, v); })});
  grid.row({"logs", with_commas(facts.logs)});
  grid.row({"events kept", kinds([](const auto& f, auto v) { each_event_kind(f, v); })});
  grid.row({"addresses", with_commas(n.addresses)});
  grid.row({"openings", with_commas(n.openings)});
  grid.row({"blocks with", kinds([](const auto& f, auto v) { each_coverage(f, v); })});
  grid.row({"fees",
            fmt::format("{} burnt, {} tips, of {} transactions not known in full",
                        native(facts.burnt), native(facts.tips), with_commas(facts.unknown_fees))});
  grid.row({"withdrawn", native(facts.withdrawn)});
  grid.row({"rollbacks", with_commas(m.rollbacks)});
  grid.row({"on disk", fmt::format("{} bytes", with_commas(bytes_on_disk(ledger.folder())))});
  return grid.text();
}

}  // namespace

std::uint64_t bytes_on_disk(const Path& folder) {
  std::uint64_t bytes = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::error_code gone;  // a writer may delete a file while we look
    const std::uint64_t size = entry.is_regular_file(gone) ? entry.file_size(gone) : 0;
    if (!gone) bytes += size;
  }
  return bytes;
}

std::string account_info(const Path& folder, bool json) {
  return ledger::read_consistently<AccountLedger>(folder, [&](const AccountLedger& ledger) {
    const AccountFacts facts = facts_of(ledger.view());
    return json ? as_json(ledger, facts) : as_table(ledger, facts);
  });
}

}  // namespace spoor::cli
