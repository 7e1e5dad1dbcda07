"""What two versions of Typer are compared with: a plain program of one command with a few parameters."""

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def say(
    words: list[str] | None = typer.Argument(None),
    since: str | None = typer.Option(None, "--since"),
    limit: int | None = typer.Option(None, "--limit"),
    json: bool = typer.Option(False, "--json"),
) -> None:
    """Print one line."""
    print("Good morning.", words, since, limit, json)


if __name__ == "__main__":
    app()
