// Answers questions to the program itself (`spoor show …`, `spoor ledger info`): its CSV or JSON,
// the asked columns, with names in place of transaction ids, block hashes and addresses.
#pragma once

#include <string>
#include <vector>

#include "simulator/words_text.h"
#include "tests/story_ledger.h"

namespace spoor::testing {

// "show coin|tx|address|block WHAT COLUMN, COLUMN …": one line a CSV row, an empty cell as "-".
std::vector<std::string> answer_show(simulator::WordReader& words, const StoryLedger& ledger);
// "ledger info MEMBER, MEMBER …": one line a member.
std::vector<std::string> answer_ledger_info(simulator::WordReader& words,
                                            const StoryLedger& ledger);

}  // namespace spoor::testing
