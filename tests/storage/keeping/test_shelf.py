"""The folder of backups: which are kept, in whatever order and number they were made."""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import UTC, examples
from tinywins.storage.keeping.shelf import (
    DAILY,
    MONTHLY,
    SPECIAL,
    WEEKLY,
    Backup,
    choose_kept,
    find_free,
    list_backups,
    open_shelf,
    thin_out,
)

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
HOUR = 3_600_000


def make(hours: int, why: str = "") -> Backup:
    """Give a backup made so many hours before a noon."""
    made = NOON - timedelta(hours=hours)
    return Backup(f"/b/{hours}{why}", int(made.timestamp() * 1000), why, 1)


def day_of(backup: Backup) -> datetime:
    """Give the instant of a backup, in UTC."""
    return datetime.fromtimestamp(backup.made / 1000, UTC)


def keep_naively(backups: list[Backup]) -> set[str]:
    """Say which are kept, rule by rule: the newest of each of the last periods that have one."""
    kept = set()
    for form, most in (("%Y-%m-%d", DAILY), ("%G-%V", WEEKLY), ("%Y-%m", MONTHLY)):
        periods = sorted({day_of(backup).strftime(form) for backup in backups}, reverse=True)[:most]
        for period in periods:
            of_it = [backup for backup in backups if day_of(backup).strftime(form) == period]
            kept.add(max(of_it, key=lambda backup: backup.made).path)
    return kept


@given(st.sets(st.integers(0, 24 * 800), max_size=80))
def test_kept_are_7_daily_4_weekly_and_12_monthly(hours: set[int]) -> None:
    """For any set of backups the kept ones are those that the rule names, however they are ordered."""
    backups = [make(each) for each in hours]
    assert choose_kept(backups) == choose_kept(reversed(backups)) == keep_naively(backups)


def test_a_backup_a_day_for_two_years_ends_in_few() -> None:
    """Kept up every day, thinned out every time, at most 7 + 4 + 12 are left, and a year is covered."""
    backups: list[Backup] = []
    for hours in range(24 * 730, -1, -24):
        backups.append(make(hours))
        kept = choose_kept(backups)
        backups = [backup for backup in backups if backup.path in kept]
    assert 18 <= len(backups) <= DAILY + WEEKLY + MONTHLY
    assert 300 < (NOON - min(map(day_of, backups))).days < 370
    assert {(NOON - day_of(backup)).days for backup in backups} >= set(range(DAILY))


@settings(max_examples=examples(1) // 33, deadline=None)
@given(st.integers(0, 2**32))
def test_two_years_of_days_and_days_off(seed: int) -> None:
    """Thinned out after each new one, the shelf holds at any time what the rule names of all that were ever made.

    Days off, several backups a day, and a log that shrinks change nothing of that; the one with the most entries stays.
    """
    rng = Random(seed)
    with TemporaryDirectory() as home:
        open_shelf(home, 0)
        ever: list[Backup] = []
        held: dict[str, int] = {}
        entries, day = 0, 0
        while day < 730:
            entries = entries // 2 if rng.random() < 0.004 else entries + rng.randrange(6)
            for hour in sorted(rng.sample(range(24), rng.choice((1, 1, 1, 2, 3)))):
                made = int((NOON + timedelta(days=day, hours=hour)).timestamp() * 1000)
                path = find_free(home, made, 4)
                Path(path).touch()
                held[path] = entries
                ever.append(Backup(path, made, "", 0))
                before = list_backups(home)
                gone = thin_out(home, ever[-1], lambda each: held[each.path])
                most = max(before, key=lambda each: (held[each.path], each.made))
                left = {each.path for each in list_backups(home)}
                if rng.random() < 0.03:
                    assert left == keep_naively(ever) | {most.path}, seed
                assert most.path in left, seed
                assert ever[-1].path in left, seed
                assert not {each.path for each in gone} & left, seed
            day += rng.choice((1, 1, 1, 1, 2, 3)) if rng.random() < 0.98 else rng.randrange(60)
        assert left == keep_naively(ever) | {most.path}, seed
        assert max(held[path] for path in left) == max(held.values()), seed


def test_copies_of_before_an_upgrade_or_a_restore_count_apart() -> None:
    """They take no place of a day's backup, and the newest few of them stay; a file of another name always does."""
    special = [make(hours, "replaced") for hours in range(1, 12)]
    other = Backup("/b/other", 0, "other", 1)
    kept = choose_kept([*special, other, make(0), make(8)])
    assert kept == {"/b/0", "/b/other", *(backup.path for backup in special[:SPECIAL])}


def test_the_one_with_most_entries_stays(tmp_path: Path) -> None:
    """However old it is, the backup with the most entries is never thinned out, nor one that cannot be read."""
    open_shelf(str(tmp_path), 0)
    now = int(NOON.timestamp() * 1000)
    for hours in range(40):
        Path(find_free(str(tmp_path), now - hours * HOUR, 4)).write_bytes(b"x")
    backups = list_backups(str(tmp_path))
    most, unread = backups[-2].path, backups[-1].path
    gone = thin_out(
        str(tmp_path), backups[0], lambda each: None if each.path == unread else 100 if each.path == most else 5
    )
    left = {backup.path for backup in list_backups(str(tmp_path))}
    assert {most, unread, backups[0].path} <= left
    assert len(left) + len(gone) == 40
    assert len(left) < 8


def test_names_tell_the_time_and_never_meet(tmp_path: Path) -> None:
    """Backups of one second get names of their own; each name says its time, version and reason again."""
    open_shelf(str(tmp_path), 0)
    made = int(NOON.timestamp() * 1000)
    for why in ("", "", "replaced"):
        Path(find_free(str(tmp_path), made, 4, why)).write_bytes(b"x")
    found = {backup.name: (backup.made - made, backup.why) for backup in list_backups(str(tmp_path))}
    assert found == {
        "20261125-120001-v4.db": (1000, ""),
        "20261125-120000-v4.db": (0, ""),
        "20261125-120000-v4-replaced.db": (0, "replaced"),
    }


def test_what_was_left_half_made_is_swept_out_later(tmp_path: Path) -> None:
    """A copy that a killed process left is taken away once it is nobody's, and one that is in the making is not."""
    building = Path(open_shelf(str(tmp_path), 0))
    building.write_bytes(b"half")
    made = building.stat().st_mtime_ns // 1_000_000
    open_shelf(str(tmp_path), made + HOUR - 1)
    assert building.exists()
    open_shelf(str(tmp_path), made + HOUR + 1)
    assert not building.exists()
