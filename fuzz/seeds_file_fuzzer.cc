// The files of seeds and of services: rows that were read, written out as CSV, must read the same.
#include <string>
#include <string_view>

#include "base/csv.h"
#include "fuzz/harness.h"
#include "tracing/seeds.h"

namespace {

using namespace spoor;

std::string written(const tracing::SeedFile& seeds) {
  std::string out = "coin,amount_sat,label,offset_sat\n";
  for (const tracing::SeedRow& row : seeds.rows) {
    out += tracing::to_text(row.coin) + "," +
           (row.amount ? std::to_string(row.amount->value) : "") + "," + csv_field(row.label) +
           "," + std::to_string(row.offset.value) + "\n";
  }
  return out;
}

std::string written(const std::vector<tracing::Service>& services) {
  std::string out = "address,name,basis\n";
  for (const tracing::Service& service : services) {
    out += csv_field(service.address) + "," + csv_field(service.name) + "," +
           csv_field(service.basis) + "\n";
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  tracing::SeedFile seeds;
  if (fuzz::accepted([&] { seeds = tracing::parse_seeds(text, "seeds.csv"); })) {
    const std::string again = written(seeds);
    MUST(written(tracing::parse_seeds(again, "seeds.csv")) == again);
  }
  std::vector<tracing::Service> services;
  if (fuzz::accepted([&] { services = tracing::parse_services(text, "services.csv"); })) {
    const std::string again = written(services);
    MUST(written(tracing::parse_services(again, "services.csv")) == again);
  }
  return 0;
}
