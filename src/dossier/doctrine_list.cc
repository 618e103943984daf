#include "dossier/doctrine_list.h"

#include "base/json_writer.h"
#include "dossier/text.h"
#include "tracing/doctrine.h"

namespace spoor::dossier {

using tracing::DoctrineText;

std::string doctrine_list_text() {
  std::string out;
  for (const DoctrineText& doctrine : tracing::doctrine_texts()) {
    if (!out.empty()) out += "\n";
    out += std::string(doctrine.names) + "\n";
    out += wrapped("  rule      ", doctrine.rule, 80);
    out += wrapped("  source    ", doctrine.source, 80);
    out += wrapped("  misleads  ", doctrine.misleads, 80);
  }
  return out;
}

std::string doctrine_list_json() {
  std::string out;
  JsonWriter json(out);
  json.begin_array();
  for (const DoctrineText& doctrine : tracing::doctrine_texts()) {
    json.begin_object().member("names", doctrine.names).member("rule", doctrine.rule);
    json.member("source", doctrine.source).member("misleads", doctrine.misleads).end_object();
  }
  json.end_array();
  return out;
}

}  // namespace spoor::dossier
