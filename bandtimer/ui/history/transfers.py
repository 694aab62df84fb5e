"""What goes out of the history and comes in as files, from its side."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from pathlib import Path

    from bandtimer.present.arrivals import Arrival
    from bandtimer.ui.history.export_form import Export, ExportForm
    from bandtimer.ui.history.exporter import Exporter
    from bandtimer.ui.history.import_form import ImportForm
    from bandtimer.ui.history.importer import Importer
    from bandtimer.ui.history.side import HistorySide
    from bandtimer.ui.history.sources import HistorySources
    from bandtimer.ui.look import Look

_IMPORTED = "Histories of BandTimer, Strong and Hevy (*.json *.csv);;All files (*)"


class Transfers(QObject):
    """Leads through exports and imports; `told` and `failed` carry a sentence for the user."""

    told = Signal(str)
    failed = Signal(str)

    def __init__(self, look: Look, sources: HistorySources, side: HistorySide) -> None:
        super().__init__(side)
        self._look, self._sources, self._side = look, sources, side

    def export(self, *, is_one: bool = True) -> None:
        """Ask which sessions to export, and how; `is_one` proposes the one in hand."""
        facts = self._side.ended()
        row = None if facts is None else facts.row
        self._side.show_form(self.export_form)
        self.export_form.ask(row, self._sources.wall().date(), is_one=is_one)

    def import_file(self) -> None:
        """Ask for a file, and show what it would bring."""
        from bandtimer.ui.file_dialogs import ask_what_to_open  # noqa: PLC0415

        path = ask_what_to_open(self._side, "Import", _IMPORTED)
        if path is not None:
            self._side.show_form(self.import_form)
            self.import_form.wait_for(path)
            self._importer.look_into(path)

    def _write(self, job: Export) -> None:
        self.export_form.set_busy(is_busy=True)
        self._exporter.write(job, self._sources.wall())

    def _written(self, path: Path, problem: str) -> None:
        self.export_form.set_busy(is_busy=False)
        if problem:
            self.export_form.warn(problem)
            if self._side.form is not self.export_form:
                self.failed.emit(problem)
        else:
            self.told.emit(f"Saved as {path}.")
            if self._side.form is self.export_form:
                self._side.left.emit()

    def _show_arrivals(
        self,
        arrivals: tuple[Arrival, ...],
        problems: tuple[str, ...],
        refusals: tuple[str, ...],
        unknown: tuple[str, ...],
    ) -> None:
        from bandtimer.present.arrivals import arrivals_view  # noqa: PLC0415

        today = self._sources.wall().date()
        view = arrivals_view(arrivals, problems, refusals, unknown, today)
        self.import_form.show_arrivals(view, can_import=bool(arrivals))

    def _fail_import(self, problem: str) -> None:
        self.import_form.fail(problem)

    def _report(self, error: Exception) -> None:
        """Have a fault of ours, made in a thread, reported as all others are."""
        if "export_form" in self.__dict__:
            self.export_form.set_busy(is_busy=False)
        self._side.left.emit()
        raise error

    def _came_in(self, outcomes: object) -> None:
        from bandtimer.present.arrivals import came_in_text  # noqa: PLC0415

        row = self._side.in_hand
        self._side.conclude(None if row is None else row.id, "")
        self.told.emit(came_in_text(outcomes))  # type: ignore[arg-type]

    def _ask_where(self, suggested: Path) -> Path | None:
        from bandtimer.ui.file_dialogs import ask_where_to_save  # noqa: PLC0415

        return ask_where_to_save(self._side, "Export", suggested)

    @cached_property
    def export_form(self) -> ExportForm:
        """Return what asks for an export."""
        from bandtimer.ui.history.export_form import ExportForm  # noqa: PLC0415

        form = self._side.added(ExportForm(self._look, self._ask_where))
        form.wanted.connect(self._write)
        form.left.connect(self._side.left)
        return form

    @cached_property
    def import_form(self) -> ImportForm:
        """Return what shows what a file would bring."""
        from bandtimer.ui.history.import_form import ImportForm  # noqa: PLC0415

        form = self._side.added(ImportForm(self._look))
        form.accepted.connect(self._importer.take_in)
        form.other_wanted.connect(self.import_file)
        form.left.connect(self._side.left)
        return form

    @cached_property
    def _importer(self) -> Importer:
        from bandtimer.storage.database import database_path  # noqa: PLC0415
        from bandtimer.ui.history.importer import Importer  # noqa: PLC0415

        importer = Importer(
            database_path(self._sources.history.connection),
            lambda: self._sources.library().exercises,
            self._sources.wall,
        )
        importer.read.connect(self._show_arrivals)
        importer.ended.connect(self._came_in)
        importer.failed.connect(self._fail_import)
        importer.crashed.connect(self._report)
        return importer

    @cached_property
    def _exporter(self) -> Exporter:
        from bandtimer.storage.database import database_path  # noqa: PLC0415
        from bandtimer.ui.history.exporter import Exporter  # noqa: PLC0415

        exporter = Exporter(database_path(self._sources.history.connection))
        exporter.ended.connect(self._written)
        exporter.crashed.connect(self._report)
        return exporter
