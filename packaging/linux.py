"""What a Linux desktop wants beside the program: its entry in the menu, icons, the type of its files; the archive."""

from __future__ import annotations

import shutil
import struct
import tarfile
from pathlib import Path

import release
from environment import ROOT

HERE = ROOT / "packaging" / "linux"
ICONS = ROOT / "packaging" / "icons"


def share(folder: Path) -> None:
    """Fill `folder`, a /usr/share or the like."""
    for suffix, name in (("desktop", "applications"), ("xml", "mime/packages")):
        place = _made(folder / name)
        shutil.copy(HERE / f"{release.NAME}.{suffix}", place)
    for side, picture in icons().items():
        place = _made(folder / "icons" / "hicolor" / f"{side}x{side}" / "apps")
        (place / f"{release.NAME}.png").write_bytes(picture)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def icons() -> dict[int, bytes]:
    """The icon as PNG by its side: the sizes that are in the icon for Windows, and the largest."""
    data = (ICONS / f"{release.NAME}.ico").read_bytes()
    (count,) = struct.unpack_from("<H", data, 4)
    entries = [struct.unpack_from("<B7xII", data, 6 + 16 * i) for i in range(count)]
    pictures = {side or 256: data[start : start + size] for side, size, start in entries}
    return pictures | {512: (ICONS / f"{release.NAME}.png").read_bytes()}


def archive(folder: Path, target: Path, work: Path) -> None:
    """Write `target`, a .tar.xz of the program in `folder` that can be unpacked and started anywhere."""
    share(work / "share")
    top = f"{release.NAME}-{release.VERSION}"
    # The quickest compression: the best one would take minutes and save a tenth.
    with tarfile.open(target, "w:xz", preset=1) as tar:
        for source in (folder, work / "share", HERE / "INSTALL.txt"):
            tar.add(source, top if source == folder else f"{top}/{source.name}", filter=_nobody_s)


def _nobody_s(info: tarfile.TarInfo) -> tarfile.TarInfo:
    """Who packed it is nobody's business, and no user here is one there."""
    info.uid = info.gid = 0
    info.uname = info.gname = "root"
    if not info.issym():
        info.mode = mode(info.isdir() or bool(info.mode & 0o100))
    return info


def mode(enter: bool) -> int:
    """The rights of a folder or program (`enter`) or of a file: everybody's, whatever those of who packs are."""
    return 0o755 if enter else 0o644
