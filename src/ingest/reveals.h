// The inner scripts of P2SH and P2WSH addresses: of each address the first input that shows one.
//
// Only a script whose hash stands in the address is one: a file may hold inputs that show anything.
// The rows of spent addresses lie all over a table of gigabytes, so they are not read: the shown
// script gives the output script that it would open, and the address index gives that one's id.
#pragma once

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
  // `input_address` of the batch's inputs. The batch must outlive this.
  Reveals(const ledger::Ledger& committed, const Batch& batch, const AddressIds& ids,
          std::span<const std::uint32_t> input_address);

  // Adds the rows, in the order of inputs, and gives the index entries, sorted.
  std::vector<ledger::RevealEntry> add_rows(
      ledger::ColumnAppender<ledger::RevealRow>& column) const;
  // How many of them stand before that input of the batch.
  std::uint32_t before(std::uint32_t input) const;

 private:
  struct Shown {
    std::uint32_t address;
    std::uint32_t row;  // of Batch::shown
  };
  const Batch& batch_;
  std::vector<Shown> first_;  // by the input that shows
};

}  // namespace spoor::ingest
