"""The report on paper: pages that keep together what belongs together."""

import re

from PySide6.QtWidgets import QApplication

from bandtimer.ui.printing.apart import report_pdf_apart
from bandtimer.ui.printing.report_pdf import report_pdf


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def session(lines: int) -> str:
    return f"<h2>Monday</h2>{'<p>Kickback: 12 · 12 · 12</p>' * lines}"


def test_months_begin_on_pages_of_their_own(qapp: QApplication) -> None:
    month = "<h1>October</h1>" + session(3)
    later = '<h1 style="page-break-before: always">November</h1>' + session(3)
    assert pages(report_pdf(month, "T")) == 1
    assert pages(report_pdf(month + later, "T")) == 2


def test_a_session_is_not_torn_apart_where_a_page_can_hold_it(qapp: QApplication) -> None:
    # Three that fill more than half a page each need a page each.
    assert pages(report_pdf("<h1>October</h1>" + session(30) * 3, "T")) == 3
    # One longer than a page has to be torn, and then begins where it may.
    torn = pages(report_pdf(session(90), "T"))
    assert pages(report_pdf("<h1>October</h1>" + session(90), "T")) == torn > 1


def test_a_process_of_its_own_makes_the_same_pages(qapp: QApplication) -> None:
    html = "<h1>Oktober “Ä”</h1>" + session(30) * 3
    assert pages(report_pdf_apart(html, "T")) == pages(report_pdf(html, "T"))


def test_letters_are_embedded(qapp: QApplication) -> None:
    pdf = report_pdf(session(1), "T")
    assert b"/FontFile2" in pdf
    assert b"/ToUnicode" in pdf
