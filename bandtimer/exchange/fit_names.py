"""What exercises are called in the FIT profile, and how its files are begun.

Category and name of an exercise are numbers of the profile (`exercise_category` and, for category
37, `banded_exercises_exercise_name`). What the profile has no number for is of the category
"unknown" and told apart by titles.
"""

from fit_tool.profile.messages.exercise_title_message import ExerciseTitleMessage
from fit_tool.profile.messages.file_id_message import FileIdMessage
from fit_tool.profile.profile_type import FileType, Manufacturer

from bandtimer.core.routine import Exercise, FitName

UNKNOWN_CATEGORY = 65_534
# The profile's fields for names are short on many watches.
LONGEST_TITLE = 60
# FIT counts seconds from the end of 1989.
FIRST_YEAR, LAST_YEAR = 1990, 2120


class FitNames:
    """Numbers exercises as they come; those without a name in the profile from 0."""

    def __init__(self) -> None:
        self._unnamed: dict[str, int] = {}

    def of(self, exercise: Exercise) -> FitName:
        """Return category and name of the exercise."""
        if exercise.fit is not None:
            return exercise.fit
        number = self._unnamed.setdefault(exercise.id, len(self._unnamed))
        return FitName(UNKNOWN_CATEGORY, number)


def title(*parts: str) -> str:
    """Return the parts that say something, as one short title."""
    return ", ".join(part for part in parts if part)[:LONGEST_TITLE]


def file_id(kind: FileType, created_ms: int, serial: int) -> FileIdMessage:
    """Return the message every file begins with; `serial` tells files of one instant apart."""
    message = FileIdMessage()
    message.type = kind
    message.manufacturer = Manufacturer.DEVELOPMENT.value
    message.product = 0
    message.serial_number = serial % 0xFFFF_FFFE + 1
    message.time_created = created_ms
    return message


def exercise_title(index: int, name: FitName, text: str) -> ExerciseTitleMessage:
    """Return the message that gives an exercise its name on the watch; `index` from 0."""
    message = ExerciseTitleMessage()
    message.message_index = index
    message.exercise_category = name.category
    message.exercise_name = name.name
    message.workout_step_name = text
    return message
