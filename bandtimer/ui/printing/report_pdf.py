"""A report of the history as a PDF, its letters embedded and its text selectable."""

from collections.abc import Iterator

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLocale, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from bandtimer.ui.look import FONT_FAMILY, load_fonts

_MARGIN_MM = 16.0
_FOOT_PT = 8.0
_TEXT_PT = 9.5
# Qt lays out in this resolution, so that it rounds letters to a tenth of a point at most.
_DPI = 600


def report_pdf(html: str, title: str) -> bytes:
    """Return the report on pages of A4, or of Letter where that is usual.

    Works without a screen; makes a Qt application of its own where there is none.
    """
    own = None
    if QGuiApplication.instance() is None:
        own = QGuiApplication(["bandtimer", "-platform", "offscreen"])
    load_fonts()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setTitle(title)
    writer.setCreator("BandTimer")
    letter = QLocale.system().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    size = QPageSize.PageSizeId.Letter if letter else QPageSize.PageSizeId.A4
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageSize(QPageSize(size))
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    font = QFont(FONT_FAMILY)
    font.setPointSizeF(_TEXT_PT)
    # The forms that stand in for some marks between digits have no letters to be copied as.
    font.setFeature(QFont.Tag("calt"), 0)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    document.setHtml(html)
    _paint_pages(writer, document, title)
    buffer.close()
    if own is not None:
        own.shutdown()
    return bytes(content.data())


def _paint_pages(writer: QPdfWriter, document: QTextDocument, title: str) -> None:
    painter = QPainter(writer)
    foot = QFont(FONT_FAMILY)
    foot.setPointSizeF(_FOOT_PT)
    painter.setFont(foot)
    foot_height = painter.fontMetrics().height() * 2
    width, height = float(writer.width()), float(writer.height())
    body = height - foot_height
    document.setPageSize(QSizeF(width, body))
    _keep_together(document, body)
    # What was laid out after a change in the middle is not all painted, so it is laid out anew.
    document.markContentsDirty(0, document.characterCount())
    pages = document.pageCount()
    for page in range(pages):
        if page:
            writer.newPage()
        painter.save()
        painter.translate(0, -page * body)
        document.drawContents(painter, QRectF(0, page * body, width, body))
        painter.restore()
        painter.setPen(Qt.GlobalColor.darkGray)
        line = painter.boundingRect(0, 0, round(width), foot_height, 0, title)
        line.moveTop(round(height) - line.height())
        painter.drawText(line, 0, title)
        number = f"{page + 1} of {pages}"
        line = painter.boundingRect(line, Qt.AlignmentFlag.AlignRight.value, number)
        line.moveRight(round(width))
        painter.drawText(line, 0, number)
    painter.end()


def _keep_together(document: QTextDocument, page: float) -> None:
    """Begin on a new page what stands below a heading, where it would else be torn apart."""
    layout = document.documentLayout()
    headings = [block for block in _blocks(document) if block.blockFormat().headingLevel()]
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        if heading.blockFormat().headingLevel() == 1:
            continue
        last = document.lastBlock() if following is None else following.previous()
        top = layout.blockBoundingRect(heading).top()
        bottom = layout.blockBoundingRect(last).bottom()
        if top // page != (bottom - 1) // page and bottom - top < page:
            broken = QTextBlockFormat()
            broken.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            QTextCursor(heading).mergeBlockFormat(broken)


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()
