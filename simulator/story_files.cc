#include "simulator/story_files.h"

#include <fmt/core.h>

#include "base/csv.h"

namespace spoor::simulator {

void write_blocks(const Chain& chain, const Path& folder, const StoryFileOptions& options) {
  BlockFiles files(folder, {.network = chain.network(), .xor_key = options.xor_key});
  const std::size_t count = chain.blocks().size();
  const std::size_t most = (count + options.files - 1) / options.files;
  for (BlockIndex index = 0; index < count; ++index) {
    if (index > 0 && index % most == 0) files.next_file();
    chain.write(files, {{index}}, options.undo);
  }
}

std::string prevouts_csv(const Story& story) {
  std::string csv = "txid,vout,value_sat,script_hex\n";
  for (const EarlierCoin& earlier : story.earlier) {
    if (earlier.hidden) continue;
    const StoryCoin& coin = earlier.coin;
    csv += fmt::format("{},{},{},{}\n", to_hex_reversed(coin.outpoint.txid), coin.outpoint.vout,
                       coin.value.value, to_hex(coin.script.script));
  }
  return csv;
}

std::string seeds_csv(const Story& story) {
  std::string csv = "coin,amount_sat,label,offset_sat\n";
  for (const StorySeed& seed : story.seeds) {
    const std::string amount = seed.amount ? std::to_string(seed.amount->value) : "";
    csv += fmt::format("{}:{},{},{},{}\n", to_hex_reversed(seed.coin.txid), seed.coin.vout, amount,
                       csv_field(seed.label), seed.offset.value);
  }
  return csv;
}

}  // namespace spoor::simulator
