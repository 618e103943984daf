// Logs to events, and the words, byte strings and arrays of their data: nothing may throw or read
// outside. An input is a count of topics, the topics, and the data.
#include <algorithm>
#include <vector>

#include "chains/ethereum/abi.h"
#include "chains/ethereum/events.h"
#include "fuzz/harness.h"

namespace {

using namespace spoor;
using namespace spoor::ethereum;

bool is_inside(ByteSpan part, ByteSpan whole) {
  return part.empty() ||
         (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}
bool is_inside(std::string_view part, ByteSpan whole) { return is_inside(as_bytes(part), whole); }

// Every field of an event that is a view must lie in the log.
struct MustLieIn {
  ByteSpan data;

  void operator()(const VaultDeposit& event) const { MUST(is_inside(event.memo, data)); }
  void operator()(const VaultPayout& event) const { MUST(is_inside(event.memo, data)); }
  void operator()(const PolyLock& event) const {
    MUST(is_inside(event.to_asset, data) && is_inside(event.to, data));
  }
  void operator()(const PolyCrossChain& event) const {
    MUST(is_inside(event.tx_id, data) && is_inside(event.to_contract, data));
    MUST(is_inside(event.raw_data, data));
  }
  void operator()(const PolyExecuted& event) const {
    MUST(is_inside(event.to_contract, data) && is_inside(event.poly_tx_hash, data));
    MUST(is_inside(event.from_tx_id, data));
  }
  void operator()(const MultiTransfer& event) const {
    MUST(2 * event.items.size() * AbiReader::kWord <= std::max<std::size_t>(64, 2 * data.size()));
  }
  void operator()(const MalformedEvent& event) const {
    MUST(!event.name.empty() && event.reason != nullptr);
  }
  void operator()(const auto&) const {}
};

void read_words(ByteSpan data) {
  for (std::size_t index = 0; index < std::min<std::size_t>(data.size() / 32 + 2, 16); ++index) {
    AbiReader in(data);
    const SignedAmount number = in.signed_number(index);
    MUST((in.wrong() == nullptr) == (index < data.size() / 32));
    if (number.negative) MUST(number.magnitude.bits() > 0);
    MUST(is_inside(in.bytes(index), data));
    MUST(in.numbers(index).size() <= data.size() / 32);
    in.address(index);
    in.number64(index);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  ByteSpan rest(bytes + 1, size - 1);
  std::vector<Hash256> topics(std::min<std::size_t>(bytes[0] % 6, rest.size() / 32));
  for (Hash256& topic : topics) {
    std::copy_n(rest.begin(), topic.size(), topic.begin());
    rest = rest.subspan(topic.size());
  }
  std::visit(MustLieIn{rest}, decode_event({Address{}, topics, rest}));
  read_words(rest);
  return 0;
}
