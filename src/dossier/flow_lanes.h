// The picture beside the rows of a flow: one slice of SVG a row, which fit on each other like the
// tiles of a frieze, so that the rows may be as high as their text needs, on a screen of any width
// and on paper. Streams run downwards as ribbons whose width is their amount; the bar in the middle
// of a slice is its row; what stops there is a stub below the bar, what enters a stub above it.
//
//      │ │      two streams come in from the rows above
//      ├─┤▏     the bar: both meet here
//      │  ╵▏    one goes on, one part rests, one enters a service
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dossier/flow_summary.h"

namespace spoor::dossier {

// The class of what stops so: rests, endpoint or sink.
std::string_view leaf_class(FlowGraph::LeafKind kind);

// One `<svg>` a row of the summary. Whole numbers only; colours come from the page's style sheet by
// the classes stream, bar, entered, undrawn, and those of leaves.
std::vector<std::string> lane_slices(const FlowSummary& summary);

}  // namespace spoor::dossier
