"""A part of a name means its one bearer."""

from builders import entity
from quipu.graph.retrieval.question.shortened import in_full, shortened_in

BEN, ANN, OTHER_ANN = entity("Ben Carter"), entity("Ann Lee"), entity("Ann Berg")


def test_a_run_of_capitals_of_which_nothing_is_known_may_be_short_for_a_name():
    assert shortened_in("Where does Ben live?", []) == ["Ben"]
    assert shortened_in("Is Ben Carter a brother of Zoe?", [entity("Zoe")]) == ["Ben Carter"]
    assert shortened_in("Where does Sam Carter live?", [entity("Sam")]) == []
    assert shortened_in("where does ben live?", []) == []
    assert shortened_in("Who is the King of Norway?", [entity("Norway")]) == []


def test_a_part_of_one_name_alone_is_said_in_full():
    found = [BEN, ANN, OTHER_ANN]
    assert in_full("Where does Ben live?", ["Ben"], found) == ("Where does Ben Carter live?", [BEN])
    assert in_full("Where does Ann live?", ["Ann"], found) == ("Where does Ann live?", [])
    assert in_full("Where is Ben Hall?", ["Ben Hall"], found) == ("Where is Ben Hall?", [])
    assert in_full("Where is Carte?", ["Carte"], found) == ("Where is Carte?", [])


def test_who_owns_somebody_is_not_that_one():
    for name in ("Dora's sister", "Dora’s sister"):
        asked = "Where does Dora live?"
        assert in_full(asked, ["Dora"], [entity(name)]) == (asked, [])
    jonas = entity("Jonas' sister")
    assert in_full("Where does Jonas live?", ["Jonas"], [jonas]) == ("Where does Jonas live?", [])
