"""The whole window, with settings that are damaged in many ways: it is there, to be seen, and works."""

from __future__ import annotations

import base64
import json

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import context
from app.model.settings import Settings
from app.model.settings_keys import THEME
from tests.app.test_settings_damage import GENUINE, TEXT, path, put


def geometry(*, x: int, y: int, width: int, height: int) -> QByteArray:
    window = QWidget()
    window.setGeometry(x, y, width, height)
    return window.saveGeometry()


def plain(state: QByteArray) -> str:
    return base64.b64encode(state.data()).decode()


def damaged_layouts() -> dict[str, object]:
    far = geometry(x=30_000, y=-20_000, width=16_000, height=1)
    return {
        "layout/window": plain(far),
        "layout/columns": "AAAA",
        "layout/middle": "AAAA/wAAAAEAAAACf////38/////AAAACAEAAAACAA==",
        "layout/right": plain(QByteArray(b"\xff" * 64)),
    }


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(bytes(range(256)), id="junk"),
        pytest.param(TEXT.encode()[:200], id="truncated"),
        pytest.param(json.dumps({name: [[]] for name in GENUINE}).encode(), id="lists"),
        pytest.param(None, id="layouts"),
    ],
)
def test_the_window_is_there_and_works_whatever_is_in_the_file(
    qapp: QApplication, qtbot: QtBot, content: bytes | None
) -> None:
    put(json.dumps({**GENUINE, **damaged_layouts()}).encode() if content is None else content)
    parts = context.build(qapp)
    parts.window.asks_before_closing = False
    qtbot.addWidget(parts.window)
    parts.window.place()
    parts.window.show()
    screen = parts.window.screen().geometry()
    assert screen.intersects(parts.window.geometry())
    assert all(card.width() >= 100 and card.height() >= 60 for card in parts.window.workspace.cards)
    with qtbot.waitSignal(parts.controller.snapshot_ready, timeout=20_000):
        parts.controller.start()
    parts.appearance.choose("light")
    parts.appearance.set_large(False)
    parts.appearance.set_sign("system")
    parts.window.close()
    assert json.loads(path().read_text("utf-8"))["layout/window"]
    assert Settings().get(THEME) == "light"
