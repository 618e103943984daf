// What an input shows last: the key or script whose hash stands in the coin that it spends.
#pragma once

#include <optional>

#include "base/bytes.h"

namespace spoor::ingest {

// The last item pushed by a scriptSig that consists of pushes; none where it does not.
std::optional<ByteSpan> last_push(ByteSpan script_sig);
// The last item of a serialised witness stack; none where it is empty.
std::optional<ByteSpan> last_witness_item(ByteSpan witness);

}  // namespace spoor::ingest
