"""The bundled JavaScript belongs to its sources, carries its licences, and names no server."""

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import helpers

STATIC = Path(helpers.__file__).parent / "static"
SOURCES = STATIC / "src"
MANIFEST = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))
RENEW = "run: cd helpers/static/src && npm ci && npm run build"
VENDOR = Path(__file__).parent / "vendor"
LIMIT = 60_000  # bytes that a browser loads, which are compressed


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_bundle_was_built_from_these_sources():
    there = {path.name for path in SOURCES.iterdir() if path.suffix in (".js", ".mjs", ".json")}
    assert {name: sha256(SOURCES / name) for name in sorted(there)} == MANIFEST["sources"], RENEW


@pytest.mark.parametrize("name", sorted(MANIFEST["built"]))
def test_nobody_changed_what_was_built(name):
    assert sha256(STATIC / name) == MANIFEST["built"][name], RENEW


def test_building_again_gives_the_same_bytes(tmp_path):
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        pytest.skip("no node and npm here, so nothing can be built; the checksums were compared instead")
    source, target = tmp_path / "src", tmp_path / "built"
    shutil.copytree(SOURCES, source, ignore=shutil.ignore_patterns("node_modules"))
    target.mkdir()
    installed = subprocess.run(
        [npm, "ci", "--no-audit", "--no-fund"], cwd=source, capture_output=True, text=True, timeout=300
    )
    if installed.returncode:
        reason = f"npm ci found no packages here: {installed.stderr.strip()[-300:]}"
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(reason)
        pytest.skip(reason)
    subprocess.run([node, "build.mjs", str(target)], cwd=source, check=True, capture_output=True, timeout=120)
    for name in MANIFEST["built"]:
        assert (target / name).read_bytes() == (STATIC / name).read_bytes(), RENEW


def test_the_licence_of_every_bundled_package_is_shipped():
    lock = json.loads((SOURCES / "package-lock.json").read_text(encoding="utf-8"))
    texts = (STATIC / "LICENSES.txt").read_text(encoding="utf-8")
    named = set(re.findall(r"^([a-z][\w-]*) \d+\.\d+\.\d+$", texts, re.MULTILINE))
    packages = {
        path.removeprefix("node_modules/") for path, about in lock["packages"].items() if not about.get("dev")
    }
    assert named and named <= packages
    assert "d3-scale" in named
    assert texts.count("Permission to use, copy, modify") == len(named)


SHIPPED = sorted(path.name for path in STATIC.iterdir() if path.suffix in (".js", ".css"))


@pytest.mark.parametrize("name", [name for name in SHIPPED if name.endswith(".js")])
def test_every_script_is_small_and_listed_in_the_manifest(name):
    assert name in MANIFEST["built"], "not built from static/src, or no longer"
    assert len(gzip.compress((STATIC / name).read_bytes())) <= LIMIT


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_shipped_asks_no_server_for_anything(name):
    addresses = set(re.findall(r"https?://[\w./-]+", (STATIC / name).read_text(encoding="utf-8")))
    assert addresses <= {"http://www.w3.org/2000/svg"}


def test_the_lock_file_names_no_server():
    packages = json.loads((SOURCES / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for about in packages.values():
        about.pop("funding", None)  # where a project asks for gifts; nothing is loaded from there
    assert "resolved" not in json.dumps(packages) and "://" not in json.dumps(packages)
    assert "omit-lockfile-registry-resolved=true" in (SOURCES / ".npmrc").read_text(encoding="utf-8")


def test_the_copy_of_axe_is_the_one_of_the_lock_file():
    version = json.loads((SOURCES / "package.json").read_text(encoding="utf-8"))["devDependencies"][
        "axe-core"
    ]
    copy = (VENDOR / "axe.min.js").read_text(encoding="utf-8")
    assert copy.startswith(f"/*! axe v{version}\n")
    assert version in (VENDOR / "README.md").read_text(encoding="utf-8")
    original = SOURCES / "node_modules" / "axe-core" / "axe.min.js"
    if original.exists():
        assert copy == original.read_text(encoding="utf-8") + "\n"


def test_text_enters_the_page_as_text_only():
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES.glob("*.js"))
    assert not re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", code)
