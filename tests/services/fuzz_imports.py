"""Let atheris, which sees which lines of the program a file reaches, throw files at the import.

Its arguments are those of libFuzzer; the last one is a folder of files to begin with.
"""

import importlib
import sys


def main() -> None:
    """Throw files until the fuzzer has enough of it; it ends the process."""
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["tinywins"]):
        throwing = importlib.import_module("tests.services.throwing")
    target = throwing.Target()
    atheris.Setup(sys.argv, lambda data: target.throw(data, skip=len(data) % 2 == 1))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
