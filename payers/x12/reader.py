"""Bytes -> segments, as a stream of bounded memory. Called by `envelope`, which knows what ISA, GS and ST mean.

Accepts bytes, a path or a binary file. Tolerates a byte order mark, UTF-16, NUL bytes, and line breaks after terminators;
text is UTF-8 where it is valid UTF-8 and Latin-1 otherwise, decided segment by segment. No segment may be longer than
MAX_SEGMENT: a file without terminators ends in `Unreadable`, not in memory.
"""

import codecs
import io
from contextlib import nullcontext
from os import PathLike

from payers.x12.delimiters import ISA_REACH, sniff
from payers.x12.findings import Unreadable

CHUNK = 1 << 17
FIRST_REACH = 1 << 12
MAX_SEGMENT = 1 << 18
BLANKS = b" \t\r\n\x00\x1a"


def opened(source):
    """A context with a binary file for bytes, a path, or a binary file; only what is opened here is closed."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        return nullcontext(io.BytesIO(source))
    if isinstance(source, (str, PathLike)):
        return open(source, "rb")
    return nullcontext(source)


class SegmentReader:
    """Yields runs of segments: `for pieces in reader` gives lists of text, never empty, in file order.

    `delimiters` are those of the interchange being read; `position(index)` is the byte offset of a piece of the latest run.
    After an IEA the caller calls `restart(index)` when what follows starts another interchange.
    """

    def __init__(self, file):
        self._file = file
        self._decode = None
        self._rest = b""
        self._rest_offset = 0
        self._ended = False
        self._run = []
        self._run_offset = 0
        self._mark = (0, 0)
        self._reach = CHUNK
        self.delimiters = None
        self.had_nul = False
        self.unterminated = False

    def start(self):
        """Finds the next ISA and learns its delimiters; False at the end of the file. Raises Unreadable."""
        while True:
            self._fill(ISA_REACH)
            stripped = self._rest.lstrip(BLANKS)
            self._rest_offset += len(self._rest) - len(stripped)
            self._rest = stripped
            if len(stripped) >= ISA_REACH or self._ended:
                break
        if not self._rest:
            return False
        self.delimiters = sniff(self._rest[: ISA_REACH * 2].decode("latin-1"), self._rest_offset)
        return True

    def __iter__(self):
        while True:
            run = self._next_run()
            if run is None:
                return
            if run:
                yield run

    def position(self, index):
        """Byte offset of piece `index` of the latest run (of the file, or of its UTF-8 form where it was UTF-16)."""
        at, offset = self._mark if index >= self._mark[0] else (0, self._run_offset)
        offset += sum(map(len, self._run[at:index])) + index - at
        self._mark = (index, offset)
        return offset

    @property
    def end(self):
        """Byte offset of the end of what has been read."""
        return self._rest_offset - self.unterminated

    def restart(self, index):
        """Gives back the latest run from piece `index` on, so that `start` can read other delimiters.

        The runs after it begin small and grow: a file that changes its delimiters again and again is not split again and again.
        """
        offset = self.position(index)
        kept = [piece if isinstance(piece, bytes) else piece.encode("ascii") for piece in self._run[index:]]
        separator = self.delimiters.segment.encode("latin-1")
        given_back = separator.join(kept) + (b"" if self.unterminated else separator)
        self._rest = given_back + self._rest
        self._rest_offset = offset
        self._reach = FIRST_REACH
        self.unterminated = False

    def _next_run(self):
        terminator = self.delimiters.segment.encode("latin-1")
        self._fill(CHUNK)
        end = self._rest.rfind(terminator, 0, self._reach)
        if end < 0:
            end = self._rest.find(terminator)
        self._reach = min(CHUNK, self._reach * 2)
        while end < 0 and not self._ended:
            if len(self._rest) > MAX_SEGMENT:
                self._refuse()
            self._fill(len(self._rest) + CHUNK)
            end = self._rest.rfind(terminator)
        if end < 0:
            return self._last_run()
        block, self._rest = self._rest[:end], self._rest[end + 1 :]
        return self._split(block, terminator)

    def _last_run(self):
        block, self._rest = self._rest, b""
        if not block.strip(BLANKS):
            return None
        if len(block) > MAX_SEGMENT:
            self._refuse()
        self.unterminated = True
        return self._split(block.rstrip(BLANKS), None)

    def _split(self, block, terminator):
        self._run_offset = self._rest_offset
        self._mark = (0, self._run_offset)
        self._rest_offset += len(block) + 1
        breaks = b"\n" in block or b"\r" in block
        if block.isascii():
            run = block.decode("ascii").split(self.delimiters.segment) if terminator else [block.decode("ascii")]
            self._run = run
        else:
            self._run = block.split(terminator) if terminator else [block]
            run = [_text(piece) for piece in self._run]
        if len(block) > MAX_SEGMENT and max(map(len, run)) > MAX_SEGMENT:
            self._refuse()
        if breaks or block[:1] in BLANKS:
            run = [piece.lstrip("\r\n\t ") for piece in run]
            if self.delimiters.segment == "\n":
                run = [piece.rstrip("\r") for piece in run]
        return run

    def _refuse(self):
        raise Unreadable(
            "segment_too_long",
            f"No segment terminator within {MAX_SEGMENT} bytes: the file is cut, not X12, or its ISA names a wrong terminator.",
            self._rest_offset,
        )

    def _fill(self, size):
        while len(self._rest) < size and not self._ended:
            chunk = self._file.read(max(CHUNK, size - len(self._rest)))
            if not chunk:
                self._ended = True
                chunk = self._decode(b"", True).encode("utf-8") if self._decode else b""
            elif self._decode is None and not self._rest and not self._rest_offset:
                chunk = self._first(chunk)
            elif self._decode:
                chunk = self._decode(chunk).encode("utf-8")
            if b"\x00" in chunk:
                self.had_nul = True
                chunk = chunk.replace(b"\x00", b"")
            self._rest += chunk

    def _first(self, chunk):
        """Strips a byte order mark and recognises UTF-16 with or without one."""
        if chunk.startswith(codecs.BOM_UTF8):
            return chunk[3:]
        for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
            if chunk.startswith(mark):
                return self._transcode(chunk[2:], name)
        if chunk[:6] == b"I\x00S\x00A\x00":
            return self._transcode(chunk, "utf-16-le")
        if chunk[:6] == b"\x00I\x00S\x00A":
            return self._transcode(chunk, "utf-16-be")
        return chunk

    def _transcode(self, chunk, name):
        self._decode = codecs.getincrementaldecoder(name)(errors="replace").decode
        return self._decode(chunk).encode("utf-8")


def _text(piece):
    try:
        return piece.decode("utf-8")
    except UnicodeDecodeError:
        return piece.decode("latin-1")
