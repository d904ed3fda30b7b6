#!/usr/bin/env python3
"""What lies at the top of the repository, and what no file of it may hold."""

import re
import subprocess

from common import SKIPPED_FOLDERS, main, read

TOP = set(
    """CMakeLists.txt CMakePresets.json server web schema tests docs README.md LICENSE CHANGELOG.md run test""".split()
)
# Paths of one person's machine, and of what may lie beside the repository there. Written so that they do not
# match themselves.
MACHINE = re.compile(r"(?<![\w/.:-])/(?:work|root|home/(?!\.\.\.)[\w.-]+|Users/[\w.-]+)/\w|\.\./(?:shared)/")
TEXT = {".cpp", ".hpp", ".py", ".md", ".txt", ".json", ".ts", ".svelte", ".js", ".mjs", ".css", ".html", ".sql", ".toml", ".yaml", ".yml", ".csv", ""}


def paths(root):
    """What git keeps or would keep; all files where there is no git."""
    listing = subprocess.run(
        ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
    )
    if (root / ".git").exists() and listing.returncode == 0:
        found = [root / name for name in listing.stdout.decode().split("\0") if name]
    else:
        found = list(root.rglob("*"))
    inside = [path.relative_to(root) for path in found if path.is_file()]
    return [path for path in inside if not SKIPPED_FOLDERS & set(path.parts)]


def check(root):
    complaints = []
    found = sorted(paths(root))
    for name in sorted({path.parts[0] for path in found}):
        if name not in TOP and not name.startswith("."):
            complaints.append(f"{name}: the top level holds only {', '.join(sorted(TOP))} and dot-files")
    for path in found:
        if path.suffix not in TEXT:
            continue
        try:
            text = read(root, path)
        except UnicodeDecodeError:
            continue  # A sample of a bad encoding.
        for number, line in enumerate(text.split("\n"), 1):
            if path.name == "package-lock.json":
                if '"resolved":' in line and "://" in line:
                    complaints.append(f"{path}:{number}: names a registry: see web/.npmrc")
            elif MACHINE.search(line):
                complaints.append(f"{path}:{number}: a path of one machine: {line.strip()[:100]}")
    return complaints


main(
    check,
    good={
        "README.md": "https://example.org/root/x /var/lib/rostrum/ ./src/x\n",
        ".ci/run": "#!/usr/bin/env bash\n",
        "web/package-lock.json": '{ "integrity": "sha512-x" }\n',
        "build/release/x.txt": "/" + "work/main/x\n",
    },
    bad=[
        ("notes.md: the top level", {"notes.md": "\n"}),
        ("src: the top level", {"src/a.cpp": "\n"}),
        ("docs/a.md:2: a path of one machine", {"docs/a.md": "\nsee /" + "work/main/x\n"}),
        ("a path of one machine", {"run": 'cd "/' + 'home/ana/rostrum"\n'}),
        ("a path of one machine", {"docs/a.md": "../" + "shared/design.md\n"}),
        ("names a registry", {"web/package-lock.json": '"resolved": "https://registry.example/x.tgz"\n'}),
    ],
)
