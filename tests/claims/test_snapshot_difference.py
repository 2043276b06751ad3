"""Field differences between versions."""

from claims.snapshot_difference import Difference, difference


def test_a_changed_field_is_named_by_its_path():
    assert difference({"coverage": {"member_id": "A"}}, {"coverage": {"member_id": "B"}}) == [Difference("coverage.member_id", "A", "B")]


def test_lines_are_counted_from_one_and_a_new_one_is_told_whole():
    before = {"lines": [{"code": "1", "modifiers": ["25"]}]}
    after = {"lines": [{"code": "1", "modifiers": ["25", "59"]}, {"code": "2", "modifiers": []}]}

    assert difference(before, after) == [Difference("lines.1.modifiers", "25", "25, 59"), Difference("lines.2.code", "", "2"), Difference("lines.2.modifiers", "", "")]


def test_a_list_of_plain_values_is_one_field():
    assert difference({"diagnoses": ["M1"]}, {"diagnoses": ["M1", "I10"]}) == [Difference("diagnoses", "M1", "M1, I10")]


def test_what_appears_or_goes_is_empty_on_the_other_side():
    assert difference({"a": {"x": 1}, "b": True}, {"a": None, "b": False}) == [Difference("a.x", "1", ""), Difference("b", "yes", "no")]


def test_equal_versions_have_no_differences():
    assert difference({"a": [1]}, {"a": [1]}) == []


def test_a_path_reads_in_words():
    assert Difference("coverage.member_id", "", "").label == "coverage, member id"
