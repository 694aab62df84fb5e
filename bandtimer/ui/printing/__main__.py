"""Lays out a report by itself: its title as the argument, HTML comes in and a PDF goes out."""

import sys

from bandtimer.ui.printing.report_pdf import report_pdf

if __name__ == "__main__":
    sys.stdout.buffer.write(report_pdf(sys.stdin.buffer.read().decode(), sys.argv[1]))
