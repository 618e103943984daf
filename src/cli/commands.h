// All commands; each is defined in the file of its name.
#pragma once

#include <vector>

#include "cli/command.h"

namespace spoor::cli {

Command ingest_bitcoin_command();
Command ingest_ethereum_command();
Command ledger_info_command();
Command ledger_verify_command();
Command ledger_rollback_command();
Command ledger_export_command();
Command show_tx_command();
Command show_block_command();
Command show_address_command();
Command show_coin_command();
Command trace_command();
Command doctrines_command();
Command assess_command();
Command register_check_command();
Command register_export_csv_command();
Command register_export_stix_command();
Command register_list_command();
Command register_report_command();
Command register_show_command();
Command register_sql_command();
Command register_totals_command();
Command register_compare_command();
Command register_timeline_command();
Command register_convert_command();

// In the order of the help.
std::vector<Command> all_commands();

}  // namespace spoor::cli
