// The door: names, cards, accounts and sessions, on a thread of their own, because they wait for
// the disk and passwords take tens of milliseconds. Everything here is called on the door's thread.
#pragma once

#include "access/card_codes.hpp"
#include "access/links.hpp"
#include "access/people_store.hpp"
#include "access/rate_limit.hpp"
#include "access/seat_cards.hpp"
#include "access/sessions.hpp"
#include "access/staff_accounts.hpp"
#include "net/clock_watch.hpp"
#include "net/repeating_timer.hpp"
#include "net/work_thread.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <atomic>
#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace rostrum::net {

/// What a task on the door's thread may use.
struct DoorKeeper {
    access::PeopleStore& store;
    access::Sessions& sessions;
    access::SeatCards& cards;
    access::Links& links;
    access::StaffAccounts& staff;
    access::RateLimits& rates;
    /// Links that log a member of the staff in: the demo makes them, nobody else.
    std::map<std::string, core::StaffId>& staff_links;
};

class Door {
public:
    using Task = std::function<void(DoorKeeper&)>;

    /// `ended` is told of sessions that are over, on the door's thread.
    Door(std::unique_ptr<access::PeopleStore> store, access::Entropy entropy,
         std::function<core::Instant()> now, std::function<void(const access::SessionIds&)> ended,
         access::PasswordCost code_cost = access::code_cost());
    ~Door();
    Door(const Door&) = delete;
    Door& operator=(const Door&) = delete;

    /// Thread-safe.
    void post(Task task);
    /// For password checks: half a second of waiting at most.
    [[nodiscard]] WorkThread& passwords() { return passwords_; }
    /// For the codes of cards, checked with `code_hasher`.
    [[nodiscard]] WorkThread& codes() { return codes_; }
    [[nodiscard]] access::CodeHasher& code_hasher() { return code_hasher_; }
    [[nodiscard]] const access::Entropy& entropy() const { return entropy_; }

    /// For the time before `run`, when there is only one thread.
    [[nodiscard]] DoorKeeper& keeper() { return keeper_; }
    std::expected<void, access::StoreError> load();
    void run();
    /// Finishes what has been posted.
    void stop();
    /// Whoever does something long in many parts ends it then. Thread-safe.
    [[nodiscard]] bool is_stopping() const { return stopping_; }

private:
    void look_at_clock();
    void reap();

    std::unique_ptr<access::PeopleStore> store_;
    access::Entropy entropy_;
    std::function<core::Instant()> now_;
    std::function<void(const access::SessionIds&)> ended_;
    access::Sessions sessions_;
    access::SeatCards cards_;
    access::Links links_;
    access::StaffAccounts staff_;
    access::RateLimits rates_;
    std::map<std::string, core::StaffId> staff_links_;
    DoorKeeper keeper_;

    using WorkGuard = boost::asio::executor_work_guard<boost::asio::io_context::executor_type>;
    boost::asio::io_context io_{1};
    WorkGuard work_{io_.get_executor()};
    RepeatingTimer reap_timer_{io_};
    ClockWatch clock_;
    access::CodeHasher code_hasher_;
    WorkThread passwords_{access::limits::password_queue_max};
    WorkThread codes_{access::limits::code_queue_max};
    std::atomic<bool> stopping_{false};
    std::jthread thread_;
};

} // namespace rostrum::net
