"""PySide6 at the price of what the program uses of it.

Some of PySide6 is Python that it has inside and compiles anew with every start, which takes a fifth
of the time to an empty window. Kept once compiled, as Python keeps its modules, it takes next to
none. PySide6 also looks into the source of every module that is imported after it, in search of a
switch of its own that is not used here, and has all of it kept in memory.

Where a later PySide6 does neither, nothing of this has any effect.
"""

from __future__ import annotations

import builtins
import marshal
import sys
from importlib.util import MAGIC_NUMBER
from typing import TYPE_CHECKING, Any
from zlib import crc32

from bandtimer.storage.files import make_private_folder, write_atomically

if TYPE_CHECKING:
    from pathlib import Path
    from types import CodeType

_INSIDE = "shibokensupport/"
_HEAD = len(MAGIC_NUMBER) + 4
# What was compiled, by the name, length and checksum of its source.
Compiled = dict[tuple[str, int, int], "CodeType"]


def import_pyside(cache: Path) -> None:
    """Import PySide6's core with what was compiled before; `cache` is the folder that has it.

    Whether it can be read or written never decides whether PySide6 is imported.
    """
    if "PySide6.QtCore" in sys.modules:
        return
    file = cache / f"pyside.{sys.implementation.cache_tag}"
    kept = _read(file)
    used: Compiled = {}
    compile_anew: Any = builtins.compile

    # What it compiles takes over the __future__ of this module, which is the same as PySide6's.
    def compile_once(source: Any, filename: Any, *args: Any, **options: Any) -> Any:
        if not isinstance(source, bytes) or not str(filename).startswith(_INSIDE):
            return compile_anew(source, filename, *args, **options)
        key = (filename, len(source), crc32(source))
        used[key] = kept.get(key) or compile_anew(source, filename, *args, **options)
        return used[key]

    builtins.compile = compile_once
    try:
        import PySide6.QtCore  # noqa: F401, PLC0415 - at no other time
    finally:
        builtins.compile = compile_anew
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
    if used.keys() != kept.keys():
        _write(file, used)


def _read(file: Path) -> Compiled:
    """Return what was kept, unless by another Python or damaged: neither must be looked at."""
    try:
        data = file.read_bytes()
    except OSError:
        return {}
    head, code = data[:_HEAD], data[_HEAD:]
    if head != _head(code):
        return {}
    kept: Compiled = marshal.loads(code)  # noqa: S302 - our own, as its head tells
    return kept


def _write(file: Path, used: Compiled) -> None:
    code = marshal.dumps(used)
    try:
        make_private_folder(file.parent)
        write_atomically(file, _head(code) + code)
    except OSError:
        return


def _head(code: bytes) -> bytes:
    return MAGIC_NUMBER + crc32(code).to_bytes(4, "big")
