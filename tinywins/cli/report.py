"""`report`: a year as one page that needs no network and no script."""

import typer

from tinywins.cli.options import single
from tinywins.cli.session import open_workspace, print_text
from tinywins.services.files import write_to_file
from tinywins.services.report import report_span


def report(
    path: str = typer.Argument(..., metavar="FILE", show_default=False),
    year: int | None = typer.Option(None, "--year", help="A calendar year, such as 2026; else the last 53 weeks."),
    names: bool = typer.Option(False, "--names", help="With the persons, who are left out otherwise."),
    force: bool = typer.Option(False, "--force", help="Let it replace a file."),
) -> None:
    """Write a year as one HTML page: the days, strength, best runs, growth, and every win, to read, search and print.

    It is one file without scripts, and asks for nothing from the network.
    """
    from tinywins.render.html.page import write_report
    from tinywins.render.report import lay_out_report

    page = lay_out_report(report_span(open_workspace(), year, names=names))
    write_to_file(path, lambda stream: stream.writelines(write_report(page)), force=force)
    print_text(f"Written: {path}\n", done=True)


APPS = {"report": single(report, "tinywins report year.html", "tinywins report 2025.html --year 2025")}
