// Rows that point to rows in no order: spends, addresses of coins, reveals, index entries. A batch
// of them is sorted by what it points to, and met by one ascending walk.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "base/error.h"
#include "base/progress.h"
#include "chains/bitcoin/address.h"
#include "crypto/hash.h"
#include "ledger/columns.h"
#include "ledger/verify_index.h"
#include "ledger/verify_passes.h"

namespace spoor::ledger {
namespace {

struct Spend {
  std::uint64_t coin;
  std::uint64_t input;
  auto operator<=>(const Spend&) const = default;
};

class SpendCheck {
 public:
  SpendCheck(const ChainView& view, Findings& findings, Sums& sums)
      : view_(view), findings_(findings), sums_(sums) {
    for (const OverwrittenRow& row : view.overwritten) overwritten_.push_back(row.coin.get());
    std::sort(overwritten_.begin(), overwritten_.end());
  }

  void operator()(const Spend& spend) {
    const CoinId coin{spend.coin};
    const bool early = ChainView::is_prehistory(coin);
    const std::uint64_t row = early ? prehistory_row(coin) : spend.coin;
    if (row >= (early ? view_.prehistory.size() : view_.coins.size()))
      return find(spend, "spend", "which is not there");
    if (view_.spender(coin) != InputId{spend.input})
      find(spend, "spend", "which names another spender or none");
    const std::uint64_t value =
        early ? view_.prehistory[row].value : view_.coins[row].value().value;
    if (view_.input_value[spend.input] != value) find(spend, "value", "whose value is another");
    const std::uint32_t address =
        early ? view_.prehistory[row].address : view_.coins[row].address().value;
    if (view_.input_address[spend.input] != address)
      find(spend, "address", "whose address is another");
    if (view_.is_unspendable(coin)) find(spend, "spend", "which no one can spend");
    if (std::binary_search(overwritten_.begin(), overwritten_.end(), spend.coin))
      find(spend, "spend", "which was overwritten");
    (early ? sums_.earlier : sums_.spent) += value;
  }

 private:
  void find(const Spend& spend, const char* check, const char* what) {
    findings_.add(check, fmt::format("input {}", spend.input),
                  fmt::format("spends coin {}, {}", spend.coin, what));
  }
  const ChainView& view_;
  Findings& findings_;
  Sums& sums_;
  std::vector<std::uint64_t> overwritten_;
};

struct Payment {
  std::uint32_t address;
  std::uint8_t type;
  std::uint64_t coin;
  auto operator<=>(const Payment&) const = default;
};

// Types of coin and address agree; for a script without a template its hash too.
class PaymentCheck {
 public:
  PaymentCheck(const ChainView& view, Findings& findings) : view_(view), findings_(findings) {}

  void operator()(const Payment& payment) {
    const AddressRow& row = view_.addresses[payment.address];
    const auto complain = [&](const char* what) {
      findings_.add("address", fmt::format("coin {}", payment.coin),
                    fmt::format("pays to address {}, whose {} is another", payment.address, what));
    };
    if (row.type != payment.type) return complain("script type");
    if (!bitcoin::is_templated(row.script_type()) && row.script_type() != kTooLong &&
        sha256(script(CoinId{payment.coin})) != row.payload)
      complain("script");
  }

 private:
  // What is wrong with heap rows has been told of.
  ByteSpan script(CoinId coin) const {
    try {
      return view_.heap_script(coin);
    } catch (const Error&) {
      return {};
    }
  }
  // Of these only the first 10,000 bytes are kept, and the hash is that of all.
  static constexpr auto kTooLong = bitcoin::ScriptType::kTooLong;
  const ChainView& view_;
  Findings& findings_;
};

struct Revealed {
  std::uint32_t address;
  std::uint32_t row;
  std::uint8_t form;
  std::array<std::uint8_t, 32> payload;
  auto operator<=>(const Revealed&) const = default;
};

// The address has the hash of the script that was shown for it.
class RevealCheck {
 public:
  RevealCheck(const ChainView& view, Findings& findings) : view_(view), findings_(findings) {}

  void operator()(const Revealed& revealed) {
    using enum bitcoin::ScriptType;
    const AddressRow& address = view_.addresses[revealed.address];
    const bitcoin::ScriptType type = address.script_type();
    const auto form = static_cast<bitcoin::ScriptType>(revealed.form);
    if ((type != kP2sh && type != kP2wsh) || bitcoin::outer_script(type, form, revealed.payload) !=
                                                 bitcoin::script_of(type, address.payload))
      findings_.add("reveal", fmt::format("reveal {}", revealed.row),
                    fmt::format("is not the script of address {}", revealed.address));
  }

