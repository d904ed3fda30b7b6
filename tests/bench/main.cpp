// Measures Rostrum beside other servers, in turn within one run. What counts is the ratio.
#include "bench/benches.hpp"

#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <sys/resource.h>

namespace {

void allow_many_sockets()
{
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
}

} // namespace

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
        allow_many_sockets();
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
