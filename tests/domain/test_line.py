"""The one line: every sentence of its grammar, and that what is shown back is what was typed."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import examples, refusal
from tinywins.domain.amounts import LIMIT
from tinywins.domain.line import (
    BREAKS,
    LONGEST_TEXT,
    check_text,
    compose_line,
    is_bare_mention,
    parse_line,
    split_tag,
    total_mentions,
)
from tinywins.domain.names import LONGEST_NAME
from tinywins.errors import UsageError

Tags = list[tuple[str, int | None]]


def read(raw: str, units: dict[str, str] | None = None) -> tuple[str, Tags]:
    """Read a line into its text and its tags, added up."""
    line = parse_line(raw)
    return line.text, total_mentions(line.mentions, units or {})


def total(tags: Tags) -> dict[str, int | None]:
    """Give tags without their order, for an inline person comes before the trailing tags."""
    return dict(tags)


@pytest.mark.parametrize(
    ("raw", "text", "tags"),
    [
        ("Watered the plants", "Watered the plants", []),
        ("  Watered  the plants ", "Watered  the plants", []),
        # Trailing tags leave the text.
        ("Ran +run", "Ran", [("run", None)]),
        ("Ran +run +outside", "Ran", [("run", None), ("outside", None)]),
        ("Ran +run=5.2", "Ran", [("run", 5_200)]),
        ("Called @anna", "Called", [("@anna", None)]),
        ("Called +phone @anna", "Called", [("phone", None), ("@anna", None)]),
        # Inside the sentence only the + goes, and a person keeps the @.
        ("Did +run before work", "Did run before work", [("run", None)]),
        ("+run before work", "run before work", [("run", None)]),
        ("Wrote to @anna about it", "Wrote to @anna about it", [("@anna", None)]),
        ("Ran +run=5 in rain", "Ran run=5 in rain", [("run", 5_000)]),
        (
            "@anna and I did +run today +outside",
            "@anna and I did run today",
            [("@anna", None), ("run", None), ("outside", None)],
        ),
        # A line of tags alone.
        ("+stretch", "", [("stretch", None)]),
        ("+stretch +run=2", "", [("stretch", None), ("run", 2_000)]),
        ("@anna", "", [("@anna", None)]),
        # Trailing punctuation is text.
        ("Ran +run.", "Ran run.", [("run", None)]),
        ("Did +run, then slept", "Did run, then slept", [("run", None)]),
        ("Thanked @anna!", "Thanked @anna!", [("@anna", None)]),
        ("Ran +run=5.2.", "Ran run=5.2.", [("run", 5_200)]),
        ("Ran +run: +outside", "Ran run:", [("run", None), ("outside", None)]),
        ("Ran +run… +outside", "Ran run…", [("run", None), ("outside", None)]),
        # Not whole words, not letters: text.
        ("Learned C++", "Learned C++", []),
        ("Learned C++ today", "Learned C++ today", []),
        ("Lifted +5kg", "Lifted +5kg", []),
        ("Swapped +1'd", "Swapped +1'd", []),
        ("Wrote a+b", "Wrote a+b", []),
        ("Wrote (+run)", "Wrote (+run)", []),
        ("Mailed me@example.org", "Mailed me@example.org", []),
        ("Was @5 there", "Was @5 there", []),
        ("Read +c++ things", "Read +c++ things", []),
        ("Voted +-1", "Voted +-1", []),
        ("Met @anna's brother", "Met @anna's brother", []),
        ("Drew +_x", "Drew +_x", []),
        ("Sums: 1 + 1", "Sums: 1 + 1", []),
        ("+", "+", []),
        ("@", "@", []),
        ("++", "++", []),
        ("Typed @+x and +@x", "Typed @+x and +@x", []),
        ("Weighed @anna=5", "Weighed @anna=5", []),
        # The sign twice writes the word itself.
        ("Explained ++name", "Explained +name", []),
        ("Explained ++name today", "Explained +name today", []),
        ("Explained +++name", "Explained ++name", []),
        ("Explained @@anna", "Explained @anna", []),
        ("Explained ++name=5,2", "Explained +name=5,2", []),
        ("++name", "+name", []),
        # A dash is text.
        ("- cleaned up -v --deep", "- cleaned up -v --deep", []),
        # Markup and shell signs are text.
        ("[bold]x[/] $HOME `ls` #42 & more", "[bold]x[/] $HOME `ls` #42 & more", []),
    ],
)
def test_the_line_reads_as_it_looks(raw: str, text: str, tags: Tags) -> None:
    """Each sentence of the grammar holds, and the line can be written back and read as the same."""
    assert (text, tags) == read(raw)
    again, counted = read(compose_line(text, tags))
    assert (text, total(tags)) == (again, total(counted))


@pytest.mark.parametrize(
    ("raw", "units", "expected"),
    [
        ("x +run +run", {}, 2_000),
        ("x +run +run +run", {}, 3_000),
        ("x +run=5 +run=0.2", {}, 5_200),
        ("x +run=5 +run", {}, 6_000),
        ("x +run +run=5", {}, 6_000),
        ("x +run=0 +run", {}, 1_000),
        ("x +run=0", {}, 0),
        ("x +run=0 +run=0", {}, 0),
        ("x +Run=1 +RUN=2", {}, 3_000),
        ("Did +run=1 and +run=2", {}, 3_000),
        ("x +run", {"run": "km"}, None),
        ("x +run +run", {"run": "km"}, None),
        ("x +run=5km +run", {"run": "km"}, 5_000),
        ("x +run +run=5km", {"run": "km"}, 5_000),
        ("x +run=5 +run=0.2km", {"run": "km"}, 5_200),
        ("x +run=0 +run", {"run": "km"}, 0),
    ],
)
def test_the_same_tag_twice_adds(raw: str, units: dict[str, str], expected: int | None) -> None:
    """Mentions add up: without a unit a bare one counts 1, with a unit it adds no amount."""
    assert [("run", expected)] == read(raw, units)[1]


def test_a_person_named_twice_is_one_person() -> None:
    """A person has no amount, so two mentions are one."""
    assert read("Told @anna that @Anna won @ANNA") == ("Told @anna that @Anna won", [("@anna", None)])


def test_totals_stay_below_the_limit() -> None:
    """What adds up to more than an amount may be is refused, as one such amount would be."""
    line = parse_line("x +run=600000000 +run=600000000")
    assert "stay below 1,000,000,000" in refusal(total_mentions, line.mentions, {}).message
    assert read("x +run=999999999 +run=0.999") == ("x", [("run", LIMIT - 1)])


def test_a_unit_is_kept_as_typed() -> None:
    """The mention carries the unit, so that it can be compared with the tag's own."""
    mention = parse_line("Ran +run=5.2Km").mentions[0]
    assert (mention.name, mention.amount, mention.unit) == ("run", 5_200, "Km")


