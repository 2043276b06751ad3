"""Every template of the project: it compiles, and holds nothing that the CSP forbids."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = sorted(path for folder in ("config", "payers", "patients", "billing", "claims") for path in ROOT.glob(f"{folder}/**/templates/**/*.html"))
FORBIDDEN = {
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "an inline style": re.compile(r"<style\b|\sstyle=", re.IGNORECASE),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+=|\bhx-on[:=]|javascript:", re.IGNORECASE),
    "an address of another machine": re.compile(r"""(?:src|href|action|hx-[a-z]+)=["'](?:https?:)?//""", re.IGNORECASE),
}


def named(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_compiles(path):
    engines["django"].from_string(path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_holds_nothing_that_the_csp_forbids(path):
    text = path.read_text()

    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_draws_only_icons_and_shapes_of_the_sprite(path):
    sprite = (ROOT / "config/templates/components/sprite.html").read_text()
    text = path.read_text()
    icons = {f"i-{name}" for name in re.findall(r"""{% icon "([a-z]+)""", text)} | {f"mk-{name}" for name in re.findall(r"""{% mk "([a-z]+)""", text)}

    assert {name for name in icons if f'id="{name}"' not in sprite} == set()


def test_the_practices_tags_are_built_in():
    assert "config.shared.templatetags.practice" in settings.TEMPLATES[0]["OPTIONS"]["builtins"]
