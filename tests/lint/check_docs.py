#!/usr/bin/env python3
"""Every relative link leads somewhere, every test that docs/rules.md names exists, and every threat of
docs/security.md has a test or is called open."""

import re
from pathlib import Path
from urllib.parse import unquote

from common import SKIPPED_FOLDERS, blank_cpp, files, line_of, main, read


def without_code(text):
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group(0))

    text = re.sub(r"^(```|~~~).*?^\1", blank, text, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", blank, text)


def anchors(text):
    """The anchors of a page: its headings as GitHub spells them, and anchors written by hand."""
    found, seen = set(re.findall(r'<[^>]+\b(?:id|name)="([^"]+)"', text)), {}
    fenced = re.sub(r"^(```|~~~).*?^\1", "", text, flags=re.DOTALL | re.MULTILINE)
    for heading in re.findall(r"^#{1,6}[ \t]+(.+?)[ \t]*#*$", fenced, re.MULTILINE):
        heading = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        slug = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        count = seen.get(slug, 0)
        seen[slug] = count + 1
        found.add(slug if count == 0 else f"{slug}-{count}")
    return found


def test_names(root):
    names = set()
    for path in files(root, "tests", ".cpp"):
        text = blank_cpp(read(root, path), keep_strings=True)
        opening = r'(?:TEST_CASE|SCENARIO|TEST_CASE_METHOD|check|prop)\s*\([^"();]*((?:"(?:\\.|[^"\\])*"\s*)+)'
        for match in re.finditer(opening, text):
            names.add("".join(re.findall(r'"((?:\\.|[^"\\])*)"', match.group(1))))
    for folder in ("web/src", "web/e2e"):
        for path in files(root, folder, ".ts"):
            opening = r"\b(?:test|it)(?:\.\w+)?\s*\(\s*(?:'((?:\\.|[^'\\])*)'|\"((?:\\.|[^\"\\])*)\"|`([^`]*)`)"
            for match in re.finditer(opening, read(root, path)):
                names.add(next(group for group in match.groups() if group is not None))
    return names


def link_complaint(root, page, target):
    if re.match(r"[a-z][a-z0-9+.-]*:", target):
        return None
    place, _, anchor = unquote(target).partition("#")
    there = (root / place.lstrip("/")) if place.startswith("/") else (root / page).parent / place
    there = there.resolve() if place else root / page
    if not there.exists():
        return f"no such file: {target}"
    if root.resolve() not in (there.resolve(), *there.resolve().parents):
        return f"leads out of the repository: {target}"
    if anchor and there.suffix == ".md" and anchor not in anchors(there.read_text(encoding="utf-8")):
        return f"no such heading: {target}"
    return None


def threat_complaints(root, known):
    """`| T5 | … | tests |`: a test whose name begins with `T5: `, in a file that exists; or the word open."""
    page = Path("docs/security.md")
    if not (root / page).exists():
        return
    text = read(root, page)
    for match in re.finditer(r"^\| (T\d+) \|.*\| ([^|]+) \|$", text, re.MULTILINE):
        threat, place = match.groups()
        where = f"{page}:{line_of(text, match.start())}"
        has_test = any(name.startswith(f"{threat}: ") for name in known)
        if place == "open" and has_test:
            yield f"{where}: {threat} is called open, but has a test"
        if place != "open" and not has_test:
            yield f"{where}: no test is named after {threat}"
        for file in re.findall(r"`([^`]+)`", place):
            if not (root / file).exists():
                yield f"{where}: no such file: {file}"


def pages(root):
    top = [Path(path.name) for path in sorted(root.glob("*.md"))]
    rest = [page for folder in ("docs", "schema", "tests", "web") for page in files(root, folder, ".md")]
    return [page for page in top + rest if not SKIPPED_FOLDERS & set(page.parts)]


def check(root):
    complaints = []
    for page in pages(root):
        text = without_code(read(root, page))
        inline = r"\]\(\s*<?([^()\s<>]+(?:\([^()\s]*\)[^()\s]*)?)>?(?:\s+\"[^\"]*\")?\s*\)"
        for match in re.finditer(inline + r"|^\[[^\]]+\]:\s*(\S+)", text, re.MULTILINE):
            complaint = link_complaint(root, page, match.group(1) or match.group(2))
            if complaint:
                complaints.append(f"{page}:{line_of(text, match.start())}: {complaint}")
    rules = Path("docs/rules.md")
    known = test_names(root)
    complaints += threat_complaints(root, known)
    if (root / rules).exists():
        text = read(root, rules)
        for match in re.finditer(r'test: "((?:\\.|[^"\\])+)"', text):
            if match.group(1) not in known:
                complaints.append(f'{rules}:{line_of(text, match.start())}: no such test: "{match.group(1)}"')
    return complaints


main(
    check,
    good={
        "README.md": "[a](docs/a.md#投票-rules) [b](https://example.org/x) `[c](nowhere.md)`\n",
        "docs/a.md": "# 投票: *rules*\n[up](../README.md) [here](#same-1)\n## Same\n## Same\n```\n[x](y.md)\n```\n",
        "docs/rules.md": 'One. test: "a vote counts once"\nTwo. test: "split over lines"\nThree. test: "a page"\n',
        "tests/core/a_test.cpp": 'TEST_CASE("a vote counts once", "[core]")\nTEST_CASE("split "\n  "over lines")\n',
        "web/src/a.test.ts": "test('a page', () => {});\n",
        "docs/security.md": "| T1 | x | 1 | `tests/core/t_test.cpp` |\n| T2 | y | 2 | open |\n",
        "tests/core/t_test.cpp": 'TEST_CASE("T1: nobody comes in")\n',
    },
    bad=[
        ("no test is named after T1", {"docs/security.md": "| T1 | x | 1 | elsewhere |\n"}),
        ("no such file: tests/a", {"docs/security.md": "| T1 | x | 1 | `tests/a` |\n"}),
        (
            "T1 is called open, but has a test",
            {"docs/security.md": "| T1 | x | 1 | open |\n", "tests/core/a_test.cpp": 'TEST_CASE("T1: no")\n'},
        ),
        ("no such file: docs/b.md", {"README.md": "[a](docs/b.md)\n"}),
        ("no such file: x.png", {"docs/a.md": "![a](x.png)\n"}),
        ("no such heading: a.md#c", {"docs/a.md": "# B\n[x](a.md#c)\n"}),
        ("no such heading: #c", {"docs/a.md": "# B\n[x](#c)\n"}),
        ("leads out", {"README.md": "[a](../)\n"}),
        (
            'no such test: "gone"',
            {"docs/rules.md": 'test: "gone"\n', "tests/core/a_test.cpp": '// TEST_CASE("gone")\n'},
        ),
    ],
)