@pytest.mark.parametrize("inside", ["", " today"])
@pytest.mark.parametrize(
    ("word", "message", "hint"),
    [
        ("+run=5,2", "+run=5,2: 5,2 is not a number here.", "Write 5.2"),
        ("+run=5,2km", "+run=5,2km: 5,2km is not a number here.", "Write 5.2km"),
        ("+run=-5", "+run=-5: -5 is negative, and amounts are not.", "To correct one: tinywins edit last +run=4"),
        ("+run=", "+run= has no amount after the '='.", "Write +run=5, or +run alone."),
        ("+run=.", "+run=. has no amount after the '='.", "Write +run=5, or +run alone."),
        ("+run=NaN", "+run=NaN: 'NaN' is not a number.", "Amounts look like 5, 5.2 or 5.2km."),
        ("+run=inf", "+run=inf: 'inf' is not a number.", "Amounts look like 5, 5.2 or 5.2km."),
        ("+run=1e400", "+run=1e400: '1e400' is not a number.", "Amounts look like 5, 5.2 or 5.2km."),
        ("+run==5", "+run==5: '=5' is not a number.", "Amounts look like 5, 5.2 or 5.2km."),
        ("+run=٥", "+run=٥: '٥' is not a number.", "Amounts look like 5, 5.2 or 5.2km."),
        ("+run=5.1234", "+run=5.1234: 5.1234 has more than three decimals.", "Write 5.123"),
    ],
)
def test_amounts_that_cannot_be_read_are_refused(word: str, message: str, hint: str, inside: str) -> None:
    """A tag whose amount is none is refused with the way to write it, wherever it stands in the line."""
    error = refusal(parse_line, f"Ran {word}{inside}")
    assert (message, hint) == (error.message, error.hint)


def test_huge_amounts_are_refused() -> None:
    """An amount of a billion or more is refused, and never becomes infinite."""
    assert "too large" in refusal(parse_line, "x +run=1000000000").message
    assert "too large" in refusal(parse_line, "x +run=" + "9" * 3_000).message


