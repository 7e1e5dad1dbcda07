"""The manual page, as `man` shows it: every command and option is on it, it fits a terminal, and nothing is amiss."""

import os
import re
import shutil
import subprocess

import pytest

from tests.docs.cli_page import list_help
from tests.docs.man_frame import escape, item, set_text
from tests.docs.man_page import PAGE
from tests.docs.sessions import TOP

OVERSTRUCK = re.compile(".\b|\x1b\\[[0-9;]*m")
NEEDED = pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed here")


def set_page(text: bytes) -> str:
    """Set a page as `man` does for a terminal of 80 columns, and give its plain text; no warning may come."""
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Kutf8", "-Tutf8", "-rLL=78n", "-P-cbou"],
        input=text,
        capture_output=True,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        timeout=60,
        check=True,
    )
    assert done.stderr == b""
    return OVERSTRUCK.sub("", done.stdout.decode())


@pytest.fixture(scope="module")
def shown() -> str:
    """Give the page as it is shown."""
    return set_page((TOP / PAGE).read_bytes())


@NEEDED
def test_every_command_and_option_is_on_it(shown: str) -> None:
    """Each command has its entry, and each option that its help lists is named in that entry or told for many."""
    paths = [path for path, _ in list_help()]
    entries: dict[str, str] = {}
    before, _, commands = shown.partition("\nCOMMANDS\n")
    for entry in re.split(r"^ {7}(?=tinywins )", commands, flags=re.MULTILINE)[1:]:
        words = entry.split("\n")[0] + " "
        entries.setdefault(max((path for path in paths if words.startswith(path + " ")), key=len), entry)
    common = before.partition("\nOPTIONS\n")[2]
    for path, text in list_help()[1:]:
        told = entries[path] + entries.get(path.rpartition(" ")[0], "") + common
        for option in re.findall(r"^  (?:-\w, )?(--[\w-]+)", text, re.MULTILINE):
            assert option in told, (path, option)


@NEEDED
def test_it_fits_a_terminal(shown: str) -> None:
    """No line is wider than 80 columns."""
    assert [line for line in shown.splitlines() if len(line) > 80] == []


@NEEDED
def test_it_can_be_copied_from(shown: str) -> None:
    """Quotes, dashes and tildes are the signs that a shell reads, not typographic ones."""
    assert set(shown) & set("\u2019\u2018\u2212\u02dc\u02c6") == set()
    assert "alias tinywins='noglob tinywins'" in re.sub(r"\s+", " ", shown)
    assert 'eval "$(tinywins completion bash)"' in shown


def test_a_help_s_own_marks_are_kept() -> None:
    """What stands in backquotes is bold, paragraphs stay apart, and a lone backquote is one."""
    assert set_text("see `log -x`.\n\nMore\nof it") == "see \\fBlog \\-x\\fR\\&.\n.IP\nMore of it"
    assert set_text("a ` b") == "a \\(ga b"


@NEEDED
@pytest.mark.parametrize("text", [".TH is text", "'tis", r"a\fBb \n(xx", "-x --long", "^ ~ ` ' \\ |", '"quoted"'])
def test_any_sign_is_printed_as_it_is(text: str) -> None:
    """What a help says never becomes an instruction to the typesetter."""
    frame = '.TH T 1 "" "" ""\n.SH NAME\n'
    assert text in set_page((frame + escape(text) + "\n").encode())
    assert text in set_page((frame + ".EX\n" + escape(text, exact=True) + "\n.EE\n").encode())
    assert "words" in set_page((frame + item("--name TEXT", "words") + "\n").encode())
