// Votes as a straightforward server takes them: a transaction each, and then the answer.
#include "bench/child.hpp"
#include "bench/contestant.hpp"
#include "cli/scratch_folder.hpp"
#include "net/frame.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <fmt/format.h>

#include <map>

namespace rostrum::bench {
namespace {

/// What comes here is known: messages of one size class, whole, one after the other.
class OneEach final : public EpollLoop {
public:
    OneEach(int orders, int told, const std::filesystem::path& folder)
        : EpollLoop(orders, told),
          database_((folder / "votes.db").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
    {
        database_.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                       "CREATE TABLE vote (voter INTEGER PRIMARY KEY, text TEXT NOT NULL)");
        insert_ = std::make_unique<SQLite::Statement>(
            database_, "INSERT INTO vote VALUES (?, ?) ON CONFLICT DO UPDATE SET text = ?2");
    }

private:
    void let_in(int) override {}
    void hear(int fd, std::string_view bytes) override
    {
        auto& frame = partial_[fd].append(bytes);
        constexpr std::size_t head = 6; // Of a short message, with its mask.
        while (frame.size() >= head) {
            const auto size = static_cast<std::size_t>(frame[1] & 0x7F);
            if (frame.size() < head + size) return;
            const auto text = frame.substr(head, size);
            SQLite::Transaction transaction(database_);
            insert_->reset();
            insert_->bind(1, fd);
            insert_->bind(2, text);
            insert_->exec();
            transaction.commit();
            send_whole(fd, *net::text_frame("{\"type\":\"ack\"," + text.substr(1)));
            frame.erase(0, head + size);
        }
    }
    void obey(const std::string&) override {}

    SQLite::Database database_;
    std::unique_ptr<SQLite::Statement> insert_;
    std::map<int, std::string> partial_; ///< By descriptor.
};

class OneTransactionEach final : public Child, public Taker {
public:
    explicit OneTransactionEach(std::unique_ptr<cli::ScratchFolder> folder)
        : Child(
              [path = folder->path()](int orders, int told) { OneEach(orders, told, path).run(); }),
          folder_(std::move(folder))
    {
    }
    [[nodiscard]] Exchange exchange(int round) const override
    {
        return {
            .question =
                [round](std::size_t n) {
                    return fmt::format(R"({{"id":"{}-{}","choice":"satisfied"}})", round, n);
                },
            .answer =
                [round](std::size_t n) { return fmt::format(R"("ack","id":"{}-{}")", round, n); }};
    }

private:
    std::unique_ptr<cli::ScratchFolder> folder_;
};

} // namespace

std::unique_ptr<Taker> one_transaction_each(SyncTime sync)
{
    const Disk disk(sync);
    return std::make_unique<OneTransactionEach>(
        std::make_unique<cli::ScratchFolder>("rostrum-bench"));
}

} // namespace rostrum::bench
