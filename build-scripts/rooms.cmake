# triptych_room(name [NEEDS room…]): the folder src/<name> as a library that sees only the rooms it needs.
option(TRIPTYCH_STRICT "Warnings are errors" OFF)
option(TRIPTYCH_SANITIZE "Address and undefined behaviour sanitizers" OFF)
option(TRIPTYCH_FUZZ "Build the fuzzers (clang only)" OFF)

find_program(CCACHE ccache)
if(CCACHE AND NOT EMSCRIPTEN)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
endif()

# Header-only libraries of Debian's -dev packages, linked into a private folder: never -I/usr/include, which would
# put glibc's headers before Emscripten's.
set(TRIPTYCH_HEADERS ${CMAKE_BINARY_DIR}/headers)
file(MAKE_DIRECTORY ${TRIPTYCH_HEADERS})
foreach(library nlohmann boost doctest)
  file(CREATE_LINK /usr/include/${library} ${TRIPTYCH_HEADERS}/${library} SYMBOLIC)
endforeach()

add_library(triptych_flags INTERFACE)
target_include_directories(triptych_flags INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_include_directories(triptych_flags SYSTEM INTERFACE ${TRIPTYCH_HEADERS})
target_compile_options(triptych_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow)
if(TRIPTYCH_STRICT)
  target_compile_options(triptych_flags INTERFACE -Werror)
endif()
if(TRIPTYCH_SANITIZE)
  target_compile_options(triptych_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(triptych_flags INTERFACE -fsanitize=address,undefined)
endif()
if(TRIPTYCH_FUZZ)
  target_compile_options(triptych_flags INTERFACE -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all)
  target_link_options(triptych_flags INTERFACE -fsanitize=address,undefined)
endif()

# The rooms carry no exceptions and no RTTI on any target, so that a throw can never cross into the page.
add_library(triptych_core_flags INTERFACE)
target_link_libraries(triptych_core_flags INTERFACE triptych_flags)
target_compile_options(triptych_core_flags INTERFACE -fno-exceptions -fno-rtti)
target_compile_definitions(triptych_core_flags INTERFACE JSON_NOEXCEPTION)

# The loops that run over every ballot, whatever the build is made for otherwise. Linking for size (LTO) would undo it, and so would the
# -fno-inline-functions that emcc adds to -Oz: WebAssembly's scanner of JSON lines is 3.7 times slower with them.
set_source_files_properties(
  ${CMAKE_SOURCE_DIR}/src/tally/index.cpp ${CMAKE_SOURCE_DIR}/src/tally/kernels.cpp ${CMAKE_SOURCE_DIR}/src/tally/kernels_wide.cpp
  ${CMAKE_SOURCE_DIR}/src/tally/ndjson.cpp PROPERTIES COMPILE_OPTIONS "-O3;-fno-lto;-finline-functions")
# Once a ballot or once a question, not once a word: in the page -O3 would only make them longer.
if(EMSCRIPTEN)
  set_source_files_properties(
    ${CMAKE_SOURCE_DIR}/src/ballot/record.cpp ${CMAKE_SOURCE_DIR}/src/tally/query.cpp ${CMAKE_SOURCE_DIR}/src/tally/tally.cpp
    PROPERTIES COMPILE_OPTIONS "-O2;-fno-lto;-finline-functions")
endif()

function(triptych_room name)
  cmake_parse_arguments(ROOM "" "" "NEEDS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.cpp)
  if(sources)
    add_library(triptych_${name} STATIC ${sources})
    target_compile_options(triptych_${name} PRIVATE -Wconversion)  # not in tests: doctest compares numbers of different kinds
    set(visibility PUBLIC)
  else()
    add_library(triptych_${name} INTERFACE)
    set(visibility INTERFACE)
  endif()
  list(TRANSFORM ROOM_NEEDS PREPEND triptych_)
  target_link_libraries(triptych_${name} ${visibility} triptych_core_flags ${ROOM_NEEDS})
endfunction()
