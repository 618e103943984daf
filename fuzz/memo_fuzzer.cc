// Memos: whatever the text, it is a memo or it is not; what is kept of it lies in it; and the case
// of letters changes nothing about what kind it is.
#include <string>

#include "chains/ethereum/memo.h"
#include "fuzz/harness.h"

namespace {

using namespace spoor;
using namespace spoor::ethereum;

bool is_inside(std::string_view part, std::string_view whole) {
  return part.empty() ||
         (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

void check_swap(const SwapMemo& memo, std::string_view text) {
  MUST(!memo.asset.chain.empty() && !memo.asset.symbol.empty());
  for (const std::string_view part :
       {memo.destination, memo.refund, memo.affiliate, memo.affiliate_fee, memo.asset.contract})
    MUST(is_inside(part, text));
  MUST(memo.destination.find(':') == std::string_view::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  const Memo memo = parse_memo(text);
  if (const auto* const swap = std::get_if<SwapMemo>(&memo)) check_swap(*swap, text);
  if (const auto* const other = std::get_if<OtherMemo>(&memo))
    MUST(is_inside(other->function, text) && !other->function.empty());
  std::string capitals = text;
  for (char& c : capitals)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  MUST(parse_memo(capitals).index() == memo.index());
  return 0;
}
