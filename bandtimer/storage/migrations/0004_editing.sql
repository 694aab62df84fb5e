-- Deleted sessions are kept for a while, so that they can be brought back; what is worked out from
-- their journal (set_log, pain, session_text) is not. local_day is the day it was where the session
-- was done, wherever it is looked at.
ALTER TABLE session ADD COLUMN source TEXT NOT NULL DEFAULT 'led'
  CHECK (source IN ('led', 'by_hand', 'imported'));
ALTER TABLE session ADD COLUMN deleted_ms INTEGER;
ALTER TABLE session ADD COLUMN local_day TEXT NOT NULL
  GENERATED ALWAYS AS (date(started_ms / 1000 + utc_offset_s, 'unixepoch')) VIRTUAL;

DROP INDEX session_by_start;
DROP INDEX session_last_done;
CREATE INDEX session_by_start ON session (started_ms) WHERE deleted_ms IS NULL;
CREATE INDEX session_by_day ON session (local_day) WHERE deleted_ms IS NULL;
CREATE INDEX session_by_routine ON session (routine_id, started_ms) WHERE deleted_ms IS NULL;
CREATE INDEX session_last_done ON session (routine_id, started_ms, utc_offset_s)
  WHERE status = 'finished' AND deleted_ms IS NULL;
CREATE INDEX session_deleted ON session (deleted_ms) WHERE deleted_ms IS NOT NULL;

-- What the athlete says of a set, and whether it was put right by hand.
ALTER TABLE set_log ADD COLUMN effort INTEGER CHECK (effort BETWEEN 1 AND 10);
ALTER TABLE set_log ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE set_log ADD COLUMN edited INTEGER NOT NULL DEFAULT 0 CHECK (edited IN (0, 1));

-- All the words of a session, with case folded, to be searched: its name and note, the names of
-- its exercises and the notes of its sets.
CREATE TABLE session_text (
  session_id INTEGER PRIMARY KEY NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  body TEXT NOT NULL
) STRICT;

INSERT INTO session_text (session_id, body)
SELECT id, casefold(name || char(10) || note || char(10) || coalesce((
  SELECT group_concat(exercise_name, char(10))
  FROM (SELECT DISTINCT exercise_name FROM set_log WHERE session_id = id)
), '')) FROM session;
