# rostrum_embed_sql(<target> <database>...)
#
# Puts schema/sql/<database>/NNNN_*.sql into the binary: for each database a header of the build tree,
# `sql/<database>.hpp`, with `rostrum::sql::<database>_migrations`, an array of the files' texts in the
# order of their names. Element i takes a file from version i to version i + 1.

set(ROSTRUM_EMBED_SQL_ROOT "${CMAKE_CURRENT_LIST_DIR}/../../schema/sql")

function(rostrum_embed_sql target)
    set(folder "${CMAKE_CURRENT_BINARY_DIR}/generated/${target}")
    foreach(database IN LISTS ARGN)
        file(GLOB migrations CONFIGURE_DEPENDS "${ROSTRUM_EMBED_SQL_ROOT}/${database}/*.sql")
        list(SORT migrations)
        if(NOT migrations)
            message(FATAL_ERROR "There is no migration in schema/sql/${database}")
        endif()

        set(texts "")
        foreach(migration IN LISTS migrations)
            # Configure again when the text changes; otherwise the old one would stay in the binary.
            set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${migration}")
            file(READ "${migration}" text)
            string(APPEND texts "    R\"rostrum_sql(${text})rostrum_sql\",\n")
        endforeach()

        # Written only when different, so that nothing is compiled again for nothing.
        file(CONFIGURE OUTPUT "${folder}/sql/${database}.hpp" @ONLY CONTENT [[
// Made from schema/sql/@database@ by server/cmake/embed_sql.cmake.
#pragma once

#include <string_view>

namespace rostrum::sql {

inline constexpr std::string_view @database@_migrations[] = {
@texts@};

} // namespace rostrum::sql
]])
    endforeach()
    target_include_directories(${target} PRIVATE "${folder}")
endfunction()
