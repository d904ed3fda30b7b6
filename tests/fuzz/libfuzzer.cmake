# The decoders as one program of libFuzzer.
include(CheckCXXSourceCompiles)
set(CMAKE_REQUIRED_FLAGS -fsanitize=fuzzer)
check_cxx_source_compiles("
    #include <cstddef>
    #include <expected>
    extern \"C\" int LLVMFuzzerTestOneInput(const unsigned char*, std::size_t size)
    {
        return std::expected<int, int>{0}.value_or(static_cast<int>(size));
    }" ROSTRUM_HAS_LIBFUZZER)
unset(CMAKE_REQUIRED_FLAGS)
if(NOT ROSTRUM_HAS_LIBFUZZER)
    message(FATAL_ERROR "${CMAKE_CXX_COMPILER} is older than clang 19 or has no libFuzzer beside it: "
        "apt install clang-19 libclang-rt-19-dev, and remove build/fuzz")
endif()

add_executable(rostrum_fuzz fuzz/libfuzzer.cpp)
target_link_libraries(rostrum_fuzz PRIVATE fuzz_decoders rostrum_warnings)
target_link_options(rostrum_fuzz PRIVATE -fsanitize=fuzzer)
