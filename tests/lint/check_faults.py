#!/usr/bin/env python3
"""Every deliberate fault of tests/simulation/faults still fits: what each piece of it replaces stands in the source
once, word for word. `patch` is content with less, and then another line is at fault than was meant."""

import re

from common import files, main, read

HUNK = re.compile(r"^@@ .*$", re.MULTILINE)
FILE = re.compile(r"^--- a/(\S+)\n\+\+\+ b/\1\n", re.MULTILINE)


def replaced(hunk):
    return "\n".join(line[1:] for line in hunk.strip("\n").split("\n") if line[:1] in (" ", "-"))


def check(root):
    complaints = []
    for path in files(root, "tests/simulation/faults", ".patch"):
        _, *sections = FILE.split(read(root, path))
        if not sections:
            complaints.append(f"{path}: changes nothing")
        for name, changes in zip(sections[::2], sections[1::2]):
            source = f"\n{read(root, name)}" if (root / name).exists() else ""
            for hunk in HUNK.split(changes)[1:]:
                found = len(re.findall(rf"(?=\n{re.escape(replaced(hunk))}\n)", source))
                if found != 1:
                    complaints.append(f"{path}: what it replaces stands in {name} {found} times")
    return complaints


FAULT = "Forgets.\n--- a/server/a.cpp\n+++ b/server/a.cpp\n@@ -1,3 +1,3 @@ f()\n one\n-two\n+2\n three\n"

main(
    check,
    good={"tests/simulation/faults/a.patch": FAULT, "server/a.cpp": "zero\none\ntwo\nthree\n"},
    bad=[
        ("0 times", {"tests/simulation/faults/a.patch": FAULT, "server/a.cpp": "one\ntwo\n\nthree\n"}),
        ("2 times", {"tests/simulation/faults/a.patch": FAULT, "server/a.cpp": "one\ntwo\nthree\n" * 2}),
        ("0 times", {"tests/simulation/faults/a.patch": FAULT}),
        ("changes nothing", {"tests/simulation/faults/a.patch": "Forgets.\n"}),
    ],
)
