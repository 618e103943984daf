#include "dossier/page_style.h"

namespace spoor::dossier {

std::string_view page_style() {
  return R"css(:root {
  color-scheme: light dark;
  --paper: #fcfbf8; --raised: #ffffff; --ink: #1c2126; --quiet: #5c646d; --line: #d9d6ce;
  --stream: #2b5a86; --ribbon: #a3bcd3; --bar: #1d3d5c; --entered: #a3333d; --rests: #1f7a63;
  --endpoint: #b9690f; --sink: #7d838b; --undrawn: #c4bfb2; --notice: #fff4dc; --notice-line: #d9a441;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Book Antiqua", Georgia,
    "DejaVu Serif", serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "DejaVu Sans",
    sans-serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15191d; --raised: #1c2126; --ink: #e4e2dc; --quiet: #9ba3ab; --line: #353c43;
    --stream: #8db8df; --ribbon: #3c5a76; --bar: #b7d3ec; --entered: #d9656c; --rests: #46a98d;
    --endpoint: #d9963f; --sink: #858c94; --undrawn: #5a5f63; --notice: #2b2516; --notice-line: #b98a35;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 2.5rem 1.5rem 4rem; max-width: 66rem;
  background: var(--paper); color: var(--ink); font: 1rem/1.55 var(--sans);
}
h1, h2, h3 { font-family: var(--serif); font-weight: 600; line-height: 1.2; text-wrap: balance; }
h1 { font-size: 2.3rem; margin: 0.3rem 0 0.8rem; }
h2 { font-size: 1.5rem; margin: 0 0 0.8rem; }
h3 { font-size: 1.1rem; margin: 1.6rem 0 0.5rem; }
p { margin: 0 0 0.9rem; max-width: 46rem; }
a { color: var(--stream); }
code { font-family: var(--mono); font-size: 0.82em; overflow-wrap: anywhere; }
section { margin-top: 2.6rem; padding-top: 1.6rem; border-top: 1px solid var(--line); }
.eyebrow { margin: 0; color: var(--quiet); font-size: 0.85rem; letter-spacing: 0.04em; }
.lede { font: 1.15rem/1.5 var(--serif); max-width: 44rem; }
.quiet { color: var(--quiet); font-size: 0.9rem; }
nav { display: flex; flex-wrap: wrap; gap: 0.3rem 1.1rem; font-size: 0.9rem; margin: 1.4rem 0 0; }
.notice {
  margin: 1.2rem 0; padding: 0.8rem 1rem; background: var(--notice);
  border-left: 4px solid var(--notice-line); max-width: 46rem;
}
.notice p { margin: 0 0 0.5rem; } .notice p:last-child { margin: 0; }

.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(12.5rem, 1fr));
  gap: 0.8rem; margin: 1.6rem 0 1rem; padding: 0; list-style: none; }
.figures li { background: var(--raised); border: 1px solid var(--line);
  border-top: 4px solid var(--tone); padding: 0.7rem 0.9rem; }
.figures b { display: block; font-weight: 500; font-size: 0.9rem; color: var(--quiet); }
.figures .btc { font-size: 1.3rem; } .figures small { color: var(--quiet); display: block; }
.strip { display: block; width: 100%; height: 0.9rem; margin: 0 0 0.4rem; }

.btc, .sat, .figure { font-variant-numeric: tabular-nums; white-space: nowrap; }
.btc { display: block; } .sat { display: block; color: var(--quiet); font-size: 0.78rem; }
dl { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: 0.35rem 1.2rem;
  margin: 0 0 1rem; }
