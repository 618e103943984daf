// The tables of an account ledger as CSV files.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>

#include "base/amount.h"
#include "base/bytes.h"
#include "base/csv.h"
#include "ledger/account_facts.h"
#include "ledger/csv_file.h"

namespace spoor::ledger {
namespace {

std::string amount_text(const std::optional<U256>& amount) {
  return amount ? to_decimal(*amount) : std::string();
}
std::string id_text(std::uint32_t address) { return ledger::id_text(AddressId{address}); }
std::string hash_text(const Hash256& hash) {
  return hash == Hash256{} ? std::string() : "0x" + to_hex(hash);
}
U256 number_of(const std::array<std::uint8_t, 32>& little_endian) {
  Hash256 big_endian;
  std::reverse_copy(little_endian.begin(), little_endian.end(), big_endian.begin());
  return U256::from_big_endian(big_endian);
}

class AccountExporter {
 public:
  AccountExporter(const AccountLedger& ledger, Progress& progress)
      : ledger_(ledger), view_(ledger.view()), progress_(progress) {}

  struct Table {
    const char* name;
    std::uint64_t Counts::* rows;
    void (AccountExporter::*write)(CsvFile&);
  };
  static std::span<const Table> tables() {
    static constexpr Table kTables[] = {
        {"blocks", &Counts::blocks, &AccountExporter::blocks},
        {"transactions", &Counts::transactions, &AccountExporter::transactions},
        {"transfers", &Counts::transfers, &AccountExporter::transfers},
        {"collectibles", &Counts::collectibles, &AccountExporter::collectibles},
        {"events", &Counts::events, &AccountExporter::events},
        {"addresses", &Counts::addresses, &AccountExporter::addresses},
        {"openings", &Counts::openings, &AccountExporter::openings},
    };
    return kTables;
  }
  // Its rows.
  std::uint64_t write(const Table& table, CsvFile& out) {
    rows_ = 0;
    (this->*table.write)(out);
    return rows_;
  }

 private:
  void count() {
    ++rows_;
    if ((++done_ & 0x3fff) == 0) progress_.update(done_);
  }

  static std::string coverage_text(std::uint16_t coverage) {
    std::string out;
    for (std::size_t bit = 0; bit < kCoverageBits; ++bit)
      if ((coverage >> bit & 1) != 0)
        out += fmt::format("{}{}", out.empty() ? "" : " ", coverage_name(bit));
    return out;
  }

  void blocks(CsvFile& out) {
    out.row("block,hash,time,base_fee,fee_recipient_id,transactions,logs,unmoved,coverage");
    for (std::size_t row = 0; row < view_.blocks.size(); ++row) {
      const AccountBlockRow& block = view_.blocks[row];
      out.row("{},{},{},{},{},{},{},{},{}", block.number.get(), hash_text(block.hash),
              block.time() == kUnknownTime ? std::string() : std::to_string(block.time()),
              amount_text(view_.base_fee(row)), id_text(block.fee_recipient.get()),
              view_.closing(row).value - view_.first_tx(row).value, block.logs.get(),
              block.unmoved.get(), coverage_text(block.coverage()));
      count();
    }
  }

  void transactions(CsvFile& out) {
    out.row("tx,hash,block,index,sender_id,target_id,status,known_by,fee_burnt,fee_tip");
    for (std::size_t row = 0; row < view_.blocks.size(); ++row)
      for (AccountTx tx = view_.first_tx(row); tx < view_.end_tx(row); ++tx) {
        const std::uint64_t i = tx.value;
        const bool closing = tx == view_.closing(row);
        out.row("{},{},{},{},{},{},{},{},{},{}", i, hash_text(view_.tx_hash[i]),
                view_.blocks[row].number.get(),
                closing ? std::string() : std::to_string(view_.tx_index[i]),
                id_text(view_.tx_sender[i]), id_text(view_.tx_target[i]),
                closing ? "closing" : name(view_.status(tx)), name(view_.basis(tx)),
                amount_text(view_.fee_burnt(tx)), amount_text(view_.fee_tip(tx)));
        count();
      }
  }

  void transfers(CsvFile& out) {
    out.row("transfer,tx,place,kind,asset_id,from_id,to_id,amount,approximate");
    for (std::uint64_t i = 0; i < view_.transfers.size(); ++i) {
      const Transfer t = view_.transfer(TransferId{i});
      out.row("{},{},{},{},{},{},{},{},{:d}", i, view_.tx_of(TransferId{i}).value, t.place,
              name(t.kind), id_text(t.asset.value), id_text(t.from.value), id_text(t.to.value),
              to_decimal(t.amount), t.approximate);
      count();
    }
  }

  void collectibles(CsvFile& out) {
    out.row("tx,place,kind,contract_id,from_id,to_id,token,amount");
    for (const CollectibleRow& row : view_.collectibles) {
      out.row("{},{},{},{},{},{},{},{}", row.tx.get(), row.place.get(),
              name(static_cast<CollectibleKind>(row.kind & 1)), id_text(row.contract.get()),
              id_text(row.from.get()), id_text(row.to.get()), to_decimal(number_of(row.token)),
              to_decimal(number_of(row.amount)));
      count();
    }
  }

  void events(CsvFile& out) {
    out.row("tx,place,kind,contract_id,topics,data");
    for (const EventRow& row : view_.events) {
      const ByteSpan bytes = view_.event_bytes(row);
      std::string topics;
      for (std::size_t i = 0; i < bytes[0]; ++i)
        topics += fmt::format("{}0x{}", i == 0 ? "" : " ", to_hex(bytes.subspan(1 + 32 * i, 32)));
      out.row("{},{},{},{},{},0x{}", row.tx.get(), row.place.get(), event_name(row.kind),
              id_text(row.contract.get()), topics, to_hex(bytes.subspan(1 + 32UL * bytes[0])));
      count();
    }
  }

  void addresses(CsvFile& out) {
    out.row("address_id,address,kind");
    static constexpr std::array<const char*, 3> kKinds = {"evm", "tron", "name"};
    for (std::uint32_t i = 0; i < view_.addresses.size(); ++i) {
      const std::size_t kind = view_.addresses[i].kind;
      if (kind >= kKinds.size()) throw_corrupt(fmt::format("address {} has kind {}", i, kind));
      out.row("{},{},{}", i, csv_field(ledger_.address_text(AddressId{i})), kKinds[kind]);
      count();
    }
  }

  void openings(CsvFile& out) {
    out.row("address_id,asset_id,block,amount");
    for (const OpeningRow& row : view_.openings) {
      out.row("{},{},{},{}", id_text(row.address.get()), id_text(row.asset.get()), row.block.get(),
              to_decimal(view_.amount(row.amount)));
      count();
    }
  }

  const AccountLedger& ledger_;
  const AccountView& view_;
  Progress& progress_;
  std::uint64_t rows_ = 0;  // of the present table
  std::uint64_t done_ = 0;
};

}  // namespace

const std::vector<std::string>& account_export_tables() {
  static const std::vector<std::string> names = names_of<AccountExporter>();
  return names;
}

std::vector<ExportedTable> export_csv(const AccountLedger& ledger, const Path& folder,
                                      const std::vector<std::string>& tables) {
  return write_tables<AccountExporter>(ledger, folder, tables);
}

}  // namespace spoor::ledger
