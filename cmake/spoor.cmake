# Three small functions: a room is a library, a room's tests are one program, warnings are one target.

add_library(spoor_warnings INTERFACE)
target_compile_options(spoor_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror=return-type)

# spoor_room(NAME SOURCES a.cc … [USES other rooms and libraries …]): the library spoor_NAME.
function(spoor_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;USES" ${ARGN})
  add_library(spoor_${name} STATIC ${ROOM_SOURCES})
  target_include_directories(spoor_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(spoor_${name} PUBLIC ${ROOM_USES} PRIVATE spoor_warnings)
endfunction()

# In release what is tested is optimised, the tests are not: compiling them takes longer than
# running them.
set(SPOOR_TEST_FLAGS $<$<CONFIG:Release>:-O0>)
# What every test includes, parsed once instead of in each of them.
if(SPOOR_TESTS)
  add_library(spoor_test_headers OBJECT ${PROJECT_SOURCE_DIR}/cmake/test_headers.cc)
  target_link_libraries(spoor_test_headers PRIVATE GTest::gtest GTest::gmock fmt::fmt
                                                   spoor_warnings)
  target_compile_options(spoor_test_headers PRIVATE ${SPOOR_TEST_FLAGS})
  target_precompile_headers(spoor_test_headers PRIVATE <gmock/gmock.h> <gtest/gtest.h>)
endif()

# spoor_tests(NAME SOURCES a_test.cc … [USES …]): the program NAME_tests, each test known to ctest.
function(spoor_tests name)
  if(NOT SPOOR_TESTS)
    return()
  endif()
  cmake_parse_arguments(TESTS "" "" "SOURCES;USES" ${ARGN})
  add_executable(${name}_tests ${TESTS_SOURCES})
  target_link_libraries(${name}_tests PRIVATE ${TESTS_USES} GTest::gtest_main GTest::gmock
                                              fmt::fmt spoor_warnings)
  target_compile_options(${name}_tests PRIVATE ${SPOOR_TEST_FLAGS})
  target_precompile_headers(${name}_tests REUSE_FROM spoor_test_headers)
  include(GoogleTest)
  gtest_discover_tests(${name}_tests DISCOVERY_MODE PRE_TEST
    PROPERTIES ENVIRONMENT "SPOOR_SOURCE_DIR=${PROJECT_SOURCE_DIR}")
endfunction()
