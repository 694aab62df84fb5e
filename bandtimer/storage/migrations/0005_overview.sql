-- Answers what a day and what all sessions add up to without a look at the sessions themselves.
-- It has the columns of its condition as well, and what local_day is worked out from instead of
-- itself: else SQLite goes to the table for them.
CREATE INDEX session_totals ON session (started_ms, utc_offset_s, routine_id, active_ms,
  sets_done, deleted_ms) WHERE deleted_ms IS NULL AND sets_done > 0;

-- As it was, and wide enough for the trends of an exercise. A table WITHOUT ROWID adds its key.
DROP INDEX set_log_latest;
CREATE INDEX set_log_latest ON set_log (exercise, started_ms, session_id, outcome, work, side,
  elapsed_ms, reps, band, effort);
