"""What charts are measured against: a Typer program that prints one Rich table."""

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def say() -> None:
    """Print one table."""
    from rich.console import Console
    from rich.table import Table

    table = Table("week", "wins")
    for week in range(1, 11):
        table.add_row(str(week), "7")
    Console().print(table)


if __name__ == "__main__":
    app()
