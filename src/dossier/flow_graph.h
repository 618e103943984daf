// The flow that a trace recorded, as the drawing needs it: what goes on, what stops, what enters.
#pragma once

#include <cstdint>

#include "dossier/flow_record.h"
#include "dossier/flow_summary.h"
#include "tracing/trace.h"

namespace spoor::dossier {

// Leaves are named so: kEndpoint by service number, or by kOtherEndpoint + RowKind; kSink by
// RowKind.
inline constexpr std::uint32_t kOtherEndpoint = 0x80000000U;

// Amounts are sums over labels. Leaves come from the rows of the result, fees and rounding from the
// flow itself. Numbers of transactions are numbers of steps.
FlowGraph flow_graph(const FlowRecord& record, const tracing::TraceResult& result);

// Seed value that no followed transaction spends: it rests, or ended, where it was declared.
Share unmoved_seeds(const FlowRecord& record, const FlowGraph& graph);

}  // namespace spoor::dossier
