#include "cli/commands.h"

namespace spoor::cli {

std::vector<Command> all_commands() {
  return {ingest_bitcoin_command(),
          ingest_ethereum_command(),
          ledger_info_command(),
          ledger_verify_command(),
          ledger_rollback_command(),
          ledger_export_command(),
          show_tx_command(),
          show_block_command(),
          show_address_command(),
          show_coin_command(),
          trace_command(),
          doctrines_command(),
          register_check_command(),
          register_list_command(),
          register_show_command(),
          register_sql_command(),
          register_totals_command(),
          register_compare_command(),
          register_timeline_command(),
          register_convert_command(),
          assess_command(),
          register_report_command(),
          register_export_stix_command(),
          register_export_csv_command()};
}

}  // namespace spoor::cli
