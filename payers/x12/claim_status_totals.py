"""Do the counts and amounts of a 277CA agree with the claims that it names. Called by `claim_status_checking`.

QTY and AMT stand at the receiver's and the provider's level; the claims below are refused or not by their STC03. A level
that names no claim is not compared. Source: X12 005010X214, loops 2200B and 2200C.
"""

from decimal import Decimal

from payers.x12.claim_status import CLAIM, PROVIDER, RECEIVER, SOURCE
from payers.x12.findings import WARNING, Finding

ZERO = Decimal(0)
ENDS = {RECEIVER: (SOURCE, RECEIVER), PROVIDER: (SOURCE, RECEIVER, PROVIDER)}
COUNTED = {RECEIVER: ("90", "AA"), PROVIDER: ("QA", "QC")}
LOOPS = {RECEIVER: "2200B", PROVIDER: "2200C"}


def total_findings(report, segments):
    """A warning for each count or amount that is not what the claims say."""
    for entry, claims in _with_claims(report.entries):
        if claims:
            yield from _compare(entry, claims, segments)


def _with_claims(entries):
    """(entry, the claims below it) of each entry of a receiver or provider."""
    open_, found = {}, []
    for entry in entries:
        if entry.level == CLAIM:
            for _, claims in open_.values():
                claims.append(entry)
        for level in [level for level in open_ if entry.level in ENDS[level]]:
            del open_[level]
        if entry.level in ENDS:
            open_[entry.level] = (entry, [])
            found.append(open_[entry.level])
    return found


def _compare(entry, claims, segments):
    taken, refused = [], []
    for claim in claims:
        (refused if any(status.action == "U" for status in claim.statuses) else taken).append(claim)
    told = {item.qualifier: item.quantity for item in entry.quantities}
    for qualifier, group, word in zip(COUNTED[entry.level], (taken, refused), ("taken", "refused"), strict=True):
        if qualifier in told and told[qualifier] != len(group):
            message = f"It counts {told[qualifier]} claims as {word}, {len(group)} are: go by the single claims."
            yield _finding(entry, f"total_{word}", "QTY", qualifier, segments, message)
    told = {item.qualifier: item.amount for item in entry.amounts}
    for qualifier, group, word in (("YU", taken, "taken"), ("YY", refused, "refused")):
        total = sum((_charge(claim) for claim in group), ZERO)
        if qualifier in told and told[qualifier] != total:
            message = f"It says {told[qualifier]:.2f} is {word}, the claims say {total:.2f}: go by the single claims."
            yield _finding(entry, f"amount_{word}", "AMT", qualifier, segments, message)


def _charge(claim):
    return next((status.amount for status in claim.statuses if status.amount is not None), ZERO)


def _finding(entry, code, tag, qualifier, segments, message):
    own = range(entry.first_segment, entry.last_segment + 1)
    number = next((at for at in own if segments[at - 1][:2] == [tag, qualifier]), entry.first_segment)
    return Finding(WARNING, code, LOOPS[entry.level], tag, number, f"{tag}02", message)
