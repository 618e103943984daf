#include "ingest/shown_items.h"

namespace spoor::ingest {

std::optional<ByteSpan> last_push(ByteSpan script_sig) {
  ByteReader in(script_sig);
  std::optional<ByteSpan> last;
  while (!in.at_end()) {
    const std::uint8_t op = in.u8();
    std::uint64_t length = 0;
    if (op <= 75)
      length = op;
    else if (op == 76 && in.remaining() >= 1)
      length = in.u8();
    else if (op == 77 && in.remaining() >= 2)
      length = in.u16();
    else if (op > 96)
      return std::nullopt;
    if (length > in.remaining()) return std::nullopt;
    last = in.take(length);
  }
  return last;
}

std::optional<ByteSpan> last_witness_item(ByteSpan witness) {
  if (witness.empty()) return std::nullopt;
  ByteReader in(witness);
  const std::uint64_t items = in.compact_size();
  std::optional<ByteSpan> last;
  for (std::uint64_t i = 0; i < items; ++i) last = in.take(in.compact_size());
  return last;
}

}  // namespace spoor::ingest
