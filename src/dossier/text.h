// Names that others gave (labels, services, bases, reasons, file names) on their way to a reader.
// All of them are hostile: a label may hold markup, an escape sequence for the terminal, a formula
// for a spreadsheet, or a mark that turns the direction of writing and makes an address look like
// another one. Whatever is not an ordinary character is shown by its number.
//
//   visible("a\x1b[31mb")   a\u{1b}[31mb        html("<b>")        &lt;b&gt;
//   visible("\xff")         \x{ff}              csv_text("=1+1")   '=1+1
#pragma once

#include <string>
#include <string_view>

namespace spoor::dossier {

// Valid UTF-8 on one line: control characters, line breaks, direction marks, invisible characters
// and bytes that are not UTF-8 are written as \u{HEX} or \x{HEX}.
std::string visible(std::string_view text);
// The same, safe between tags and inside quoted attributes.
std::string html(std::string_view text);
// The same as a CSV field. A text that a spreadsheet would run as a formula (it begins with = + -
// or @) gets a ' in front. Only for names; the product's own columns need no such care.
std::string csv_text(std::string_view text);
// The text with spaces for its line feeds, and none at its end.
std::string one_line(std::string_view text);
// For JSON, which keeps texts as they are: bytes that are not UTF-8 become U+FFFD.
std::string utf8(std::string_view text);

// Columns that the text takes on a terminal, counted as one a code point.
std::size_t columns(std::string_view utf8_text);
// Cut to `most` columns, the last of them "…" where something was cut.
std::string fit(std::string_view utf8_text, std::size_t most);
// The text in lines of at most `width` columns, broken at spaces (a longer word stays whole). The
// first line begins with `head`, the others with as many spaces; each ends with a line feed.
std::string wrapped(std::string_view head, std::string_view utf8_text, std::size_t width);

}  // namespace spoor::dossier
