"""Style: what is to be read or told apart can be, by day and by night."""

from itertools import pairwise

import pytest

from tests.render.svg.reading import contrast
from tinywins.render.svg.style import DARK, GRAPHICS, LIGHT, TEXTS, picture_rules

SCHEMES = {"light": LIGHT, "dark": DARK}


def test_contrast_is_that_of_the_standard() -> None:
    """Black on white is 21, a colour on itself 1, and a known grey 4.54."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#123456", "rgb(18, 52, 86)") == pytest.approx(1)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_texts_can_be_read(scheme: str) -> None:
    """Each colour of texts has a contrast of 4.5 or more with the ground."""
    colours = SCHEMES[scheme]
    assert [name for name in TEXTS if contrast(colours[name], colours["ground"]) < 4.5] == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_graphics_can_be_seen(scheme: str) -> None:
    """Each colour that says something has a contrast of 3 or more with the ground."""
    colours = SCHEMES[scheme]
    assert [name for name in GRAPHICS if contrast(colours[name], colours["ground"]) < 3] == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_levels_go_one_way(scheme: str) -> None:
    """A higher level stands out more from the ground than the one below it."""
    colours = SCHEMES[scheme]
    steps = [contrast(colours[f"level{level}"], colours["ground"]) for level in range(1, 5)]
    assert sorted(steps) == steps
    assert all(above / below > 1.2 for below, above in pairwise(steps))


def test_both_schemes_name_the_same_colours() -> None:
    """Whatever has a colour by day has one by night."""
    assert list(LIGHT) == list(DARK)


def test_rules_ask_for_nothing_from_elsewhere() -> None:
    """No rule loads a font or a picture, and fonts are named by their family's kind alone."""
    rules = picture_rules(marked=True)
    assert not any(word in rules for word in ("url(", "@import", "@font-face", "http", "<", "&"))
    assert "font-family:system-ui,sans-serif" in rules
