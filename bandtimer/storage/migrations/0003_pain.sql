-- As it was, but for started_ms: the session's own, by which one index finds the latest sets of
-- an exercise.
CREATE TABLE new_set_log (
  session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  step INTEGER NOT NULL CHECK (step >= 0),
  side TEXT NOT NULL CHECK (side IN ('left', 'right', 'both')),
  turn INTEGER NOT NULL CHECK (turn IN (0, 1)),
  exercise TEXT NOT NULL,
  exercise_name TEXT NOT NULL,
  set_number INTEGER NOT NULL CHECK (set_number >= 1),
  sets INTEGER NOT NULL CHECK (sets >= 1),
  work TEXT NOT NULL CHECK (work IN ('reps', 'hold', 'timed')),
  target_low INTEGER NOT NULL CHECK (target_low >= 0),
  target_high INTEGER CHECK (target_high >= target_low),
  reps INTEGER CHECK (reps >= 0),
  elapsed_ms INTEGER NOT NULL CHECK (elapsed_ms >= 0),
  outcome TEXT NOT NULL CHECK (outcome IN ('done', 'skipped', 'stopped')),
  band TEXT NOT NULL DEFAULT '',
  started_ms INTEGER NOT NULL,
  PRIMARY KEY (session_id, step, side),
  CHECK ((reps IS NULL) = (work = 'hold'))
) STRICT, WITHOUT ROWID;

INSERT INTO new_set_log (session_id, step, side, turn, exercise, exercise_name, set_number, sets,
  work, target_low, target_high, reps, elapsed_ms, outcome, band, started_ms)
SELECT session_id, step, side, turn, exercise, exercise_name, set_number, sets,
  work, target_low, target_high, reps, elapsed_ms, outcome, band, session.started_ms
FROM set_log JOIN session ON session.id = session_id;

DROP TABLE set_log;
ALTER TABLE new_set_log RENAME TO set_log;

-- To the key a table WITHOUT ROWID adds its own, session_id first.
CREATE INDEX set_log_longest_hold ON set_log (exercise, side, elapsed_ms, started_ms)
  WHERE work = 'hold' AND outcome = 'done';
CREATE INDEX set_log_most_reps ON set_log (exercise, side, reps, started_ms)
  WHERE work = 'reps' AND outcome = 'done';
CREATE INDEX set_log_latest ON set_log (exercise, started_ms, session_id, outcome);

-- Where an exercise hurt, numbered in the order of the session, and what was done about it.
CREATE TABLE pain (
  session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK (number >= 0),
  at_ms INTEGER NOT NULL CHECK (at_ms >= 0),
  exercise TEXT NOT NULL,
  relief TEXT NOT NULL CHECK (relief IN ('stop_exercise', 'easier', 'end_session')),
  started_ms INTEGER NOT NULL,
  PRIMARY KEY (session_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX pain_latest ON pain (exercise, started_ms);
