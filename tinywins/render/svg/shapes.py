"""Shapes: the elements that pictures are made of, as text of XML that stays valid whatever a name holds."""

from dataclasses import dataclass

from tinywins.render.safe import make_safe

ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "\ufffe": "�", "\uffff": "�"}
)


@dataclass(frozen=True, slots=True)
class Drawing:
    """Elements drawn from the origin on, and the height that they take."""

    body: str
    height: float


def escape(text: str) -> str:
    """Make a text harmless between tags and inside quotes, in XML and in HTML, and its controls visible."""
    return make_safe(text).translate(ESCAPES)


def write_number(value: float) -> str:
    """Write a length with two decimals at most."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def element(name: str, content: str = "", **attributes: str | float) -> str:
    """Write an element around its content; an attribute `class_` is written `class`, and `text_anchor` with a dash."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value) if isinstance(value, str) else write_number(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def label(text: str, x: float, y: float, style: str = "", anchor: str = "start") -> str:
    """Write a text with its baseline at `y`; `anchor` is start, middle or end."""
    attributes: dict[str, str | float] = {"x": x, "y": y}
    if style:
        attributes["class_"] = style
    if anchor != "start":
        attributes["text_anchor"] = anchor
    return element("text", escape(text), **attributes) if text else ""


def rect(x: float, y: float, width: float, height: float, style: str) -> str:
    """Draw a rectangle."""
    return element("rect", x=x, y=y, width=max(0.0, width), height=max(0.0, height), class_=style)


def path(steps: str, style: str, title: str = "") -> str:
    """Draw a path, with a title that shows when it is pointed at."""
    return element("path", element("title", escape(title)) if title else "", class_=style, d=steps) if steps else ""


def level(x1: float, x2: float, y: float, style: str) -> str:
    """Draw a level line."""
    return path(f"M{write_number(x1)} {write_number(y)}H{write_number(x2)}", style)


def upright(x: float, y1: float, y2: float, style: str) -> str:
    """Draw an upright line."""
    return path(f"M{write_number(x)} {write_number(y1)}V{write_number(y2)}", style)


def join(points: list[tuple[float, float]]) -> str:
    """Give the steps of a path through points."""
    return "M" + "L".join(f"{write_number(x)} {write_number(y)}" for x, y in points) if points else ""


def move(body: str, x: float, y: float) -> str:
    """Put elements elsewhere."""
    return element("g", body, transform=f"translate({write_number(x)} {write_number(y)})") if body else ""
