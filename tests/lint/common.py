"""What the lint checks share: walking the tree, reporting, and the proof that a check finds fault.

Each check is a function from the repository's root to a list of complaints.
"""

import re
import sys
import tempfile
from pathlib import Path

# Never looked into, wherever they are.
SKIPPED_FOLDERS = {"build", "node_modules", "dist", ".git", ".tools", "data", "test-results", "__pycache__"}
SKIPPED = 77  # CTest's SKIP_RETURN_CODE


def files(root, folder, *suffixes):
    """The files below root/folder with one of the suffixes, as paths from the root, sorted."""
    found = []
    for path in sorted((root / folder).rglob("*")):
        inside = path.relative_to(root)
        if path.is_file() and path.suffix in suffixes and not SKIPPED_FOLDERS & set(inside.parts):
            found.append(inside)
    return found


def read(root, path):
    return (root / path).read_text(encoding="utf-8")


def blank_cpp(text, keep_strings=False):
    """C++ with comments (and what strings hold) blanked out; lines and columns stay where they are."""

    def blank(match):
        piece = match.group(0)
        if piece.startswith("/"):
            return re.sub(r"[^\n]", " ", piece)
        if keep_strings:
            return piece
        if piece.startswith("R"):
            return re.sub(r"[^\n]", " ", piece)
        return piece[0] + " " * (len(piece) - 2) + piece[-1]

    return re.sub(
        r'//[^\n]*|/\*.*?\*/|R"([^(\s]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])+\'',
        blank,
        text,
        flags=re.DOTALL,
    )


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def prove(check, good, bad):
    """Runs the check over trees that hold only the given files: good ones, and bad ones by what must be said."""
    wrong = []
    for sample, expected in [(good, None)] + [(tree, words) for words, tree in bad]:
        with tempfile.TemporaryDirectory() as folder:
            for path, text in sample.items():
                target = Path(folder, path)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
            complaints = check(Path(folder))
        if expected is None and complaints:
            wrong.append(f"good sample, yet: {complaints}")
        if expected is not None and not any(expected in one for one in complaints):
            wrong.append(f"nobody said {expected!r} about {sample}: {complaints}")
    return wrong


def main(check, good, bad):
    """check_x.py ROOT looks at the tree, check_x.py --self-test at the samples."""
    if sys.argv[1:] == ["--self-test"]:
        complaints = prove(check, good, bad)
    elif len(sys.argv) <= 2:
        root = Path(sys.argv[1]) if len(sys.argv) == 2 else Path(__file__).resolve().parents[2]
        complaints = check(root)
    else:
        sys.exit("usage: check_x.py [ROOT | --self-test]")
    print("\n".join(complaints) or "nothing to complain about")
    sys.exit(1 if complaints else 0)
