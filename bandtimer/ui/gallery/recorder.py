"""A paint device that keeps where texts and grounds are painted, and paints nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QPainterPath,
    QTextItem,
    QTransform,
)
from PySide6.QtWidgets import QApplication, QWidget

Metric = QPaintDevice.PaintDeviceMetric

# A device of 96 dots an inch, as the offscreen screen is.
_DPI = 96
_MM_PER_INCH = 25.4
_OPAQUE = 255


@dataclass(frozen=True, slots=True)
class PaintedText:
    """A run of text: where its ink lies, and how far it may, in pixels of the page.

    `order` counts what is painted; `clip` is what the painter itself was kept to, if anything.
    """

    text: str
    ink: QRectF
    pixels: int
    widget: QWidget
    order: int
    clip: QRectF | None


@dataclass(frozen=True, slots=True)
class PaintedGround:
    """An opaque area, by the rectangle around it."""

    rect: QRectF
    widget: QWidget
    order: int


@dataclass(frozen=True, slots=True)
class Painting:
    """All that was painted of a page."""

    texts: tuple[PaintedText, ...]
    grounds: tuple[PaintedGround, ...]


def record(page: QWidget) -> Painting:
    """Paint the page, with all that stands on it, and return what came where."""
    device = _Recorder(page.size())
    watcher = _PaintWatcher(device.engine)
    application = QApplication.instance()
    if application is None:
        raise RuntimeError("there is no application")
    application.installEventFilter(watcher)
    try:
        page.render(device, QPoint())
    finally:
        application.removeEventFilter(watcher)
    return Painting(tuple(device.engine.texts), tuple(device.engine.grounds))


class _PaintWatcher(QObject):
    """Tells the engine which widget is painting."""

    def __init__(self, engine: "_Engine") -> None:
        super().__init__()
        self._engine = engine

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget):
            self._engine.widget = watched
        return False


class _Recorder(QPaintDevice):
    def __init__(self, size: QSize) -> None:
        super().__init__()
        self.engine = _Engine()
        self._metrics = {
            Metric.PdmWidth: size.width(),
            Metric.PdmHeight: size.height(),
            Metric.PdmWidthMM: round(size.width() / _DPI * _MM_PER_INCH),
            Metric.PdmHeightMM: round(size.height() / _DPI * _MM_PER_INCH),
            Metric.PdmNumColors: 1 << 24,
            Metric.PdmDepth: 32,
            Metric.PdmDpiX: _DPI,
            Metric.PdmDpiY: _DPI,
            Metric.PdmPhysicalDpiX: _DPI,
            Metric.PdmPhysicalDpiY: _DPI,
            Metric.PdmDevicePixelRatio: 1,
            # In the fixed-point notation of QPaintDevice.
            Metric.PdmDevicePixelRatioScaled: 0x10000,
        }

    def paintEngine(self) -> QPaintEngine:  # noqa: N802
        return self.engine

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        return self._metrics.get(metric, 0)


class _Engine(QPaintEngine):
    """Claims every feature, so that Qt hands over what is asked for as it is."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.texts: list[PaintedText] = []
        self.grounds: list[PaintedGround] = []
        self.widget: QWidget | None = None
        self._order = 0
        self._transform = QTransform()
        self._brush = QBrush()
        self._opacity = 1.0
        self._clip: QRectF | None = None

    def begin(self, _device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:  # noqa: N802
        # Copied, as the state's own are gone when it is.
        self._transform = QTransform(state.transform())
        self._brush = QBrush(state.brush())
        self._opacity = state.opacity()
        region = state.clipRegion()
        is_clipped = state.isClipEnabled() and not region.isNull()
        self._clip = QRectF(region.boundingRect()) if is_clipped else None

    def drawTextItem(self, point: Any, item: QTextItem) -> None:  # noqa: N802
        text = item.text()
        if self.widget is None or not text.strip():
            return
        font = QFont(item.font())
        ink = QFontMetricsF(font).tightBoundingRect(text).translated(point)
        clip = None if self._clip is None else self._transform.mapRect(self._clip)
        self._order += 1
        self.texts.append(
            PaintedText(
                text,
                self._transform.mapRect(ink),
                round(QFontInfo(font).pixelSize() * self._transform.m22()),
                self.widget,
                self._order,
                clip,
            )
        )

    def drawRects(self, rects: Sequence[QRect | QRectF]) -> None:  # type: ignore[override]  # noqa: N802
        for rect in rects:
            self._fill(QRectF(rect))

    def drawPath(self, path: QPainterPath) -> None:  # noqa: N802
        self._fill(path.boundingRect())

    def drawEllipse(self, rect: QRect | QRectF) -> None:  # noqa: N802
        self._fill(QRectF(rect))

    def drawPixmap(self, rect: QRectF | QRect, *_rest: Any) -> None:  # noqa: N802
        self._brush = QBrush(Qt.GlobalColor.black)
        self._fill(QRectF(rect))

    def drawImage(self, rect: QRectF | QRect, *_rest: Any) -> None:  # noqa: N802
        self._brush = QBrush(Qt.GlobalColor.black)
        self._fill(QRectF(rect))

    def drawPolygon(self, *_points: Any) -> None:  # noqa: N802
        """Leave out what is drawn as a polygon: arrows and limbs, never a ground."""

    def drawLines(self, *_lines: Any) -> None:  # noqa: N802
        """Leave out lines."""

    def drawPoints(self, *_points: Any) -> None:  # noqa: N802
        """Leave out points."""

    def _fill(self, rect: QRectF) -> None:
        is_opaque = self._brush.color().alpha() == _OPAQUE and self._opacity == 1.0
        if self.widget is None or self._brush.style() is Qt.BrushStyle.NoBrush or not is_opaque:
            return
        self._order += 1
        self.grounds.append(PaintedGround(self._transform.mapRect(rect), self.widget, self._order))
