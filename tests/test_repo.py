"""What holds for every file of the repository, those not yet committed included."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PICTURES = (".png", ".jpg", ".woff2")

# Written in pieces, so that this file does not hold what it looks for.
HOSTS = ["py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "yarn" + "pkg.com", "ana" + "conda.org"]
HOSTS += ["deb." + "debian.org", "js" + "delivr.net", "un" + "pkg.com"]
PATHS = ["/" + "root/", "/" + "work/", "/opt/" + "wheels", "/tmp" + "/ts", "/tmp/" + "ipykernel"]


def faults(data: bytes) -> list[str]:
    """What is wrong with the content of a text file."""
    if not data:
        return ["is empty"]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return [f"is not UTF-8 at byte {error.start}"]
    found = [f"names {host}" for host in HOSTS if host in text]
    # A path begins a word; the same letters further on in an address on the web are no path.
    found += [f"names {path}" for path in PATHS if re.search(rf"(?<![\w.-]){path}", text)]
    if text.startswith("\ufeff"):
        found.append("begins with a byte order mark")
    if "\r" in text:
        found.append("has Windows line ends")
    if not text.endswith("\n"):
        found.append("does not end with a line end")
    if re.search(r"^(<{7}|>{7}) ", text, re.MULTILINE):
        found.append("holds the marks of a merge")
    return found


def repository_files():
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git clone, so there is no list of the repository's files")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_is_empty_or_names_a_package_server_or_a_path_of_one_machine():
    texts = [path for path in repository_files() if path.suffix not in PICTURES]
    found = {str(path.relative_to(ROOT)): faults(path.read_bytes()) for path in texts}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "is empty"),
        (b"caf\xe9\n", "is not UTF-8 at byte 3"),
        (b"\xef\xbb\xbfid\n", "begins with a byte order mark"),
        (b"a\r\nb\n", "has Windows line ends"),
        (b"a", "does not end with a line end"),
        (b"<<<<<<< mine\na\n", "holds the marks of a merge"),
        *[(f"see https://{host}/simple\n".encode(), f"names {host}") for host in HOSTS],
        *[(f"in {path}kit\n".encode(), f"names {path}") for path in PATHS],
    ],
)
def test_each_fault_is_found(data, fault):
    assert fault in faults(data)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_what_a_page_links_to_is_there(page):
    links = re.findall(r"\]\(([^)#]+)", (ROOT / page).read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


def test_the_pages_name_only_targets_that_make_knows():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    text = "\n".join((ROOT / page).read_text(encoding="utf-8") for page in ("README.md", "CONTRIBUTING.md"))
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE))
    assert {"lab", "test", "notebooks"} <= named <= targets


def test_no_file_is_large():
    sizes = {str(path.relative_to(ROOT)): path.stat().st_size for path in repository_files()}
    assert {name: size for name, size in sizes.items() if size > 2_000_000} == {}
