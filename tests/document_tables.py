"""Tables that scripts write into documents: each stands between <!-- its name --> and <!-- end -->."""

import re
from pathlib import Path


def markdown(head, rows):
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in [head, ["---"] * len(head), *rows])


def rows_of(text):
    """Of a table in Markdown: its head, and its rows, as lists of cells."""
    lines = [[cell.strip() for cell in line.strip("|").split("|")]
             for line in text.splitlines() if line.startswith("|")]
    return lines[0], lines[2:]


def _part(name):
    return re.compile(rf"(<!-- {name} -->\n)(.*?)(<!-- end -->)", re.DOTALL)


def read_part(document: Path, name):
    return _part(name).search(document.read_text())[2]


def write_parts(document: Path, parts):
    """`parts`: name → text. All of them, or none when the document has no place for one."""
    text = document.read_text()
    for name, part in parts.items():
        text, found = _part(name).subn(lambda m, part=part: m[1] + part + "\n" + m[3], text)
        if found != 1:
            raise SystemExit(f"{document.name} has no place for {name}")
    document.write_text(text)
