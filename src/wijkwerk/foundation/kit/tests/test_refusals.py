"""What is refused stands in the form, and who was not first can send it once more."""

from wijkwerk.foundation.kit.forms import LineField, VersionForm
from wijkwerk.foundation.kit.refusals import ChangedMeanwhile, Refusal, keep_each, refusals_shown_in


class WordsForm(VersionForm):
    words = LineField(required=False)


def test_who_was_not_first_reads_so_and_sends_what_they_typed_once_more():
    form = WordsForm({"words": "Moestuin", "version": "3"})
    with refusals_shown_in(form):
        raise ChangedMeanwhile(7)
    assert [str(words) for words in form.non_field_errors()] == [str(ChangedMeanwhile.message)]
    assert (form["words"].value(), form["version"].value()) == ("Moestuin", "7")


def test_the_version_may_stand_in_a_form_of_its_own():
    form, seen = WordsForm({"words": "Moestuin", "version": "1"}), VersionForm({"version": "3"})
    with refusals_shown_in(form, seen=seen):
        raise ChangedMeanwhile(7)
    assert (form["version"].value(), seen["version"].value()) == ("1", "7")


class File:
    def __init__(self, name):
        self.name = name


def test_of_several_files_each_that_is_refused_is_told_by_its_name():
    form, kept = WordsForm({}), []

    def keep(file):
        if file.name == "b":
            raise Refusal("Dit is geen foto.")
        kept.append(file.name)

    keep_each([File("a"), File("b"), File("c")], keep, form=form, field="words")
    assert (kept, form.errors["words"]) == (["a", "c"], ["b: Dit is geen foto."])
