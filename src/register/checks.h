// What crosses the register's files: checked once all are read.
#pragma once

#include <vector>

#include "register/load.h"

namespace spoor::reg {

// Sources, parties, actors, incidents, claims and rows that are named must be there; duplicates,
// repeats, parts and the actors above an actor must not go round.
void check_references(const Register& content, Findings& findings);

// What rests on memory must be marked so; a first appearance must be proven by its source; units
// must be known; a sum of parts must have parts.
void check_meaning(const Register& content, Findings& findings);

}  // namespace spoor::reg
