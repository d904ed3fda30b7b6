// rostrum: one program, one folder of data.
#include "cli/commands.hpp"

int main(int argc, char** argv)
{
    return rostrum::cli::run_program(argc, argv);
}
