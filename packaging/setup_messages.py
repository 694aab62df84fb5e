"""What the set-up tells the user: progress on standard error, and failures as sentences."""

import sys


class SetupError(Exception):
    """The set-up can not go on; the message says why and what to do."""


def say(message: str, end: str = "\n") -> None:
    """Print progress or a question where it does not mix with the program's results."""
    print(message, end=end, file=sys.stderr, flush=True)


def last_lines(output: str, count: int = 15) -> str:
    """Return the end of a tool's output, indented, without empty lines."""
    lines = [line.rstrip() for line in output.splitlines() if line.strip()]
    return "\n".join(f"    {line}" for line in lines[-count:])
