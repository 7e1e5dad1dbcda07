"""The frame of the manual page: what a manual page says that no command's help does, and how text is set in it."""

import re

WIDTH = 80
INDENT = 14  # columns before what is said of a command
SIGNS = {"\\": "\\e", "-": "\\-", "^": "\\(ha", "~": "\\(ti", "`": "\\(ga", "'": "\\(aq"}  # or they turn typographic

PAGE = r""".\" Written by tests/docs/man_page.py from the command tree; changes made here are written over.
.TH TINYWINS 1 "" "tinywins {version}" "User commands"
.nr HY 0
.ad l
.SH NAME
tinywins \- log what you finished, and see it add up
.SH SYNOPSIS
.B tinywins log
.I TEXT
[\fB+\fITAG\fR[\fB=\fIAMOUNT\fR]]... [\fB@\fIPERSON\fR]...
.br
.B tinywins
[\fICOMMAND\fR [\fIWORDS\fR] [\fIOPTIONS\fR]]
.SH DESCRIPTION
tinywins is a done-list for the terminal.
It keeps what you finished, a line each, and shows how it adds up: days in a row, strength of habits, tags by week,
goals, and what came of small decisions.
Called without a command it shows today.
.PP
Each thing that is done is one act, and
.B tinywins undo
takes it back.
Data goes to standard output, all else to standard error.
.SS The line
What is typed after
.B log
is text with tags and people in it.
A whole word such as
.B +run
is a tag,
.B +run=5.2
one with an amount,
.B @anna
a person;
.B ++name
is the word +name.
At the end of the line, tags leave the text.
.PP
A shell reads some signs before tinywins does:
.BR "# \(aq & ? ; $ > * ( )" .
Put the text in quotes, or type
.B tinywins log
alone, which reads one line as it is.
.SS Days and times
A day is named as
.BR today ", " yesterday ", " \-3 ", " mon ", " "last fri" ", " 2026\-11\-20 " or " "20 nov" ;
a day to come as
.BR fri ", " +3 " or " 2026\-12\-01 .
A day begins at 4 in the morning, unless
.B config set day_start
says otherwise.
.SS Names and codes
Entries, goals, steps, feedback, moments and tweaks have a short code, such as
.BR b7k2 ,
which their lists show.
.B last
is the newest entry.
Goals, steps, feedback and tweaks can also be named by words of their title.
.SH OPTIONS
.TP
\fB\-h\fR, \fB\-\-help\fR
What a command does, with examples;
.B tinywins help
.I COMMAND
shows the same.
.TP
\fB\-\-version\fR
The version.
.PP
Many commands share these; their description then says
.RI \(dq Also \(dq
and the names.
{options}
.SH COMMANDS
{commands}
.SH EXIT STATUS
.TP
.B 0
It is done.
.TP
.B 1
It could not be done: the disk, the file, the lock, the editor; or
.B doctor
found something.
.TP
.B 2
What was typed was not understood, or names something that is not there. Nothing was changed.
.TP
.B 3
.B due
alone: something is due.
.TP
.B 130
Stopped with Ctrl\-C.
.SH ENVIRONMENT
.TP
.B TINYWINS_HOME
One folder for everything: the log, its lock, its backups and the configuration.
.TP
.BR XDG_DATA_HOME ", " XDG_CONFIG_HOME
Where the folders of the log and of the configuration are, unless TINYWINS_HOME is set.
.TP
.BR VISUAL ", " EDITOR
The editor, after the setting
.BR editor .
.TP
.BR NO_COLOR ", " TERM
No colours where NO_COLOR is set, or TERM is
.B dumb
or unset.
.TP
.B COLUMNS
The width to write for, where the terminal does not tell it.
.TP
.B TZ
The zone that times are in.
.TP
.B TINYWINS_NOW
Fixes the clock, for trying things out; writes only where TINYWINS_HOME is set.
.TP
.B TINYWINS_TRACEBACK
Shows the cause of an unforeseen error, for a report.
.SH FILES
.TP
.I \(ti/.local/share/tinywins/tinywins.db
The log.
.TP
.I \(ti/.local/share/tinywins/backups/
Its backups.
.TP
.I \(ti/.config/tinywins/config.toml
The configuration.
.SH IF SOMETHING GOES WRONG
.B tinywins doctor
says what is wrong and what to do, and changes nothing.
.B tinywins doctor \-\-salvage saved.db
puts all that can be read of a damaged log into a new file, and
.B tinywins backup restore saved.db
puts that in the log\(aqs place; what was there is kept.
.B tinywins backup list
shows the backups, and
.B tinywins undo
takes back an act.
Leave tinywins.db and tinywins.db\-journal where they are until then.
.SH SHELLS
The tab key knows commands, options, habits, tags, people and codes once its shell was taught.
.TP
bash, in \(ti/.bashrc:
eval "$(tinywins completion bash)"
.TP
zsh, in \(ti/.zshrc after compinit:
eval "$(tinywins completion zsh)"
.TP
fish, in \(ti/.config/fish/config.fish:
tinywins completion fish | source
.PP
In zsh,
.B alias tinywins=\(aqnoglob tinywins\(aq
leaves ? and * in a line as they are.
"""


def escape(text: str, *, exact: bool = False) -> str:
    """Write text so that each of its signs is printed as it is; with `exact` its lines and blanks too."""
    signs = "".join(SIGNS.get(sign, sign) for sign in text)
    signs = re.sub(r"^([.'])", r"\\&\1", signs, flags=re.MULTILINE)
    return signs if exact else signs.replace("\n", " ")


def set_text(text: str) -> str:
    """Set paragraphs, as a command's help has them: what stands in backquotes is bold."""
    paragraphs = [
        paragraph.replace("\n", " ") for paragraph in re.split(r"\n\n+", text.replace("\b\n", "")) if paragraph
    ]
    return "\n.IP\n".join(embolden(paragraph) for paragraph in paragraphs)


def embolden(text: str) -> str:
    """Set a paragraph, with what stands in backquotes in bold."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return escape(text)
    return "".join(f"\\fB{escape(part)}\\fR" if place % 2 else escape(part) for place, part in enumerate(parts))


def item(names: str, words: str) -> str:
    """Set an option or an argument with what it means; names are bold, and the words for values are slanted."""
    shown = " ".join(
        f"\\fB{escape(word)}\\fR" if word.startswith("-") or word.islower() else f"\\fI{escape(word)}\\fR"
        for word in names.split(" ")
    )
    return f".TP\n{shown}\n{set_text(words)}"


def set_list(options: list[tuple[str, str]]) -> str:
    """Set the options of a command, close together and further in."""
    first, *rest = [item(names, words) for names, words in options]
    return "\n".join([".RS", first, ".PD 0", *rest, ".PD", ".RE"])


def set_examples(lines: str) -> str:
    """Set examples as they are typed, as far to the left as the longest of them asks for."""
    place = min(INDENT, WIDTH - max(len(line) for line in lines.split("\n")))
    return f".PP\n.in {place}n\n.EX\n{escape(lines, exact=True)}\n.EE\n.in"
