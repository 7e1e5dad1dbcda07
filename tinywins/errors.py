"""The errors a person may meet: each is a sentence, with a next step."""


class TinyWinsError(Exception):
    """Something that stops a command: what happened, and what to do next.

    `message` is one sentence for the person; `hint` is the next step, or empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(TinyWinsError):
    """What was typed cannot be done as it stands: nothing was changed."""


class NotFoundError(UsageError):
    """What was named is not there; the hint offers what is near."""


class StorageError(TinyWinsError):
    """The log cannot be read or written: disk, permissions, lock or damage."""
