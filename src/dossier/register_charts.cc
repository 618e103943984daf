#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "dossier/register_page_parts.h"

namespace spoor::dossier {
namespace {

// Thousandths, held within the drawing.
int place(const reg::Exact& value, const reg::Exact& most) {
  if (most <= reg::Exact(0)) return 0;
  const double part = (value / most).approximately();
  return static_cast<int>(std::lround(std::clamp(part, 0.0, 1.0) * 1000));
}

}  // namespace

std::string bar_drawing(const std::optional<reg::Range>& bar,
                        const std::optional<reg::Range>& range, const std::vector<Mark>& marks,
                        const reg::Exact& most) {
  std::string out =
      "<svg class=\"band\" viewBox=\"0 0 1010 24\" preserveAspectRatio=\"none\" "
      "aria-hidden=\"true\"><rect class=\"track\" y=\"11\" width=\"1010\" height=\"2\"/>";
  if (bar)
    out += fmt::format("<rect class=\"stream\" y=\"5\" width=\"{}\" height=\"14\"/>",
                       place(bar->high, most));
  if (range) {
    const int low = place(range->low, most), high = place(range->high, most);
    out += fmt::format("<rect class=\"bar\" x=\"{}\" y=\"10\" width=\"{}\" height=\"4\"/>", low,
                       std::max(high - low, 4));
  }
  for (const Mark& mark : marks)
    out += fmt::format("<rect class=\"{}\" x=\"{}\" width=\"7\" height=\"24\"/>", mark.css_class,
                       place(mark.at, most));
  return out + "</svg>";
}

std::string key(std::string_view css_class, std::string_view text) {
  return fmt::format("<span><i class=\"key {}\"></i>{}</span>", css_class, text);
}

std::string_view register_style() {
  return R"css(.figures .btc { white-space: normal; }
td.label { max-width: 24rem; }
.bars { list-style: none; margin: 0.6rem 0 1.2rem; padding: 0; }
.bars li { display: grid; grid-template-columns: 15rem minmax(0, 1fr) 11rem; gap: 0 1rem;
  align-items: center; padding: 0.3rem 0; border-bottom: 1px solid var(--line); break-inside: avoid; }
.bars .figure { text-align: right; white-space: normal; }
.bars .band { height: 1.2rem; }
.file { color: var(--quiet); font-size: 0.8rem; margin: -0.4rem 0 1.4rem; }
.card { border-left: 4px solid var(--ribbon); padding: 0.2rem 0 0.2rem 1.1rem; margin: 2rem 0; }
.card h3 { margin-top: 0; }
h4 { margin: 1.4rem 0 0.3rem; font-size: 1rem; font-weight: 600; break-after: avoid; }
td.wide { width: 45%; } td.small { width: 16%; vertical-align: top; }
.span { opacity: 0.5; }
.years { list-style: none; margin: 0.8rem 0; padding: 0; }
.years li { display: grid; grid-template-columns: 3.2rem minmax(0, 1fr) 12.5rem; gap: 0 1rem;
  align-items: end; border-bottom: 1px solid var(--line); break-inside: avoid; }
.years svg { display: block; width: 100%; height: 3.4rem; }
.years .figure { text-align: right; font-size: 0.85rem; padding-bottom: 0.2rem; white-space: normal; }
.years b { padding-bottom: 0.1rem; font-weight: 500; }
.curve { position: relative; margin: 1rem 0 2.4rem; border-left: 1px solid var(--line);
  border-bottom: 1px solid var(--line); height: 16rem; max-width: 46rem; break-inside: avoid; }
.curve svg { display: block; width: 100%; height: 100%; }
.curve polyline { fill: none; stroke: var(--stream); stroke-width: 2; }
.curve polygon { fill: var(--ribbon); opacity: 0.55; }
.curve line { stroke: var(--line); stroke-width: 1; }
.curve .quiet { position: absolute; font-size: 0.8rem; margin: 0; }
.disputes { list-style: none; padding: 0; margin: 0; }
.disputes li { padding: 0.7rem 0; border-bottom: 1px solid var(--line); break-inside: avoid; }
.disputes p { margin: 0 0 0.3rem; }
@media screen and (max-width: 44rem) {
  .bars li { grid-template-columns: 1fr; } .bars .figure { text-align: left; }
  .years li { grid-template-columns: 2.6rem minmax(0, 1fr); padding-top: 0.3rem; }
  .years .figure { grid-column: 2; text-align: left; }
  .band { min-width: 0; } td.bands { width: auto; }
  .legend span { white-space: normal; }
}
)css";
}

}  // namespace spoor::dossier
