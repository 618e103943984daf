// The blocks of an account chain between two commits, as far as they must stay in memory until all
// of them are known. Parties are numbered as they appear in the batch; closing it turns those
// numbers into AddressIds. What waits for no id goes to its column at once.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/u256.h"
#include "ingest/account_source.h"
#include "ingest/address_ids.h"
#include "ledger/account_layout.h"
#include "ledger/account_writer.h"
#include "ledger/index.h"

namespace spoor::ingest {

// An opening balance as somebody gave it. Account and asset are a kind and its bytes; the native
// asset has none.
struct GivenOpening {
  std::uint32_t block = 0;
  Bytes address;
  Bytes asset;
  U256 amount;
};

// The bytes that a party stands for: 20, or its name.
ByteSpan bytes_of(const Party& party, const Bytes& names);

// What its source gave of the block; of hash and time the block itself says.
std::uint16_t coverage_of(const SourceBlock& block);

class AccountBatch {
 public:
  explicit AccountBatch(const SipKey& key) : key_(key) {}

  void begin(const ledger::Counts& committed);
  bool empty() const { return blocks.empty(); }
  // What it holds, and what closing it will need beside.
  std::uint64_t memory_bytes() const;
  // Appends a block that was found good, and the openings that come with it.
  void add(const SourceBlock& block, std::span<const GivenOpening> given,
           ledger::AccountColumns& columns);

  struct BlockPart {  // where a block begins in the batch
    std::uint32_t first_party = 0;
    std::size_t first_event = 0;
  };
  struct Touch {  // an entry of the history
    std::uint32_t address;
    std::uint32_t asset;
    std::uint64_t tx;
  };

  // In all rows AddressIds and AssetIds are numbers of `parties`, or invalid.
  ledger::Counts base;  // committed rows when the batch began
  std::vector<ledger::AccountBlockRow> blocks;
  std::vector<BlockPart> parts;
  std::vector<std::uint32_t> senders, targets;
  std::vector<ledger::TransferRow> transfers;
  std::vector<ledger::CollectibleRow> collectibles;
  std::vector<ledger::EventRow> events;  // offsets in event_bytes
  std::vector<ledger::OpeningRow> openings;
  Bytes event_bytes;
  std::vector<ledger::AccountTxidEntry> txids;
  std::vector<Touch> touches;
  std::vector<Party> parties;  // names in `names`
  std::vector<ScriptEntry> keys;
  Bytes names;

 private:
  struct HashOfKey {
    using is_avalanching = void;
    std::size_t operator()(const ledger::ScriptKey& key) const noexcept { return key.hi; }
  };
  std::uint32_t number_of(std::uint8_t kind, ByteSpan bytes);
  std::uint32_t number_of(const Party& party, const Bytes& names_of_block);
  void add_transaction(const SourceBlock& block, std::size_t row, std::uint32_t fee_recipient,
                       ledger::AccountColumns& columns);
  void add_rows(const SourceBlock& block, std::size_t row, std::uint64_t tx,
                ledger::TxStatus status, ledger::AccountColumns& columns);
  void add_opening(const GivenOpening& given, ledger::AccountColumns& columns);

  SipKey key_;
  boost::unordered_flat_map<ledger::ScriptKey, std::uint32_t, HashOfKey> numbers_;
};

}  // namespace spoor::ingest
