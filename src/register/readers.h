// The readers of the register's files, one a kind: what the document says goes into the register,
// what is wrong into the findings. What crosses files is checked afterwards (checks.h).
#pragma once

#include "register/fields.h"

namespace spoor::reg {

using Reader = void (*)(const YamlNode& document, Reading& reading, Register& content);

void read_name(const YamlNode& document, Reading& reading, Register& content);
void read_sources(const YamlNode& document, Reading& reading, Register& content);
void read_parties(const YamlNode& document, Reading& reading, Register& content);
void read_actors(const YamlNode& document, Reading& reading, Register& content);
void read_headlines(const YamlNode& document, Reading& reading, Register& content);
void read_yearly(const YamlNode& document, Reading& reading, Register& content);
void read_shared_addresses(const YamlNode& document, Reading& reading, Register& content);
void read_disputes(const YamlNode& document, Reading& reading, Register& content);
void read_incident(const YamlNode& document, Reading& reading, Register& content);
void read_report(const YamlNode& document, Reading& reading, Register& content);

// Fields of many things.
Citation citation_of(Fields& fields, Need need = Need::kOptional);
std::optional<KnownFrom> known_from_of(Fields& fields);
// `scope` stands before the ids of the file's claims: "kucoin-2020", "headlines".
Claim claim_of(Fields& fields, std::string_view scope);
// Without role and sources, which shared addresses have together.
Address address_of(Fields& fields);
std::string grade_of(Fields& fields);
// A currency or an asset by the look of it: "USD", "BTC", "ERC-20 tokens".
std::string unit_of(Fields& fields, std::string_view key, Need need = Need::kOptional);
std::string country_of(Fields& fields, std::string_view key, Need need = Need::kOptional);
void check_country(Fields& fields, std::string_view key, std::string_view code);

// The id of a document is the name of its file.
std::string file_id_of(Fields& fields, const Reading& reading);

// Puts a thing under its id, or complains that the id stands twice. One without an id was
// complained of before.
template <class Thing>
void put(Fields& fields, std::map<std::string, Thing>& things, std::string id, Thing thing) {
  if (id.empty()) return;
  if (!things.emplace(id, std::move(thing)).second)
    fields.complain("id", "the id '" + id + "' stands twice", "Ids are unique");
}

}  // namespace spoor::reg
