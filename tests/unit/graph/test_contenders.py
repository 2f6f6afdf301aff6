"""Who competes in a slot, as many of its facts ask."""

from effort import calls_made
from quipu.graph.consolidation.consolidate import consolidate
from quipu.graph.contenders import Contenders
from quipu.schema.ontology import default_ontology
from quipu.schema.ports import SlotState
from timeline_claims import day, holds


def test_a_slot_is_settled_once_for_all_of_its_facts() -> None:
    told = [holds(f"v{number}", since=number) for number in range(40)]
    rows = consolidate(told, SlotState((), ()), default_ontology(), day(99)).learned
    known = Contenders(SlotState(tuple(told), rows), default_ontology())
    assert calls_made(lambda: [known.disputing(one) for one in rows], "settle") == 1
    assert all(len(known.meeting(one)) == len(rows) for one in rows)
