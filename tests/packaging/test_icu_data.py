"""The facts about languages that are shipped: the package is rewritten rightly, and Qt sorts and writes as before."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import icu_data
import pytest
from PySide6.QtCore import QLibraryInfo

HEAD = struct.pack("<H", 32) + icu_data.MAGIC + bytes(8) + icu_data.KIND + bytes(16)
ITEMS = {"icudt73l/coll/de.res": b"sorting in German", "icudt73l/root.res": b"root", "icudt73l/zone/de.res": b"zones"}

LIBRARIES = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.LibrariesPath))
DATA = next(iter(LIBRARIES.glob("libicudata.so.*")), None)

# What the program asks of Qt, in languages that do it differently.
QUESTIONS = """
from functools import cmp_to_key
from PySide6.QtCore import QCollator, QDate, QDateTime, QLocale, QTextBoundaryFinder, QTime, QTimeZone, QUrl, Qt
names = "Zebra Ärger apfel Apfel öl zoo Åse 10 9 résumé resume ب أ あ 中 ł l".split()
for language in ("de_DE", "sv_SE", "en_GB", "ar_EG", "ja_JP", "pl_PL", "zh_CN", "ko_KR", "tr_TR"):
    locale = QLocale(language)
    collator = QCollator(locale)
    collator.setNumericMode(True)
    collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    print(language, *sorted(names, key=cmp_to_key(collator.compare)))
    moment = QDateTime(QDate(2026, 3, 1), QTime(10, 0), QTimeZone(b"Europe/Berlin"))
    print(locale.toString(1234567.891, "f", 2), locale.toString(moment.date()))
    print(locale.toString(moment, QLocale.FormatType.ShortFormat))
    print(locale.toUpper("istanbul straße"), locale.toLower("ISTANBUL"), moment.toString(Qt.DateFormat.ISODate))
finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, "e\\u0301 สวัสดี नमस्ते")
while finder.toNextBoundary() >= 0:
    print(finder.position(), end=" ")
print(QUrl("http://bücher.example/ä").toEncoded())
"""


def test_a_package_is_read_as_it_was_written() -> None:
    head, items = icu_data.unpack(icu_data.pack(HEAD, ITEMS))
    assert head == HEAD
    assert list(items) == sorted(ITEMS)
    assert {name: data.rstrip(b"\xaa") for name, data in items.items()} == ITEMS


def test_every_item_begins_where_processors_like_it() -> None:
    packed = icu_data.pack(HEAD, ITEMS)
    (count,) = struct.unpack_from("<I", packed, len(HEAD))
    starts = [struct.unpack_from("<II", packed, len(HEAD) + 4 + 8 * i)[1] for i in range(count)]
    assert [start % 16 for start in starts] == [0, 0, 0]


def test_something_else_is_refused() -> None:
    with pytest.raises(ValueError, match="no package of ICU data"):
        icu_data.unpack(bytes(64))


def test_sorting_stays_and_names_of_time_zones_go() -> None:
    assert sorted(icu_data.used(ITEMS)) == ["icudt73l/coll/de.res", "icudt73l/root.res"]


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        ("pool.res", True),
        ("res_index.res", True),
        ("supplementalData.res", True),
        ("coll/ucadata.icu", True),
        ("nfkc.nrm", True),
        ("de.res", False),
        ("sr_Latn_RS.res", False),
        ("brkitr/thaidict.dict", False),
        ("ibm-943_P15A-2003.cnv", False),
        ("unames.icu", False),
    ],
)
def test_what_stays(name: str, stays: bool) -> None:
    assert bool(icu_data.used({f"icudt73l/{name}": b""})) == stays


@pytest.mark.skipif(DATA is None or not shutil.which("objcopy"), reason="needs Qt's ICU, and binutils")
def test_qt_sorts_and_writes_as_with_all_the_data(tmp_path: Path) -> None:
    assert DATA is not None
    small = icu_data.slimmed(DATA, tmp_path)
    assert small.name == DATA.name
    assert small.stat().st_size < 0.2 * DATA.stat().st_size
    whole, slim = answers(LIBRARIES), answers(tmp_path)
    assert len(whole.splitlines()) == 37
    assert slim == whole


def answers(libraries: Path) -> str:
    env = {**os.environ, "LD_LIBRARY_PATH": str(libraries), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", QUESTIONS]
    return subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=True).stdout