 private:
  const ChainView& view_;
  Findings& findings_;
};

// Does the row say what the entry says? Rows lie within the run's range, hence are there.
class EntryCheck {
 public:
  explicit EntryCheck(const Ledger& ledger) : ledger_(ledger), view_(ledger.view()) {}

  bool operator()(const TxidEntry& e) const {
    return e == TxidEntry(view_.txids[e.tx], TxId{e.tx});
  }
  bool operator()(const AddressEntry& e) const {
    if (view_.addresses[e.address].script_type() == bitcoin::ScriptType::kTooLong) return true;
    try {
      const Bytes script = ledger_.script_of(AddressId{e.address});
      return script_key(ledger_.manifest().key, script) == e.key();
    } catch (const Error&) {
      return false;
    }
  }
  bool operator()(const HistoryEntry& e) const {
    const CoinId coin = e.coin();
    const std::uint32_t address = ChainView::is_prehistory(coin)
                                      ? view_.prehistory[prehistory_row(coin)].address
                                      : view_.coins[coin.value].address().value;
    return e.address().valid() && e.address().value == address;
  }
  bool operator()(const RevealEntry& e) const { return view_.reveals[e.row].address == e.address; }

 private:
  const Ledger& ledger_;
  const ChainView& view_;
};

// No address has two reveals: the runs merged by address.
void check_reveals_once(const Ledger& ledger, Findings& findings) {
  std::optional<std::uint32_t> before;
  for_each_merged(ledger.reveal_runs(), [&](const RevealEntry& entry) {
    if (before == entry.address)
      findings.add("reveal", fmt::format("reveal {}", entry.row),
                   fmt::format("address {} has two", entry.address));
    before = entry.address;
  });
}

}  // namespace

void check_spends(const Ledger& ledger, const VerifyOptions& options, Findings& findings,
                  Sums& sums) {
  const ChainView& view = ledger.view();
  Progress progress("verify spends", view.input_count(), "inputs");
  SpendCheck check(view, findings, sums);
  SortedBatches<Spend, SpendCheck> batches(options.memory_bytes, check);
  for (std::uint64_t i = 0; i < view.input_count(); ++i) {
    batches.add({view.input_coin[i].get(), i});
    progress.update(i);
  }
  batches.finish();
}

void check_addresses(const Ledger& ledger, const VerifyOptions& options, Findings& findings) {
  const ChainView& view = ledger.view();
  Progress progress("verify addresses", view.coin_count(), "coins");
  PaymentCheck check(view, findings);
  SortedBatches<Payment, PaymentCheck> batches(options.memory_bytes, check);
  const auto add = [&](AddressId address, std::uint8_t type, std::uint64_t coin) {
    if (address.value < view.addresses.size()) batches.add({address.value, type, coin});
  };
  for (std::uint64_t p = 0; p < view.prehistory.size(); ++p)
    add(AddressId{view.prehistory[p].address}, view.prehistory[p].type, kPrehistoryBit | p);
  for (std::uint64_t c = 0; c < view.coin_count(); ++c) {
    add(view.coins[c].address(), static_cast<std::uint8_t>(view.coins[c].type()), c);
    progress.update(c);
  }
  batches.finish();
}

void check_revealed_scripts(const Ledger& ledger, const VerifyOptions& options,
                            Findings& findings) {
  const ChainView& view = ledger.view();
  Progress progress("verify reveals", view.reveals.size(), "scripts");
  RevealCheck check(view, findings);
  SortedBatches<Revealed, RevealCheck> batches(options.memory_bytes, check);
  for (std::uint32_t r = 0; r < view.reveals.size(); ++r) {
    const RevealRow& row = view.reveals[r];
    const std::uint64_t input = row.input.get();
    // What its input does not show has been told of.
    if (input < view.input_count() && row.address < view.addresses.size() &&
        view.input_address[input] == row.address)
      batches.add({row.address, r, row.form, row.payload});
    progress.update(r);
  }
  batches.finish();
}

void check_indexes(const Ledger& ledger, const VerifyOptions& options, const Sums& sums,
                   Findings& findings) {
  const Counts& n = ledger.manifest().counts;
  IndexCheck index(ledger.manifest(), EntryCheck(ledger), options, findings);
  index.check(ledger.txid_runs(), IndexKind::kTxid, "txid", n.transactions);
  index.check(ledger.address_runs(), IndexKind::kAddress, "address", n.addresses);
  index.check(ledger.history_runs(), IndexKind::kHistory, "history", sums.with_address);
  index.check(ledger.reveal_runs(), IndexKind::kReveal, "reveal", n.reveals);
  check_reveals_once(ledger, findings);
}

}  // namespace spoor::ledger
