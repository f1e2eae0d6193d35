// SPDX-License-Identifier: MIT
// Export: people's words inside other languages: each function makes a text that its reader takes for nothing
// but text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace triptych::export_ {

/// Controls and line breaks become spaces: labels of one line, everywhere the same.
std::string one_line(std::string_view text);
/// For XML and HTML, between tags and inside quoted attributes; characters that XML forbids are dropped.
std::string markup(std::string_view text);
/// One line of Markdown without emphasis, links, tags or headings.
std::string markdown(std::string_view text);
/// "…" as R and Python both read it.
std::string quoted(std::string_view text);
/// '…' as SPSS reads it, at most `most` bytes of text, cut between characters.
std::string spss(std::string_view text, std::size_t most);
/// `"…"' as Stata reads it, without macros.
std::string stata(std::string_view text);

/// The first `most` bytes at most, cut between characters.
std::string_view cut(std::string_view text, std::size_t most);

}  // namespace triptych::export_
