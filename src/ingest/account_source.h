// What any source of an account chain gives of one block, in one form: ethereum-etl, cryo, a node,
// a list of transfers. What moves value, what succeeded and what a fee is was decided by the reader
// (METHODS 1.10); the appender only gives ids and writes.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/u256.h"
#include "ledger/account_layout.h"

namespace spoor::ingest {

// An account, a contract, or a name that stands for one. Nobody (default): a mint's giver, the
// target of a creation, an unknown sender.
struct Party {
  static constexpr std::uint8_t kNobody = 0xff;

  std::uint8_t kind = kNobody;             // ledger::AccountKind
  std::array<std::uint8_t, 20> payload{};  // a name: offset 4 and length 1 in SourceBlock::names
  bool is_nobody() const { return kind == kNobody; }
  bool operator==(const Party&) const = default;
};

struct SourceTransfer {
  ledger::TransferKind kind = ledger::TransferKind::kNative;
  bool approximate = false;
  bool native_asset = true;
  Party asset = {};  // where it is not the native one
  Party from = {};
  Party to = {};
  U256 amount = {};
  std::uint32_t place = 0;
};

struct SourceCollectible {
  ledger::CollectibleKind kind = ledger::CollectibleKind::kErc721;
  Party contract = {};
  Party from = {};
  Party to = {};
  U256 token = {};
  U256 amount = {};
  std::uint32_t place = 0;
};

struct SourceEvent {
  std::uint8_t kind = 0;  // ethereum::EventKind
  Party contract = {};
  std::uint32_t place = 0;
  std::uint64_t offset = 0;  // in SourceBlock::event_bytes: count of topics, topics, data
  std::uint32_t length = 0;
};

struct SourceTx {
  Hash256 hash{};
  std::uint32_t index = 0;
  Party sender = {};
  Party target = {};
  ledger::TxStatus status = ledger::TxStatus::kUnknown;
  ledger::StatusBasis basis = ledger::StatusBasis::kNone;
  std::optional<U256> fee_burnt;
  std::optional<U256> fee_tip;
  // Ends of its rows in the block's lists; they begin where those of the one before end.
  std::size_t end_transfer = 0;
  std::size_t end_collectible = 0;
  std::size_t end_event = 0;
};

struct SourceBlock {
  std::uint32_t number = 0;
  std::optional<Hash256> hash;
  std::optional<Hash256> parent;
  std::optional<std::uint64_t> time;  // seconds since 1970
  std::optional<U256> base_fee;       // wei
  Party fee_recipient;
  std::uint16_t coverage = 0;  // ledger::Coverage
  std::uint32_t logs = 0;
  std::uint32_t unmoved = 0;

  std::vector<SourceTx> transactions;     // by index
  std::vector<SourceTransfer> transfers;  // by transaction, then place; those of the closing last
  std::vector<SourceCollectible> collectibles;
  std::vector<SourceEvent> events;
  Bytes event_bytes;
  Bytes names;

  void clear();
};

// A source, read from its beginning once.
class AccountSource {
 public:
  virtual ~AccountSource() = default;
  // The next block, numbers ascending; false at the end. `out` is cleared first. Throws Error with
  // file, line or offset, reason and remedy.
  virtual bool next(SourceBlock& out) = 0;
};

}  // namespace spoor::ingest
