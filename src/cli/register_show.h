// What `spoor register show` prints of each kind of thing. Everything is safe for a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "register/model.h"

namespace spoor::cli {

inline constexpr std::size_t kShowWidth = 96;  // columns of its texts

// "UN19, IND20".
std::string joined(const std::vector<std::string>& parts);

std::string incident_table(const reg::Register& content, const reg::Incident& incident);
std::string incident_json(const reg::Register& content, const reg::Incident& incident);

std::string source_table(const reg::Register& content, const reg::Source& source);
std::string source_json(const reg::Register& content, const reg::Source& source);
std::string party_table(const reg::Register& content, const reg::Party& party);
std::string party_json(const reg::Register& content, const reg::Party& party);
std::string actor_table(const reg::Register& content, const reg::Actor& actor);
std::string actor_json(const reg::Register& content, const reg::Actor& actor);
std::string headline_table(const reg::Register& content, const reg::Headline& headline);
std::string headline_json(const reg::Register& content, const reg::Headline& headline);
std::string report_table(const reg::Register& content, const reg::Report& report);
std::string report_json(const reg::Register& content, const reg::Report& report);

}  // namespace spoor::cli
