"""One session, read and worked out from its facts."""

from bandtimer.core.record import set_records
from bandtimer.core.state import fold
from bandtimer.present.course import course
from bandtimer.storage.history import History, SessionRow
from bandtimer.storage.journal import Journal
from bandtimer.storage.overview import Overview
from bandtimer.ui.history.detail import SessionFacts


def load_facts(
    journal: Journal, history: History, overview: Overview, row: SessionRow
) -> SessionFacts:
    """Read all that is shown of a session; raise StorageError where it cannot be read."""
    session = journal.load(row.id)
    state = fold(session.plan, session.facts)
    previous = overview.previous(row)
    old = None if previous is None else (previous, history.sets(previous.id))
    return SessionFacts(
        row=row,
        routine=session.routine,
        planned=session.plan,
        state=state,
        records=set_records(state),
        course=course(session.plan, session.facts),
        previous=old,
    )
