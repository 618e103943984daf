// What stands behind a fact of the register, in the words of people and of programs: its source and
// the place in it, its dates, and who says so.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_writer.h"
#include "register/level.h"
#include "register/model.h"

namespace spoor::cli {

// "UN21, paragraph 158", "UN21, source not located", "no source". Safe for a terminal.
std::string citation_text(const reg::Register& content, const reg::Citation& citation);
// "stated 2019-08-30, known from 2019-08-13 (AP2019)": those of the four dates that are there.
std::string dates_text(const reg::Claim& claim);
std::string known_from_text(const std::optional<reg::KnownFrom>& known);  // or empty
// Who said it: each once, in order.
std::vector<std::string> parties_of(const std::vector<const reg::Attribution*>& said);
// "us-doj, un-panel".
std::string parties_text(const std::vector<const reg::Attribution*>& said);
// "convicted (us-court)", "none".
std::string standing_text(const reg::Standing& standing);

// Members of an open object.
void write_text(JsonWriter& json, std::string_view key, std::string_view text);  // "" as null
void write_texts(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts);
void write_period(JsonWriter& json, std::string_view key, const std::optional<reg::Period>& period);
void write_known_from(JsonWriter& json, const std::optional<reg::KnownFrom>& known);
void write_citation(JsonWriter& json, const reg::Register& content, const reg::Citation& citation);
// All of a claim, as members.
void write_claim(JsonWriter& json, const reg::Register& content, const reg::Claim& claim);

}  // namespace spoor::cli
