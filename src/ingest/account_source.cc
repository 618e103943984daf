#include "ingest/account_source.h"

namespace spoor::ingest {

void SourceBlock::clear() {
  SourceBlock empty;
  const auto keep = [](auto& mine, auto& its) {
    mine.clear();
    its.swap(mine);
  };
  keep(transactions, empty.transactions);
  keep(transfers, empty.transfers);
  keep(collectibles, empty.collectibles);
  keep(events, empty.events);
  keep(event_bytes, empty.event_bytes);
  keep(names, empty.names);
  *this = std::move(empty);
}

}  // namespace spoor::ingest
