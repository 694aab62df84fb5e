"""Routine and exercise files: YAML to the core's types, with every problem of a file at once.

`library` is what the rest of the program uses. It imports little, so that a start whose files
have not changed reads a cache and pays for neither YAML nor the format; everything else here is
imported when a file has to be read. From the bottom up:

    problems   what is wrong, and where
    nodes      text to a tree of scalars, lists and mappings (`syntax` words the parser's errors)
    scalars    what a single value may look like, and what it means
    fields     the building blocks of a format: they read nodes and describe themselves
    forms      the format itself, key by key; `schema` writes it out as JSON Schema
    *_reader   the meaning of a whole file (`documents`: its bytes, id and version)
    loading    folders of files, and single ones
"""
