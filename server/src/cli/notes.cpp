#include "cli/notes.hpp"

#include <iostream>
#include <stdexcept>

namespace rostrum::cli {

void print_notes(const std::string& kind, const intake::Notes& notes, const char* unit)
{
    for (const auto& note : notes.told()) {
        std::cerr << kind;
        if (note.row > 0) std::cerr << ' ' << unit << ' ' << note.row;
        if (const auto cell = intake::cell_name(note.row, note.column); !cell.empty())
            std::cerr << " (" << cell << ')';
        if (!note.heading.empty()) std::cerr << ' ' << note.heading;
        const auto& words = intake::words_of(note.fault);
        std::cerr << ": " << words.code << ": " << words.chinese << " / " << words.english;
        if (!note.value.empty()) std::cerr << " [" << note.value << ']';
        std::cerr << '\n';
    }
    const auto more = notes.count() - static_cast<std::int64_t>(notes.told().size());
    if (more > 0) std::cerr << kind << " and " << more << " more\n";
}

void refuse(const intake::Notes& errors, const char* unit)
{
    print_notes("error", errors, unit);
    throw std::runtime_error("nothing was changed");
}

} // namespace rostrum::cli
