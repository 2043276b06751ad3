"""Is each element of a segment there, known, of its kind and length? Called by `checking` for every segment placed.

Findings name the element as people do: CLM05-3 is the third component of the fifth element of CLM.
"""

import re

from payers.x12.findings import ERROR, WARNING, Finding
from payers.x12.segments import segments
from payers.x12.values import day, is_time, number

_INTEGER = re.compile(r"-?[0-9]+\Z").match
_BAD_CHARACTER = re.compile("[\x00-\x1f\x7f]").search
DATE_FORMS = {"D8": 8, "D6": 6, "CM": 6, "CY": 4}


class ElementCheck:
    """Collects the findings of one segment at a time."""

    def __init__(self, component, repetition):
        self.component = component
        self.repetition = repetition
        self.found = []

    def check(self, segment, rule, loop, number_):
        """Findings about the segment's elements, under the rule (None: only what the dictionary says)."""
        self.found, self.segment, self.loop, self.number = [], segment, loop, number_
        info = segments().get(segment[0])
        if info is None:
            return self.found
        rules = rule.elements if rule else ()
        for position in range(1, max(len(segment), len(rules) + 1)):
            text = segment[position] if position < len(segment) else ""
            if position > len(info.elements):
                self._add(
                    "too_many_elements", f"{segment[0]}{position:02d}", f"{segment[0]} has only {len(info.elements)} elements: take {text!r} out."
                )
                break
            element_rule = rules[position - 1] if position <= len(rules) else None
            self._element(text, info.elements[position - 1], element_rule, f"{segment[0]}{position:02d}", bool(rules))
        self._dates(segment)
        self._between(segment, info)
        if len(segment) > 1 and not segment[-1]:
            self._add("trailing_separator", "", "The segment ends with empty elements: leave the last separators out.", WARNING)
        return self.found

    def _element(self, text, info, rule, ref, guided):
        if not text:
            if rule is not None and rule.usage == "R":
                self._add("element_missing", ref, f"The {info.name} is missing: it is required here.")
            return
        if guided and (rule is None or rule.usage == "N"):
            self._add("element_not_used", ref, f"The {info.name} is not used here: take {text[:40]!r} out.")
            return
        parts = text.split(self.repetition) if info.repeats and self.repetition else (text,)
        for part in filter(None, parts):
            if info.components:
                self._composite(part, info, rule, ref)
            else:
                self._simple(part, info, rule, ref)

    def _composite(self, text, info, rule, ref):
        parts = text.split(self.component)
        rules = rule.components if rule else ()
        for index in range(max(len(parts), len(rules))):
            part = parts[index] if index < len(parts) else ""
            if index >= len(info.components) and not part:
                continue
            if index >= len(info.components):
                self._add("too_many_elements", f"{ref}-{index + 1}", f"It has only {len(info.components)} components: take {part[:40]!r} out.")
                return
            component_rule = rules[index] if index < len(rules) else None
            self._element(part, info.components[index], component_rule, f"{ref}-{index + 1}", bool(rules))

    def _simple(self, text, info, rule, ref):
        longest = (rule.maximum if rule else 0) or info.maximum
        size = len(text.lstrip("-").replace(".", "", 1)) if info.kind in ("R", "N") else len(text)
        if size > longest > 0:
            self._add("element_long", ref, f"The {info.name} has {size} characters, {longest} {'is' if longest == 1 else 'are'} allowed: shorten it.")
        elif size < info.minimum:
            characters = "character" if size == 1 else "characters"
            self._add("element_short", ref, f"The {info.name} {text!r} has {size} {characters}, at least {info.minimum} are needed.")
        if rule is not None and rule.codes is not None and text not in rule.codes:
            allowed = ", ".join(sorted(rule.codes)[:12]) + (" ..." if len(rule.codes) > 12 else "")
            self._add("invalid_code", ref, f"The {info.name} {text[:40]!r} is not one of {allowed}.")
        self._kind(text, info, ref)

    def _kind(self, text, info, ref):
        if _BAD_CHARACTER(text):
            self._add("invalid_character", ref, f"The {info.name} holds a control character (a line break or the like): take it out.")
        elif info.kind == "R" and number(text) is None:
            self._add("invalid_quantity", ref, f"The {info.name} {text[:40]!r} is not a number.")
        elif info.kind == "N" and not _INTEGER(text):
            self._add("invalid_quantity", ref, f"The {info.name} {text[:40]!r} is not a whole number.")
        elif info.kind == "DT" and day(text) is None:
            self._add("invalid_date", ref, f"The {info.name} {text[:40]!r} is not a date: write CCYYMMDD.")
        elif info.kind == "TM" and not is_time(text):
            self._add("invalid_time", ref, f"The {info.name} {text[:40]!r} is not a time: write HHMM.")
        elif text[0] == " " and info.kind != "AN":
            self._add("invalid_character", ref, f"The {info.name} begins with a blank: take it out.", WARNING)

    def _dates(self, segment):
        """DTP03 and DMG02 are text whose form stands in the element before."""
        position = {"DTP": 2, "DMG": 1, "PAT": 5, "INS": 11}.get(segment[0])
        if position is None or len(segment) <= position + 1 or not segment[position + 1]:
            return
        form, text = segment[position], segment[position + 1]
        ref = f"{segment[0]}{position + 1:02d}"
        if form == "D8" and (len(text) != 8 or day(text) is None):
            self._add("invalid_date", ref, f"{text[:40]!r} is not a date: write CCYYMMDD.")
        elif form == "RD8":
            first, _, last = text.partition("-")
            if len(first) != 8 or len(last) != 8 or day(first) is None or day(last) is None:
                self._add("invalid_date", ref, f"{text[:40]!r} is not a period: write CCYYMMDD-CCYYMMDD.")
            elif last < first:
                self._add("invalid_date", ref, f"The period {text!r} ends before it begins.")
        elif form == "TM" and not is_time(text):
            self._add("invalid_time", ref, f"{text[:40]!r} is not a time: write HHMM.")

    def _between(self, segment, info):
        for kind, positions in info.rules:
            given = [position < len(segment) and bool(segment[position]) for position in positions]
            names = [f"{segment[0]}{position:02d}" for position in positions]
            if kind == "P" and any(given) and not all(given):
                self._absent(info, positions, given, "they only stand together")
            elif kind == "R" and not any(given):
                self._add("element_missing", names[0], f"One of {', '.join(names)} must be given.")
            elif kind == "E" and sum(given) > 1:
                self._add("element_exclusive", names[1], f"Only one of {', '.join(names)} may be given.")
            elif kind == "C" and given[0] and not all(given):
                self._absent(info, positions, given, f"{names[0]} asks for it")
            elif kind == "L" and given[0] and not any(given[1:]):
                self._add("element_missing", names[1], f"{names[0]} asks for one of {', '.join(names[1:])}.")

    def _absent(self, info, positions, given, why):
        for position, there in zip(positions, given, strict=True):
            if not there:
                self._add("element_missing", f"{info.id}{position:02d}", f"The {info.elements[position - 1].name} is missing: {why}.")

    def _add(self, code, ref, message, severity=ERROR):
        self.found.append(Finding(severity, code, self.loop, self.segment[0], self.number, ref, message))
