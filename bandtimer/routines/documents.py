"""From the bytes of a file to the mapping at its top, in today's format."""

import re
import stat
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Generic, TypeVar

from bandtimer.routines import scalars
from bandtimer.routines.fields import Mention
from bandtimer.routines.forms import FORMAT
from bandtimer.routines.nodes import MappingNode, Node, RefusedNode, ScalarNode, parse_tree
from bandtimer.routines.problems import Problem, Report, Spot, quoted

MAX_FILE_BYTES = 1024 * 1024

T = TypeVar("T")

_START = "begin the file with 'format: 1' and, on the next line, 'name: …'"


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """What came of a file: its meaning, unless it has problems, and the ids it mentions.

    Whether those ids exist is for the library to tell, once it knows all files.
    """

    file: str
    meaning: T | None
    problems: tuple[Problem, ...]
    mentions: tuple[Mention, ...] = ()


def read_file(path: Path, report: Report) -> bytes | None:
    """Return the file's bytes; None, with the reason reported, if it cannot be had."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            kind = "a folder" if path.is_dir() else "something else than a file"
            report.add(Spot(), "", f"this is {kind}; name a routine or exercise file")
            return None
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError:
        report.add(Spot(), "", "there is no such file; check its name and folder")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        report.add(Spot(), "", f"this file cannot be read ({reason}); check its permissions")
    else:
        return data
    return None


def read_id(file: str, report: Report) -> str | None:
    """Return the id that the file's name gives; None, with advice, if it gives none."""
    stem = PurePath(file).stem
    if re.fullmatch(scalars.ID, stem):
        return stem
    better = scalars.suggested_id(stem) or "my-routine"
    report.add(
        Spot(),
        "",
        f"rename this file to {quoted(better + '.yaml')}: its name is the id of what it holds, "
        "made of small letters a-z, digits and hyphens",
    )
    return None


def read_document(data: bytes, report: Report) -> MappingNode | None:
    """Return the mapping at the top, in today's format; None, with the reason reported, if none.

    A file of a newer format is refused by its number, whatever else it holds. This is the one
    place that knows of versions: an older format is to be rewritten here, nodes to nodes, so
    that nothing after it needs to know.
    """
    if len(data) > MAX_FILE_BYTES:
        report.add(Spot(), "", "this file is larger than 1 MiB; no routine needs as much")
        return None
    text = _text(data, report)
    root = None if text is None else parse_tree(text, report)
    if text is not None and not text.strip():
        report.replace(Spot(), "", f"this file is empty; {_START}")
    elif isinstance(root, MappingNode):
        newer = _newer_format(root)
        if newer is None:
            return root
        report.replace(
            newer,
            "format",
            f"this file needs a newer BandTimer: it is written in format {newer.text}, and this "
            f"one knows formats up to {FORMAT}",
        )
    elif root is not None and not isinstance(root, RefusedNode):
        report.add(root, "", _not_keys(root))
    elif text is not None and report.clean:
        report.add(Spot(), "", f"this file holds nothing; {_START}")
    return None


def _text(data: bytes, report: Report) -> str | None:
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        spot = Spot(before.count("\n") + 1, len(before) - before.rfind("\n"))
        report.add(
            spot, "", "this file is not UTF-8 text; save it with the encoding UTF-8 in your editor"
        )
        return None


def _newer_format(root: MappingNode) -> ScalarNode | None:
    version = root.get("format")
    if not isinstance(version, ScalarNode) or not re.fullmatch("[1-9][0-9]{0,8}", version.text):
        return None
    return version if int(version.text) > FORMAT else None


def _not_keys(root: Node) -> str:
    if isinstance(root, ScalarNode) and root.is_nothing:
        return f"this file holds nothing; {_START}"
    if isinstance(root, ScalarNode):
        return f"this is plain text and no routine; {_START}"
    return (
        "this file begins with a list; write 'format: 1', 'name: …' and 'exercises:' on three "
        "lines above it"
    )
