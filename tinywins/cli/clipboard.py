"""The clipboard of the terminal in front of somebody, also over ssh: OSC 52, which the terminal obeys or ignores."""

import base64
import os

from tinywins.errors import TinyWinsError

LARGEST = 74_994  # bytes of text that terminals take: 100,000 signs of base64 with what is around them


def copy_text(text: str) -> None:
    """Ask the terminal to put a text on its clipboard; TinyWinsError where there is no terminal, or too much text.

    Inside tmux and screen the request is also wrapped, so that it passes through to the terminal outside.
    """
    data = text.encode()
    if len(data) > LARGEST:
        raise TinyWinsError(
            f"{len(data):,} bytes are more than a terminal's clipboard takes ({LARGEST:,}).",
            "Write it to a file: tinywins review ... --format markdown > review.md",
        )
    request = b"\x1b]52;c;" + base64.b64encode(data) + b"\x07"
    try:
        terminal = os.open("/dev/tty", os.O_WRONLY | os.O_NOCTTY)
    except OSError:
        raise TinyWinsError(
            "There is no terminal here whose clipboard could be used.",
            "Print it instead: tinywins review ... --format markdown",
        ) from None
    try:
        for part in wrap_request(request, os.environ):
            left = memoryview(part)
            while left:
                left = left[os.write(terminal, left) :]
    finally:
        os.close(terminal)


def wrap_request(request: bytes, environ: "os._Environ[str] | dict[str, str]") -> list[bytes]:
    """Give what to send: the request and, inside tmux, the request wrapped; inside screen it is wrapped in pieces."""
    if environ.get("TMUX"):
        return [request, b"\x1bPtmux;" + request.replace(b"\x1b", b"\x1b\x1b") + b"\x1b\\"]
    if environ.get("STY"):
        return [b"\x1bP" + request[place : place + 600] + b"\x1b\\" for place in range(0, len(request), 600)]
    return [request]
