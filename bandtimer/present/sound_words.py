"""What the sounds are called where they are switched on and off."""

from bandtimer.present.score import Sound

SOUND_NAMES = {
    Sound.TICK: "Countdown",
    Sound.GO: "Go",
    Sound.LIFT: "Lift",
    Sound.HOLD: "Hold at the top",
    Sound.LOWER: "Lower",
    Sound.REP: "Rep counted",
    Sound.MINIMUM: "Minimum reached",
    Sound.HALFWAY: "Halfway",
    Sound.TEN_LEFT: "Ten seconds left",
    Sound.SWITCH: "Switch sides",
    Sound.SET_DONE: "Set done",
    Sound.SESSION_DONE: "Session done",
    Sound.BEST: "New best",
}
