# Native programs: the command line (with the small server) and the conformance runner. They alone may use exceptions, files and sockets.
find_package(Threads REQUIRED)

function(triptych_program name)
  cmake_parse_arguments(PROGRAM "" "OUTPUT" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${PROGRAM_SOURCES})
  set_target_properties(${name} PROPERTIES OUTPUT_NAME ${PROGRAM_OUTPUT})
  target_link_libraries(${name} PRIVATE triptych_flags ${PROGRAM_LINK} Threads::Threads)
endfunction()
