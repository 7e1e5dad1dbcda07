"""Pictures of the full screen in a page: after `<!-- screen: KEYS -->`, what it shows once these keys were pressed.

Each begins anew, on the evening on which a made-up year ends, or with `<!-- shop: KEYS -->` on the morning after seven
weeks of a small shop; with 80 columns and 24 rows.
"""

import asyncio
import tempfile

from tests.builders import day
from tests.services.workspaces import Person
from tests.tui.pilots import sit_down
from tests.tui.shops import open_shop
from tests.year import live_year

PAGE = "docs/tui.md"
LIVES = {"<!-- screen:": live_year, "<!-- shop:": open_shop}
ENDING = "2026-11-22"


async def take_pictures(folder: str, mark: str, wanted: list[list[str]]) -> list[list[str]]:
    """Press keys, and give the lines of the screen, for each list of keys."""
    person = Person(folder)
    LIVES[mark](person, day(ENDING))
    pictures = []
    for keys in wanted:
        async with sit_down(person) as sitting:
            await sitting.press(*keys)
            pictures.append(sitting.read())
    person.close()
    return pictures


def draw_page(page: str) -> str:
    """Give a page as it reads when its pictures are taken again."""
    for mark in LIVES:
        lines = page.split("\n")
        places = [place for place, line in enumerate(lines) if line.startswith(mark)]
        wanted = [lines[place].removeprefix(mark).removesuffix("-->").split() for place in places]
        with tempfile.TemporaryDirectory() as folder:
            pictures = asyncio.run(take_pictures(folder, mark, wanted))
        for place, picture in reversed(list(zip(places, pictures, strict=True))):
            end = lines.index("```", place + 2)
            lines[place + 2 : end] = picture
        page = "\n".join(lines)
    return page
