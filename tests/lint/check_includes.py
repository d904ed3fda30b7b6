#!/usr/bin/env python3
"""Which folder of server/src may include what. The same table as the link lines of server/CMakeLists.txt."""

import re

from common import blank_cpp, files, line_of, main, read

# Ours: the folder itself and these.
# Headers that CMake makes, from schema/sql, server/demo and server/verify, and who may include them.
MADE = {"sql": {"ledger", "access"}, "demo": {"cli"}, "verify": {"package"}}

USES = {
    "core": set(),
    "disk": set(),
    "trust": {"core"},
    "protocol": {"core", "trust"},
    "access": {"core"},
    "hall": {"core", "protocol", "trust"},
    "session": {"core", "protocol", "access"},
    "ledger": {"core", "disk", "trust", "protocol", "hall"},
    "papers": {"core", "protocol"},
    "intake": {"core", "trust", "protocol", "papers"},
    "slides": {"core", "disk", "trust"},
    "package": {"core", "trust", "protocol", "papers"},
    "net": {"core", "trust", "hall", "session", "protocol", "access", "papers", "intake", "slides"},
    "cli": {"core", "disk", "trust", "hall", "session", "protocol", "access", "ledger", "papers", "intake", "slides",
            "package", "net"},
}

# All that the core may include besides itself: nothing that does I/O, reads a clock or draws by chance.
CORE_STD = set(
    """array bit bitset deque forward_list initializer_list iterator list map queue set span stack
    unordered_map unordered_set vector
    optional expected variant tuple utility memory functional compare concepts type_traits limits numeric
    algorithm ranges cassert cstddef cstdint string string_view charconv system_error""".split()
)

# These folders have no I/O, no clock and no chance either; they may use more of the library than the core.
PURE = {"core", "trust", "protocol", "session", "hall", "package"}
IMPURE_STD = set(
    """chrono ctime random cstdio cstdlib fstream iostream istream ostream print filesystem thread
    mutex shared_mutex condition_variable future stop_token semaphore latch barrier csignal""".split()
)

# Libraries that belong to some folders only: a beginning of the include's path, and who may name it.
LIBRARIES = [
    (r"boost/(asio|beast)[./]", {"net", "cli"}),
    (r"boost/json[./]",
     {"protocol", "session", "net", "ledger", "hall", "access", "papers", "intake", "package", "cli"}),
    (r"boost/url[./]", {"net", "cli"}),
    (r"SQLiteCpp/|sqlite3\.h", {"ledger", "access"}),
    (r"sodium[./]", {"trust", "access", "ledger", "cli"}),
    (r"openssl/", {"trust", "access", "ledger", "net"}),
    (r"qrencode\.h|(cairo|pango)/", {"papers"}),
    (r"(xlsxwriter\.h|pugixml\.hpp)", {"papers"}),
    (r"zip\.h", {"papers", "intake"}),
    (r"(expat|iconv)\.h", {"intake"}),
    (r"qpdf/", {"slides"}),
    (r"spdlog/", {"ledger", "access", "slides", "net", "cli"}),
    (r"CLI/", {"cli"}),
    (r"toml\+\+/|toml\.hpp", {"intake", "cli"}),
    (r"(sys|netinet|arpa)/|unistd\.h|fcntl\.h|poll\.h|signal\.h|s(pawn|ched)\.h",
     {"disk", "ledger", "papers", "slides", "net", "cli"}),
    (r"catch2/|rapidcheck|valijson/", set()),
]


def check(root):
    complaints = []
    for path in files(root, "server/src", ".hpp", ".cpp"):
        folder = path.parts[2]
        text = blank_cpp(read(root, path), keep_strings=True)

        def complain(at, words):
            complaints.append(f"{path}:{line_of(text, at)}: {words}")

        if folder not in USES:
            complain(0, f"{folder} is not in the table of folders")
            continue
        for match in re.finditer(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', text, re.MULTILINE):
            quote, name = match.groups()
            at = match.start(2)
            if quote == '"':
                first = name.split("/")[0]
                if first in MADE:
                    if folder not in MADE[first]:
                        complain(at, f"{folder} may not use {name}")
                elif first not in USES:
                    complain(at, f'"{name}": write the path from server/src')
                elif first != folder and first not in USES[folder]:
                    complain(at, f"{folder} may not use {first}")
                continue
            if folder == "core" and name not in CORE_STD:
                complain(at, f"the core may not include <{name}>")
            elif folder in PURE and name in IMPURE_STD:
                complain(at, f"{folder} has no I/O, clock or chance: not <{name}>")
            for pattern, allowed in LIBRARIES:
                if re.match(pattern, name) and folder not in allowed:
                    complain(at, f"{folder} may not include <{name}>")
        if folder in PURE:
            code = blank_cpp(text)
            for match in re.finditer(r"_clock::now|\brandom_device\b|\bgetenv\b", code):
                complain(match.start(), f"{folder} is told the time and the chance: no {match.group(0)}")
    return complaints


def one(folder, line):
    return {f"server/src/{folder}/x.cpp": f"{line}\n"}


main(
    check,
    good={
        "server/src/core/a.hpp": '#include <vector>\n#include "core/b.hpp"\n// #include <chrono>\n',
        "server/src/session/a.cpp": '#include "access/a.hpp"\n#include <boost/json.hpp>\n',
        "server/src/trust/a.cpp": '#include "core/ids.hpp"\n#include <openssl/evp.h>\n#include <sodium.h>\n',
        "server/src/net/a.cpp": '#include <boost/beast/core.hpp>\n#include "hall/a.hpp"\n#include <chrono>\n',
        "server/src/ledger/a.cpp": '#include "hall/ports.hpp"\n#include <SQLiteCpp/SQLiteCpp.h>\n',
        "server/src/cli/a.cpp": '#include "ledger/a.hpp"\n#include <CLI/CLI.hpp>\n',
    },
    bad=[
        ("the core may not include <chrono>", one("core", "#include <chrono>")),
        ("the core may not include <boost/json.hpp>", one("core", "  #  include <boost/json.hpp>")),
        ("the core may not include <random>", one("core", "#include <random>")),
        ("core may not use protocol", one("core", '#include "protocol/json.hpp"')),
        ("access may not use protocol", one("access", '#include "protocol/json.hpp"')),
        ("trust may not use ledger", one("trust", '#include "ledger/merkle.hpp"')),
        ("trust has no I/O", one("trust", "#include <fstream>")),
        ("hall may not use ledger", one("hall", '#include "ledger/sqlite.hpp"')),
        ("net may not use ledger", one("net", '#include "ledger/sqlite.hpp"')),
        ("net may not use sql/log.hpp", one("net", '#include "sql/log.hpp"')),
        ("write the path from server/src", one("core", '#include "ids.hpp"')),
        ("ledger may not include <boost/asio/post.hpp>", one("ledger", "#include <boost/asio/post.hpp>")),
        ("hall may not include <boost/asio.hpp>", one("hall", "#include <boost/asio.hpp>")),
        ("net may not include <sqlite3.h>", one("net", "#include <sqlite3.h>")),
        ("session has no I/O", one("session", "#include <fstream>")),
        ("no _clock::now", one("protocol", "auto t = std::chrono::steady_clock::now();")),
        ("net may not include <qpdf/QPDF.hh>", one("net", "#include <qpdf/QPDF.hh>")),
        ("not in the table", one("util", "#include <vector>")),
    ],
)
