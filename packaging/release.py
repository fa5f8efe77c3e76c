"""What the packages say about the program: its version, from pyproject.toml, and the words around it."""

from __future__ import annotations

import platform
import sys
import tomllib
from typing import Any

from environment import ROOT

NAME = "perceptron-lab"
TITLE = "Perceptron Lab"
IDENTIFIER = "org.perceptron-lab.app"
COPYRIGHT = "Copyright (c) 2026 The Perceptron Lab authors"
# Named after its content. Files called .json belong to whichever editor people have chosen for them.
MIME_TYPE = "application/vnd.perceptron-lab+json"
SUFFIX = "perceptron.json"

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
VERSION: str = PROJECT["version"]
DESCRIPTION: str = PROJECT["description"]


def machine() -> str:
    """The kind of processor, in the words that Linux and macOS use."""
    name = platform.machine().lower()
    return {"amd64": "x86_64"}.get(name, name)


def package_stem() -> str:
    """What the files to hand out are called, but for their suffix: perceptron-lab-0.1.0-linux-x86_64."""
    system = {"win32": "windows", "darwin": "macos"}.get(sys.platform, sys.platform)
    return f"{NAME}-{VERSION}-{system}-{machine()}"


def numbers(version: str) -> tuple[int, int, int, int]:
    """Four numbers, as Windows has them: 0.1.0 is (0, 1, 0, 0)."""
    parts = [int(part) for part in version.split(".")]
    major, minor, patch, build = (*parts, 0, 0, 0, 0)[:4]
    return (major, minor, patch, build)


VERSION_RESOURCE = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3f, flags=0x0, OS=0x40004, fileType=0x1),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("CompanyName", {title!r}),
      StringStruct("FileDescription", {title!r}),
      StringStruct("FileVersion", {version!r}),
      StringStruct("InternalName", {name!r}),
      StringStruct("LegalCopyright", {copyright!r}),
      StringStruct("OriginalFilename", "{name}.exe"),
      StringStruct("ProductName", {title!r}),
      StringStruct("ProductVersion", {version!r}),
    ])]),
    VarFileInfo([VarStruct("Translation", [1033, 1200])]),
  ],
)
"""


def version_resource() -> str:
    """What Windows shows under a file's properties, in the form that PyInstaller reads."""
    return VERSION_RESOURCE.format(
        numbers=numbers(VERSION), version=VERSION, title=TITLE, name=NAME, copyright=COPYRIGHT
    )


def info_plist() -> dict[str, object]:
    """What macOS asks an application: its version, and which files it opens."""
    return {
        "CFBundleDisplayName": TITLE,
        "CFBundleShortVersionString": VERSION,
        "CFBundleVersion": VERSION,
        "LSApplicationCategoryType": "public.app-category.education",
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": COPYRIGHT,
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": f"{TITLE} experiment",
                "CFBundleTypeRole": "Editor",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [f"{IDENTIFIER}.experiment"],
            },
            # Offered under Open With, and never the one that opens other people's JSON.
            {
                "CFBundleTypeName": "JSON file",
                "CFBundleTypeRole": "Editor",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": ["public.json"],
            },
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": f"{IDENTIFIER}.experiment",
                "UTTypeDescription": f"{TITLE} experiment",
                "UTTypeConformsTo": ["public.json"],
                "UTTypeTagSpecification": {"public.filename-extension": [SUFFIX], "public.mime-type": [MIME_TYPE]},
            }
        ],
    }
