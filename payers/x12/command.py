"""What the commands of `python -m payers.x12` do with an open file. Each returns the exit status."""

import json
import sys
from datetime import datetime
from pathlib import Path

from payers.x12 import api, set_999, ta1
from payers.x12.envelope import Interchange, interchanges
from payers.x12.explain import explain, explain_segment
from payers.x12.findings import Unreadable, has_errors
from payers.x12.inspection import inspected
from payers.x12.writer import Envelope

OK, ERRORS, UNREADABLE = 0, 1, 2
ACKNOWLEDGEMENTS = "FA"


def inspect(source, options):
    """Prints every segment with its meaning, or the JSON object."""
    if options.json:
        found, readable = inspected(source)
        print(json.dumps(found, indent=1))
        return OK if readable else UNREADABLE
    return _each(source, _print_interchange)


def check(source, options):
    """Prints the findings, one a line."""
    status = OK

    def report(interchange):
        nonlocal status
        found = _findings(interchange)
        for place, finding in found:
            print(f"{place}: {finding}")
        if has_errors(finding for _, finding in found):
            status = ERRORS

    return _each(source, report) or status


def split(source, options):
    """Writes each transaction into its own file: <ISA13>-<GS06>-<ST02>.edi."""
    folder = Path(options.into)
    folder.mkdir(parents=True, exist_ok=True)

    def write(interchange):
        for group in interchange.groups:
            for number, transaction in enumerate(group.transactions, 1):
                parts = (interchange.control, group.control, transaction.control, number)
                name = "-".join("".join(filter(str.isalnum, str(part))) or "x" for part in parts) + ".edi"
                (folder / name).write_bytes(api.write_again(alone(interchange, group, transaction)))
                print(name)

    return _each(source, write)


def make_999(source, options):
    """Writes a 999 for every group, and a TA1 where one was asked for. A group of 999s is not answered: that would never end."""
    answers = []

    def answer(interchange):
        models = []
        for group in interchange.groups:
            if group.functional_id == ACKNOWLEDGEMENTS:
                continue
            findings = {transaction.control: api.check(transaction)[len(transaction.findings) :] for transaction in group.transactions}
            models.append(set_999.acknowledge(group, findings, control=f"{len(models) + 1:04d}"))
        envelope = Envelope(
            sender_qualifier=interchange.receiver_qualifier or "ZZ", sender=interchange.receiver,
            receiver_qualifier=interchange.sender_qualifier or "ZZ",
            receiver=interchange.sender, control=options.control + len(answers), at=datetime.now(), usage=interchange.usage or "T",
        )  # fmt: skip
        wanted = [ta1.acknowledge(interchange)] if interchange.acknowledgement_requested else []
        if models or wanted:
            answers.append(api.write(envelope, models, wanted))

    status = _each(source, answer)
    sys.stdout.write("".join(text.decode("ascii") for text in answers))
    return status


def alone(interchange, group, transaction):
    """The Interchange with this one transaction in it."""
    kept = vars(group) | {"transactions": (transaction,)}
    return Interchange(**vars(interchange) | {"groups": (type(group)(**kept),), "acknowledgements": ()})


def _each(source, do):
    try:
        for interchange in interchanges(source):
            do(interchange)
    except Unreadable as problem:
        print(f"unreadable: {problem} [{problem.code}]", file=sys.stderr)
        return UNREADABLE
    return OK


def _findings(interchange):
    found = [(f"interchange {interchange.control}", item) for item in interchange.findings]
    for group in interchange.groups:
        found += [(f"group {group.control}", item) for item in group.findings]
        for transaction in group.transactions:
            found += [(f"transaction {transaction.control}", item) for item in api.check(transaction)]
    return found


def _print_interchange(interchange):
    marks = interchange.delimiters
    _print(explain_segment(marks.element.join(interchange.isa), marks))
    for item in interchange.acknowledgements:
        _print(explain_segment(marks.element.join(ta1.render(item)), marks))
    for group in interchange.groups:
        _print(explain_segment(marks.element.join(group.gs), marks))
        for transaction in group.transactions:
            for segment in explain(transaction):
                _print(segment)
    for place, finding in _findings(interchange):
        print(f"{place}: {finding}")


def _print(segment):
    number = f"{segment.number:6d}" if segment.number else "      "
    print(f"{number}  {segment.loop:7s} {segment.raw}")
    print(f"{'':16s}{segment.sentence}")
    for element in segment.elements:
        told = f" ({element.meaning})" if element.meaning else ""
        print(f"{'':18s}{element.ref:9s} {element.name}: {element.value}{told}")
