#include "dossier/stix_id.h"

#include <fmt/format.h>

#include "base/bytes.h"
#include "crypto/hash.h"

namespace spoor::dossier {
namespace {

using reg::Handling;

// 00abedb4-aa42-466c-9c01-fed23315a9b7: STIX 2.1, section 2.9.
constexpr Uuid kObservables = {0x00, 0xab, 0xed, 0xb4, 0xaa, 0x42, 0x46, 0x6c,
                               0x9c, 0x01, 0xfe, 0xd2, 0x33, 0x15, 0xa9, 0xb7};
// 22422819-3116-4247-9dda-78ec57d9c6cd: drawn once for this product.
constexpr Uuid kOurs = {0x22, 0x42, 0x28, 0x19, 0x31, 0x16, 0x42, 0x47,
                        0x9d, 0xda, 0x78, 0xec, 0x57, 0xd9, 0xc6, 0xcd};

struct Tlp {
  Handling handling;
  std::string_view word, id;
};
constexpr Tlp kTlp[] = {
    {Handling::kTlpClear, "clear", "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487"},
    {Handling::kTlpGreen, "green", "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"},
    {Handling::kTlpAmber, "amber", "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"},
    {Handling::kTlpAmberStrict, "amber+strict",
     "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003"},
    {Handling::kTlpRed, "red", "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"}};

const Tlp* tlp(Handling handling) {
  for (const Tlp& one : kTlp)
    if (one.handling == handling) return &one;
  return nullptr;
}

}  // namespace

std::string uuid5(const Uuid& name_space, std::string_view name) {
  std::string text(reinterpret_cast<const char*>(name_space.data()), name_space.size());
  Hash160 hash = sha1(as_bytes(text.append(name)));
  hash[6] = static_cast<std::uint8_t>((hash[6] & 0x0fU) | 0x50U);
  hash[8] = static_cast<std::uint8_t>((hash[8] & 0x3fU) | 0x80U);
  const std::string hex = to_hex(ByteSpan(hash).first(16));
  return fmt::format("{}-{}-{}-{}-{}", hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 4),
                     hex.substr(16, 4), hex.substr(20));
}

std::string stix_id(std::string_view type, std::string_view name) {
  return fmt::format("{}--{}", type, uuid5(kOurs, fmt::format("{}:{}", type, name)));
}

std::string wallet_id(std::string_view address) {
  return "cryptocurrency-wallet--" +
         uuid5(kObservables, fmt::format("{{\"value\":{}}}", canonical_string(address)));
}

std::string marking_id(Handling handling) {
  const Tlp* const known = tlp(handling);
  return known != nullptr ? std::string(known->id)
                          : stix_id("marking-definition", reg::word(handling));
}

std::string_view tlp_word(Handling handling) {
  const Tlp* const known = tlp(handling);
  return known != nullptr ? known->word : std::string_view{};
}

std::string canonical_string(std::string_view text) {
  constexpr std::string_view kShort = "\b\t\n\f\r\"\\";
  constexpr std::string_view kLetters = "btnfr\"\\";
  std::string out = "\"";
  for (const char c : text) {
    const std::size_t at = kShort.find(c);
    if (at != std::string_view::npos)
      out += {'\\', kLetters[at]};
    else if (static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else
      out.push_back(c);
  }
  return out + "\"";
}

}  // namespace spoor::dossier
