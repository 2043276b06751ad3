"""PDF files from typst templates. Called by the kinds of documents that rooms register (`config.shared.registries.documents`).

Data goes in as JSON, never as markup: a name can't become a command. The template's folder is all that a template can read, and no package is
fetched. Typst runs in a child process of its own, so that the caller may fork, and a template that never ends is ended by its time limit.
Invariant: the same template, data and time give the same bytes.
"""

from config.shared.pdf.joining import joined
from config.shared.pdf.rendering import TIME_LIMIT_SECONDS, PdfNotMade, PdfTookTooLong, render

__all__ = ["TIME_LIMIT_SECONDS", "PdfNotMade", "PdfTookTooLong", "joined", "render"]
