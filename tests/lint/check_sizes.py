#!/usr/bin/env python3
"""A file that grows past its limit holds more than one thing."""

from common import files, main, read

LIMITS = [  # folder, suffixes, lines
    ("server/src", (".hpp", ".cpp"), 400),
    ("tests", (".hpp", ".cpp", ".py"), 500),
    ("web/src", (".svelte", ".ts", ".css"), 300),
    ("web/e2e", (".ts",), 500),
]
CATALOGUE_LIMIT = 400  # Two languages side by side: words, not logic.


def check(root):
    complaints = []
    for folder, suffixes, limit in LIMITS:
        for path in files(root, folder, *suffixes):
            if "generated" in path.name:
                continue
            lines = read(root, path).count("\n")
            most = CATALOGUE_LIMIT if "/i18n/" in path.as_posix() else limit
            if lines > most:
                complaints.append(f"{path}: {lines} lines, the limit is {most}")
    return complaints


main(
    check,
    good={
        "server/src/core/a.cpp": "x\n" * 400,
        "web/src/protocol/generated.ts": "x\n" * 9000,
        "web/node_modules/a.ts": "x\n" * 9000,
    },
    bad=[
        ("401 lines, the limit is 400", {"server/src/core/a.cpp": "x\n" * 401}),
        ("501 lines, the limit is 500", {"tests/core/a_test.cpp": "x\n" * 501}),
        ("301 lines, the limit is 300", {"web/src/ui/Button.svelte": "x\n" * 301}),
        ("401 lines, the limit is 400", {"web/src/i18n/desk.ts": "x\n" * 401}),
    ],
)