def test_names_fold_and_keep_their_marks() -> None:
    """Composed and decomposed accents, and large and small letters, are one name; marks belong to their letter."""
    spelled = ["Café", "CAFÉ", "cafe\u0301", unicodedata.normalize("NFD", "café")]
    assert {parse_line(f"Sat +{name}").mentions[0].name for name in spelled} == {"caf\u00e9"}
    assert read("Practised +हिन्दी") == ("Practised", [("हिन्दी", None)])
    assert read("Lief +Straße +STRASSE") == ("Lief", [("strasse", 2_000)])
    assert read("跑步 +跑步=3") == ("跑步", [("跑步", 3_000)])


def test_the_text_keeps_its_own_form() -> None:
    """The text is kept sign for sign: nothing normalizes, trims inside or straightens quotes."""
    for text in (
        "Cafe\u0301 \u201cau lait\u201d",
        "a\u00a0b\tc  d",
        "\u202eabc",
        "👩\u200d👩\u200d👧 visited",
        "\x1b[31mred",
    ):
        assert text == parse_line(text).text


@pytest.mark.parametrize("sign", list(BREAKS))
def test_line_breaks_are_refused(sign: str) -> None:
    """A line is one line: nothing is joined and nothing cut off."""
    assert refusal(parse_line, f"one{sign}two").message == "A line break cannot stand in one line."


def test_a_long_text_is_refused_not_cut() -> None:
    """4,000 characters fit and 4,001 do not."""
    assert parse_line("x" * LONGEST_TEXT).text == "x" * LONGEST_TEXT
    assert refusal(parse_line, "x" * (LONGEST_TEXT + 1)).message == "The text has 4,001 characters; 4,000 fit."


@pytest.mark.parametrize("text", ["a\ud800b", "\udce9t\udce9", "\udfff"])
def test_what_is_no_utf8_is_refused(text: str) -> None:
    """Bytes that are not valid UTF-8 could not be kept as typed, so they are refused."""
    assert "UTF-8" in refusal(parse_line, text).message


def test_nul_is_refused() -> None:
    """A NUL character is refused."""
    assert refusal(parse_line, "a\0b").message == "The text holds a NUL character."
    assert refusal(check_text, "a\0b", "The note").message == "The note holds a NUL character."


@pytest.mark.parametrize("raw", ["", " ", "\t \u3000"])
def test_an_empty_line_is_refused(raw: str) -> None:
    """Nothing typed is nothing logged, and the way to say something is shown."""
    assert refusal(parse_line, raw).message == "There is nothing to log yet."


def test_long_names_are_refused_and_can_be_words() -> None:
    """A name has at most sixty characters after folding; with its sign twice it is a word like any other."""
    fits, longer = "a" * LONGEST_NAME, "a" * (LONGEST_NAME + 1)
    assert read(f"x +{fits}") == ("x", [(fits, None)])
    for raw in (f"x +{longer}", f"Said +{longer} aloud", f"x @{longer}", "x +" + "ß" * 31):
        assert "60 fit" in refusal(parse_line, raw).message
    assert read(f"Said ++{longer} aloud") == (f"Said +{longer} aloud", [])
    assert compose_line(f"Said +{longer} aloud", []) == f"Said ++{longer} aloud"
    assert read("x +" + "e\u0301" * LONGEST_NAME) == ("x", [("é" * LONGEST_NAME, None)])
    assert "60 fit" in refusal(split_tag, f"+{longer}").message


@pytest.mark.parametrize(
    ("text", "tags", "line"),
    [
        ("Ran", [("run", 5_200)], "Ran +run=5.2"),
        ("Ran", [("run", 0)], "Ran +run=0"),
        ("", [("stretch", None)], "+stretch"),
        ("Wrote to @anna about it", [("@anna", None)], "Wrote to @anna about it"),
        ("Wrote to @anna about it", [], "Wrote to @@anna about it"),
        ("Wrote to @anna", [("@anna", None)], "Wrote to @@anna @anna"),
        ("Wrote to @anna.", [("@anna", None)], "Wrote to @anna."),
        ("Told @anna that @Anna won", [("@anna", None)], "Told @anna that @Anna won"),
        ("Wrote it", [("@anna", None)], "Wrote it @anna"),
        ("Explained +name", [("run", None)], "Explained ++name +run"),
        ("Learned C++ and +5kg", [], "Learned C++ and +5kg"),
    ],
)
def test_lines_are_written_as_a_person_would(text: str, tags: Tags, line: str) -> None:
    """A composed line doubles a sign only where it would otherwise be read as a mention."""
    assert line == compose_line(text, tags)
    assert (text, tags) == read(line)


