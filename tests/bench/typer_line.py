"""What `today` and `streaks` are measured against: a plain Typer program that prints one line."""

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def say() -> None:
    """Print one line."""
    print("Good morning.")


if __name__ == "__main__":
    app()
