"""Meet a thousand deadlines and print by how many milliseconds each was missed, a line each."""

import random
import time

from PySide6.QtCore import QCoreApplication, Qt

from bandtimer.player.clock import SystemClock
from bandtimer.player.deadline_timer import DeadlineTimer

DEADLINES = 1_000
# Most as close as the cues of a fast rep, some as far as those of a hold.
SHORT_MS, LONG_MS, LONG_EVERY = (5, 50), 1_000, 50


def main() -> None:
    application = QCoreApplication([])
    clock = SystemClock()
    timer = DeadlineTimer(clock)
    chance = random.Random(1)  # noqa: S311 - nothing here is secret
    late: list[float] = []
    deadline = clock.now_ms() + 100

    def met() -> None:
        nonlocal deadline
        late.append(time.monotonic_ns() / 1e6 - deadline)
        if len(late) == DEADLINES:
            application.quit()
            return
        far = len(late) % LONG_EVERY == 0
        deadline = clock.now_ms() + (LONG_MS if far else chance.randint(*SHORT_MS))
        timer.aim(deadline)

    timer.due.connect(met, Qt.ConnectionType.DirectConnection)
    timer.aim(deadline)
    application.exec()
    print("\n".join(f"{ms:.3f}" for ms in late))


if __name__ == "__main__":
    main()
