"""Files that the parser and the JSON Schema have to judge alike, as (what it shows, text)."""

TOP = "format: 1\nname: Sample\n"


def with_default(*lines: str) -> str:
    """Return a routine of one exercise with these lines at the top."""
    return TOP + "\n".join(lines) + "\nexercises: [banded-clamshell]\n"


def with_entry(*pairs: str) -> str:
    """Return a routine whose one entry has these pairs."""
    return TOP + f"exercises:\n  - {{exercise: banded-clamshell, {', '.join(pairs)}}}\n"


def with_block(*lines: str) -> str:
    """Return a routine of one block of two exercises with these lines."""
    inside = "".join(f"    {line}\n" for line in lines)
    return f"{TOP}blocks:\n  - name: A\n{inside}    exercises: [banded-clamshell, plank-2]\n"


def exercise(*lines: str) -> str:
    """Return an exercise file with these lines."""
    return "format: 1\nname: Sample\n" + "\n".join(lines) + "\n"


WORK = ["reps: 12", "reps: 12-15", "reps: 12–15", "reps: 12 - 15", "reps: 8+", "reps: max"]
WORK += ["hold: 20s", "hold: 20-30s", "hold: 20s-30s", "hold: 30s+", "hold: 1m-1m30s", "hold: max"]
WORK += ["hold: 45", "hold: 0:45", "hold: 1:30", "time: 40s", "time: 40", "time: 1.5", "time: 1h"]
WORK += ["reps: '12'", "time: '40'", "hold: 1:00+", "time: 1:00:00", "time: 0.001"]

REPS = "reps: 12"

GOOD_ROUTINES = [
    *[(work, with_default(work)) for work in WORK],
    *[(f"entry {work}", with_entry(work)) for work in WORK],
    ("reps of holds", with_entry("reps: 5", "hold: 10s")),
    ("reps of holds, in seconds", with_entry("reps: 5", "hold: 10")),
    ("all defaults", with_default("sets: 3-4", REPS, "tempo: 2-0-2-1", "rest: 45s")),
    ("no rest", with_default(REPS, "rest: 0", "rest_between_exercises: 1:30")),
    ("sets", with_default(REPS, "sets: 3")),
    ("decimals in a tempo", with_default(REPS, "tempo: 1.5-0-1.5-0")),
    ("sides", with_entry(REPS, "sides: alternate", "alternate_every: 4")),
    ("each side", with_entry(REPS, "sides: each", "tempo: 2-0-2-1", "rest: 1m", "sets: 2-3")),
    ("no is the word", TOP.replace("Sample", "no") + "reps: 3\nexercises: [banded-clamshell]\n"),
    ("0302 is text", TOP.replace("Sample", "0302") + "reps: 3\nexercises: [banded-clamshell]\n"),
    ("1:30 as a name", TOP.replace("Sample", "1:30") + "reps: 3\nexercises: [banded-clamshell]\n"),
    ("format as text", with_default(REPS).replace("format: 1", "format: '1'")),
    ("in place", TOP + "exercises:\n  - exercise: plank\n    name: Plank\n    hold: 30s+\n"),
    ("circuit", with_block("order: circuit", "rounds: 8", "time: 20s", "rest: 10s")),
    ("circuit of sets", with_block("order: circuit", "sets: 3-4", "time: 20s")),
    ("straight", with_block("order: straight", "sets: 3", REPS)),
    ("block without order", with_block(REPS, "tempo: 2-0-2-1", "rest_between_exercises: 2m")),
    (
        "described in full",
        TOP
        + """exercises:
  - exercise: plank
    name: Plank
    summary: Trains the core.
    band: none
    side_noun: leg
    muscles: [rectus abdominis]
    setup: Elbows under shoulders
    cues: [Squeeze the glutes, {phase: top, text: Breathe}, {text: Look down}]
    mistakes: [Sagging]
    phases: {concentric: Lift, top: Hold, eccentric: Lower, bottom: Rest}
    easier: banded-clamshell
    harder: [wall-clamshell]
    speech: plank
    sides: alternate
    alternate_every: 2
    tempo: 2-0-2-1
    reps: max
""",
    ),
]

