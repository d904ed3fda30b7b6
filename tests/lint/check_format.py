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


def run(root, *options):
    paths = [str(path) for folder in ("server", "tests") for path in files(root, folder, ".hpp", ".cpp")]
    if not paths:
        return None
    command = [formatter(), f"--style=file:{ROOT / '.clang-format'}", "--fno-color-diagnostics", *options, *paths]
    return subprocess.run(command, capture_output=True, text=True, cwd=root)


def check(root):
    done = run(root, "--dry-run", "-Werror")
    if done is None or done.returncode == 0:
        return []
    said = done.stderr.splitlines()
    faults = [line for line in said if "[-Wclang-format-violations]" in line]
    return (faults or said or ["clang-format failed without a word"]) + ["to rewrite: python3 tests/lint/check_format.py --fix"]


if formatter() is None:
    print("skipped: no clang-format in web/node_modules (npm ci installs it)")
    sys.exit(SKIPPED)
if sys.argv[1:] == ["--fix"]:
    fixed = run(ROOT, "-i")
    sys.exit(fixed.stderr if fixed and fixed.returncode else 0)
main(
    check,
    good={"server/src/core/a.cpp": "int twice(int number)\n{\n    return 2 * number;\n}\n"},
    bad=[
        ("should be clang-formatted", {"server/src/core/a.cpp": "int  twice( int number ){return 2*number;}\n"}),
        ("should be clang-formatted", {"tests/core/a_test.cpp": "int* a;\nint *b;\n"}),
    ],
)
