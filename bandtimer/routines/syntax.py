"""Why a file is no YAML, in the words of someone who wants to train, not to learn YAML."""

import yaml

_TAB = "a tab stands at the start of this line; use spaces instead, two for each step to the right"
_SECOND_COLON = "a second ':' stands in this line; put text that contains ': ' in quotes"
_NO_COLON_ABOVE = (
    "this line does not go with the one above it, which may lack its ':'; if not, begin both at "
    "the same distance from the left"
)
_INDENT = "this line does not fit the ones above it; begin it exactly below its neighbours"
_LEFTOVER = "this is left over; put the whole text in quotes, of another kind than those in it"
_NO_NODE = "a value is missing before this; look for a bracket or a comma too many"

# Parts of what the two YAML parsers (in C and in Python) say, the place that helps most (where
# the fault began or where it showed), and what to do about it.
_EXPLANATIONS = (
    ("expected ':'", True, "a ':' is missing in this line; write it like 'name: My routine'"),
    ("'-' indicator", False, "this line should begin with '- ', exactly below the '- ' above it"),
    ("entries are not allowed", False, "a '-' cannot stand here; begin the list on a new line"),
    ("expected ',' or ']'", True, "the '[' here is not closed; end the list with ']'"),
    ("expected ',' or '}'", True, "the '{' here is not closed; end it with '}'"),
    ("unexpected end of stream", True, "the quote that opens here is never closed"),
    ("document separator", True, "the quote that opens here is never closed"),
    ("escape", False, r"in double quotes a \ has a meaning of its own; use single quotes"),
    ("hexdecimal", False, r"in double quotes a \ has a meaning of its own; use single quotes"),
    ("hexadecimal", False, r"in double quotes a \ has a meaning of its own; use single quotes"),
    ("alphabetic or numeric", True, "text that begins with * or & or % must stand in quotes"),
    ("node content", False, _NO_NODE),
    ("cannot start any token", False, "text cannot begin with this character; put it in quotes"),
    ("tag", True, "text that begins with ! must stand in quotes"),
    ("incompatible YAML", False, "remove the line that begins with '%YAML'"),
    ("directive", False, "remove the line that begins with '%'"),
    ("<document start>", False, "nothing may follow the line '...'; remove that line"),
    (
        "block scalar",
        True,
        (
            "after '|' or '>' the text begins on the next line; put text that begins with | or > "
            "in quotes"
        ),
    ),
)


def explain(error: Exception, text: str) -> tuple[int, int, str]:
    """Return line and column, counted from 1, and a sentence about the parser's error."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return 1, 1, f"this cannot be understood ({error}); remove what is no plain text"
    shown = error.problem_mark or error.context_mark
    if shown is None:
        return 1, 1, _otherwise(error)
    began = error.context_mark or shown
    lines = text.splitlines()
    line = lines[shown.line] if shown.line < len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())] or line[shown.column :].startswith("\t"):
        return shown.line + 1, line.index("\t") + 1, _TAB
    said = f"{error.problem} {error.context}"
    before = line[: shown.column].strip()
    if "mapping values are not allowed" in said:
        message = _SECOND_COLON if ": " in before else _NO_COLON_ABOVE
        return shown.line + 1, shown.column + 1, message
    if "expected key" in said or "<block end>" in said:
        return shown.line + 1, shown.column + 1, _LEFTOVER if before else _INDENT
    for part, use_start, message in _EXPLANATIONS:
        if part in said:
            mark = began if use_start else shown
            return mark.line + 1, mark.column + 1, message
    return shown.line + 1, shown.column + 1, _otherwise(error)


def _otherwise(error: yaml.MarkedYAMLError) -> str:
    return f"this cannot be understood ({error.problem}); check the indentation and the quotes"
