# WebAssembly modules: every -s flag once. Written for emcc 3.1.6; names that later versions changed are chosen by version.
find_program(TRIPTYCH_NODE NAMES node REQUIRED)
if(CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 15 )
  set(stack_flag -sSTACK_SIZE=262144)
else()
  set(stack_flag -sTOTAL_STACK=262144)
endif()
