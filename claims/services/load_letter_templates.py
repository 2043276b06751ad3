"""Fill the letter templates with their default texts, once. What an admin changed afterwards is never overwritten."""

from pathlib import Path

from django.db import transaction

from claims.models import LetterTemplate

DEFAULTS = Path(__file__).resolve().parent.parent / "data" / "letters"


@transaction.atomic
def load_letter_templates() -> str:
    """Insert the texts of claims/data/letters where there is no template; return what was done."""
    if LetterTemplate.objects.exists():
        return ""
    rows = LetterTemplate.objects.bulk_create([read(path) for path in sorted(DEFAULTS.glob("*.txt"))])
    return f"{len(rows)} letter templates"


def read(path: Path) -> LetterTemplate:
    """A template from its file: three named lines, an empty one, the text."""
    head, body = path.read_text(encoding="utf-8").split("\n\n", 1)
    named = dict(line.split(":", 1) for line in head.splitlines())
    return LetterTemplate(**{name: text.strip() for name, text in named.items()}, body=body.strip())
