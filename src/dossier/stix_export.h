// The register as a STIX 2.1 bundle: docs/register-stix.md has what becomes what, and why. What is
// above the wanted handling, and what is not confirmed, is left out and counted in a note.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "register/model.h"
#include "register/sieve.h"

namespace spoor::dossier {

struct StixOptions {
  reg::Handling handling = reg::Handling::kTlpClear;
  std::function<bool(const reg::Incident&)> asked = {};  // null: all incidents
};
struct StixExport {
  std::string bundle;                            // JSON; the same register gives the same bytes
  std::map<std::string, std::uint64_t> objects;  // how many of each type
  reg::LeftOut above;                            // what the handling kept out
  reg::LeftOut unconfirmed;                      // of the rest, what is not confirmed
};
StixExport stix_export(const reg::Register& reg, const StixOptions& options);

}  // namespace spoor::dossier