BAD_ROUTINES = [
    ("no format", with_default(REPS).removeprefix("format: 1\n")),
    ("newer format", with_default(REPS).replace("format: 1", "format: 2")),
    ("no name", with_default(REPS).replace("name: Sample\n", "")),
    ("empty name", with_default(REPS).replace("Sample", "")),
    ("blank name", with_default(REPS).replace("Sample", "' '")),
    ("null name", with_default(REPS).replace("Sample", "null")),
    ("list for a name", with_default(REPS).replace("Sample", "[a]")),
    ("long name", with_default(REPS).replace("Sample", "x" * 101)),
    ("unknown key", with_default(REPS, "rep: 3")),
    ("unknown key in an entry", with_entry(REPS, "rep: 3")),
    ("nothing to do", TOP),
    ("no exercise", TOP + "exercises: []\n"),
    ("no list", TOP + "reps: 3\nexercises: banded-clamshell\n"),
    ("both lists", with_block(REPS) + "exercises: [banded-clamshell]\n"),
    ("list in a list", TOP + "reps: 3\nexercises: [[banded-clamshell]]\n"),
    ("entry without exercise", TOP + "exercises: [{reps: 3}]\n"),
    ("capitals in an id", TOP + "reps: 3\nexercises: [Squat]\n"),
    ("empty entry", TOP + "reps: 3\nexercises:\n  -\n"),
    ("time and reps", with_entry(REPS, "time: 20s")),
    ("time and hold", with_entry("hold: 20s", "time: 20s")),
    ("time and reps by default", with_default(REPS, "time: 20s")),
    ("reps with a range of holds", with_entry(REPS, "hold: 20-30s")),
    ("reps with max holds", with_default(REPS, "hold: max")),
    ("range of times", with_entry("time: 20-30s")),
    ("no time", with_entry("time: 0")),
    ("no hold", with_entry("hold: 0")),
    ("no reps", with_entry("reps: 0")),
    ("negative", with_entry("reps: -3")),
    ("many reps", with_entry("reps: 1001")),
    ("half a rep", with_entry("reps: 1.5")),
    ("words", with_entry("reps: lots")),
    ("reps as a truth", with_entry("reps: true")),
    ("open-ended sets", with_entry(REPS, "sets: 3+")),
    ("many sets", with_entry(REPS, "sets: 51")),
    ("long rest", with_entry(REPS, "rest: 3601")),
    ("rest in words", with_entry(REPS, "rest: 45 sec")),
    ("short tempo", with_entry(REPS, "tempo: 2-0-2")),
    ("tempo as a number", with_entry(REPS, "tempo: 2")),
    ("unknown sides", with_entry(REPS, "sides: left")),
    ("zero alternations", with_entry(REPS, "sides: alternate", "alternate_every: 0")),
    ("sides by default", with_default(REPS, "sides: each")),
    (
        "sets in a circuit",
        with_block(REPS, "order: circuit").replace("[b", "[{exercise: a, sets: 2}, b"),
    ),
    ("rounds without circuit", with_block(REPS, "rounds: 3")),
    ("rounds and straight", with_block(REPS, "order: straight", "rounds: 3")),
    ("rounds and sets", with_block(REPS, "order: circuit", "rounds: 3", "sets: 3")),
    ("unknown order", with_block(REPS, "order: random")),
    ("block without exercises", TOP + "reps: 3\nblocks: [{name: A}]\n"),
    ("block as a word", TOP + "reps: 3\nblocks: [warm-up]\n"),
    ("unknown phase", with_entry(REPS, "name: A", "cues: [{phase: up, text: A}]")),
    ("cue without text", with_entry(REPS, "name: A", "cues: [{phase: top}]")),
    ("band without kind", with_entry(REPS, "name: A", "band: {where: calves}")),
    ("unknown band", with_entry(REPS, "name: A", "band: tube")),
    ("a list at the top", "- banded-clamshell\n"),
    ("a word at the top", "banded-clamshell\n"),
    ("an empty file", ""),
]

