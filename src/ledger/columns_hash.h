// One hash for what a ledger says, so that two ledgers are compared without either's files: the
// SHA-256 over all base columns and the logical content of the derived ones. It does not depend on
// how the chain was cut into batches, on random keys, or on which file a block was read from.
#pragma once

#include "base/bytes.h"
#include "ledger/manifest.h"

namespace spoor::ledger {

struct AccountView;
struct ChainView;

// The SHA-256 of the text
//
//   spoor columns 1
//   NETWORK FIRST_HEIGHT ROOTED(0|1)
//   NAME ROWS HEX
//
// with one line a column, in the order of columns.h. HEX is the SHA-256 of the rows as
// they stand in the file, but: a block row without source_file and source_offset, a coin row
// without its spender. Who spends a coin follows from `input.coin`; that both agree is for
// verify.h to say.
//
// Of an account ledger the second line is `account CHAIN_ID`, and rows count as they stand.
Hash256 columns_hash(const Manifest& manifest, const ChainView& view);
Hash256 columns_hash(const Manifest& manifest, const AccountView& view);

}  // namespace spoor::ledger
