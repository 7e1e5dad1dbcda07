"""Reading pictures back: their elements, their texts, and the contrast of their colours."""

from xml.etree import ElementTree

SPACE = "{http://www.w3.org/2000/svg}"


def parse(svg: str) -> ElementTree.Element:
    """Read a picture as XML, as strictly as any viewer."""
    return ElementTree.fromstring(svg.encode())  # noqa: S314  # the picture is our own


def find(svg: str, name: str, style: str = "") -> list[ElementTree.Element]:
    """Give the elements of a name, or those of a class among them."""
    found = parse(svg).iter(f"{SPACE}{name}")
    return [item for item in found if not style or style in item.get("class", "").split()]


def wrap_body(body: str) -> str:
    """Put a drawing into a root, so that it can be read."""
    return f'<svg xmlns="http://www.w3.org/2000/svg">{body}</svg>'


def read_colour(text: str) -> tuple[int, int, int]:
    """Read a colour written `#rrggbb`, or `rgb(...)` as browsers do."""
    if text.startswith("#"):
        return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)
    red, green, blue = (int(part) for part in text[text.index("(") + 1 : text.index(")")].split(",")[:3])
    return red, green, blue


def light_of(colour: str) -> float:
    """Give the relative luminance of a colour, as WCAG defines it."""
    parts = [part / 255 for part in read_colour(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, 1 to 21."""
    dark, light = sorted((light_of(one), light_of(other)))
    return (light + 0.05) / (dark + 0.05)
