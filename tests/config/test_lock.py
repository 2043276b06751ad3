"""uv.lock: what a machine installs comes from the public package index and from nowhere else."""

import re
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

LOCK = Path(__file__).resolve().parents[2] / "uv.lock"
PUBLIC_HOSTS = {"pypi.org", "files.pythonhosted.org"}


def test_lock_names_only_the_public_hosts():
    hosts = {urlsplit(url).netloc for url in re.findall(r"https?://[^\s\"']+", LOCK.read_text())}

    assert hosts == PUBLIC_HOSTS


def test_every_package_has_a_registry_as_source_but_the_project_itself():
    sources = {package["name"]: package["source"] for package in tomllib.loads(LOCK.read_text())["package"]}

    from_elsewhere = {name for name, source in sources.items() if source != {"registry": "https://pypi.org/simple"}}
    assert from_elsewhere == {"practice-billing"}


def test_every_file_has_its_hash():
    packages = tomllib.loads(LOCK.read_text())["package"]
    files = [file for package in packages for file in [*package.get("wheels", []), *filter(None, [package.get("sdist")])]]

    assert files
    assert all(file["hash"].startswith("sha256:") for file in files)
