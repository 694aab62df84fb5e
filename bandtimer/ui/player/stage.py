"""The panel that pictures the exercise, in the look of the window."""

from bandtimer.core.routine import Exercise, Phase
from bandtimer.present.player import PlayerView
from bandtimer.ui.figure import FigureWidget, figure_palette
from bandtimer.ui.look import Look
from bandtimer.ui.widgets.accessible import Role

_RADIUS = 18


class Stage(FigureWidget):
    """Shows the exercise of the player's view, at the moment of its rep that the view names."""

    accessible_role = Role.Graphic

    def __init__(self, look: Look) -> None:
        super().__init__(figure_palette(look.theme, look.theme.panel))
        self._look = look
        look.changed.connect(self._restyle)
        self._restyle()

    def show_view(self, view: PlayerView) -> None:
        """Picture what the view says."""
        figure = view.figure
        self.set_ghost(is_shown=not figure.is_held)
        self.show_exercise(figure.exercise, mirrored=figure.is_mirrored)
        self.show_moment(figure.phase, figure.progress)

    def picture_hold(self, exercise: Exercise) -> None:
        """Picture the pose in which an exercise is held."""
        self.set_ghost(is_shown=False)
        self.show_exercise(exercise)
        self.show_moment(Phase.TOP)

    def _restyle(self) -> None:
        theme = self._look.theme
        self.setFont(self._look.font(16))
        self.set_colours(figure_palette(theme, theme.panel), self._look.px(_RADIUS))
