// The inner scripts of P2SH and P2WSH addresses: of each address the first input that shows one.
// Only a script whose hash stands in the address is one: a file may hold inputs that show anything.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <vector>

#include "ingest/address_ids.h"
#include "ingest/batch.h"
#include "ledger/index.h"
#include "ledger/ledger.h"
#include "ledger/writer.h"

namespace spoor::ingest {

class Reveals {
 public:
  // `input_address` of the batch's inputs. All of it must outlive this.
  Reveals(const ledger::Ledger& committed, const Batch& batch, const AddressIds& ids,
          std::span<const std::uint32_t> input_address);

  // Adds the rows, in the order of inputs, and gives the index entries, sorted.
  std::vector<ledger::RevealEntry> add_rows(
      ledger::ColumnAppender<ledger::RevealRow>& column) const;
  // How many of them stand before that input of the batch.
  std::uint32_t before(std::uint32_t input) const;

 private:
  struct Candidate {
    std::uint32_t address;
    std::uint32_t shown;  // row of Batch::shown
    auto operator<=>(const Candidate&) const = default;
  };
  using Cursors = std::vector<ledger::RunCursor<ledger::RevealEntry>>;
  bitcoin::ScriptType type_of(std::uint32_t address) const;
  void keep_first_of_each_address(std::span<const Candidate> sorted);
  bool is_known(std::uint32_t address, Cursors& cursors) const;
  bool hash_holds(const ShownEntry& shown, ByteSpan address_payload) const;

  const ledger::Ledger& committed_;
  const Batch& batch_;
  const AddressIds& ids_;
  std::vector<Candidate> first_;  // by the input that shows
};

}  // namespace spoor::ingest
