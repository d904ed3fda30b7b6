# The compiler of the preset "fuzz". libFuzzer belongs to clang, which has std::expected with libstdc++ from 19 on.
find_program(ROSTRUM_CLANG NAMES clang++-22 clang++-21 clang++-20 clang++-19 clang++)
if(NOT ROSTRUM_CLANG)
    message(FATAL_ERROR "The preset \"fuzz\" needs clang 19 or newer with its runtime: "
        "apt install clang-19 libclang-rt-19-dev")
endif()
set(CMAKE_CXX_COMPILER ${ROSTRUM_CLANG})
