"""The workout itself: routines, plans, the engine, its facts and cues.

Pure and deterministic, standard library only: no I/O, no clock, no Qt. Time is an argument, in
integer milliseconds on the session's own clock, which starts at 0 with the session and stands
still while the program is not running.

    Routine ── compile_plan ──▶ Plan ── Engine ──▶ facts (journaled) and cues (heard, then gone)
"""
