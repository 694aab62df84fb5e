"""The JSON Schemas: current, and of one mind with the parser."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml
from file_samples import (
    BAD_EXERCISES,
    BAD_ROUTINES,
    GOOD_EXERCISES,
    GOOD_ROUTINES,
    PARSER_ONLY_EXERCISES,
    PARSER_ONLY_ROUTINES,
)

from bandtimer.assets import resources
from bandtimer.core.routine import Exercise
from bandtimer.routines.exercise_reader import read_exercise
from bandtimer.routines.forms import ExerciseForm, RoutineForm
from bandtimer.routines.routine_reader import read_routine
from bandtimer.routines.schema import schema, schema_files

SCHEMAS = {kind: json.loads(text) for kind, text in schema_files().items()}
ROUTINE = jsonschema.Draft7Validator(SCHEMAS["routine.schema.json"])
EXERCISE = jsonschema.Draft7Validator(SCHEMAS["exercise.schema.json"])
LIBRARY = {id_: Exercise(id_, id_) for id_ in ("banded-clamshell", "wall-clamshell", "plank-2")}


class Yaml12Loader(yaml.SafeLoader):
    """Resolves scalars as editors with YAML 1.2 do; SafeLoader itself is YAML 1.1."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012


for tag, pattern in [
    ("bool", "^(?:true|false|True|False|TRUE|FALSE)$"),
    ("int", "^[-+]?[0-9]+$"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$"),
    ("null", "^(?:~|null|Null|NULL|)$"),
]:
    Yaml12Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), None)


def each(samples: list[tuple[str, str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in samples])


both_yamls = pytest.mark.parametrize("loader", [yaml.SafeLoader, Yaml12Loader])


def accepts(validator: jsonschema.Draft7Validator, text: str, loader: Any) -> bool:
    return bool(validator.is_valid(yaml.load(text, Loader=loader)))  # noqa: S506


def routine_is_good(text: str) -> bool:
    return not read_routine("sample.yaml", text.encode(), LIBRARY).problems


def exercise_is_good(text: str) -> bool:
    return not read_exercise("sample.yaml", text.encode()).problems


@pytest.mark.parametrize("name", ["routine.schema.json", "exercise.schema.json"])
def test_the_schema_files_are_current(name: str) -> None:
    written = (resources() / "schema" / name).read_text(encoding="utf-8")
    assert written == schema_files()[name], "run python -m bandtimer.routines.schema"


@pytest.mark.parametrize("document", SCHEMAS.values(), ids=SCHEMAS)
def test_the_schemas_are_schemas(document: dict[str, Any]) -> None:
    jsonschema.Draft7Validator.check_schema(document)


@pytest.mark.parametrize("form", [RoutineForm, ExerciseForm])
def test_every_key_is_explained(form: type[RoutineForm | ExerciseForm]) -> None:
    document = schema(form, "")
    for part in [document, *document["definitions"].values()]:
        assert part["description"]
        assert all(key["description"].endswith((".", "…")) for key in part["properties"].values())


@both_yamls
@each(GOOD_ROUTINES)
def test_both_accept(text: str, loader: Any) -> None:
    assert routine_is_good(text)
    assert accepts(ROUTINE, text, loader)


@both_yamls
@each(BAD_ROUTINES)
def test_both_refuse(text: str, loader: Any) -> None:
    assert not routine_is_good(text)
    assert not accepts(ROUTINE, text, loader)


@each(PARSER_ONLY_ROUTINES)
def test_only_the_parser_can_know(text: str) -> None:
    assert not routine_is_good(text)
    assert accepts(ROUTINE, text, yaml.SafeLoader)


@both_yamls
@each(GOOD_EXERCISES)
def test_both_accept_exercises(text: str, loader: Any) -> None:
    assert exercise_is_good(text)
    assert accepts(EXERCISE, text, loader)


@both_yamls
@each(BAD_EXERCISES)
def test_both_refuse_exercises(text: str, loader: Any) -> None:
    assert not exercise_is_good(text)
    assert not accepts(EXERCISE, text, loader)


@each(PARSER_ONLY_EXERCISES)
def test_only_the_parser_can_know_of_exercises(text: str) -> None:
    assert not exercise_is_good(text)
    assert accepts(EXERCISE, text, yaml.SafeLoader)


@both_yamls
@pytest.mark.parametrize("path", sorted(resources().glob("*/*.yaml")), ids=lambda p: p.stem)
def test_the_files_in_the_box_fit_their_schema(path: Path, loader: Any) -> None:
    validator = ROUTINE if path.parent.name == "routines" else EXERCISE
    assert accepts(validator, path.read_text(encoding="utf-8"), loader)
