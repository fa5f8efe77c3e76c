"""Qt's library of facts about languages (ICU), 32 MB, without those that nothing here asks for. Linux only.

Leaving out parts of the data is what ICU provides for; what is asked for all the same, it answers with its defaults.
What stays is how text is sorted, compared, and cut into letters. Numbers and dates are Qt's own.
"""

from __future__ import annotations

import re
import struct
import subprocess
from pathlib import Path

# Word breaks, currencies, names of languages, countries, time zones, units and letters, numbers in words, conversions
# between scripts, numbers and dates by language; and tables of old encodings, of which Python has its own.
UNUSED = re.compile(
    r"(brkitr|curr|lang|rbnf|region|translit|unit|zone)/.*|unames\.icu|(?!res_)[a-z]{2,3}(_\w+)?\.res|.*\.(cnv|spp)"
)

MAGIC = b"\xda\x27"  # of an ICU file, after the length of its head
KIND = b"CmnD"  # of one that holds others
ALIGNMENT = 16

Items = dict[str, bytes]  # by name, such as "icudt73l/coll/de.res"


def unpack(data: bytes) -> tuple[bytes, Items]:
    """The head of a package and its items. Its table: a number, then pairs of offsets of a name and of its data."""
    (length,) = struct.unpack_from("<H", data)
    if data[2:4] != MAGIC or data[12:16] != KIND:
        raise ValueError("this is no package of ICU data")
    body = data[length:]
    (count,) = struct.unpack_from("<I", body)
    pairs = [struct.unpack_from("<II", body, 4 + 8 * i) for i in range(count)]
    ends = [start for _, start in pairs[1:]] + [len(body)]
    return data[:length], {
        body[name : body.index(b"\0", name)].decode(): body[start:end]
        for (name, start), end in zip(pairs, ends, strict=True)
    }


def pack(head: bytes, items: Items) -> bytes:
    """The package of `items`, which ICU looks up by halving: they must be in order."""
    names = sorted(items)
    table = 4 + 8 * len(names)
    words = b"".join(name.encode() + b"\0" for name in names)
    offset, pairs, blocks, spelled = _aligned(table + len(words)), b"", b"", table
    for name in names:
        block = items[name].ljust(_aligned(len(items[name])), b"\xaa")
        pairs += struct.pack("<II", spelled, offset)
        spelled, offset, blocks = spelled + len(name) + 1, offset + len(block), blocks + block
    body = struct.pack("<I", len(names)) + pairs + words
    return head + body.ljust(_aligned(len(body)), b"\xaa") + blocks


def _aligned(size: int) -> int:
    return -(-size // ALIGNMENT) * ALIGNMENT


def used(items: Items) -> Items:
    """`items` without what nothing asks for."""
    return {name: data for name, data in items.items() if not UNUSED.fullmatch(name.partition("/")[2])}


def slimmed(library: Path, folder: Path) -> Path:
    """A library in `folder` that stands in for `library`, a libicudata.so.73 or the like, with what is used of it."""
    whole = library.read_bytes()
    head, items = unpack(whole[whole.index(KIND) - 12 :])
    (folder / "icu.dat").write_bytes(pack(head, used(items)))
    symbol = f"icudt{library.name.rpartition('.')[2]}_dat"
    placed = ("--rename-section", ".data=.rodata,alloc,load,readonly,data,contents")
    named = (f"--redefine-sym=_binary_icu_dat_start={symbol}", f"--keep-global-symbol={symbol}")
    for command in (
        ("ld", "-r", "-b", "binary", "-o", "icu.o", "icu.dat"),
        ("objcopy", f"--set-section-alignment=.data={ALIGNMENT}", *placed, "icu.o"),
        ("objcopy", *named, "icu.o"),
        ("ld", "-shared", "-z", "noexecstack", "-soname", library.name, "-o", library.name, "icu.o"),
    ):
        subprocess.run(command, cwd=folder, check=True)
    return folder / library.name
