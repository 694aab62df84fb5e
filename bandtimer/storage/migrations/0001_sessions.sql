-- "Band"
PRAGMA application_id = 1113681508;

-- Routines and plans as they were, as JSON under its SHA-256, so that sessions share them.
CREATE TABLE snapshot (
  hash TEXT PRIMARY KEY NOT NULL CHECK (length(hash) = 64),
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;

-- AUTOINCREMENT: the number of a deleted session must not come to mean another one.
-- Everything from status on follows from the journal. A set counts as one with both its sides.
CREATE TABLE session (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 32),
  routine_id TEXT NOT NULL,
  name TEXT NOT NULL,
  routine_hash TEXT NOT NULL REFERENCES snapshot (hash),
  plan_hash TEXT NOT NULL REFERENCES snapshot (hash),
  started_ms INTEGER NOT NULL,
  utc_offset_s INTEGER NOT NULL CHECK (abs(utc_offset_s) < 86400),
  sets_planned INTEGER NOT NULL CHECK (sets_planned >= 0),
  status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'finished', 'stopped')),
  active_ms INTEGER NOT NULL DEFAULT 0 CHECK (active_ms >= 0),
  sets_done INTEGER NOT NULL DEFAULT 0 CHECK (sets_done BETWEEN 0 AND sets_planned),
  effort INTEGER CHECK (effort BETWEEN 1 AND 10),
  note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE UNIQUE INDEX session_only_one_active ON session (status) WHERE status = 'active';
CREATE INDEX session_by_start ON session (started_ms);
CREATE INDEX session_last_done ON session (routine_id, started_ms, utc_offset_s)
  WHERE status = 'finished';

-- at_ms is on the session's own clock, wall_ms when it was saved, in UTC since 1970.
CREATE TABLE journal (
  session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL CHECK (seq >= 0),
  at_ms INTEGER NOT NULL CHECK (at_ms >= 0),
  wall_ms INTEGER NOT NULL,
  kind TEXT NOT NULL,
  data TEXT NOT NULL CHECK (json_valid(data) AND json_type(data) = 'object'),
  PRIMARY KEY (session_id, seq)
) STRICT, WITHOUT ROWID;

-- Targets are in reps, or for holds and time in ms. turn is 0 for the side that a step begins
-- with, 1 for the other where its sides alternate.
CREATE TABLE set_log (
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
  PRIMARY KEY (session_id, step, side),
  CHECK ((reps IS NULL) = (work = 'hold'))
) STRICT, WITHOUT ROWID;

CREATE INDEX set_log_longest_hold ON set_log (exercise, side, elapsed_ms)
  WHERE work = 'hold' AND outcome = 'done';
CREATE INDEX set_log_most_reps ON set_log (exercise, side, reps)
  WHERE work = 'reps' AND outcome = 'done';
