"""The course of a session: its pieces as long as they took, with the minutes below."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bandtimer.present.course import Course
from bandtimer.present.tone import Tone
from bandtimer.ui.look import Look
from bandtimer.ui.widgets.accessible import Role, tell_value
from bandtimer.ui.widgets.paint import draw_focus, draw_line, fill_rounded

_TEXT = 12
# Each kind is told by its height as well as by its colour, in pixels of the design.
_HEIGHTS = {Tone.WORK: 16, Tone.HOLD: 16, Tone.NEUTRAL: 3}
_BETWEEN = 8
_TALLEST = 16
_EDGE = 4


class CourseBar(QWidget):
    """Shows the course; left and right walk its pieces, and `told` carries the words for one."""

    told = Signal(str)
    # Screen readers say how the value of a slider changes, and that of a chart not at all.
    accessible_role = Role.Slider

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._course: Course | None = None
        self._cursor = 0
        self._hovered: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Course of the session")
        look.changed.connect(self.updateGeometry)

    def show_course(self, course: Course) -> None:
        """Show this course."""
        self._course, self._cursor, self._hovered = course, 0, None
        self.setAccessibleDescription(course.told)
        self._tell()
        self.update()

    def accessible_value(self) -> str:
        """Say the piece in hand for a screen reader."""
        pieces = self._course.pieces if self._course else ()
        return pieces[self._cursor].told if pieces else ""

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a size with room for the bar and the times below."""
        look = self._look
        high = look.px(_TALLEST + 2 * _EDGE) + QFontMetricsF(look.font(_TEXT)).height()
        return QSize(look.px(240), round(high + look.px(2)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the least size; no width is too small."""
        return QSize(0, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Walk the pieces with left and right, Home and End."""
        last = len(self._course.pieces) - 1 if self._course else 0
        match event.key():
            case Qt.Key.Key_Left:
                self._go(self._cursor - 1)
            case Qt.Key.Key_Right:
                self._go(self._cursor + 1)
            case Qt.Key.Key_Home:
                self._go(0)
            case Qt.Key.Key_End:
                self._go(last)
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Tell of the piece in hand."""
        super().focusInEvent(event)
        self._go(self._cursor)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Tell of none."""
        super().focusOutEvent(event)
        self._tell()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Tell of the piece under the mouse."""
        self._hover(self._piece_at(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Tell of the mouse's piece no longer."""
        super().leaveEvent(event)
        self._hover(None)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the pieces and the times."""
        shown, look, theme = self._course, self._look, self._look.theme
        if shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = look.px(_EDGE) + look.px(_TALLEST) / 2
        for number, piece in enumerate(shown.pieces):
            rect = self._rect(number)
            high = look.px(_HEIGHTS.get(piece.tone, _BETWEEN))
            rect.setTop(middle - high / 2)
            rect.setHeight(high)
            radius = min(high, rect.width()) / 3
            fill_rounded(painter, rect, theme.tones[piece.tone], radius)
            if number == self._in_hand():
                grown = rect.adjusted(-look.px(3), 0, look.px(3), 0)
                grown.setTop(middle - look.px(_TALLEST) / 2 - look.px(_EDGE))
                grown.setHeight(look.px(_TALLEST) + 2 * look.px(_EDGE))
                draw_focus(painter, look, grown, look.px(4))
        line = QFontMetricsF(look.font(_TEXT)).height()
        free = 0.0
        for mark in shown.marks:
            width = look.width(_TEXT, mark.text) + 1
            left = self._x(mark.at_ms) - width / 2
            if left < free or left + width > self.width():
                continue
            cell = QRectF(left, self.height() - line, width, line)
            draw_line(painter, look, cell, mark.text, _TEXT, theme.dim)
            free = left + width + look.px(8)

    def _x(self, at_ms: int) -> float:
        length = self._course.length_ms if self._course else 0
        edge = self._look.px(_EDGE)
        return edge + at_ms / max(length, 1) * (self.width() - 2 * edge)

    def _rect(self, number: int) -> QRectF:
        if self._course is None:
            return QRectF()
        piece = self._course.pieces[number]
        left, right = self._x(piece.start_ms), self._x(piece.start_ms + piece.length_ms)
        # A gap sets it off where it is wide enough to have one.
        gap = min(self._look.px(2), (right - left) / 3)
        return QRectF(left, 0, max(right - left - gap, 1.0), self.height())

    def _piece_at(self, x: float) -> int | None:
        pieces = self._course.pieces if self._course else ()
        for number, piece in enumerate(pieces):
            if self._x(piece.start_ms) <= x < self._x(piece.start_ms + piece.length_ms):
                return number
        return None

    def _go(self, number: int) -> None:
        pieces = self._course.pieces if self._course else ()
        if pieces:
            self._cursor = min(max(number, 0), len(pieces) - 1)
            tell_value(self, self.accessible_value())
            self._tell()
            self.update()

    def _hover(self, number: int | None) -> None:
        if number != self._hovered:
            self._hovered = number
            self._tell()
            self.update()

    def _in_hand(self) -> int | None:
        if self._hovered is not None:
            return self._hovered
        return self._cursor if self.hasFocus() else None

    def _tell(self) -> None:
        number = self._in_hand()
        pieces = self._course.pieces if self._course else ()
        self.told.emit("" if number is None or not pieces else pieces[number].told)
