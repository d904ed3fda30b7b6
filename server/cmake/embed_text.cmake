# rostrum_embed_text(<target> <file> <header> <name>)
#
# Puts a text file into the binary: `<header>.hpp` of the build tree, with the global constant `<name>`. Compilers take string literals of at least 64 KiB.

function(rostrum_embed_text target file header name)
    set(folder "${CMAKE_CURRENT_BINARY_DIR}/generated/${target}")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
    file(READ "${file}" text)
    file(CONFIGURE OUTPUT "${folder}/${header}.hpp" @ONLY CONTENT [[
// Made by server/cmake/embed_text.cmake.
#pragma once

inline constexpr const char* @name@ = R"rostrum_text(@text@)rostrum_text";
]])
    target_include_directories(${target} PRIVATE "${folder}")
endfunction()
