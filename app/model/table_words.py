"""What is said of a table before it is taken: what is left out, drawn, scaled or doubtful."""

from __future__ import annotations

from collections.abc import Iterator

from app.model.axes import PLANE, TARGETS, AxisScale
from app.model.csv_files import Sheet
from app.model.limits import MAX_OBSERVATIONS
from app.model.own_data import OwnData
from app.model.tables import Taken
from app.numbers import decimal, grouped

FEW = 20  # rows: of fewer, none is spared for testing unless somebody wants that


def remarks(sheet: Sheet, taken: Taken, own: OwnData, seed: int, test_fraction: float) -> str:
    """Paragraphs, the list of rows not before what must not be overlooked."""
    said = (_sample(taken, seed), _left_out(sheet, taken), _untested(own, test_fraction), _scales(own), _doubts(sheet))
    return "\n\n".join(paragraph for paragraphs in said for paragraph in paragraphs)


def rows(count: int) -> str:
    """So many rows, in words."""
    return "1 row" if count == 1 else f"{grouped(count)} rows"


def proposed_share(own: OwnData, usual: float) -> float:
    """The share of the rows to be kept for testing, if that is otherwise the `usual` one."""
    return 0.0 if len(own.points) < FEW else usual


def _left_out(sheet: Sheet, taken: Taken) -> Iterator[str]:
    if not taken.left_out:
        return
    total = len(sheet.rows) + len(sheet.odd)
    shown = [problem.sentence for problem in taken.problems]
    if taken.left_out > len(shown):
        shown.append(f"and {grouped(taken.left_out - len(shown))} more")
    yield "\n".join((f"{grouped(taken.left_out)} of {rows(total)} will be left out:", *shown))


def _sample(taken: Taken, seed: int) -> Iterator[str]:
    if len(taken.points) > MAX_OBSERVATIONS:
        yield (
            f"{grouped(len(taken.points))} rows are more than the {grouped(MAX_OBSERVATIONS)} that can be shown. "
            f"So many will be taken, drawn evenly with the data seed {seed}."
        )


def _untested(own: OwnData, test_fraction: float) -> Iterator[str]:
    if len(own.points) < FEW and not test_fraction:
        yield "So few rows are all for training, none for testing: the test share is 0 %, and can be changed."


def _scales(own: OwnData) -> Iterator[str]:
    scaled = [scale for scale in (own.axes.x, own.axes.y) if scale.scaled]
    if scaled:
        yield f"Scaled to the plane: {_spans(scaled, PLANE)}."
    if own.axes.target.scaled:
        yield f"Scaled for the network: {_spans([own.axes.target], TARGETS)}."


def _spans(scales: list[AxisScale], span: tuple[float, float]) -> str:
    low, high = span
    spans = (f"{scale.name} from {decimal(scale.real(low))} to {decimal(scale.real(high))}" for scale in scales)
    verb = "become" if len(scales) > 1 else "becomes"
    return f"{' and '.join(spans)} {verb} {decimal(low)} to {decimal(high)}".replace("-", "−")


def _doubts(sheet: Sheet) -> Iterator[str]:
    encoding = sheet.dialect.encoding
    if not encoding.startswith("UTF"):
        yield f"This is not written in UTF-8; it is read as {encoding}. If letters look wrong, choose another encoding."
