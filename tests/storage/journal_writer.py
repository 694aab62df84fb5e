"""Write sessions until killed: `journal_writer.py DATABASE [STATEMENT]`.

Prints the number of facts that are saved after every append. With STATEMENT it kills itself
just before it would run the statement of that number, counted from the first append.
"""

import os
import signal
import sys
from pathlib import Path

from storage_samples import MIXED, STARTED, WALL_MS, facts_of, plan_of

from bandtimer.core.state import State, apply
from bandtimer.storage.database import open_database
from bandtimer.storage.journal import Journal

BATCHES = (1, 2, 1, 3, 5)


def main() -> None:
    connection = open_database(Path(sys.argv[1]))
    plan, journal = plan_of(MIXED), Journal(connection)
    session_id = journal.begin(MIXED.id, MIXED, plan, STARTED)
    if len(sys.argv) > 2:
        left = int(sys.argv[2])

        def count_down(_: str) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

        connection.set_trace_callback(count_down)
    facts, state, saved, turn = facts_of(plan), State(plan), 0, 0
    while saved < len(facts):
        batch = facts[saved : saved + BATCHES[turn % len(BATCHES)]]
        for fact in batch:
            state = apply(state, fact)
        journal.append(session_id, batch, state, WALL_MS + state.at)
        saved += len(batch)
        turn += 1
        print(saved, flush=True)


if __name__ == "__main__":
    main()
