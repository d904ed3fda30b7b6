#!/usr/bin/env python3
"""g++ 12 destroys some temporaries of a co_await expression twice, without a word.

Hit are lambdas with captures, and aggregates, made anywhere in the full expression that holds the co_await;
with braced lists inside it, later versions crash too. So: give it a name first, and std::move the name.
"""

import re

from common import blank_cpp, files, line_of, main, read

BLOCK = re.compile(r"(?:[)\];{}]|\b(?:else|do|try|mutable|noexcept|const|override)|->[\w:<>,\s&*]+)\s*$")


def is_block(code, brace):
    """Whether the brace opens a block of statements rather than a braced list of values."""
    return bool(BLOCK.search(code[max(0, brace - 200) : brace])) or not code[:brace].strip()


def statement_start(code, at):
    depth = 0
    for i in range(at - 1, -1, -1):
        c = code[i]
        if c == "}" and depth == 0:
            return i + 1
        if c in ")]}":
            depth += 1
        elif c in "([{":
            if c == "{" and depth <= 0 and is_block(code, i):
                return i + 1
            depth -= 1
        elif c == ";" and depth <= 0:
            return i + 1
    return 0


def statement_end(code, start):
    depth = 0
    for i in range(start, len(code)):
        c = code[i]
        if c == "{" and depth == 0 and is_block(code, i):
            return i
        if c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
            if depth < 0:
                return i
        elif c == ";" and depth == 0:
            return i
    return len(code)


def without_lambda_bodies(code):
    """Blanks the blocks within a statement: what happens in a lambda's body is another expression."""
    out, i = list(code), 0
    while i < len(code):
        if code[i] == "{" and is_block(code, i):
            depth, j = 0, i
            while j < len(code):
                depth += {"{": 1, "}": -1}.get(code[j], 0)
                if depth == 0:
                    break
                j += 1
            for k in range(i, min(j + 1, len(code))):
                out[k] = out[k] if out[k] == "\n" else " "
            i = j
        i += 1
    return "".join(out)


def faults(statement):
    for match in re.finditer(r"\[\s*([^\]\s][^\]]*)\]", statement):
        before = statement[: match.start()].rstrip()
        if before.endswith("[") or re.search(r"\bauto\s*&{0,2}$", before):
            continue  # An attribute, or names for the parts of a result.
        word = re.search(r"(\w+)$", before)
        if word and word.group(1) not in ("return", "co_return", "co_await", "co_yield"):
            continue  # An index.
        if before.endswith((")", "]")):
            continue
        yield match.start(), "a lambda with captures"
    for match in re.finditer(r"\{", statement):
        yield match.start(), "a braced value"


def check(root):
    complaints = []
    for path in files(root, "server/src", ".hpp", ".cpp") + files(root, "tests", ".hpp", ".cpp"):
        code = blank_cpp(read(root, path))
        done = set()
        for match in re.finditer(r"\bco_await\b", code):
            start = statement_start(code, match.start())
            if start in done:
                continue
            done.add(start)
            statement = without_lambda_bodies(code[start : statement_end(code, start)])
            if "co_await" not in statement:
                continue
            for at, what in faults(statement):
                complaints.append(f"{path}:{line_of(code, start + at)}: {what} in a co_await expression: name it first")
    return complaints


def coroutine(body):
    return {"server/src/net/a.cpp": "awaitable<void> f()\n{\n    auto ex = 1;\n    " + body + "\n}\n"}


main(
    check,
    good={
        "server/src/net/a.cpp": """
awaitable<void> f(std::map<int, int> table)
{
    auto job = [table]() -> awaitable<std::size_t> { co_return co_await size(table); };
    auto n = co_await asio::co_spawn(ex, std::move(job), use_awaitable);
    const auto [ec, bytes] = co_await stream.async_read(buffer, as_tuple(use_awaitable));
    if (co_await ready(table[1])) {
        Frame frame{1, 2};
        co_await send(std::move(frame));
    }
    while (!co_await done()) { auto other = Frame{3}; }
    // co_await f([s] { });
    co_spawn(ex, [table]() -> awaitable<void> { co_await g(table); }, detached);
    co_await visit(table, [](auto& one) { return Frame{one}; });
    log("co_await [s] {1}");
}
"""
    },
    bad=[
        ("a lambda with captures", coroutine("auto n = co_await co_spawn(ex, [s]() -> awaitable<int> { co_return 1; }, t);")),
        ("a lambda with captures", coroutine("co_spawn(co_await this_coro::executor, [s] { return g(s); }, detached);")),
        ("a lambda with captures", coroutine("co_await async_initiate<T, S>(\n        [this](auto h) { h(); }, token);")),
        ("a lambda with captures", coroutine("if (co_await any(list, [&](int x) { return x == ex; })) { stop(); }")),
        ("a braced value", coroutine("co_await send(Frame{1, text});")),
        ("a braced value", coroutine("co_await send({1, {2, 3}});")),
        ("a braced value", coroutine("co_return Frame{co_await next(), text};")),
        ("a.cpp:4", coroutine("co_await send(Frame{1});")),
    ],
)
