# rostrum_embed_bytes(<target> <file> <header> <name>)
#
# Puts any file into the binary: `<header>.hpp` of the build tree, with the global array `<name>`.

function(rostrum_embed_bytes target file header name)
    set(folder "${CMAKE_CURRENT_BINARY_DIR}/generated/${target}")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
    file(READ "${file}" digits HEX)
    string(REGEX REPLACE "(..)" "0x\\1," bytes "${digits}")
    file(CONFIGURE OUTPUT "${folder}/${header}.hpp" @ONLY CONTENT [[
// Made by server/cmake/embed_bytes.cmake.
#pragma once

inline constexpr unsigned char @name@[] = {@bytes@};
]])
    target_include_directories(${target} PRIVATE "${folder}")
endfunction()
