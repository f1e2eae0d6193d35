# Native programs: the command line (with the small server) and the conformance runner. They alone may use exceptions, files and sockets.
find_package(Threads REQUIRED)

function(triptych_program name)
  cmake_parse_arguments(PROGRAM "" "OUTPUT" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${PROGRAM_SOURCES})
  set_target_properties(${name} PROPERTIES OUTPUT_NAME ${PROGRAM_OUTPUT})
  target_link_libraries(${name} PRIVATE triptych_flags ${PROGRAM_LINK} Threads::Threads)
endfunction()

# triptych: every command, the messages of all locales inside.
file(GLOB locales CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/content/locales/*.json)
set(embedded ${CMAKE_BINARY_DIR}/embedded)
add_custom_command(
  OUTPUT ${embedded}/embedded_locales.h
  COMMAND ${CMAKE_COMMAND} -DOUT=${embedded}/embedded_locales.h -DNAME=kLocales "-DFILES=${locales}" -P ${CMAKE_SOURCE_DIR}/build-scripts/embed.cmake
  DEPENDS ${locales} ${CMAKE_SOURCE_DIR}/build-scripts/embed.cmake VERBATIM)
file(GLOB program_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/cli/*.cpp ${CMAKE_SOURCE_DIR}/src/server/*.cpp)
triptych_program(triptych OUTPUT triptych
  SOURCES ${program_sources} ${embedded}/embedded_locales.h
  LINK triptych_base triptych_json triptych_condition triptych_questionnaire triptych_ballot triptych_interview triptych_stats
       triptych_tally triptych_disclosure triptych_results triptych_export triptych_package
       sqlite3 brotlienc duktape icui18n icuuc crypto curl expat qrencode readstat zip)
target_include_directories(triptych PRIVATE ${embedded})
target_compile_definitions(triptych PRIVATE TRIPTYCH_VERSION="${PROJECT_VERSION}")
# The rooms are linked without exceptions; Beast and duktape's callers need them, and a source's options come last.
set_source_files_properties(${program_sources} PROPERTIES COMPILE_OPTIONS "-fexceptions;-frtti")

# conformance: recorded cases of real peers, one source a kind.
file(GLOB conformance_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/conformance/*.cpp)
triptych_program(conformance OUTPUT conformance
  SOURCES ${conformance_sources} ${CMAKE_SOURCE_DIR}/src/cli/native_host.cpp
  LINK triptych_base triptych_json triptych_condition triptych_questionnaire triptych_ballot triptych_interview triptych_stats
       triptych_tally triptych_disclosure triptych_export duktape)
