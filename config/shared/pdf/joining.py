"""Stored PDFs as one file, page after page. Called by pages that print many documents, and by packets."""

from collections.abc import Iterable
from io import BytesIO

from pypdf import PdfWriter

from config.shared import blobs


def joined(sha256s: Iterable[str]) -> bytes:
    """The pages of these blobs in their order. Raises BlobMissing."""
    writer, file = PdfWriter(), BytesIO()
    for sha256 in sha256s:
        writer.append(BytesIO(blobs.read(sha256)))
    writer.write(file)
    return file.getvalue()
