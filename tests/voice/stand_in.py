"""Commands that stand in for engines this machine lacks, and note how they were called."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

# Writes half a second of a square wave to the file, or to standard output.
_SOUND = """
def sound(target):
    import io, wave
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setparams((1, 2, 22050, 0, "NONE", ""))
        file.writeframes((b"\\x00\\x20" * 50 + b"\\x00\\xe0" * 50) * 110)
    if target == "-":
        sys.stdout.buffer.write(made.getvalue())
    else:
        open(target, "wb").write(made.getvalue())
"""


@dataclass(frozen=True)
class StandIn:
    """A command in a folder of its own, and the calls it noted: arguments and standard input."""

    path: Path

    @property
    def calls(self) -> list[tuple[list[str], str]]:
        lines = self.path.with_suffix(".calls").read_text().splitlines()
        return [(call[0], call[1]) for call in map(json.loads, lines)]


def stand_in(folder: Path, name: str, behaviour: str) -> StandIn:
    """Make a command that notes its call, then does what the lines of Python say.

    They know `arguments`, `said` and `sound(file)`.
    """
    path = folder / name
    path.write_text(
        f"#!{sys.executable} -S\nimport json, sys\narguments = sys.argv[1:]\n"
        "said = sys.stdin.read()\n"
        f"with open({str(path.with_suffix('.calls'))!r}, 'a') as calls:\n"
        "    print(json.dumps([arguments, said]), file=calls)\n"
        f"{_SOUND}\n{behaviour}\n"
    )
    path.chmod(0o700)
    return StandIn(path)
