"""What is wrong with the training, in the status line: a sign, a sentence, and the cure as words to press."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent, QHelpEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QSizePolicy, QToolTip, QWidget

from app import icons
from app.model.cures import Cure, cure
from app.numbers import localised
from app.panels.elided import ElidedLabel
from app.panels.parts import link
from app.panels.tips import explain, tip
from app.theme import LIGHT, Theme
from app.training.findings import Finding, Kind, Severity
from app.type_size import scaled
from nncore import Experiment

SIGN = 14  # pixels
TIP_ABOVE = 4  # pixels from a tool tip to the line


class HealthLine(QWidget):
    """Shows one finding at a time, the most important first; it is empty while all is well.

    Before it stands what lets a training go on that has finished.
    """

    cure_chosen = Signal(object)  # Cure
    cure_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._findings: tuple[Finding, ...] = ()
        self._experiment: Experiment | None = None
        self._shown: Kind | None = None
        self._cure: Cure | None = None
        self._way_on: Cure | None = None
        self._offers = True
        self._theme = LIGHT
        self._way_on_link = link("", "")
        self._sign = QLabel()
        self._sentence = ElidedLabel("finding")
        self._cure_link = link("", "")
        self._next = link("", "Show the next finding.")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("What is wrong")
        self._build()
        self._connect()
        self.hide()

    def _build(self) -> None:
        for words in (self._way_on_link, self._cure_link):
            words.setObjectName("cure")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self._way_on_link, self._sign, self._sentence, self._cure_link, self._next):
            row.addWidget(part)
            part.installEventFilter(self)
        links = (self._way_on_link, self._cure_link, self._next)
        for words in links:  # no higher than the sentence: the line keeps its place
            words.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        row.addStretch(1)

    def _connect(self) -> None:
        self._way_on_link.clicked.connect(self._on_way_on)
        self._cure_link.clicked.connect(self._on_cure)
        self._next.clicked.connect(self._on_next)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Tool tips cover no words to press."""
        if isinstance(watched, QWidget) and isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), watched.toolTip(), watched)
            top = self.mapToGlobal(QPoint(0, -TIP_ABOVE)).y()
            for shown in (widget for widget in QApplication.topLevelWidgets() if widget.inherits("QTipLabel")):
                shown.move(shown.x(), top - shown.height())
            return True
        return super().eventFilter(watched, event)

    @property
    def cure(self) -> Cure | None:
        """What lets the training go on, or can be tried against the finding that is shown."""
        return self._way_on or self._cure

    @property
    def sentence(self) -> str:
        """What is said to be wrong."""
        return self._sentence.text()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._show()

    def show_findings(self, findings: Sequence[Finding], experiment: Experiment) -> None:
        """Show the `findings` about a training of `experiment`: the one that was shown, while it is among them."""
        if (findings, experiment) != (self._findings, self._experiment):
            self._findings, self._experiment = tuple(findings), experiment
            self._show()

    def show_way_on(self, cure: Cure | None) -> None:
        """Offer `cure` to a training that has finished; None where that is not so."""
        if cure != self._way_on:
            self._way_on = cure
            if cure is not None:
                self._way_on_link.setText(cure.title)
                explain(self._way_on_link, cure.title, tip("Then Play goes on; undo brings the rule back."))
            self._show()

    def set_offering(self, on: bool) -> None:
        """Whether cures are offered here; they are not while a lesson offers its own."""
        if on != self._offers:
            self._offers = on
            self._show()

    def _index(self) -> int:
        """Which finding is shown. One that has stopped the training comes before any other."""
        kinds = [finding.kind for finding in self._findings]
        stopped = self._findings[0].severity is Severity.ERROR
        return kinds.index(self._shown) if self._shown in kinds and not stopped else 0

    def _show(self) -> None:
        self.setVisible(bool(self._findings) or self._way_on is not None)
        self._way_on_link.setVisible(self._way_on is not None)
        if self._findings and self._experiment is not None:
            self._show_finding(self._findings[self._index()], self._experiment)
        else:
            self._shown, self._cure = None, None
            for part in (self._sign, self._sentence, self._cure_link, self._next):
                part.hide()
        self.cure_changed.emit()

    def _show_finding(self, finding: Finding, experiment: Experiment) -> None:
        sentence, why = localised(finding.sentence), localised(finding.why)
        self._sentence.say(sentence, aloud=False)
        self._sentence.setToolTip(tip(sentence, why))
        for part in (self._sign, self._sentence):
            part.show()
        self._sign.setPixmap(icons.icon("warning", self._colour(finding)).pixmap(scaled(SIGN), scaled(SIGN)))
        remedy = finding.remedy if self._offers else None
        self._cure = cure(remedy, experiment) if remedy is not None else None
        self._cure_link.setVisible(self._cure is not None)
        if self._cure is not None:
            self._cure_link.setText(self._cure.title)
            explain(self._cure_link, self._cure.title, tip(f"{why} Try this; undo takes it back."))
        several = len(self._findings) > 1
        self._next.setVisible(several)
        if several:
            place = f"{self._index() + 1} of {len(self._findings)}"
            self._next.setText(f"{place} ›")
            self._next.setAccessibleName(f"Finding {place}, show the next")
        if finding.kind is not self._shown:  # its numbers change all the time, which would be tiring to hear
            self._shown = finding.kind
            explain(self._sentence, sentence, self._sentence.toolTip())
            QAccessible.updateAccessibility(QAccessibleEvent(self._sentence, QAccessible.Event.Alert))

    def _colour(self, finding: Finding) -> str:
        theme = self._theme
        return {Severity.NOTE: theme.quiet, Severity.WARNING: theme.negative}.get(finding.severity, theme.error)

    @Slot()
    def _on_way_on(self) -> None:
        if self._way_on is not None:
            self.cure_chosen.emit(self._way_on)

    @Slot()
    def _on_cure(self) -> None:
        if self._cure is not None:
            self.cure_chosen.emit(self._cure)

    @Slot()
    def _on_next(self) -> None:
        following = (self._index() + 1) % len(self._findings)
        self._shown = self._findings[following].kind
        self._show()
