"""Write a database of the newest version, to be migrated by every later one.

When a migration is added, run this once and commit the file; never make an old one anew:

    PYTHONPATH=. python tests/storage/make_fixture.py

It holds a finished session, rated and noted, and one that was cut off in its second set. From
version 2 on the finished one has a band in it, from version 3 on a pain and a change of plan, from
version 4 on an edited set with a note, and there is a deleted session.
"""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

from storage_samples import (
    MIXED,
    STARTED,
    WALL_MS,
    append_each,
    facts_of,
    plan_of,
    record_session,
)

from bandtimer.core.choices import Adjustment, Side
from bandtimer.core.facts import (
    BandChosen,
    EffortRated,
    NoteWritten,
    PainReported,
    PlanChanged,
    Relief,
)
from bandtimer.core.state import State
from bandtimer.storage.database import open_database
from bandtimer.storage.editing import SetValues, delete, edit_set
from bandtimer.storage.journal import Journal
from bandtimer.storage.migrate import schema_version

FIXTURES = Path(__file__).with_name("fixtures")
CUT_AFTER = 18


def main() -> None:
    unnamed = FIXTURES / "unnamed.sqlite3"
    with closing(open_database(unnamed)) as connection:
        plan, journal = plan_of(MIXED), Journal(connection)
        session_id = journal.begin(MIXED.id, MIXED, plan, STARTED)
        first, *facts = facts_of(plan)
        at = facts[-1].at
        said = (EffortRated(at, 7), NoteWritten(at, "Grün – good"))
        changed = (
            BandChosen(first.at, "kickback", "green"),
            PainReported(first.at, 0, "kickback", Relief.EASIER),
            PlanChanged(first.at, 1, Adjustment((0, 0), 1, sets=2), plan.steps[1:]),
        )
        whole = (first, *changed, *facts, *said)
        append_each(journal, session_id, State(plan), [whole])
        values = SetValues(5, 31_000, "red", 9, "Knie – ok")
        edit_set(journal, session_id, 3, Side.RIGHT, values, WALL_MS)
        delete(journal, record_session(connection), WALL_MS)
        plan = plan_of(MIXED, paced=False)
        started = STARTED + timedelta(days=2)
        session_id = journal.begin(MIXED.id, MIXED, plan, started)
        append_each(journal, session_id, State(plan), [facts_of(plan)[:CUT_AFTER]])
        version = schema_version(connection)
    made = unnamed.rename(FIXTURES / f"version-{version}.sqlite3")
    print(f"{made} written")


if __name__ == "__main__":
    main()
