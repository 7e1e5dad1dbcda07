"""Style: the colours of pictures and pages, by day and by night, and the rules that paint a picture with them."""

LIGHT = {
    "ground": "#ffffff",
    "ink": "#1f2328",
    "soft": "#59636e",
    "grid": "#dde3e9",
    "axis": "#6e7781",
    "level1": "#4a9a6d",
    "level2": "#2c8257",
    "level3": "#136441",
    "level4": "#07432a",
    "first": "#0b6e4f",
    "second": "#1f5fbf",
    "third": "#a8480b",
    "fourth": "#7a3ea1",
}
DARK = {
    "ground": "#11161b",
    "ink": "#e6edf3",
    "soft": "#a3afba",
    "grid": "#2c353d",
    "axis": "#86919c",
    "level1": "#33855b",
    "level2": "#48a876",
    "level3": "#74cd9d",
    "level4": "#b4f0cf",
    "first": "#57c795",
    "second": "#7db4ff",
    "third": "#f0a35e",
    "fourth": "#c9a0f0",
}
TEXTS = ("ink", "soft", "second")  # colours of texts; the last one is that of links
HUES = ("first", "second", "third", "fourth")  # colours of lines, in this order
GRAPHICS = ("axis", "level1", "level2", "level3", "level4", *HUES)  # the grid alone may be fainter: it says nothing
FONT = "system-ui, sans-serif"
SHAPE = """\
.pic text{font-family:system-ui,sans-serif;font-size:12px}
.pic .title{font-size:18px;font-weight:600}
.pic .name{font-weight:600}
.pic .finding{font-size:14px}
.pic .grid,.pic .axis,.pic .now,.pic .off,.pic .line,.pic .ref,.pic .whisker{fill:none;stroke-width:1}
.pic .line{stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
.pic .ref{stroke-width:1.5;stroke-dasharray:5 4}
.pic .now{stroke-dasharray:2 3;stroke-width:1.5}
.pic .whisker,.pic .past{stroke-width:2}
.pic .due{fill:none;stroke-width:1.5;stroke-dasharray:8 3}
.pic .mark{stroke-width:1.5}
.pic .band{fill-opacity:.16;stroke-width:1;stroke-opacity:.9}
"""


def paint(colours: dict[str, str]) -> str:
    """Give the rules that colour a picture; plain colours, since not every viewer knows variables."""
    levels = "".join(f".pic .level{n}{{fill:{colours[f'level{n}']}}}\n" for n in range(1, 5))
    hues = "".join(
        f".pic .{hue}{{fill:{colours[hue]}}}\n.pic .line.{hue}{{fill:none;stroke:{colours[hue]}}}\n" for hue in HUES
    )
    return (
        f".pic .ground{{fill:{colours['ground']}}}\n"
        f".pic text{{fill:{colours['ink']}}}\n"
        f".pic .soft{{fill:{colours['soft']}}}\n"
        f".pic .grid{{stroke:{colours['grid']}}}\n"
        f".pic .axis,.pic .off{{stroke:{colours['axis']}}}\n"
        f".pic .level0{{fill:{colours['axis']}}}\n"
        f".pic .now{{stroke:{colours['ink']}}}\n"
        f".pic .ref{{stroke:{colours['soft']}}}\n"
        f".pic .past{{fill:{colours['ground']};stroke:{colours['soft']}}}\n"
        f".pic .due{{stroke:{colours['second']}}}\n"
        f".pic .mark{{fill:{colours['ground']};stroke:{colours['ink']}}}\n"
        f".pic .whisker,.pic .band{{stroke:{colours['first']}}}\n"
        f".pic .band{{fill:{colours['first']}}}\n" + levels + hues
    )


def picture_rules() -> str:
    """Give all rules of a picture: light, and dark where that is preferred; on paper it is light."""
    return f"{SHAPE}{paint(LIGHT)}@media screen and (prefers-color-scheme:dark){{\n{paint(DARK)}}}\n"
