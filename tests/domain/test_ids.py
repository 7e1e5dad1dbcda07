"""Ids: ordered by time, and short enough to type."""

from uuid import RFC_4122, UUID

from hypothesis import given
from hypothesis import strategies as st

from tinywins.domain.ids import LETTERS, LONGEST, SHORTEST, SYMBOLS, order_id, short_code

instants = st.integers(0, (1 << 48) - 1)
tails = st.binary(min_size=10, max_size=10)


@given(instants, tails)
def test_ids_are_uuids_of_version_7(ms: int, random: bytes) -> None:
    """An id is a UUIDv7 in its usual dress, and begins with its instant."""
    made = order_id(ms, random)
    read = UUID(made)
    assert made == str(read)
    assert (read.version, read.variant) == (7, RFC_4122)
    assert ms == read.int >> 80


@given(instants, instants, tails, tails)
def test_ids_sort_by_their_instant(one: int, other: int, first: bytes, second: bytes) -> None:
    """Of two instants the earlier has the smaller id, whatever the random part is."""
    if one != other:
        assert (one < other) == (order_id(one, first) < order_id(other, second))


@given(st.integers(-(10**15), 10**18), tails)
def test_clocks_beyond_the_field_still_give_an_id(ms: int, random: bytes) -> None:
    """A clock before 1970 or far ahead breaks nothing."""
    assert UUID(order_id(ms, random)).version == 7


@given(instants, tails)
def test_short_codes_can_be_typed(ms: int, random: bytes) -> None:
    """A code begins with a letter, holds no i, l, o, u, and a shorter one begins the longer."""
    code = short_code(order_id(ms, random))
    assert len(code) == LONGEST
    assert code[0] in LETTERS
    assert set(code) <= set(SYMBOLS)
    assert not set(SYMBOLS) & set("ilou")
    for length in range(SHORTEST, LONGEST):
        assert code[:length] == short_code(order_id(ms, random), length)


@given(instants, instants, tails)
def test_short_codes_come_from_the_random_tail(one: int, other: int, random: bytes) -> None:
    """Two ids with one random tail share their code: the instant has no part in it."""
    assert short_code(order_id(one, random)) == short_code(order_id(other, random))


@given(instants, st.sets(st.integers(0, (1 << 62) - 1), min_size=2, max_size=20))
def test_short_codes_use_the_low_bits(ms: int, values: set[int]) -> None:
    """Different random tails give different codes, as far as the signs of a code reach."""
    reach = len(LETTERS) * len(SYMBOLS) ** (LONGEST - 1)
    codes = {short_code(order_id(ms, value.to_bytes(10, "big"))) for value in values}
    assert len(codes) == len({value % reach for value in values})


def test_a_known_id_and_its_code() -> None:
    """Codes are printed, written down and typed again: these must never change."""
    made = order_id(1_700_000_000_000, bytes(range(10)))
    assert made == "018bcfe5-6800-7004-8203-040506070809"
    assert short_code(made) == "bcme6at3x8v5"
