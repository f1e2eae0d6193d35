# cmake -DOUT=header -DNAME=kSomething -DFILES=a;b -P embed.cmake: the files as `inline constexpr std::array<EmbeddedFile, n>`.
# Written as arrays of numbers, because compilers cap the length of a string literal.
set(arrays "")
set(rows "")
set(index 0)
foreach(file IN LISTS FILES)
  get_filename_component(stem ${file} NAME_WE)
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "(..)" "char(0x\\1)," bytes "${bytes}")
  string(APPEND arrays "inline constexpr char ${NAME}${index}[] = {${bytes}0};\n")
  string(APPEND rows "  EmbeddedFile{\"${stem}\", {${NAME}${index}, sizeof ${NAME}${index} - 1}},\n")
  math(EXPR index "${index} + 1")
endforeach()
file(WRITE ${OUT} "// Made by build-scripts/embed.cmake.\n#pragma once\n\nnamespace triptych::cli {\n\n${arrays}\ninline constexpr std::array<EmbeddedFile, ${index}> ${NAME} = {{\n${rows}}};\n\n}  // namespace triptych::cli\n")
