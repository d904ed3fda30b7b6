#!/usr/bin/env python3
"""C++ is formatted as the pinned clang-format does it. With --fix it is rewritten.

Versions of clang-format differ in what they make of one configuration, so only the one that
web/package.json pins is asked, or the one that the environment variable CLANG_FORMAT names.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from common import SKIPPED, files, main

ROOT = Path(__file__).resolve().parents[2]


def formatter():
    pinned = ROOT / "web/node_modules/.bin/clang-format"
    named = os.environ.get("CLANG_FORMAT") or (str(pinned) if pinned.exists() else None)
    # The pinned one is a program for Node.
    if named == str(pinned) and not shutil.which("node"):
        return None
    return named


# Files of one run: at some 750 the pinned program, which is WebAssembly, runs out of its memory.
BATCH = 250


def run(root, *options):
    """What is said on standard error, run by run, where one does not end well."""
    paths = [str(path) for folder in ("server", "tests") for path in files(root, folder, ".hpp", ".cpp")]
    command = [formatter(), f"--style=file:{ROOT / '.clang-format'}", "--fno-color-diagnostics", *options]
    for at in range(0, len(paths), BATCH):
        done = subprocess.run([*command, *paths[at : at + BATCH]], capture_output=True, text=True, cwd=root)
        if done.returncode != 0:
            yield done.stderr


def check(root):
    said = [line for text in run(root, "--dry-run", "-Werror") for line in text.splitlines() or ["clang-format failed"]]
    if not said:
        return []
    faults = [line for line in said if "[-Wclang-format-violations]" in line]
    return (faults or said) + ["to rewrite: python3 tests/lint/check_format.py --fix"]


if formatter() is None:
    print("skipped: no clang-format in web/node_modules (npm ci installs it)")
    sys.exit(SKIPPED)
if sys.argv[1:] == ["--fix"]:
    sys.exit("".join(run(ROOT, "-i")) or 0)
main(
    check,
    good={"server/src/core/a.cpp": "int twice(int number)\n{\n    return 2 * number;\n}\n"},
    bad=[
        ("should be clang-formatted", {"server/src/core/a.cpp": "int  twice( int number ){return 2*number;}\n"}),
        ("should be clang-formatted", {"tests/core/a_test.cpp": "int* a;\nint *b;\n"}),
    ],
)
