// The freeze table: one row a place where somebody could hold money fast, for the services and
// courts who can. Rows are the holdings and the coins that entered a service. The other ends of a
// trace (mixed, below the minimum, unknown input, limit) and the sinks are no place to freeze; the
// head of the table counts and sums them.
//
// It asserts that value was received at an address. It never asserts who the customer behind the
// address is, nor that anyone is guilty, and its head says so.
#pragma once

#include <cstddef>
#include <string>

#include "dossier/report.h"

namespace spoor::dossier {

// Lines that begin with # are the head. Columns: reference,network,address,script_type,script,txid,
// vout,block,time_utc,received_sat,received_btc,tainted_sat,tainted_btc,label,doctrine,lower_sat,
// upper_sat,seed_coin,path_transactions,path,holder,basis,still_there,moved_by,moved_in_block.
// `path` is the shortest way from a seed, transaction ids joined by spaces; of a longer one than
// kMostPathIds the middle is left out and counted: "ID … ID (+9800 more) ID … ID". It is empty, as
// lower_sat and upper_sat, where it was not computed. `still_there` is "yes" or "moved", at the
// cut-off.
inline constexpr std::size_t kMostPathIds = 200;
std::string freeze_csv(const Report& report);

struct FreezePageOptions {
  std::size_t sheets = 200;   // rows that get a sheet of their own; the rest is counted
  std::size_t path_ends = 6;  // transactions shown of each end of a path; the rest is counted
};
std::string freeze_page(const Report& report, const FreezePageOptions& options = {});

}  // namespace spoor::dossier
