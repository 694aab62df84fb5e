-- The name of the band a set was done with, '' for none.
ALTER TABLE set_log ADD COLUMN band TEXT NOT NULL DEFAULT '';
