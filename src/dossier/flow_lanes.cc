#include "dossier/flow_lanes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string_view>
#include <utility>

#include "base/amount.h"

namespace spoor::dossier {
namespace {

// A slice is 1000 wide and 100 high, and stretched to its place.
constexpr std::uint64_t kWidth = 1000;
constexpr std::uint64_t kLeastWidth = 5;  // a stream of one satoshi can still be seen
constexpr std::uint64_t kMostGap = 14;
constexpr std::uint32_t kBar = 0xffffffffU;  // in a level, beside numbers of streams

struct Interval {
  std::uint64_t x = 0;
  std::uint64_t width = 0;
};

// A part of what enters or leaves a bar, beside its streams.
struct Stub {
  std::string_view css_class;
  std::uint64_t sat;
};

// One row's place in the frieze: the streams above it, beside it, and below it, left to right.
struct Levels {
  std::vector<std::uint32_t> above, beside, below;
  std::vector<Stub> entering, stopping;
};

std::vector<Stub> entering_stubs(const Stretch& row) {
  std::vector<Stub> out;
  if (row.entered.coins > 0) out.push_back({"entered", row.entered.sat});
  if (row.from_undrawn.coins > 0) out.push_back({"undrawn", row.from_undrawn.sat});
  return out;
}

std::vector<Stub> stopping_stubs(const Stretch& row) {
  std::vector<Stub> out;
  for (const LeafShare& leaf : row.leaves) {
    const std::string_view wanted = leaf_class(leaf.kind);
    if (out.empty() || out.back().css_class != wanted) out.push_back({wanted, 0});
    tracing::add_exactly(out.back().sat, leaf.share.sat);
  }
  if (row.to_undrawn.coins > 0) out.push_back({"undrawn", row.to_undrawn.sat});
  return out;
}

// The bar takes the place of the first stream that enters it, or stands at the right end.
std::vector<std::uint32_t> with_bar(const FlowSummary& s, const std::vector<std::uint32_t>& above,
                                    std::uint32_t row) {
  std::vector<std::uint32_t> out;
  bool placed = false;
  for (const std::uint32_t stream : above) {
    if (s.streams[stream].to != row)
      out.push_back(stream);
    else if (!std::exchange(placed, true))
      out.push_back(kBar);
  }
  if (!placed) out.push_back(kBar);
  return out;
}

// The streams that leave the row take the bar's place, those that run furthest to the left.
std::vector<std::uint32_t> without_bar(const FlowSummary& s,
                                       const std::vector<std::uint32_t>& beside,
                                       std::uint32_t row) {
  std::vector<std::uint32_t> leaving;
  for (std::uint32_t i = 0; i < s.streams.size(); ++i)
    if (s.streams[i].from == row) leaving.push_back(i);
  std::stable_sort(leaving.begin(), leaving.end(), [&](std::uint32_t a, std::uint32_t b) {
    return s.streams[a].to > s.streams[b].to;
  });
  std::vector<std::uint32_t> out;
  for (const std::uint32_t slot : beside)
    if (slot == kBar)
      out.insert(out.end(), leaving.begin(), leaving.end());
    else
      out.push_back(slot);
  return out;
}

std::vector<Levels> make_levels(const FlowSummary& s) {
  std::vector<Levels> out;
  std::vector<std::uint32_t> active;
  for (std::uint32_t row = 0; row < s.rows.size(); ++row) {
    Levels levels{.above = active,
                  .beside = with_bar(s, active, row),
                  .below = {},
                  .entering = entering_stubs(s.rows[row]),
                  .stopping = stopping_stubs(s.rows[row])};
    levels.below = active = without_bar(s, levels.beside, row);
    out.push_back(std::move(levels));
  }
  return out;
}

// Turns amounts into widths, so that the fullest level of the frieze just fits.
class Lanes {
 public:
  Lanes(const FlowSummary& s, const std::vector<Levels>& all) : s_(s) {
    for (std::uint32_t row = 0; row < all.size(); ++row) {
      measure(all[row].above, all[row], row);
      measure(all[row].beside, all[row], row);
    }
    gap_ = std::min(kMostGap, kWidth * 2 / 5 / most_pieces_);
    least_ = std::min(kLeastWidth, kWidth * 2 / 5 / most_pieces_);
    room_ = kWidth - most_pieces_ * (gap_ + least_);
  }

  std::string slice(const Levels& levels, std::uint32_t row) const;

 private:
  struct Sum {
    std::uint64_t pieces = 0;
    std::uint64_t sat = 0;

    void add(std::uint64_t amount) {
      ++pieces;
      tracing::add_exactly(sat, amount);
    }
  };

  Sum entering(const Levels& levels, std::uint32_t row) const {
    Sum sum;
    for (const std::uint32_t stream : levels.above)
      if (s_.streams[stream].to == row) sum.add(sat_of(stream));
    for (const Stub& stub : levels.entering) sum.add(stub.sat);
    return sum;
  }
  Sum leaving(const Levels& levels, std::uint32_t row) const {
    Sum sum;
    for (const std::uint32_t stream : levels.below)
      if (s_.streams[stream].from == row) sum.add(sat_of(stream));
    for (const Stub& stub : levels.stopping) sum.add(stub.sat);
    return sum;
  }

