#include "ledger/columns_hash.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "base/progress.h"
#include "chains/bitcoin/network.h"
#include "crypto/hash.h"
#include "ledger/account_columns.h"
#include "ledger/account_view.h"
#include "ledger/chain_view.h"
#include "ledger/columns.h"

namespace spoor::ledger {
namespace {

constexpr std::size_t kRowsAtOnce = 1 << 14;

// The rows as they count; `changed` holds them where they had to be changed.
template <class Row>
std::span<const Row> canonical(std::span<const Row> rows, std::vector<Row>&) {
  return rows;
}
std::span<const BlockRow> canonical(std::span<const BlockRow> rows,
                                    std::vector<BlockRow>& changed) {
  changed.assign(rows.begin(), rows.end());
  for (BlockRow& row : changed) {
    row.source_file = 0;
    row.source_offset = 0;
  }
  return changed;
}
std::span<const CoinRow> canonical(std::span<const CoinRow> rows, std::vector<CoinRow>& changed) {
  changed.assign(rows.begin(), rows.end());
  for (CoinRow& row : changed) row.set_spender(InputId::invalid());
  return changed;
}

class Lines {
 public:
  Lines(std::string text, std::uint64_t total)
      : text_(std::move(text)), progress_("columns hash", total, "B") {}

  template <class Row>
  void add(const char* name, std::span<const Row> rows) {
    Sha256Stream hash;
    std::vector<Row> changed;
    for (std::size_t at = 0; at < rows.size(); at += kRowsAtOnce) {
      const auto part = rows.subspan(at, std::min(kRowsAtOnce, rows.size() - at));
      hash.add(raw_bytes(canonical(part, changed)));
      progress_.update(done_ += part.size_bytes());
    }
    text_ += fmt::format("{} {} {}\n", name, rows.size(), to_hex(hash.finish()));
  }
  Hash256 finish() const { return sha256(as_bytes(text_)); }

 private:
  std::string text_;
  Progress progress_;
  std::uint64_t done_ = 0;
};

template <class View>
Hash256 hash_of(std::string first_lines, const View& view) {
  std::uint64_t total = 0;
  for_each_column(view, [&](const auto& rows, const char*, auto) { total += rows.size_bytes(); });
  Lines lines(std::move(first_lines), total);
  for_each_column(view, [&](const auto& rows, const char* name, auto) { lines.add(name, rows); });
  return lines.finish();
}

}  // namespace

Hash256 columns_hash(const Manifest& manifest, const ChainView& view) {
  return hash_of(
      fmt::format("spoor columns 1\n{} {} {:d}\n", bitcoin::params(manifest.network).name,
                  manifest.first_height, manifest.genesis_rooted),
      view);
}

Hash256 columns_hash(const Manifest& manifest, const AccountView& view) {
  return hash_of(fmt::format("spoor columns 1\naccount {}\n", manifest.chain_id), view);
}

}  // namespace spoor::ledger
