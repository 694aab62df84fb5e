"""What is wrong with a painted page, found by measuring."""

from collections.abc import Collection, Iterable, Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from bandtimer.ui.gallery.recorder import PaintedText, Painting

ELLIPSIS = "…"

# Rounding and soft edges are no fault, in pixels.
_SLACK = 2.0
# No text is set smaller than this, in pixels.
_SMALLEST = 10
# Farther than anything is scrolled, in pixels.
_FAR = 1e6


def faults(
    painting: Painting, page: QWidget, subject: QWidget, shortened: Collection[str]
) -> Iterator[str]:
    """Yield a sentence for everything wrong with the texts of `subject`, a part of the page.

    Of the texts in `shortened` the end may be left out; they are names that a user made.
    """
    texts = [text for text in painting.texts if _is_within(text.widget, subject)]
    seen = []
    for text in texts:
        if text.text.endswith(ELLIPSIS) and not _is_allowed(text.text, shortened):
            yield f"shortened: {text.text!r}"
        if text.pixels < _SMALLEST:
            yield f"only {text.pixels} pixels high: {text.text!r}"
        room = _room(text, page)
        if not _holds(room, text.ink):
            yield f"cut off: {text.text!r}"
        visible = text.ink.intersected(room).intersected(_scrolled_into_view(text.widget, page))
        if not visible.isEmpty():
            seen.append((text, visible))
    yield from _overlapping(seen)
    yield from _covered(seen, painting, page)


def _overlapping(seen: Iterable[tuple[PaintedText, QRectF]]) -> Iterator[str]:
    for (one, its), (other, others) in combinations(seen, 2):
        if _is_more_than_slack(its.intersected(others)):
            yield f"overlap: {one.text!r} and {other.text!r}"


def _covered(
    seen: Iterable[tuple[PaintedText, QRectF]], painting: Painting, page: QWidget
) -> Iterator[str]:
    for text, ink in seen:
        for ground in painting.grounds:
            if ground.order < text.order or not _is_more_than_slack(ground.rect.intersected(ink)):
                continue
            # What is scrolled out of sight covers nothing.
            seen_part = ground.rect.intersected(_scrolled_into_view(ground.widget, page))
            if _is_more_than_slack(seen_part.intersected(ink)):
                yield f"covered: {text.text!r}"
                break


def _room(text: PaintedText, page: QWidget) -> QRectF:
    """Return where the text may lie: in its widget and all that hold it.

    Up and down a scroll area is as long as what it scrolls.
    """
    room = QRectF(-_FAR, -_FAR, 2 * _FAR, 2 * _FAR)
    if text.clip is not None:
        room = room.intersected(text.clip)
    widget: QWidget | None = text.widget
    is_scrolled = False
    while widget is not None:
        is_scrolled = is_scrolled or _is_scrolled(widget)
        place = QRectF(widget.mapTo(page, QPoint()), widget.size().toSizeF())
        if is_scrolled:
            place = QRectF(place.left(), -_FAR, place.width(), 2 * _FAR)
        room = room.intersected(place)
        widget = None if widget is page else widget.parentWidget()
    return room


def _scrolled_into_view(widget: QWidget, page: QWidget) -> QRectF:
    """Return the part of the page in which something of this widget can be seen."""
    view = QRectF(page.rect())
    part: QWidget | None = widget
    while part is not None and part is not page:
        view = view.intersected(QRectF(part.mapTo(page, QPoint()), part.size().toSizeF()))
        part = part.parentWidget()
    return view


def _is_scrolled(widget: QWidget) -> bool:
    """Tell whether this is the viewport of an area that scrolls up and down."""
    area = widget.parentWidget()
    return (
        isinstance(area, QAbstractScrollArea)
        and area.viewport() is widget
        and area.verticalScrollBar().maximum() > 0
    )


def _is_within(widget: QWidget, subject: QWidget) -> bool:
    return widget is subject or subject.isAncestorOf(widget)


def _is_allowed(text: str, shortened: Collection[str]) -> bool:
    begun = text.removesuffix(ELLIPSIS).rstrip()
    return any(name.startswith(begun) for name in shortened)


def _holds(room: QRectF, ink: QRectF) -> bool:
    return room.adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(ink)


def _is_more_than_slack(rect: QRectF) -> bool:
    return rect.width() > _SLACK and rect.height() > _SLACK
