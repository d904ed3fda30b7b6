"""Prints what verify.py exits with for each of the folders given after verify.py's own: one start for hundreds."""
import contextlib
import importlib.util
import os
import sys

spec = importlib.util.spec_from_file_location("verify", sys.argv[1])
verify = importlib.util.module_from_spec(spec)
spec.loader.exec_module(verify)

for folder in sys.argv[2:]:
    with open(os.devnull, "w") as nothing, contextlib.redirect_stdout(nothing), contextlib.redirect_stderr(nothing):
        verdict = verify.main(folder)
    print(verdict)
