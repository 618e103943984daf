// The files of a register: the YAML reader, and behind it every reader of a file and the checks
// that cross files. What is wrong is collected, never thrown, and is the same the second time.
#include <string_view>

#include "fuzz/harness.h"
#include "register/checks.h"
#include "register/readers.h"

namespace {

using namespace spoor;

// As deep, and as many, as the document says that they are.
std::size_t checked_nodes(const reg::YamlNode& node, std::size_t depth) {
  MUST(depth <= reg::kYamlDepth);
  MUST(node.line >= 1);
  if (node.kind == reg::YamlNode::Kind::kMap) MUST(node.keys.size() == node.values.size());
  std::size_t nodes = 1;
  for (const reg::YamlNode& value : node.values) nodes += checked_nodes(value, depth + 1);
  return nodes;
}

std::vector<reg::Finding> findings_of(const reg::YamlNode& document, reg::Reader read) {
  reg::Findings findings;
  reg::Reading reading{"incidents/a.yaml", findings};
  reg::Register content;
  read(document, reading, content);
  reg::check_references(content, findings);
  reg::check_meaning(content, findings);
  reg::unlocated(content);
  return findings.take();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  reg::YamlNode document;
  if (!fuzz::accepted([&] { document = reg::read_yaml(text, "a.yaml"); })) return 0;
  MUST(checked_nodes(document, 0) <= reg::kYamlNodes);
  for (const reg::Reader read :
       {reg::read_name, reg::read_sources, reg::read_parties, reg::read_actors, reg::read_headlines,
        reg::read_yearly, reg::read_shared_addresses, reg::read_disputes, reg::read_incident,
        reg::read_report}) {
    const std::vector<reg::Finding> findings = findings_of(document, read);
    for (const reg::Finding& finding : findings) MUST(!finding.says.empty());
    MUST(findings_of(document, read).size() == findings.size());
  }
  return 0;
}
