#include "dossier/stix_export.h"

#include <fmt/format.h>

#include <utility>

#include "dossier/stix_id.h"
#include "dossier/stix_parts.h"

namespace spoor::dossier {
namespace {

using reg::Handling;
using reg::Register;
using reg::Sieve;
using reg::Sifted;

// In the bundle itself, so that nobody takes a part for the whole.
void write_left_out(StixContext& context, const StixExport& done, const StixOptions& options) {
  StixBundle& bundle = context.bundle;
  const Grounds grounds = Grounds().handled(options.handling);
  bundle.open("note", stix_id("note", "left out"), grounds);
  bundle.put("abstract", "What this bundle leaves out");
  bundle.put("content",
             fmt::format("Made for {}{}. Above it, and left out: {}. Not confirmed in any source, "
                         "and left out: {}.",
                         reg::word(options.handling), options.asked ? ", of chosen incidents" : "",
                         done.above.text(), done.unconfirmed.text()));
  bundle.list("object_refs", {StixBundle::maker()});
  bundle.close();
}

std::string name_of(const Register& reg, const StixOptions& options) {
  std::string name = fmt::format("{}:{}", reg.name, reg::word(options.handling));
  if (options.asked)
    for (const auto& [id, incident] : reg.incidents) name += ":" + id;
  return name;
}

}  // namespace

StixExport stix_export(const Register& reg, const StixOptions& options) {
  Sifted shown = reg::sift(reg, {.most = options.handling, .asked = options.asked});
  const Sifted confirmed = reg::sift(std::move(shown.content), {.confirmed_only = true});
  StixExport done{
      .bundle = {}, .objects = {}, .above = shown.left_out, .unconfirmed = confirmed.left_out};

  StixContext context(confirmed.content, name_of(confirmed.content, options));
  write_maker(context);
  for (const auto& [id, incident] : confirmed.content.incidents) write_incident(context, incident);
  write_shared_addresses(context);
  gather_speakers(context);
  write_things(context);
  write_reports(context);
  write_disputes(context);
  write_left_out(context, done, options);
  done.bundle = context.bundle.finish();
  done.objects = context.bundle.counts();
  return done;
}

}  // namespace spoor::dossier
