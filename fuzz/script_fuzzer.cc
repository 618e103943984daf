// Output script to address: an address that was given must read back to the same script, and a
// templated script must be its type and payload and nothing else.
#include <algorithm>
#include <optional>
#include <string>

#include "chains/bitcoin/address.h"
#include "fuzz/harness.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace spoor;
  const ByteSpan script(data, size);
  const bitcoin::ScriptClass seen = bitcoin::classify(script);
  MUST(!bitcoin::name(seen.type).empty());
  if (bitcoin::is_templated(seen.type)) {
    MUST(std::ranges::equal(bitcoin::script_of(seen.type, seen.payload), script));
  }
  for (const bitcoin::Network network :
       {bitcoin::Network::kMainnet, bitcoin::Network::kTestnet3, bitcoin::Network::kRegtest}) {
    const std::optional<std::string> address = bitcoin::address_of(script, network);
    MUST(address.has_value() == bitcoin::has_address(seen.type));
    if (!address) continue;
    MUST(std::ranges::equal(bitcoin::script_of_address(*address, network), script));
    if (bitcoin::is_templated(seen.type)) {
      MUST(bitcoin::address_of(seen.type, seen.payload, network) == address);
    }
  }
  return 0;
}
