// Names of STIX 2.1 objects. All are UUIDs of version 5 (RFC 4122): the same thing has the same
// name in every export, so that what is imported twice is there once.
//
//   incident--…               under a name space of the product, from "incident:kucoin-2020"
//   cryptocurrency-wallet--…  under that of the standard for observables (section 2.9), from
//                             {"value":"1Boat…"}, as OpenCTI names it too
//   marking-definition--…     for TLP the names that OASIS published for version 2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "register/vocabulary.h"

namespace spoor::dossier {

using Uuid = std::array<std::uint8_t, 16>;
std::string uuid5(const Uuid& name_space, std::string_view name);

std::string stix_id(std::string_view type, std::string_view name);
std::string wallet_id(std::string_view address);
std::string marking_id(reg::Handling handling);

// What OASIS published: TLP 2.0 as an extension of marking definitions.
inline constexpr std::string_view kTlpExtension =
    "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";
// "amber+strict"; empty where the handling is not of TLP.
std::string_view tlp_word(reg::Handling handling);

// A string in canonical JSON (RFC 8785), with its quotes. UTF-8 in, UTF-8 out.
std::string canonical_string(std::string_view text);

}  // namespace spoor::dossier
