"""How much work one set is: from a form to a Work."""

from bandtimer.core.routine import Hold, Range, Reps, Timed, Work
from bandtimer.routines.forms import WorkForm
from bandtimer.routines.problems import Report

ONCE = Range(1, 1)
HOW_MUCH = "how much is to be done? add 'reps: 12', 'hold: 20s' or 'time: 40s'"


def names_work(form: WorkForm) -> bool:
    """Tell whether the form says how much to do, if only wrongly."""
    return form.names("reps", "hold", "time")


def read_work(form: WorkForm, report: Report) -> Work | None:
    """Return the work that the form names, whole; None if it names none."""
    reps, hold, time = (form.given(name) for name in ("reps", "hold", "time"))
    if time:
        for other in filter(None, (reps, hold)):
            message = "this cannot stand beside 'time'; keep the one you mean"
            report.add(other.key, other.where, message)
        return Timed(time.value) if time.value else any_work()
    if reps and hold:
        fixed = hold.value is None or hold.value.low == hold.value.high
        if not fixed:
            message = "each of the reps is held equally long; write one length of time, like 10s"
            report.add(hold.place, hold.where, message)
        return Reps(reps.value, hold.value.low) if reps.value and hold.value else any_work()
    if reps:
        return Reps(reps.value) if reps.value else any_work()
    if hold:
        return Hold(hold.value) if hold.value else any_work()
    return None


def any_work() -> Work:
    """Stand in for work whose fault has been reported, so that nothing more is said about it."""
    return Reps(ONCE)
