"""Write the JSON Schemas that editors check and complete files with.

`python -m bandtimer.routines.schema` renews them; a test says when that is due. They are draft
7, the newest that editors' YAML support knows throughout.
"""

import json
from pathlib import Path

from bandtimer.assets import resources
from bandtimer.routines.fields import Form, Schema
from bandtimer.routines.forms import ExerciseForm, RoutineForm

FORMS: dict[str, type[Form]] = {"routine": RoutineForm, "exercise": ExerciseForm}


def schema(form: type[Form], title: str) -> Schema:
    """Return the JSON Schema of a whole file."""
    definitions: dict[str, Schema] = {}
    top = form.schema(definitions)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        **top,
        "definitions": definitions,
    }


def schema_files() -> dict[str, str]:
    """Return what the schema files should hold, by file name."""
    titles = {kind: f"BandTimer {kind}" for kind in FORMS}
    return {
        f"{kind}.schema.json": json.dumps(schema(form, titles[kind]), indent=2, ensure_ascii=False)
        + "\n"
        for kind, form in FORMS.items()
    }


def write_schemas(folder: Path) -> None:
    """Write all schema files into the folder."""
    folder.mkdir(exist_ok=True)
    for name, text in schema_files().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_schemas(resources() / "schema")