dt { color: var(--quiet); } dd { margin: 0; max-width: 44rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: 0.4rem 0 0.8rem; font-size: 0.92rem; }
th, td { padding: 0.45rem 0.9rem 0.45rem 0; text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--line); }
th { color: var(--quiet); font-weight: 500; font-size: 0.82rem; vertical-align: bottom; }
th.amount, td.amount { text-align: right; }
td.nowrap { white-space: nowrap; }
td.label { overflow-wrap: anywhere; min-width: 7rem; max-width: 16rem; }
td:last-child, th:last-child { padding-right: 0; }
td code { display: block; } td .at { font-size: 0.9rem; }
td .at + code, td code + code { color: var(--quiet); font-size: 0.75rem; }
tr.declared td { background: var(--raised); font-weight: 600; }
details { margin: 0.3rem 0; } summary { cursor: pointer; padding: 0.3rem 0; font-size: 0.9rem; }
.more { border: 1px dashed var(--line); padding: 0.6rem 0.9rem; max-width: none; }
pre { font: 0.85rem/1.5 var(--mono); background: var(--raised); border: 1px solid var(--line);
  padding: 0.8rem 1rem; margin: 0 0 1rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.law { font-family: var(--serif); font-size: 1.05rem; }

.flow { list-style: none; margin: 1rem 0; padding: 0; border-bottom: 1px solid var(--line); }
.flow > li { display: grid; grid-template-columns: clamp(5rem, 27%, 17rem) minmax(0, 1fr);
  min-height: 6.2rem; break-inside: avoid; }
.flow svg { display: block; width: 100%; height: calc(100% + 1px); min-height: 6.2rem; }
.flow .text { padding: 0.9rem 0 0.9rem 1.1rem; border-top: 1px solid var(--line); }
.flow .name { margin: 0 0 0.15rem; font-weight: 600; max-width: none; }
.flow .name .quiet { font-weight: 400; }
.flow code { display: block; color: var(--quiet); font-size: 0.75rem; }
.parts { list-style: none; margin: 0.4rem 0 0; padding: 0; font-size: 0.9rem; }
.parts li { display: inline-block; margin: 0 1.3rem 0.15rem 0; }
.key { display: inline-block; width: 0.7rem; height: 0.7rem; margin-right: 0.4rem;
  background: var(--tone); }
.stream { fill: var(--ribbon); --tone: var(--ribbon); }
.bar { fill: var(--bar); --tone: var(--bar); }
.entered { fill: var(--entered); --tone: var(--entered); }
.rests { fill: var(--rests); --tone: var(--rests); }
.endpoint { fill: var(--endpoint); --tone: var(--endpoint); }
.sink { fill: var(--sink); --tone: var(--sink); }
.undrawn { fill: var(--undrawn); --tone: var(--undrawn); }
.legend { margin: 0.4rem 0 0; font-size: 0.85rem; color: var(--quiet); max-width: none; }
.legend span { margin-right: 1.2rem; white-space: nowrap; }
.band { display: block; width: 100%; min-width: 7rem; height: 1rem; }
td.bands { width: 30%; vertical-align: middle; }
.track { fill: var(--line); } .range { fill: var(--ribbon); }
.mark { fill: var(--ink); }
.sheet { border: 1px solid var(--line); background: var(--raised); padding: 1rem 1.2rem;
  margin: 0 0 1rem; break-inside: avoid; }
.sheet h3 { margin-top: 0; }

@media screen and (max-width: 44rem) {
  body { padding: 1.4rem 1rem 3rem; }
  h1 { font-size: 1.8rem; }
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 0.6rem; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, tr, td { display: block; width: auto; }
  tr { border-bottom: 1px solid var(--line); padding: 0.5rem 0; }
  td, td.amount { border: 0; padding: 0.12rem 0; text-align: left; max-width: none; }
  td[data-title]:not([data-title=""])::before { content: attr(data-title) " ";
    color: var(--quiet); font-size: 0.8rem; font-weight: 400; }
  td.nowrap { white-space: normal; }
  td .btc, td .sat { display: inline; } td .sat { margin-left: 0.6rem; }
  .flow .text { padding-left: 0.8rem; }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --raised: #fff; --ink: #000; --quiet: #444;
    --line: #bbb; --stream: #2b5a86; --ribbon: #a3bcd3; --bar: #1d3d5c; --entered: #a3333d;
    --rests: #1f7a63; --endpoint: #b9690f; --sink: #7d838b; --undrawn: #c4bfb2; --notice: #fff; }
  @page { margin: 16mm 14mm; }
  html { font-size: 10pt; } body { padding: 0; max-width: none; }
  nav { display: none; } h2, h3 { break-after: avoid; } tr { break-inside: avoid; }
  a { color: inherit; text-decoration: none; }
  svg, .key, .figures li, .notice { print-color-adjust: exact;
    -webkit-print-color-adjust: exact; }
}
)css";
}

}  // namespace spoor::dossier
