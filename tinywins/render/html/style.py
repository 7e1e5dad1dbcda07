"""How a page looks: on screens of any width, by day and by night, and on paper."""

from tinywins.render.svg.style import DARK, LIGHT, picture_rules

NAMES = ("ground", "ink", "soft", "grid", "axis", "second", "first")
BASE = """\
*{box-sizing:border-box}
html{color-scheme:light dark;background:var(--ground);color:var(--ink);-webkit-text-size-adjust:100%}
body{margin:0 auto;padding:1.5rem 1rem 3rem;max-width:48rem;font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:2rem;line-height:1.2;margin:0}
h2{font-size:1.4rem;line-height:1.3;margin:3rem 0 .5rem;padding-top:.75rem;border-top:1px solid var(--grid)}
h3{font-size:1.05rem;line-height:1.3;margin:2rem 0 .5rem}
p{margin:.25rem 0}
a{color:var(--second)}
:focus-visible{outline:2px solid var(--second);outline-offset:2px}
.soft,dt,caption,time,.note,.tags,footer{color:var(--soft)}
.skip{position:absolute;left:-100rem}
.skip:focus{position:static;display:inline-block;margin-bottom:1rem}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.1rem 1.25rem;margin:1rem 0 0;padding:0}
nav li{max-width:100%}
nav a{display:block;padding:.2rem 0;overflow:hidden;white-space:nowrap;text-overflow:ellipsis}
nav .months{gap:0 1rem;margin:.25rem 0 0;font-size:.9rem}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:1rem 1.5rem;margin:1rem 0}
.facts div{border-left:3px solid var(--first);padding-left:.75rem}
dt{font-size:.9rem}
dd{margin:0;font-size:1.2rem;line-height:1.3;font-weight:600}
.chart{margin:2rem 0 2.5rem}
figure{margin:.5rem 0}
figcaption{margin-top:.5rem}
.scroll{overflow-x:auto;position:relative}
.time{direction:rtl}
.time>*{direction:ltr}
.pic{display:block;width:100%;min-width:40rem;height:auto}
details{margin:.5rem 0}
summary{cursor:pointer;color:var(--second);width:fit-content}
table{border-collapse:collapse;font-size:.9rem;margin:.5rem 0;font-variant-numeric:tabular-nums}
caption{text-align:start;padding-bottom:.25rem}
th,td{text-align:start;vertical-align:top;padding:.15rem 1.25rem .15rem 0;border-bottom:1px solid var(--grid)}
th{font-weight:600}
tbody th{font-weight:400}
.number{text-align:end}
.month{content-visibility:auto}
.wins{list-style:none;margin:0;padding:0}
.wins li{display:grid;grid-template-columns:minmax(0,var(--days)) minmax(50%,1fr);gap:0 .75rem;padding:.2rem 0}
.wins time{font-variant-numeric:tabular-nums}
.tags bdi{margin-inline-end:.5em}
.note{display:block;font-size:.9rem;white-space:pre-line}
.star{color:var(--first)}
footer{margin-top:3rem;padding-top:.75rem;border-top:1px solid var(--grid);font-size:.9rem}
@media screen and (max-width:30rem){.wins li{grid-template-columns:minmax(0,1fr)}.wins .again{display:none}}
"""
PAPER = """\
@page{margin:16mm}
@media print{
body{max-width:none;padding:0;font-size:10pt;line-height:1.35}
nav,.skip,details:not([open]),details[open]>summary{display:none}
a{color:inherit;text-decoration:none}
h1,h2,h3{break-after:avoid}
h2{margin-top:2rem}
.chart,figure,.facts div,.wins li,tr{break-inside:avoid}
.scroll{overflow:visible}
.pic{min-width:0}
.month{content-visibility:visible}
.wins li{grid-template-columns:minmax(0,var(--days)) minmax(50%,1fr);padding:.1rem 0}
}
"""


def page_rules(*, marked: bool) -> str:
    """Give all rules of a page, its pictures among them, `marked` ones or not; on paper it is light."""
    night = f"@media screen and (prefers-color-scheme:dark){{{name_colours(DARK)}}}\n"
    return f"{name_colours(LIGHT)}\n{night}{BASE}{picture_rules(marked=marked)}{PAPER}"


def name_colours(colours: dict[str, str]) -> str:
    """Give a page's colours their names."""
    return ":root{" + ";".join(f"--{name}:{colours[name]}" for name in NAMES) + "}"
