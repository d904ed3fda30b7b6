#include "cli/commands.hpp"

#include "cli/cards_command.hpp"
#include "cli/config.hpp"
#include "cli/crypto.hpp"
#include "cli/data_files.hpp"
#include "cli/demo.hpp"
#include "cli/erase_command.hpp"
#include "cli/open_files.hpp"
#include "cli/rehearsal.hpp"
#include "cli/runtime.hpp"
#include "cli/search_command.hpp"
#include "cli/slides_command.hpp"
#include "cli/staff_command.hpp"
#include "cli/transfer.hpp"
#include "cli/until_told.hpp"
#include "cli/verify_command.hpp"

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

#include <csignal>
#include <filesystem>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>

namespace rostrum::cli {
namespace {

void set_up_log(const Config& config)
{
    spdlog::set_level(spdlog::level::from_str(config.log_level));
    if (config.log_format == "json") {
        spdlog::set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%e%z","level":"%l","text":"%v"})");
    }
    else {
        spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%e %-5l %v");
    }
}

int complain(const std::string& sentence)
{
    std::cerr << "rostrum: " << sentence << '\n';
    return 1;
}

/// A configuration file and what the command line says over it.
struct ConfigArguments {
    std::string file;
    std::optional<std::string> data;
    std::optional<std::string> address;
    std::optional<std::uint16_t> port;
    std::optional<std::uint16_t> cast_port;
    std::optional<std::string> pages;
    std::optional<std::string> public_url;
    std::optional<std::string> tls_certificate;
    std::optional<std::string> tls_key;

    void add_to(CLI::App& command)
    {
        command.add_option("--config", file, "TOML file; docs/operations.md lists every key");
        command.add_option("--data", data, "folder of the data");
        command.add_option("--address", address, "address to listen on");
        command.add_option("--port", port, "port to listen on; 0: any free one");
        command.add_option("--cast-port", cast_port,
                           "port for the votes of secret ballots; without: the one after --port");
        command.add_option("--web", pages, "folder of the built pages");
        command.add_option("--public-url", public_url, "how phones reach this server");
        command.add_option("--tls-certificate", tls_certificate,
                           "PEM file of the certificate and those that vouch for it: speaks TLS");
        command.add_option("--tls-key", tls_key, "PEM file of the certificate's key");
    }

