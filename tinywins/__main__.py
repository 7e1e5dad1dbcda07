"""The front door: `log` without options takes the quick path, `tui` its own, everything else the command tree.

The quick path hands the same words to the same grammar, service and text as the command tree, and loads
nothing else: a logged win must cost nothing. A test in tests/house says what it may import.
"""

import gc
import os
import sys


def is_quick(arguments: list[str]) -> bool:
    """Say whether the arguments are `log` and words of text alone: no option, nothing to read from elsewhere."""
    words = arguments[1:]
    if arguments[:1] != ["log"] or not words or words == ["-"]:
        return False
    return all(word[:1] != "-" or word == "-" or word[1:2].isdigit() for word in words)


def log_quickly(words: list[str]) -> int:
    """Log the words as one entry and print the reply."""
    from tinywins.bootstrap import open_workspace
    from tinywins.cli.boundary import complain, write
    from tinywins.daily import begin_daily
    from tinywins.domain.line import parse_line
    from tinywins.render.text import show_reply, show_warnings
    from tinywins.services.logging import log

    line = parse_line(" ".join(words))
    ws = open_workspace()
    told = log(ws, [line])
    complain(show_warnings(told))
    code = write(show_reply(told), done=True)
    begin_daily(ws, complain)
    return code


def show_program() -> int:
    """Open the full screen, past the command tree, whose loading its first frame need not wait for."""
    from tinywins.cli.boundary import guard
    from tinywins.tui.start import start_program

    return guard(start_program)


def complete_line(line: str) -> int:
    """Answer a shell that asks what its line can go on with."""
    from tinywins.cli.completing import answer

    return answer(line)


def main() -> int:
    """Run the program and give its exit code."""
    arguments = sys.argv[1:]
    if arguments == ["tui"]:
        return show_program()
    if not is_quick(arguments):
        if not arguments and "_TINYWINS_COMPLETE" in os.environ:
            return complete_line(os.environ["_TINYWINS_COMPLETE"])
        from tinywins.cli.app import run

        return run(arguments)
    from tinywins.cli.boundary import guard

    return guard(lambda: log_quickly(arguments[1:]))


def start() -> None:
    """Run the program as a process of its own."""
    gc.disable()  # a process this short has nothing to collect
    code = main()
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            code = code or 1
    # What was to be kept is on the disk and printed: taking the interpreter apart would cost a tenth of a log.
    os._exit(code)


if __name__ == "__main__":
    start()
