#!/usr/bin/env python3
"""Test names that CTest and Catch2 pass on to each other unharmed, each once in its folder, in files that are run."""

import re

from common import blank_cpp, files, line_of, main, read


def check(root):
    complaints, seen = [], {}
    for path in files(root, "tests", ".cpp"):
        text = blank_cpp(read(root, path), keep_strings=True)
        for match in re.finditer(r'\b(?:TEST_CASE|TEMPLATE_TEST_CASE|EVERY_LEDGER)\s*\(\s*((?:"(?:\\.|[^"\\])*"\s*)+)(,\s*"\[\.)?', text):
            name = "".join(re.findall(r'"((?:\\.|[^"\\])*)"', match.group(1)))
            where = f"{path}:{line_of(text, match.start())}"
            by_hand = match.group(2) is not None  # [.measure]
            if not by_hand and not path.name.endswith("_test.cpp"):
                complaints.append(f"{where}: a test in a file that is none, which nobody runs: {name!r}")
            if re.search(r'[;\\$]|^[~#*\s]|[*\s]$|^$', name):
                complaints.append(f"{where}: a name that CTest or Catch2 would misread: {name!r}")
            if name in seen.setdefault(path.parts[1], {}):
                complaints.append(f"{where}: the name of another test, {seen[path.parts[1]][name]}: {name!r}")
            seen[path.parts[1]].setdefault(name, where)
    return complaints


main(
    check,
    good={
        "tests/core/a_test.cpp": 'TEST_CASE("a vote, once, [and] again: 90 %")\n',
        "tests/hall/a_test.cpp": 'TEST_CASE("a vote, once, [and] again: 90 %")\n',
    },
    bad=[
        ("misread", {"tests/core/a_test.cpp": 'TEST_CASE("first; then")\n'}),
        ("misread", {"tests/core/a_test.cpp": 'TEST_CASE("the \\"same\\" vote")\n'}),
        ("misread", {"tests/core/a_test.cpp": 'TEST_CASE("~none")\n'}),
        ("another test", {"tests/core/a_test.cpp": 'TEST_CASE("x")\n', "tests/core/b_test.cpp": 'TEST_CASE("x")\n'}),
        ("nobody runs", {"tests/core/a.cpp": 'TEST_CASE("x")\n'}),
    ],
)
