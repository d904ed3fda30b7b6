// Measures Rostrum beside other servers, in turn within one run. What counts is the ratio.
#include "bench/benches.hpp"
#include "cli/open_files.hpp"

#include <cstdlib>
#include <iostream>
#include <stdexcept>

int main(int argc, char** argv)
{
    using namespace rostrum::bench;
    CLI::App program{"Measures Rostrum beside other servers"};
    add_fanout(program);
    add_intake(program);
    add_storm(program);
    add_attack(program);
    add_memory(program);
    add_growth(program);
    program.require_subcommand(1);
    try {
        rostrum::cli::raise_open_files();
        program.parse(argc, argv);
        return 0;
    }
    catch (const CLI::ParseError& error) {
        return program.exit(error);
    }
    catch (const std::exception& error) {
        std::cerr << "rostrum_bench: " << error.what() << '\n';
        return 1;
    }
}
