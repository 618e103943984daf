// Who is paid, in a word: "alice", "p2tr:alice", "multisig:2/alice+bob", "op_return:hello".
// docs/cases.md lists the forms.
#pragma once

#include <string_view>

#include "base/bytes.h"
#include "chains/bitcoin/network.h"
#include "simulator/scripts.h"

namespace spoor::simulator {

struct Payee {
  Bytes script;
  Unlock unlock;  // what an input shows to spend it; empty where nobody could
};

// Throws Error(kBadInput).
Payee payee_of(std::string_view word, bitcoin::Network network);

}  // namespace spoor::simulator
