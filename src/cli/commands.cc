#include "cli/commands.h"

namespace spoor::cli {

std::vector<Command> all_commands() {
  return {ingest_bitcoin_command(),  ledger_info_command(),   ledger_verify_command(),
          ledger_rollback_command(), ledger_export_command(), show_tx_command(),
          show_block_command(),      show_address_command(),  show_coin_command(),
          trace_command(),           doctrines_command(),     register_check_command()};
}

}  // namespace spoor::cli
