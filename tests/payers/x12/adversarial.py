"""Huge and hostile files as streams that are made while they are read, and what the codec says about each.

`python -m tests.payers.x12.adversarial COUNT MEGABYTES yes|no NAME...` reads them one after the other under a limit of address
space, checks them (yes) or not, and prints {name: what it found}; the tests call it so, because a limit of memory holds for a
whole process.
"""

import json
import resource
import sys
from collections import Counter
from itertools import chain, repeat

from payers import x12

ISA = "ISA*00*          *00*          *ZZ*PAYERGATE      *ZZ*RIVERSIDE      *261124*0930*^*00501*000000077*0*T*:~"
IEA = "IEA*1*000000077~"
PAID = "ST*835*0001~BPR*I*1*C*ACH~TRN*1*1*1~"
PAID_CLAIM = f"{PAID}CLP*A*1*1*1**12*X~"
SENT = "ST*837*0001*005010X222A1~BHT*0019*00*1*20261124*0930*CH~HL*1**20*1~HL*2*1*22*0~SBR*P*18~CLM*A*1***11:B:1*Y*A*Y*Y~"
ANSWER = "BHT*0022*11*1*20261124*0930~HL*1**20*1~HL*2*1*21*1~HL*3*2*22*0~NM1*IL*1*D~EB*1~"


class Stream:
    """A binary file of pieces of text that are made when they are read."""

    def __init__(self, pieces, encoding="ascii"):
        self.pieces = iter(pieces)
        self.encoding = encoding
        self.rest = b""

    def read(self, size):
        """At most `size` bytes, b"" at the end."""
        parts, length = [self.rest], len(self.rest)
        while length < size:
            piece = next(self.pieces, None)
            if piece is None:
                break
            parts.append(piece.encode(self.encoding))
            length += len(parts[-1])
        data = b"".join(parts)
        self.rest = data[size:]
        return data[:size]


def in_one_set(functional_id, version, start, unit, count):
    """One ST with `count` times the unit in it; a unit may be a function of its number."""
    units = map(unit, range(count)) if callable(unit) else repeat(unit, count)
    return chain([f"{ISA}GS*{functional_id}*A*B*20261124*0930*77*X*{version}~{start}"], units, [f"SE*1*0001~GE*1*77~{IEA}"])


def nested(level):
    """HLs that each stand under the one before."""
    return lambda number: f"HL*{number + 1}*{number or ''}*{level}*1~"


SETS = {
    "adjustments of one claim": ("HP", "005010X221A1", PAID_CLAIM, "CAS*CO*45*1~"),
    "services of one claim": ("HP", "005010X221A1", PAID_CLAIM, "SVC*HC:99213*1*1~"),
    "remark segments of one claim": ("HP", "005010X221A1", PAID_CLAIM, "MOA***MA01~"),
    "claims of one payment": ("HP", "005010X221A1", PAID, "CLP*A*1*1*1**12*X~"),
    "summaries of one payment": ("HP", "005010X221A1", PAID, "TS2*1~"),
    "unknown segments": ("HP", "005010X221A1", PAID, "ZZZ*1~"),
    "lines of one claim": ("HC", "005010X222A1", SENT, "LX*1~SV1*HC:99213*1*UN*1***1~"),
    "references of one claim": ("HC", "005010X222A1", SENT, "REF*G1*1~"),
    "claims of one batch": ("HC", "005010X222A1", SENT, "CLM*A*1***11:B:1*Y*A*Y*Y~"),
    "other payers of one claim": ("HC", "005010X222A1", SENT, "SBR*S*18~OI***Y~"),
    "levels in levels of an 837": ("HC", "005010X222A1", "ST*837*0001*005010X222A1~BHT*0019*00*1*20261124*0930*CH~", nested("22")),
    "levels in levels of a 277CA": ("HN", "005010X214", "ST*277*0001*005010X214~BHT*0085*08*1*20261124*0930*TH~", nested("PT")),
    "levels in levels of a 276": ("HR", "005010X212", "ST*276*0001*005010X212~BHT*0010*13*1*20261124*0930~", nested("23")),
    "levels in levels of a 271": ("HB", "005010X279A1", "ST*271*0001*005010X279A1~BHT*0022*11*1*20261124*0930~", nested("22")),
    "benefits of one person": ("HB", "005010X279A1", f"ST*271*0001*005010X279A1~{ANSWER}", "EB*1*IND*30~"),
    "loops that never end": ("HB", "005010X279A1", f"ST*271*0001*005010X279A1~{ANSWER}", "LS*2120~"),
    "errors of one set": ("FA", "005010X231A1", "ST*999*0001*005010X231A1~AK1*HC*1~AK2*837*0001~", "IK3*CLM*1**8~"),
    "sets of one group": ("HP", "005010X221A1", "", "ST*835*0001~SE*2*0001~"),
}
OTHER_MARKS = f"{ISA}{IEA}".replace("*", "|")
FILES = {
    "groups": lambda count: chain([ISA], repeat("GS*HP*A*B*20261124*0930*77*X*005010X221A1~GE*0*77~", count), [IEA]),
    "interchanges": lambda count: repeat(f"{ISA}{IEA}", count),
    "interchanges of other separators": lambda count: repeat(f"{ISA}{IEA}{OTHER_MARKS}", count),
    "acknowledgements": lambda count: chain([ISA], repeat("TA1*000000001*261124*0930*A*000~", count), [IEA]),
    "stray segments": lambda count: chain([ISA], repeat("ZZZ*1~", count), [IEA]),
    "empty segments": lambda count: chain([ISA], repeat("~" * 100, count), [IEA]),
    "no terminator": lambda count: chain([ISA], repeat("A" * 1024, count)),
    "no terminator in UTF-16": lambda count: chain(["\ufeff" + ISA], repeat("A" * 1024, count)),
    "elements without end": lambda count: chain([ISA], repeat("*" * 1024, count)),
    "blanks before everything": lambda count: repeat(" " * 1024, count),
    "NUL bytes before everything": lambda count: repeat("\0" * 1024, count),
}


def stream(name, count):
    """The file of that name."""
    pieces = FILES[name](count) if name in FILES else in_one_set(*SETS[name], count)
    return Stream(pieces, "utf-16-le" if "UTF-16" in name else "ascii")


def told(name, count, checking=True):
    """{what: number}: findings by code, transactions as "sets", and the code of Unreadable."""
    found = Counter()
    try:
        for interchange in x12.interchanges(stream(name, count)):
            found.update(finding.code for finding in interchange.findings)
            for group in interchange.groups:
                found.update(finding.code for finding in group.findings)
                for transaction in group.transactions:
                    found["sets"] += 1
                    x12.parse(transaction)
                    found.update(finding.code for finding in (x12.check(transaction) if checking else transaction.findings))
    except x12.Unreadable as problem:
        found[problem.code] += 1
    return found


def main(count, megabytes, checking, *names):
    """Prints what `told` finds in each, under a limit of address space."""
    resource.setrlimit(resource.RLIMIT_AS, (int(megabytes) << 20, int(megabytes) << 20))
    print(json.dumps({name: told(name, int(count), checking == "yes") for name in names}))


if __name__ == "__main__":
    main(*sys.argv[1:])
