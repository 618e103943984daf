// Answers a case's question in the words in which a case expects them, one line a row.
#pragma once

#include <string>
#include <vector>

#include "simulator/words_text.h"
#include "tests/story_ledger.h"
#include "tracing/trace.h"

namespace spoor::testing {

using TraceFunction = tracing::TraceResult (*)(const ledger::ChainView&, const tracing::Seeds&,
                                               const tracing::TraceOptions&);

// `words`: what stands after `ask`. What is refused is the line "refused MESSAGE".
std::vector<std::string> answer(const simulator::Line& words, const StoryLedger& ledger,
                                TraceFunction trace);
// Does the question ask for a trace?
bool asks_for_trace(const simulator::Line& words);

// An expected row of that question in the form of an answer: amounts in satoshi, coins as "NAME:N".
std::string normal_form(const simulator::Line& question, const simulator::Line& row,
                        const simulator::Story& story);

}  // namespace spoor::testing
