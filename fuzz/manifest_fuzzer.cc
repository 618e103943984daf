// A ledger's manifest: what is read must be written and read back to the same text.
#include <string>
#include <string_view>

#include "fuzz/harness.h"
#include "ledger/manifest.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace spoor;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  ledger::Manifest manifest;
  if (!fuzz::accepted([&] { manifest = ledger::parse_manifest(text, "manifest.json"); })) return 0;
  const std::string written = ledger::to_json(manifest);
  MUST(ledger::to_json(ledger::parse_manifest(written, "manifest.json")) == written);
  return 0;
}
