"""The history in the formats of other programs, and what other programs have recorded.

`exporting.export` writes sessions to a file in any `Format`; `fit_workout.workout_file` makes a
routine into a workout for a watch. `importing.read_file` tells what a file holds, and
`importing.take_in` adds it to the history, or tries that out. All of it is imported when it is
wanted: the encoders behind it take longer to load than the window.
"""