    [[nodiscard]] Config resolve(Config config) const
    {
        if (!file.empty()) {
            auto read = read_config(file);
            if (!read) throw std::runtime_error(read.error());
            config = *read;
        }
        if (data) config.data = *data;
        if (address) config.address = *address;
        if (port) config.port = *port;
        if (cast_port) config.cast_port = *cast_port;
        if (pages) config.pages = *pages;
        if (public_url) config.public_url = *public_url;
        if (tls_certificate) config.tls_certificate = *tls_certificate;
        if (tls_key) config.tls_key = *tls_key;
        if (const auto sound = check(config); !sound) throw std::runtime_error(sound.error());
        set_up_log(config);
        return config;
    }
};

int serve(const Config& config)
{
    raise_open_files();
    if (config.allow_plain_staff && config.tls_certificate.empty()) {
        spdlog::warn(
            "http.allow_plain_staff: whoever hears the network can read staff's passwords");
    }
    // Whoever reads our output may go: the hearing goes on.
    std::signal(SIGPIPE, SIG_IGN);
    auto server = Runtime::start(config);
    if (!server) return complain(server.error());
    boost::asio::io_context io{1};
    auto work = boost::asio::make_work_guard(io);
    // Once signals are heard: whoever reads it may tell us at once to end.
    boost::asio::post(io, [&server] {
        std::cout << "rostrum takes secret votes at port " << (*server)->cast_port() << '\n'
                  << "rostrum listens at " << (*server)->url() << std::endl;
    });
    run_until_told(io, [&server] { (*server)->reload_tls(); });
    (*server)->stop();
    return 0;
}

int print_summaries(const std::expected<std::vector<ledger::StreamSummary>, std::string>& streams)
{
    if (!streams) return complain(streams.error());
    for (const auto& stream : *streams) {
        std::cout << stream.name << ": " << stream.head << " events, checked\n";
    }
    return 0;
}

using Action = std::function<int()>;

void add_serve(CLI::App& program, Action& action)
{
    auto* command = program.add_subcommand("serve", "Run the server");
    const auto arguments = std::make_shared<ConfigArguments>();
    arguments->add_to(*command);
    command->callback(
        [&action, arguments] { action = [arguments] { return serve(arguments->resolve({})); }; });
}

void add_demo(CLI::App& program, Action& action)
{
    auto* command = program.add_subcommand(
        "demo",
        "Run the server with a round of hearings and simulated attendees, one hearing live");
    const auto arguments = std::make_shared<ConfigArguments>();
    const auto options = std::make_shared<DemoOptions>();
    arguments->add_to(*command);
    command
        ->add_option("--phones", options->phones,
                     "simulated attendees, 0 to 130; 0: the hearing waits in check-in")
        ->check(CLI::Range(0, 130));
    command->add_flag("--print-json", options->print_json, "print one line of JSON for programs");
    command->callback([&action, arguments, options] {
        action = [arguments, options] {
            Config config;
            config.data = "data/demo";
            config.log_level = "warn";
            // Its people are invented, its staff have no passwords, and it may be shown to others.
            config.allow_plain_staff = true;
            options->config = arguments->resolve(config);
            raise_open_files();
            return demo(*options);
        };
    });
}

void add_rehearse(CLI::App& program, Action& action)
{
    auto* command = program.add_subcommand(
        "rehearse", "Play a whole hearing with simulated phones on this machine, then wipe it");
    const auto options = std::make_shared<RehearsalOptions>();
    const auto file = std::make_shared<std::string>();
    command->add_option("--phones", options->phones, "how many phones, 1 to 20000")
        ->check(CLI::Range(1, 20'000));
    command
        ->add_option("--minutes", options->minutes,
                     "how long a full hall goes on before it votes, with ten restarts; 0 to 1440")
        ->check(CLI::Range(0, 24 * 60));
    command->add_option("--config", *file,
                        "the hall's own TOML file: its TLS, threads and disk are rehearsed");
    command->add_option("--seed", options->seed, "of the simulated choices");
    command->callback([&action, options, file] {
        action = [options, file] {
            raise_open_files();
            const auto phones = static_cast<std::uint64_t>(options->phones);
            if (const auto bearable = check_rehearsal_files(phones); !bearable)
                throw std::runtime_error(bearable.error());
            options->in = std::filesystem::temp_directory_path();
            if (!file->empty()) {
                ConfigArguments arguments;
                arguments.file = *file;
                options->like = arguments.resolve({});
                const auto data = std::filesystem::weakly_canonical(
                    std::filesystem::absolute(options->like.data) / "");
                options->in =
                    data.has_filename() ? data.parent_path() : data.parent_path().parent_path();
                if (!std::filesystem::is_directory(options->in))
                    throw std::runtime_error(options->in.string() +
                                             ": there is no such folder for the hall's data");
            }
            spdlog::set_level(spdlog::level::err);
            const auto report = rehearse(*options, std::cerr);
            print(report, std::cout);
            return report.clean() ? 0 : 1;
        };
    });
}

void add_backup_and_restore(CLI::App& program, Action& action)
{
    struct Folders {
        std::string from;
        std::string to;
        bool without_lost_slides{false};

        [[nodiscard]] LostSlides lost() const
        {
            return without_lost_slides ? LostSlides::left_out : LostSlides::refused;
        }
    };
    const auto folders = std::make_shared<Folders>();
    const auto add_lost_slides = [&folders](CLI::App& command) {
        command.add_flag("--without-lost-slides", folders->without_lost_slides,
                         "go on though slides that the record names are lost");
    };
    auto* backup =
        program.add_subcommand("backup", "Copy the data while the server may be running");
    backup->add_option("--data", folders->from, "folder of the data")->required();
    backup->add_option("target", folders->to, "folder of the copy; must not hold one yet")
        ->required();
    backup->callback([&action, folders] {
        action = [folders] {
            return print_summaries(back_up_data(folders->from, folders->to, folders->lost()));
        };
    });
    add_lost_slides(*backup);
    auto* restore = program.add_subcommand("restore", "Put a backup into a new data folder");
    restore->add_option("backup", folders->from, "folder of the backup")->required();
    restore->add_option("--data", folders->to, "folder of the data; new or empty")->required();
    restore->callback([&action, folders] {
        action = [folders] {
            return print_summaries(restore_data(folders->from, folders->to, folders->lost()));
        };
    });
    add_lost_slides(*restore);
}

} // namespace

int run_program(int argc, char** argv)
{
    CLI::App program{"Rostrum (质询台): accountability hearings, from check-in to the verdict.\n"
                     "`rostrum COMMAND --help` tells the options of a command.",
                     "rostrum"};
    program.set_version_flag("--version", ROSTRUM_VERSION);
    program.require_subcommand(1);
    Action action;
    add_serve(program, action);
    add_demo(program, action);
    add_rehearse(program, action);
    add_transfer_commands(program, action);
    add_slides_commands(program, action);
    add_cards_command(program, action);
    add_verify_command(program, action);
    add_staff_commands(program, action);
    add_backup_and_restore(program, action);
    add_erase_command(program, action);
    add_search_command(program, action);
    try {
        program.parse(argc, argv);
    }
    catch (const CLI::ParseError& error) {
        return program.exit(error) == 0 ? 0 : 2;
    }
    if (!start_crypto())
        return complain("the cryptographic library cannot be used on this machine");
    try {
        return action();
    }
    catch (const std::exception& error) {
        return complain(error.what());
    }
}

} // namespace rostrum::cli
