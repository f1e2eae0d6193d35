# Tests: one doctest program a room (tests/unit/<room>_test.cpp…), run natively, under sanitizers and as WebAssembly in node.
enable_testing()
add_library(triptych_doctest OBJECT ${CMAKE_SOURCE_DIR}/tests/unit/main.cpp)
target_link_libraries(triptych_doctest PUBLIC triptych_core_flags)
target_compile_definitions(triptych_doctest PUBLIC DOCTEST_CONFIG_NO_EXCEPTIONS_BUT_WITH_ALL_ASSERTS)
target_include_directories(triptych_doctest PUBLIC ${TRIPTYCH_HEADERS}/doctest)

function(triptych_test_program name label)
  target_link_libraries(${name}_tests PRIVATE triptych_doctest)
  target_include_directories(${name}_tests PRIVATE ${CMAKE_SOURCE_DIR}/tests/unit)
  if(EMSCRIPTEN)
    # 3.1.6's loader fetches the .wasm beside it with fetch(), which node >= 18 also has: one file avoids it.
    set_target_properties(${name}_tests PROPERTIES SUFFIX .cjs)
    target_link_options(${name}_tests PRIVATE -sSINGLE_FILE=1 -sENVIRONMENT=node -sNODERAWFS=1 -sALLOW_MEMORY_GROWTH=1 -sEXIT_RUNTIME=1)
    add_test(NAME ${name} COMMAND ${TRIPTYCH_NODE} $<TARGET_FILE:${name}_tests>)
  else()
    add_test(NAME ${name} COMMAND ${name}_tests)
  endif()
  set_tests_properties(${name} PROPERTIES WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} LABELS ${label})
endfunction()

foreach(room base json condition questionnaire ballot interview stats tally disclosure results export explainers package)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/unit/${room}_test.cpp ${CMAKE_SOURCE_DIR}/tests/unit/${room}_*_test.cpp)
  if(sources)
    add_executable(${room}_tests ${sources})
    target_link_libraries(${room}_tests PRIVATE triptych_${room})
    triptych_test_program(${room} unit)
  endif()
endforeach()

# Attacks on what is published: each must fail against the rules, and succeed without them.
add_executable(attacks_tests ${CMAKE_SOURCE_DIR}/tests/attacks/attacks_test.cpp)
target_link_libraries(attacks_tests PRIVATE triptych_disclosure)
triptych_test_program(attacks attacks)

# The command line's own pieces that have published vectors.
if(NOT EMSCRIPTEN)
  add_executable(sealing_tests ${CMAKE_SOURCE_DIR}/tests/unit/sealing_test.cpp ${CMAKE_SOURCE_DIR}/src/cli/sealing.cpp ${CMAKE_SOURCE_DIR}/src/cli/files.cpp)
  target_link_libraries(sealing_tests PRIVATE triptych_json crypto)
  triptych_test_program(sealing unit)
endif()

# Fuzzers: tests/fuzz/fuzz_<room>.cpp with tests/fuzz/corpus/<room>/ and, if there is one, <room>.dict. With the fuzz preset a libFuzzer
# program each; otherwise the corpus is replayed as a test.
if(NOT EMSCRIPTEN)
  file(GLOB fuzzers CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/fuzz/fuzz_*.cpp)
  foreach(fuzzer ${fuzzers})
    get_filename_component(name ${fuzzer} NAME_WE)
    string(REPLACE fuzz_ "" room ${name})
    if(TRIPTYCH_FUZZ)
      add_executable(${name} ${fuzzer})
      target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    else()
      add_executable(${name} ${fuzzer} ${CMAKE_SOURCE_DIR}/tests/fuzz/replay.cpp)
      set_source_files_properties(${CMAKE_SOURCE_DIR}/tests/fuzz/replay.cpp PROPERTIES COMPILE_OPTIONS "-fexceptions;-frtti")
      add_test(NAME ${name} COMMAND ${name} ${CMAKE_SOURCE_DIR}/tests/fuzz/corpus/${room})
      set_tests_properties(${name} PROPERTIES LABELS unit)
    endif()
    # A questionnaire is read to be answered: its fuzzer answers it.
    target_link_libraries(${name} PRIVATE triptych_${room} $<$<STREQUAL:${room},questionnaire>:triptych_interview>)
  endforeach()
endif()

# Benches built when tests/bench/<name>.js asks for them.
function(triptych_bench name source room)
  add_executable(${name}_bench EXCLUDE_FROM_ALL ${CMAKE_SOURCE_DIR}/tests/bench/${source}.cpp)
  target_link_libraries(${name}_bench PRIVATE triptych_${room})
  if(EMSCRIPTEN)
    set_target_properties(${name}_bench PROPERTIES SUFFIX .cjs)
    target_link_options(${name}_bench PRIVATE -sSINGLE_FILE=1 -sENVIRONMENT=node -sMALLOC=emmalloc -sEXIT_RUNTIME=1 -sALLOW_MEMORY_GROWTH=1)
  endif()
endfunction()
triptych_bench(condition condition condition)
triptych_bench(rows rows disclosure)
