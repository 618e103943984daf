// What incidents and headlines have in common: claims, and the fields of many things.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "register/check_address.h"
#include "register/readers.h"

namespace spoor::reg {
namespace {

constexpr std::size_t kLongestUnit = 32;

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool looks_like_unit(std::string_view unit) {
  return unit.size() <= kLongestUnit && is_letter_or_digit(unit.front()) &&
         std::ranges::all_of(unit, [](char c) {
           return is_letter_or_digit(c) || c == ' ' || c == '-' || c == '.' || c == '_' || c == '+';
         });
}

bool looks_like_network(std::string_view network) {
  return network.size() <= kLongestUnit && std::ranges::all_of(network, [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
         });
}

// Addresses are one word of printing ASCII in every network.
bool looks_like_address(std::string_view address) {
  constexpr std::size_t kLongestAddress = 200;
  return address.size() <= kLongestAddress &&
         std::ranges::all_of(address, [](char c) { return c > ' ' && c < 0x7f; });
}

}  // namespace

Citation citation_of(Fields& fields, Need need) {
  Citation citation{.source = fields.source_id("source", need), .locator = fields.text("locator")};
  if (citation.source.empty() && !citation.locator.empty())
    fields.complain("locator", "a locator without a source",
                    "Name the source that it is a place in");
  return citation;
}

std::optional<KnownFrom> known_from_of(Fields& fields) {
  std::optional<KnownFrom> out;
  fields.one("known_from", [&](Fields& known) {
    const std::optional<Day> day = known.day("day", Need::kRequired);
    const std::string source = known.source_id("source", Need::kRequired);
    if (day && !source.empty()) out = KnownFrom{*day, source};
  });
  return out;
}

Claim claim_of(Fields& fields, std::string_view scope) {
  Claim claim;
  claim.place = fields.place();
  claim.id = fields.id("id", Need::kRequired);
  if (!claim.id.empty()) claim.id = fmt::format("{}/{}", scope, claim.id);
  claim.kind = fields.choice("kind", ClaimKind::kGross);
  claim.is_sum_of_parts = fields.is("amount", "parts");
  if (!claim.is_sum_of_parts) claim.amount = fields.amount("amount");
  claim.unit = unit_of(fields, "unit", claim.amount ? Need::kRequired : Need::kOptional);
  claim.bound = fields.choice("bound", Bound::kExact);
  claim.party = fields.id("party", Need::kRequired);
  claim.citation = citation_of(fields, Need::kRequired);
  claim.words = fields.text("words");
  claim.valued_at = fields.period("valued_at");
  claim.stated_at = fields.period("stated_at");
  claim.published = fields.period("published");
  claim.known_from = known_from_of(fields);
  claim.part_of = fields.claim_id("part_of", scope);
  claim.repeats = fields.claim_id("repeats", scope);
  claim.unconfirmed = fields.flag("unconfirmed");
  return claim;
}

Address address_of(Fields& fields) {
  Address address;
  address.place = fields.place();
  address.network = fields.text("network", Need::kRequired);
  if (!looks_like_network(address.network))
    fields.complain("network", fmt::format("no name of a network: '{}'", address.network),
                    "Networks are written as BTC, ETH, TRON");
  address.address = fields.text("address", Need::kRequired);
  if (!looks_like_address(address.address))
    fields.complain("address", fmt::format("no address: '{}'", address.address),
                    "An address has no spaces and no letters beyond ASCII");
  address.label = fields.text("label");
  address.grade = grade_of(fields);
  address.checksum_fails = checksum_fails(address.network, address.address);
  return address;
}

std::string grade_of(Fields& fields) {
  const std::string grade = fields.text("grade");
  if (grade.empty() || (grade.size() == 2 && grade[0] >= 'A' && grade[0] <= 'F' &&
                        grade[1] >= '1' && grade[1] <= '6'))
    return grade;
  fields.complain("grade", fmt::format("no Admiralty grade: '{}'", grade),
                  "A to F for the source, 1 to 6 for what it says, as B2");
  return {};
}

std::string unit_of(Fields& fields, std::string_view key, Need need) {
  const std::string unit = fields.text(key, need);
  if (unit.empty() || looks_like_unit(unit)) return unit;
  fields.complain(key, fmt::format("neither a currency nor an asset: '{}'", unit),
                  "Write its sign, as USD or BTC, in up to 32 letters");
  return {};
}

void check_country(Fields& fields, std::string_view key, std::string_view code) {
  if (!code.empty() && !is_country(code))
    fields.complain(key, fmt::format("no country: '{}'", code),
                    "Write two letters of ISO 3166, as KR, or XX where none is known");
}

std::string country_of(Fields& fields, std::string_view key, Need need) {
  const std::string code = fields.text(key, need);
  check_country(fields, key, code);
  return code;
}

std::string file_id_of(Fields& fields, const Reading& reading) {
  const std::string id = fields.id("id", Need::kRequired);
  const std::string name = std::filesystem::path(reading.file).stem().string();
  if (!id.empty() && id != name)
    fields.complain("id", fmt::format("the id '{}' is not the name of the file", id),
                    fmt::format("Write `id: {}`, or rename the file", name));
  return id;
}

}  // namespace spoor::reg
