# WebAssembly modules: every -s flag once. Written for and tested with emcc 3.1.6; names that later versions changed are chosen by version.
find_program(TRIPTYCH_NODE NAMES node REQUIRED HINTS ${CMAKE_SOURCE_DIR}/node_modules/.bin)
if(EMSCRIPTEN_VERSION VERSION_GREATER_EQUAL 3.1.27)
  set(stack_flag -sSTACK_SIZE=262144)
else()
  set(stack_flag -sTOTAL_STACK=262144)
endif()

# emcc turns inlining off with -Oz; small functions in place are smaller, and nearly twice as fast.
set(CMAKE_CXX_FLAGS_MINSIZEREL "-Oz -finline-functions -flto -DNDEBUG")
set(CMAKE_C_FLAGS_MINSIZEREL "-Oz -flto -DNDEBUG")
# The one loop that runs some thousand times an answer: five times faster so, for 0.3 KB.
set_source_files_properties(${CMAKE_SOURCE_DIR}/src/condition/evaluate.cpp PROPERTIES COMPILE_OPTIONS "-O2;-finline-functions")

set(module_flags
  --no-entry ${stack_flag}
  -sINITIAL_MEMORY=2097152 -sALLOW_MEMORY_GROWTH=1 -sMALLOC=emmalloc
  -sFILESYSTEM=0 --emit-symbol-map
  -sSTANDALONE_WASM=1)   # no glue of emcc's: web/src/engine/instance.ts starts a module, in the page (fetched with integrity) and in node

# The tally's loops for engines that have 128-bit SIMD: linked first, they take the place of the room's own.
add_library(triptych_tally_simd OBJECT ${CMAKE_SOURCE_DIR}/src/tally/kernels_wide.cpp)
target_link_libraries(triptych_tally_simd PUBLIC triptych_core_flags)
target_compile_options(triptych_tally_simd PRIVATE -msimd128)

# triptych_module(name [SOURCE name | WHOLE room] LINK library…): src/bindings/<source>_module.cpp as build/wasm/<name>.wasm; or every file of
# a room, each of which exports functions of its own that nothing names.
function(triptych_module name)
  cmake_parse_arguments(MODULE "" "SOURCE;WHOLE" "LINK" ${ARGN})
  if(MODULE_WHOLE)
    set(source $<TARGET_OBJECTS:triptych_${MODULE_WHOLE}>)
  else()
    if(NOT MODULE_SOURCE)
      set(MODULE_SOURCE ${name})
    endif()
    set(source ${CMAKE_SOURCE_DIR}/src/bindings/${MODULE_SOURCE}_module.cpp)
  endif()
  add_executable(${name}_module ${source})
  set_target_properties(${name}_module PROPERTIES OUTPUT_NAME ${name} SUFFIX .wasm)
  list(TRANSFORM MODULE_LINK PREPEND triptych_)
  target_link_libraries(${name}_module PRIVATE triptych_core_flags ${MODULE_LINK})
  target_link_options(${name}_module PRIVATE ${module_flags})
endfunction()

# What C++ calls of the page.
file(GLOB_RECURSE page_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/*.cpp ${CMAKE_SOURCE_DIR}/src/bindings/*.h)
set(page_functions ${CMAKE_SOURCE_DIR}/web/src/engine/wasm/page.js)
file(MAKE_DIRECTORY ${CMAKE_SOURCE_DIR}/web/src/engine/wasm)
add_custom_command(OUTPUT ${page_functions}
  COMMAND ${TRIPTYCH_NODE} ${CMAKE_SOURCE_DIR}/build-scripts/page-functions.js ${page_functions} ${page_sources}
  DEPENDS ${CMAKE_SOURCE_DIR}/build-scripts/page-functions.js ${page_sources} VERBATIM)
add_custom_target(page_functions ALL DEPENDS ${page_functions})

triptych_module(survey LINK interview)
triptych_module(explainers WHOLE explainers LINK base stats disclosure)
triptych_module(results LINK results)
triptych_module(studio LINK package disclosure)
triptych_module(workbench LINK tally disclosure export package)
# The same for engines with SIMD; the page asks WebAssembly.validate which of the two it can run.
triptych_module(workbench-simd SOURCE workbench LINK tally_simd tally disclosure export package)
# They import desk.progress, which emcc takes for a symbol that was forgotten; one that is forgotten fails where the module is started.
foreach(module workbench workbench-simd)
  if(TARGET ${module}_module)
    target_link_options(${module}_module PRIVATE -sERROR_ON_UNDEFINED_SYMBOLS=0 -sWARN_ON_UNDEFINED_SYMBOLS=0)
  endif()
endforeach()

# survey-first.wasm: what a page needs up to the first question. Without binaryen's programs (they come with emcc) there is none, and the page takes the whole.
get_filename_component(emscripten_folder ${CMAKE_CXX_COMPILER} DIRECTORY)
find_program(WASM_OPT wasm-opt HINTS ${emscripten_folder}/../bin)
find_program(WASM_DIS wasm-dis HINTS ${emscripten_folder}/../bin)
find_program(WASM_AS wasm-as HINTS ${emscripten_folder}/../bin)
if(WASM_OPT AND WASM_DIS AND WASM_AS)
  get_filename_component(binaryen_folder ${WASM_OPT} DIRECTORY)
  file(GLOB first_questionnaires CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/content/*/questionnaire.json)
  list(APPEND first_questionnaires ${CMAKE_SOURCE_DIR}/build-scripts/first-part.json)
  add_custom_command(OUTPUT survey-first.wasm
    COMMAND ${TRIPTYCH_NODE} ${CMAKE_SOURCE_DIR}/build-scripts/first-part.js ${CMAKE_BINARY_DIR} ${binaryen_folder} survey-first.wasm ${first_questionnaires}
    DEPENDS survey_module ${page_functions} ${CMAKE_SOURCE_DIR}/build-scripts/first-part.js ${CMAKE_SOURCE_DIR}/web/src/engine/instance.ts ${first_questionnaires} VERBATIM)
  add_custom_target(survey_first ALL DEPENDS survey-first.wasm)
endif()