# What a schema cannot know: it sees neither the library nor how a value was written, compares no
# two ends of a range and adds up no routine.
PARSER_ONLY_ROUTINES = [
    ("unknown exercise", TOP + "reps: 3\nexercises: [squat]\n"),
    ("unknown easier exercise", with_entry(REPS, "name: A", "easier: squat")),
    ("upside down", with_entry("reps: 15-12")),
    ("hold upside down", with_entry("hold: 30-20s")),
    ("unit left open", with_entry("hold: 30-1m30s")),
    ("many reps in a range", with_entry("reps: 12-1001")),
    ("no reps in a range", with_entry("reps: 0-12")),
    ("many sets in a range", with_entry(REPS, "sets: 3-51")),
    ("long rest as text", with_entry(REPS, "rest: 61m")),
    ("no time as text", with_entry("time: 0s")),
    ("octal", with_entry("reps: 010")),
    ("underscore", with_entry("reps: 1_0")),
    ("hexadecimal", with_entry("reps: 0x10")),
    ("plus sign", with_entry("reps: +5")),
    ("four decimals", with_entry(REPS, "rest: 1.0005")),
    ("standstill", with_entry(REPS, "tempo: 0-0-0-0")),
    ("slow rep", with_entry(REPS, "tempo: 60-0-0-1")),
    ("no work at all", TOP + "exercises: [banded-clamshell]\n"),
    ("alternating each", with_entry(REPS, "alternate_every: 4")),
    (
        "described twice",
        TOP + "reps: 3\nexercises: [{exercise: a, name: A}, {exercise: a, name: B}]",
    ),
    ("duplicate key", with_default("reps: 3", "reps: 4")),
    ("anchor", with_default("reps: &r 3", "sets: 3")),
    ("alias", TOP + "sets: &r 3\nreps: *r\nexercises: [banded-clamshell]\n"),
    ("tag", with_default("reps: !!int 3")),
    ("control character", with_default(REPS).replace("Sample", '"\\e[31m"')),
    ("longer than a day", with_entry("time: 1h", "sets: 50", "sides: each")),
]

GOOD_EXERCISES = [
    ("the least", exercise()),
    ("band in a word", exercise("band: loop")),
    ("band", exercise("band: {kind: long, where: under both feet, tip: Stand on it.}")),
    ("one of each", exercise("muscles: glutes", "setup: Stand.", "cues: Push", "mistakes: Lean")),
    ("no variants", exercise("easier: []", "harder: wall-clamshell")),
    ("alternating", exercise("sides: alternate", "alternate_every: 4", "side_noun: way")),
    ("phases", exercise("phases: {concentric: Lift}", "tempo: 3-1-1-0", "speech: lift")),
    ("for exports", exercise("fit: {category: 37, name: 6}")),
    *[(f"usual {work}", exercise(f"usual: {{{work}}}")) for work in WORK],
    ("usual reps of holds", exercise("usual: {reps: 5, hold: 10s}")),
    ("one cue", exercise("cues: {phase: bottom, text: Relax}")),
]

BAD_EXERCISES = [
    ("no name", "format: 1\nband: loop\n"),
    ("reps", exercise("reps: 12")),
    ("unknown noun", exercise("side_noun: foot")),
    ("nameless in FIT", exercise("fit: {category: 37}")),
    ("large in FIT", exercise("fit: {category: 37, name: 65535}")),
    ("keys for muscles", exercise("muscles: {a: b}")),
    ("text for phases", exercise("phases: Lift")),
    ("unknown phase", exercise("phases: {up: Lift}")),
    ("usual in a word", exercise("usual: 12")),
    ("usual list", exercise("usual: [reps, 12]")),
    ("usual nothing", exercise("usual: {}")),
    ("usual null", exercise("usual:")),
    ("usual time and reps", exercise("usual: {reps: 12, time: 40s}")),
    ("usual reps with a range of holds", exercise("usual: {reps: 5, hold: 10-20s}")),
    ("usual sets", exercise("usual: {reps: 12, sets: 3}")),
    ("usual of half a rep", exercise("usual: {reps: 1.5}")),
    ("capitals in a variant", exercise("easier: Squat")),
]

PARSER_ONLY_EXERCISES = [
    ("alternating each", exercise("sides: each", "alternate_every: 4")),
    ("easier than itself", exercise("easier: sample")),
]