def test_bare_mentions_are_those_that_would_leave_the_text() -> None:
    """A mention with closing punctuation, a doubled sign or another word stays in the text."""
    assert [is_bare_mention(word) for word in ("+run", "@anna", "+run=5")] == [True] * 3
    assert [is_bare_mention(word) for word in ("+run.", "++run", "run", "+5kg", "+")] == [False] * 5


SPECIMENS = [
    *("+run", "+run=5.2", "+run=0", "+run=5.2km", "+Run", "+run.", "+run=5.", "+run:", "++run", "+++run", "++run=5,2"),
    *(
        "+run=5,2",
        "+run=",
        "+run=-1",
        "@anna",
        "@Anna,",
        "@anna!",
        "@@anna",
        "@@@anna",
        "@bo",
        "@bo.",
        "@anna=5",
        "@@bo.",
    ),
    *("C++", "+5kg", "+1'd", "+", "@", "++", "+@a", "@+a", "a+b", "+d'accord", "-v", "--", "=", "+café", "+cafe\u0301"),
    *(
        "+हिन्दी",
        "+İ",
        "+ß",
        "+ŉ",
        "done",
        "the",
        "run",
        "anna",
        ".",
        "…",
        "(+run)",
        "+run)",
        "+a_b-c",
        "+-a",
        "+x\u200d",
    ),
]
BLANKS = [" ", "  ", "\t", "\u00a0", "\u2003", "\x1f"]
signs = st.characters(exclude_categories=["Cs"], exclude_characters=BREAKS + "\0")
words = st.sampled_from(SPECIMENS) | st.text(signs, max_size=6) | st.text("+@=.,aB5\u0301é", max_size=6)
texts = st.lists(st.tuples(words, st.sampled_from(BLANKS)), max_size=8).map(
    lambda parts: "".join(a + b for a, b in parts)
)
names = st.sampled_from(["run", "café", "i\u0307", "x-1", "हिन्दी", "@anna", "@bo", "@é"])


@settings(max_examples=examples(5))
@given(texts)
def test_reading_what_was_written_is_identity(raw: str) -> None:
    """Read a line, write it, read it again: text and tags are the same, and writing settles at once."""
    try:
        text, tags = read(raw)
    except UsageError:
        return
    line = compose_line(text, tags)
    again, counted = read(line)
    assert (text, total(tags)) == (again, total(counted))
    assert compose_line(again, counted) == line


@settings(max_examples=examples(5))
@given(texts, st.dictionaries(names, st.none() | st.integers(0, LIMIT - 1), max_size=4))
def test_any_text_and_tags_can_be_written(text: str, amounts: dict[str, int | None]) -> None:
    """However an entry came to its text and tags, the line composed of them reads as the same."""
    text = text.strip()
    tags = [(name, None if name[0] == "@" else amount) for name, amount in amounts.items()]
    if not text and not tags:
        return
    again, counted = read(compose_line(text, tags))
    assert (text, total(tags)) == (again, total(counted))


@settings(max_examples=examples(5))
@given(texts)
def test_what_is_shown_back_is_what_was_typed(raw: str) -> None:
    """The text is the typed line less some signs + and @ and less the mentions that close it: no other change."""
    try:
        line = parse_line(raw)
    except UsageError:
        return
    bare = str.maketrans("", "", "+@")
    shown, typed = line.text.translate(bare), raw.strip().translate(bare)
    assert typed.startswith(shown)
    closing = raw.split()[len(line.text.split()) :]
    assert all(is_bare_mention(word) for word in closing)
    assert len(closing) <= len(line.mentions)


@settings(max_examples=examples(3))
@given(st.text("abc C+5'd.,\t-—x", max_size=40))
def test_plain_text_is_kept_sign_for_sign(raw: str) -> None:
    """A line in which no word begins with a mention is its own text."""
    if raw.strip() and not any(word[0] == "+" and word.lstrip("+")[:1].isalpha() for word in raw.split()):
        assert raw.strip() == parse_line(raw).text
        assert not parse_line(raw).mentions


@settings(max_examples=examples(3))
@given(st.text(st.characters(), max_size=30) | st.text("+@=.,-\n\0\ud800aé5 ", max_size=20))
def test_no_line_breaks_the_reader(raw: str) -> None:
    """Any line at all, surrogates and controls too, is read or refused in a sentence."""
    try:
        parse_line(raw)
    except UsageError as error:
        assert error.message.endswith(".")
