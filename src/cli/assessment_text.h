// An assessment and an evaluation as `spoor assess` prints them.
#pragma once

#include <string>

#include "attribution/assessment.h"
#include "attribution/evaluation.h"

namespace spoor::cli {

std::string assessment_text(const attribution::Assessment& a, const attribution::View& view);
std::string assessment_json(const attribution::Assessment& a, const attribution::View& view);

std::string evaluation_text(const attribution::Evaluation& e, const std::string& actor);
std::string evaluation_json(const attribution::Evaluation& e, const std::string& actor);

}  // namespace spoor::cli
