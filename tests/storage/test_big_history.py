"""The big histories that are measured are as if every session had been led."""

import importlib.util
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from storage_samples import opened

from bandtimer.storage.database import faults
from bandtimer.storage.history import History
from bandtimer.storage.journal import Journal

MAKER = Path(__file__).parents[1] / "bench" / "big_history.py"
END = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("big_history", MAKER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "STAGES", 2)
    monkeypatch.setattr(module, "VARIATIONS", 1)
    return module


def test_what_is_worked_out_follows_from_the_facts(maker: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    facts = maker.make_history(path, 80, END)
    with opened(path) as connection:
        assert faults(connection) == ()
        rows = History(connection).sessions(100)
        assert len(rows) == 80
        assert rows[0].started <= END
        assert connection.execute("SELECT count(*) FROM journal").fetchone() == (facts,)
        before = list(connection.iterdump())
        journal = Journal(connection)
        for row in rows[::5]:
            journal.rebuild(row.id)
        assert list(connection.iterdump()) == before


def test_it_is_the_same_every_time(maker: ModuleType, tmp_path: Path) -> None:
    listed = []
    for name in ("one", "two"):
        maker.make_history(tmp_path / name, 30, END)
        with opened(tmp_path / name) as connection:
            listed.append(History(connection).sessions(100))
    assert listed[0] == listed[1]
    with pytest.raises(FileExistsError):
        maker.make_history(tmp_path / "one", 1, END)
