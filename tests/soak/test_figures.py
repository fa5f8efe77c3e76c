"""The table of figures says whether an aim was reached, and a missed one cannot be overlooked."""

from __future__ import annotations

import math

from tests.soak.figures import Figure, Report, all_of, at_most, none


def test_the_table_has_a_line_for_each_figure_and_each_problem() -> None:
    figures = [all_of("files refused", 50_000, 50_000), at_most("memory", 12.345, "MB", 30), Figure("acts", 7)]
    assert str(Report("Damage", figures, ["file 3: a hang"])) == (
        "Damage         measured  aim         reached\n"
        "files refused    50 000  all 50 000  yes\n"
        "memory         12.35 MB  ≤ 30 MB     yes\n"
        "acts                  7\n"
        "! file 3: a hang"
    )


def test_a_report_is_good_where_every_aim_is_reached_and_nothing_went_wrong() -> None:
    assert Report("", [none("crashes", 0), Figure("acts", 3)]).good
    assert not Report("", [none("crashes", 1)]).good
    assert not Report("", [all_of("kills survived", 199, 200)]).good
    assert not Report("", [at_most("memory", 30.1, "MB", 30)]).good
    assert not Report("", [none("crashes", 0)], ["something"]).good


def test_what_could_not_be_measured_is_no_success() -> None:
    assert not Report("", [at_most("memory", math.nan, "MB", 30)]).good