  void measure(const std::vector<std::uint32_t>& level, const Levels& levels, std::uint32_t row) {
    Sum sum;
    for (const std::uint32_t slot : level) {
      if (slot == kBar) {
        const Sum in = entering(levels, row), out = leaving(levels, row);
        sum.pieces += std::max(in.pieces, out.pieces);
        tracing::add_exactly(sum.sat, std::max(in.sat, out.sat));
      } else {
        sum.add(sat_of(slot));
      }
    }
    most_pieces_ = std::max(most_pieces_, sum.pieces);
    most_sat_ = std::max(most_sat_, sum.sat);
  }

  std::uint64_t sat_of(std::uint32_t stream) const { return s_.streams[stream].share.sat; }
  std::uint64_t width(std::uint64_t sat) const { return least_ + mul_div(sat, room_, most_sat_); }
  std::uint64_t bar_width(const Levels& levels, std::uint32_t row) const {
    const auto sum = [&](const Sum& parts) {
      return parts.pieces * least_ + mul_div(parts.sat, room_, most_sat_);
    };
    return std::max(sum(entering(levels, row)), sum(leaving(levels, row)));
  }

  // Where each slot of the level lies, packed from the left.
  std::vector<Interval> pack(const std::vector<std::uint32_t>& level, const Levels& levels,
                             std::uint32_t row) const {
    std::vector<Interval> out;
    std::uint64_t x = gap_;
    for (const std::uint32_t slot : level) {
      const std::uint64_t w = slot == kBar ? bar_width(levels, row) : width(sat_of(slot));
      out.push_back({x, w});
      x += w + gap_;
    }
    return out;
  }

  const FlowSummary& s_;
  std::uint64_t most_pieces_ = 1;
  std::uint64_t most_sat_ = 1;
  std::uint64_t gap_ = 0;
  std::uint64_t least_ = 0;
  std::uint64_t room_ = 0;
};

struct Level {
  Interval at;
  int y;
};

// One side of a ribbon, from level to level; `right` takes the right edges.
std::string edge(const std::vector<Level>& levels, bool right) {
  const auto x = [&](const Level& level) { return level.at.x + (right ? level.at.width : 0); };
  std::string out;
  for (std::size_t i = 1; i < levels.size(); ++i) {
    const Level &a = levels[i - 1], &b = levels[i];
    const int middle = (a.y + b.y) / 2;
    out += fmt::format("C{} {} {} {} {} {}", x(a), middle, x(b), middle, x(b), b.y);
  }
  return out;
}

// A stream through these levels, from the top down.
std::string ribbon(const std::vector<Level>& down) {
  const std::vector<Level> up(down.rbegin(), down.rend());
  return fmt::format("<path class=\"stream\" d=\"M{} {}{}H{}{}z\"/>", down[0].at.x, down[0].y,
                     edge(down, false), up[0].at.x + up[0].at.width, edge(up, true));
}

std::string box(std::string_view css_class, Interval at, int y0, int y1) {
  return fmt::format("<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>", css_class,
                     at.x, y0, at.width, y1 - y0);
}

constexpr int kStubTop = 20, kBarTop = 46, kMiddle = 50, kBarBottom = 54, kStubBottom = 82;
constexpr int kBottom = 100;

Interval at_of(const std::vector<std::uint32_t>& level, const std::vector<Interval>& places,
               std::uint32_t slot) {
  const auto found = std::find(level.begin(), level.end(), slot);
  return places[static_cast<std::size_t>(found - level.begin())];
}

std::string Lanes::slice(const Levels& levels, std::uint32_t row) const {
  const std::vector<Interval> above = pack(levels.above, levels, row);
  const std::vector<Interval> beside = pack(levels.beside, levels, row);
  const std::vector<Interval> below = pack(levels.below, levels, row);
  const Interval bar = at_of(levels.beside, beside, kBar);
  std::string out =
      "<svg viewBox=\"0 0 1000 100\" preserveAspectRatio=\"none\" aria-hidden=\"true\">";
  std::uint64_t x = bar.x;
  const auto next = [&](std::uint64_t sat) {
    const Interval at{x, width(sat)};
    x += at.width;
    return at;
  };
  for (std::size_t i = 0; i < above.size(); ++i) {
    const std::uint32_t stream = levels.above[i];
    if (s_.streams[stream].to == row)
      out += ribbon({{above[i], 0}, {next(sat_of(stream)), kBarTop}});
    else
      out += ribbon({{above[i], 0},
                     {at_of(levels.beside, beside, stream), kMiddle},
                     {at_of(levels.below, below, stream), kBottom}});
  }
  for (const Stub& stub : levels.entering)
    out += box(stub.css_class, next(stub.sat), kStubTop, kBarTop);
  x = bar.x;
  for (std::size_t i = 0; i < below.size(); ++i)
    if (const std::uint32_t stream = levels.below[i]; s_.streams[stream].from == row)
      out += ribbon({{next(sat_of(stream)), kBarBottom}, {below[i], kBottom}});
  for (const Stub& stub : levels.stopping)
    out += box(stub.css_class, next(stub.sat), kBarBottom, kStubBottom);
  return out + box("bar", bar, kBarTop, kBarBottom) + "</svg>";
}

}  // namespace

std::string_view leaf_class(FlowGraph::LeafKind kind) {
  constexpr std::string_view kClasses[] = {"rests", "endpoint", "sink"};
  return kClasses[static_cast<std::size_t>(kind)];
}

std::vector<std::string> lane_slices(const FlowSummary& summary) {
  const std::vector<Levels> levels = make_levels(summary);
  const Lanes lanes(summary, levels);
  std::vector<std::string> out;
  for (std::uint32_t row = 0; row < levels.size(); ++row)
    out.push_back(lanes.slice(levels[row], row));
  return out;
}

}  // namespace spoor::dossier
