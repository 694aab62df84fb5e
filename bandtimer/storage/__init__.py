"""What outlives the program: the history in SQLite, the settings in TOML, and where both lie.

    facts ── Journal.append ──▶ journal, and from it session and set_log ──▶ History
    Settings ◀── load_settings, save_settings ──▶ settings.toml

`database` opens and guards the file, `migrate` and `migrations/*.sql` bring it up to date,
`journal` is the only writer and `history` the reader. The journal is the truth; what `projection`
writes beside it is there to be queried and can be rebuilt. `editing` changes what was done by
adding to the journal, too; `whole` adds sessions that were done elsewhere; `deleted` removes what
has been deleted for long. `backup` copies the file, and puts a copy back. Whatever the world
does wrong (a full disk, a damaged file) comes out as a StorageError, whose text is for the user.
"""
