#include "net/http.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <atomic>
#include <memory>

namespace rostrum::net {
namespace {

const char* title_of(unsigned status)
{
    switch (status) {
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 409: return "Conflict";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 416: return "Range Not Satisfiable";
    case 421: return "Misdirected Request";
    case 422: return "Unprocessable Content";
    case 426: return "Upgrade Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 503: return "Service Unavailable";
    default: return "Error";
    }
}

std::string percent_encoded(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= 'a' && byte <= 'z') || byte == '-' || byte == '.' ||
                           byte == '_';
        if (plain)
            encoded.push_back(c);
        else {
            encoded.push_back('%');
            encoded.push_back(digits[byte >> 4]);
            encoded.push_back(digits[byte & 15]);
        }
    }
    return encoded;
}

} // namespace

Respond answered_always(Respond respond)
{
    /// Lives as long as anybody can still answer.
    struct Duty {
        explicit Duty(Respond to_whom) : respond(std::move(to_whom)) {}
        ~Duty()
        {
            if (!answered) respond(problem(500, "internal_error"));
        }
        Duty(const Duty&) = delete;
        Duty& operator=(const Duty&) = delete;

        Respond respond;
        std::atomic<bool> answered{false};
    };
    return [duty = std::make_shared<Duty>(std::move(respond))](HttpResponse response) {
        if (!duty->answered.exchange(true)) duty->respond(std::move(response));
    };
}

HttpResponse problem(unsigned status, std::string_view code, std::string_view detail)
{
    boost::json::object body{
        {"type", "about:blank"}, {"title", title_of(status)}, {"status", status}, {"code", code}};
    if (!detail.empty()) body["detail"] = detail;
    return {status, "application/problem+json", boost::json::serialize(body), {}};
}

HttpResponse json_response(unsigned status, std::string body)
{
    return {status, "application/json", std::move(body), {}};
}

HttpResponse download(std::string content_type, std::string file_name, std::string body)
{
    return {
        200,
        std::move(content_type),
        std::move(body),
        {{"Content-Disposition", "attachment; filename*=UTF-8''" + percent_encoded(file_name)}}};
}

} // namespace rostrum::net
