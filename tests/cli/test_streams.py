"""Closed, full and broken streams: what was recorded is recorded, and the exit code tells the truth."""

import pytest

from tests.cli.harness import Home

LOGS = (["log", "x"], ["log", "x", "--on", "today"], ["log", "x", "--json"], ["done", "run"])
OTHERS = (["star", "last"], ["undo"], ["redo"], ["tag", "edit", "run", "--unit", "m"], ["edit", "last", "--text", "y"])
LOOKS = (["list"], ["today"], ["list", "--json"], ["export", "log"], ["doctor"])


@pytest.mark.parametrize("arguments", LOGS)
@pytest.mark.parametrize("sh", ['exec "$@" >&-', 'exec "$@" >/dev/full'])
def test_an_entry_whose_reply_cannot_be_written_is_logged(home: Home, arguments: list[str], sh: str) -> None:
    """The entry is there, so the exit code is 0; that its reply is lost is said beside it."""
    home.call("habit", "add", "run")
    answer = home.run(*arguments, sh=sh)
    assert "It is done, but the reply could not be written" in answer.err
    assert len(home.entries()) == 1


def test_other_deeds_are_done_too(kept: Home) -> None:
    """Whatever changes the log ends well when only its reply is lost."""
    for words in OTHERS:
        assert "It is done, but the reply" in kept.run(*words, sh='exec "$@" >/dev/full').err
    entry = kept.entries()[-1]
    assert (entry["text"], entry["star"]) == ("y", True)


def test_data_that_cannot_be_written_is_a_failure(kept: Home) -> None:
    """Where the output is all that was asked for, losing it ends with 1 and a sentence."""
    for words in LOOKS:
        full = kept.run(*words, sh='exec "$@" >/dev/full', code=1)
        assert "The output could not be written: No space left on device." in full.err
        assert "standard output" in kept.run(*words, sh='exec "$@" >&-', code=1).err


def test_a_reader_that_goes_away_is_no_failure(kept: Home) -> None:
    """`log x | true`, `list | head -1` and a long export that is cut off end well, and in silence."""
    status = '{ "$@"; echo "code $?" >&2; } | '
    for number in range(3):
        assert kept.run("log", f"Piped {number}", sh=status + "true").err == "code 0\n"
    kept.call("log", "-", stdin=b"".join(b"line %d\n" % number for number in range(3_000)))
    for words in (["list", "--since", "-3"], ["export", "log"], ["export", "log", "--format", "jsonl"]):
        answer = kept.run(*words, sh=status + "head -1")
        assert answer.err == "code 0\n"
        assert answer.out.count("\n") == 1
    assert len(kept.texts()) == 3_006


@pytest.mark.parametrize("sh", ['exec "$@" 2>&-', 'exec "$@" 2>/dev/full'])
def test_without_standard_error_everything_works(kept: Home, sh: str) -> None:
    """What cannot be said is left unsaid: replies, data and exit codes stay as they are."""
    assert "✓ x" in kept.run("log", "x", sh=sh).out
    assert "✓ y" in kept.run("log", "y", "--on", "today", sh=sh).out
    assert "✓ z" in kept.run("log", "z", sh=sh, env={"TZ": "Foo/Bar", "TINYWINS_NOW": None}).out
    assert "Along the river" in kept.run("list", sh=sh).out
    assert "Along the river" in kept.run("export", "log", sh=sh).out
    kept.run("done", "nope", sh=sh, code=2)
    kept.run("nope", sh=sh, code=2)
    kept.call("doctor")


def test_without_standard_input(kept: Home) -> None:
    """A closed standard input matters only to what reads from it."""
    sh = 'exec "$@" <&-'
    assert "✓ x" in kept.run("log", "x", sh=sh).out
    assert "Along the river" in kept.run("list", sh=sh).out
    assert "There is no standard input to read a line from." in kept.run("log", sh=sh, code=2).err
    assert "reads lines from another program" in kept.run("log", "-", sh=sh, code=2).err


def test_without_any_stream(kept: Home) -> None:
    """With all three closed, as under some schedulers, a log is logged and a look fails quietly."""
    sh = 'exec "$@" <&- >&- 2>&-'
    kept.run("log", "From nowhere", sh=sh)
    kept.run("log", "From nowhere", "--on", "today", sh=sh)
    kept.run("list", sh=sh, code=1)
    assert kept.texts().count("From nowhere") == 2
    kept.call("doctor")


def test_help_and_version_with_a_broken_output(home: Home) -> None:
    """Even these end with a documented code, and create nothing."""
    for words in (["--help"], ["log", "--help"], ["--version"]):
        home.run(*words, sh='exec "$@" >/dev/full', code=1)
        home.run(*words, sh='exec "$@" >&-', code=None)
        home.run(*words, sh='exec "$@" 2>&-')
        gone = home.run(*words, sh='{ sleep 0.2; "$@"; echo "code $?" >&2; } | true')
        assert (gone.out, gone.err) == ("", "code 0\n")
    assert not home.folder.exists()
