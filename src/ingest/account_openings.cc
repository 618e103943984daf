#include "ingest/account_openings.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <tuple>

#include "base/csv.h"
#include "base/error.h"
#include "chains/ethereum/address.h"
#include "ledger/even_search.h"

namespace spoor::ingest {
namespace {

using ledger::AccountKind;

Bytes identity(AccountKind kind, ByteSpan bytes) {
  Bytes out(1 + bytes.size());
  out[0] = static_cast<std::uint8_t>(kind);
  std::ranges::copy(bytes, out.begin() + 1);
  return out;
}

std::optional<Hash160> tron_bytes(std::string_view text) {
  try {
    return ethereum::parse_tron(text).bytes;
  } catch (const Error&) {
    return std::nullopt;
  }
}

bool is(const ledger::AccountView& view, AddressId address, const Bytes& identity) {
  return std::ranges::equal(view.address_bytes(address), std::span(identity).subspan(1)) &&
         view.addresses[address.value].kind == identity[0];
}

std::uint32_t block_number(const std::string& text) {
  const U256 number = U256::parse(text);
  if (!number.fits_u64() || number.to_u64() > 0xfffffffe)
    throw_bad_input(fmt::format("'{}' is no block number", text));
  return static_cast<std::uint32_t>(number.to_u64());
}

auto key(const GivenOpening& o) { return std::tie(o.block, o.address, o.asset); }

}  // namespace

Bytes identity_of(std::string_view text) {
  if (text.starts_with("0x") || text.starts_with("0X"))
    return identity(AccountKind::kEvm, ethereum::parse_address(text).bytes);
  if (const auto tron = tron_bytes(text)) return identity(AccountKind::kTron, *tron);
  if (text.empty() || text.size() > ledger::kMaxAccountBytes)
    throw_bad_input(
        fmt::format("a name has {} bytes, not 1 to {}", text.size(), ledger::kMaxAccountBytes));
  return identity(AccountKind::kName, as_bytes(text));
}

std::vector<GivenOpening> read_openings(const Path& file) {
  const CsvTable table = parse_csv(read_file_or_stdin(file), file.string());
  const std::size_t address = table.column("address");
  const std::size_t asset = table.column("asset");
  const std::size_t block = table.column("block");
  const std::size_t amount = table.column("amount");
  std::vector<GivenOpening> out;
  for (const CsvRow& row : table.rows) {
    try {
      const std::string& of = row.fields[asset];
      out.push_back({.block = block_number(row.fields[block]),
                     .address = identity_of(row.fields[address]),
                     .asset = of == "native" ? Bytes{} : identity_of(of),
                     .amount = U256::parse(row.fields[amount])});
    } catch (const Error& error) {
      throw error.at({.file = table.file, .line = row.line});
    }
  }
  std::ranges::sort(out, [](const auto& a, const auto& b) { return key(a) < key(b); });
  const auto twice = std::ranges::adjacent_find(
      out, [](const auto& a, const auto& b) { return key(a) == key(b); });
  if (twice != out.end())
    throw_bad_input(fmt::format("an account has two balances before block {}", twice->block),
                    {.file = table.file}, "Leave one of them");
  return out;
}

bool holds_opening(const ledger::AccountView& view, const GivenOpening& given) {
  std::uint64_t row = ledger::first_not(
      view.openings.size(), given.block,
      [&](std::uint64_t i) { return view.openings[i].block.get(); },
      [&](std::uint64_t i) { return view.openings[i].block.get() < given.block; });
  for (; row < view.openings.size() && view.openings[row].block.get() == given.block; ++row) {
    const ledger::OpeningRow& held = view.openings[row];
    const AddressId asset{held.asset.get()};
    if (is(view, AddressId{held.address.get()}, given.address) &&
        (given.asset.empty() ? !asset.valid() : asset.valid() && is(view, asset, given.asset)))
      return view.amount(held.amount) == given.amount;
  }
  return false;
}

}  // namespace spoor::ingest
