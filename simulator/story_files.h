// A story as the files that spoor reads: block files, previous outputs, seeds.
#pragma once

#include <string>

#include "simulator/words.h"

namespace spoor::simulator {

struct StoryFileOptions {
  std::uint64_t files = 1;  // over which the blocks are spread
  std::optional<XorKey> xor_key = {};
  Chain::Undo undo = Chain::Undo::kNone;
};

// All blocks in the order in which they are told, stale ones too.
void write_blocks(const Chain& chain, const Path& folder, const StoryFileOptions& options = {});
// `txid,vout,value_sat,script_hex` of the earlier coins that are not hidden.
std::string prevouts_csv(const Story& story);
// `coin,amount_sat,label,offset_sat`
std::string seeds_csv(const Story& story);

}  // namespace spoor::simulator
