"""Who is who: laws over random rulings, and what claims are about by them."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from quipu.graph.consolidation.consolidate import consolidate, slots_of
from quipu.graph.consolidation.identities import (
    LIKE,
    SAME_AS,
    Identities,
    identities_in,
    identity_slot,
    merging,
    parting,
    ruled_on,
    seen,
)
from quipu.graph.consolidation.rulings import in_force, naming
from quipu.graph.consolidation.slots import Told, seat_of
from quipu.schema.identity import ClaimId, EntityId, Scope
from quipu.schema.intervals import DUSK, AsOf
from quipu.schema.knowledge import DECIDED, REFUSED, WITHDRAWN, Nature, Trust, status_of
from quipu.schema.ontology import Cardinality, Ontology, Predicate
from quipu.schema.ports import SlotState
from quipu.schema.readers import APART, LIKELY, SAME
from timeline_claims import SCOPE, day, holds

PEOPLE = [EntityId(f"en_{name}") for name in ("ann", "bea", "cleo", "dora")]
ONTOLOGY = Ontology(
    predicates={
        "lives in": Predicate("lives in", cardinality=Cardinality.ONE),
        "likes": Predicate("likes"),
        "married to": Predicate("married to", cardinality=Cardinality.ONE, symmetric=True),
    }
)
PAIRS = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)).filter(lambda p: p[0] != p[1])


def ruling(number, reader, one, other, quote=""):
    """A ruling on who is who, made on day `number`."""
    return replace(
        holds("x", 0),
        id=ClaimId(f"cl_{99 - number}_{reader}"),  # ids do not tell the order
        reader=reader,
        predicate=SAME_AS,
        subject=one,
        object=other,
        slot=identity_slot(SCOPE, one),
        far_slot=identity_slot(SCOPE, other),
        quote=quote,
        recorded_at=day(number),
    )


def same(number, one, other):
    return ruling(number, SAME, one, other)


def withdrawn(number, claim):
    return ruling(number, WITHDRAWN, claim.subject, claim.object, naming([claim.id]))


@st.composite
def claims(draw):
    """A claim about one of four people, in the slot where it belongs."""
    subject, since = draw(st.sampled_from(PEOPLE)), draw(st.integers(0, 9))
    predicate = draw(st.sampled_from(["lives in", "likes", "married to"]))
    if predicate == "married to":
        target = draw(st.sampled_from([one for one in PEOPLE if one != subject]))
    else:
        target = EntityId(draw(st.sampled_from(["en_oslo", "en_rome", "en_tea"])))
    until = draw(st.sampled_from([None, since + 3]))
    trust = draw(st.sampled_from([Trust.OBSERVED, Trust.ASSERTED]))
    seat = seat_of(SCOPE, (subject, target), ONTOLOGY.canonical(predicate), Told())
    claim = holds(target, since, until, predicate=predicate, trust=trust)
    id = ClaimId(f"cl_{subject}_{predicate}_{target}_{since}_{until}_{trust}")
    return replace(claim, id=id, subject=subject, slot=seat.slot, far_slot=seat.far_slot)


SEVERAL = st.lists(claims(), min_size=1, max_size=8, unique_by=lambda claim: claim.id)
MERGERS = st.lists(PAIRS, min_size=1, max_size=4)


class Reference:
    """A memory of claims and rows that is told who is who, and settles what is otherwise by it."""

    def __init__(self):
        self.claims, self.rows, self.now = {}, {}, 100

    def hears(self, told, who=None):
        who = who or Identities()
        self._settle([seen(one, who, ONTOLOGY) for one in told], ())

    def regroups(self, who):
        pairs = [(one, seen(one, who, ONTOLOGY)) for one in self.claims.values()]
        moved = [(one, now) for one, now in pairs if one != now]
        self.claims |= {now.id: now for _, now in moved}
        self._settle((), [one for one, _ in moved], [now for _, now in moved])

    def _settle(self, new, before, after=()):
        self.now += 1
        slots = set(slots_of([*new, *before, *after]))
        slots |= set(slots_of(self._in(slots)))
        believed = [
            row
            for row in self.rows.values()
            if row.known.end == DUSK and slots & {row.slot, row.far_slot}
        ]
        state = SlotState(tuple(self._in(slots)), tuple(believed))
        if not new and not before:
            return
        done = consolidate(new, state, ONTOLOGY, day(self.now), moved=before)
        self.claims |= {claim.id: claim for claim in new}
        for gone in done.retired:
            self.rows[gone.fact.id] = replace(gone.fact, known=gone.fact.known.until(done.at))
        self.rows |= {row.id: row for row in done.learned}

    def _in(self, slots):
        return [one for one in self.claims.values() if slots & {one.slot, one.far_slot}]

    def reads(self, known=None):
        """Every edge that is believed at a moment, with how it stands on each day."""
        at = day(self.now + 1) if known is None else known
        return {
            (
                row.slot, row.said, row.subject, row.valid, row.ending, row.closed_by, row.trust,
                frozenset(row.claims),
                tuple(status_of(row, AsOf.moment(day(n), at)) for n in range(0, 14, 3)),
            )
            for row in self.rows.values()
            if at in row.known
        }  # fmt: skip


def rulings_of(mergers):
    return [same(number, *pair) for number, pair in enumerate(mergers)]


@given(MERGERS, st.randoms())
def test_who_is_who_does_not_depend_on_the_order_in_which_rulings_are_read(mergers, random):
    rulings = rulings_of(mergers)
    shuffled = random.sample(rulings, len(rulings))
    assert identities_in(shuffled).roots == identities_in(rulings).roots


@given(MERGERS, st.data())
def test_a_ruling_taken_back_might_as_well_not_have_been_made(mergers, data):
    rulings = rulings_of(mergers)
    back = data.draw(st.sampled_from(rulings))
    who = identities_in([*rulings, withdrawn(50, back)])
    never = identities_in(one for one in rulings if one != back)
    assert all(who.root(one) == never.root(one) for one in PEOPLE)


@given(MERGERS)
def test_all_who_are_taken_for_one_have_one_root_that_is_itself(mergers):
    who = identities_in(rulings_of(mergers))
    for one, other in mergers:
        assert who.root(one) == who.root(other)
        assert who.root(who.root(one)) == who.root(one)
        assert {one, other} <= who.group(one)


def test_the_one_that_is_kept_stands_for_all():
    ann, bea, cleo, _ = PEOPLE
    who = identities_in([same(1, bea, ann), same(2, ann, cleo)])
    assert [who.root(one) for one in (ann, bea, cleo)] == [cleo, cleo, cleo]
    who = identities_in([same(1, bea, ann), same(2, cleo, bea)])
    assert [who.root(one) for one in (ann, bea, cleo)] == [ann, ann, ann]


def test_of_two_who_were_kept_the_later_one_stands_for_all():
    ann, bea, cleo, _ = PEOPLE
    who = identities_in([same(1, bea, ann), same(2, bea, cleo)])
    assert [who.root(one) for one in (ann, bea, cleo)] == [cleo, cleo, cleo]


def test_a_less_trusted_withdrawal_takes_no_merger_back():
    ann, bea, *_ = PEOPLE
    told = replace(same(1, bea, ann), trust=Trust.VERIFIED)
    back = replace(withdrawn(2, told), trust=Trust.OBSERVED)
    assert identities_in([told, back]).root(bea) == ann


@given(claims(), MERGERS, MERGERS)
def test_what_a_claim_is_about_follows_from_the_last_word_alone(claim, mergers, others):
    one, other = identities_in(rulings_of(mergers)), identities_in(rulings_of(others))
    moved = seen(claim, one, ONTOLOGY)
    assert seen(moved, Identities(), ONTOLOGY) == claim
    assert seen(moved, other, ONTOLOGY) == seen(claim, other, ONTOLOGY)


@given(claims(), MERGERS)
def test_a_moved_claim_competes_with_those_of_its_new_ends(claim, mergers):
    who = identities_in(rulings_of(mergers))
    moved = seen(claim, who, ONTOLOGY)
    ends = (who.root(claim.subject), who.root(claim.object))
    entry = ONTOLOGY.canonical(claim.predicate)
    assert (moved.subject, moved.object) == ends
    seat = seat_of(SCOPE, ends, entry, Told())
    assert (moved.slot, moved.far_slot) == (seat.slot, seat.far_slot)


@settings(max_examples=200)
@given(SEVERAL, MERGERS, st.randoms())
def test_mergers_taken_back_in_any_order_restore_every_edge(told, mergers, random):
    memory = Reference()
    for claim in told:
        memory.hears([claim])
    before, moment = memory.reads(), day(memory.now)
    rulings = rulings_of(mergers)
    for number in range(1, len(rulings) + 1):
        memory.regroups(identities_in(rulings[:number]))
    taken = []
    for number, one in enumerate(random.sample(rulings, len(rulings))):
        taken.append(withdrawn(50 + number, one))
        memory.regroups(identities_in([*rulings, *taken]))
    assert memory.reads() == before
    assert memory.reads(moment) == before


@settings(max_examples=200)
@given(SEVERAL, MERGERS, st.randoms())
def test_what_is_believed_depends_on_what_was_told_and_ruled_not_on_when(told, mergers, random):
    rulings = rulings_of(mergers)
    who = identities_in(rulings)
    first, last = Reference(), Reference()
    for claim in told:
        first.hears([claim])
    for number in range(1, len(rulings) + 1):
        first.regroups(identities_in(rulings[:number]))
    last.regroups(who)
    for claim in random.sample(told, len(told)):
        last.hears([claim], who)
    assert first.reads() == last.reads()


@settings(max_examples=100)
@given(SEVERAL, st.data())
def test_a_split_taken_back_restores_every_edge(told, data):
    memory = Reference()
    for claim in told:
        memory.hears([claim])
    before = memory.reads()
    moved = data.draw(st.lists(st.sampled_from(told), min_size=1, unique=True))
    subject = moved[0].subject
    ends = {one.id: ["subject"] for one in moved if one.subject == subject}
    parted = ruling(1, APART, subject, EntityId("en_new"), parting(ends))
    memory.regroups(identities_in([parted]))
    about = {one.id for one in memory.claims.values() if one.subject == "en_new"}
    assert about == set(ends)
    memory.regroups(identities_in([parted, withdrawn(2, parted)]))
    assert memory.reads() == before


def test_who_is_no_longer_parted_is_taken_for_whom_it_was_parted_from():
    ann, bea, *_ = PEOPLE
    parted = ruling(1, APART, ann, bea, parting({}))
    assert identities_in([parted]).root(bea) == bea
    assert identities_in([parted, withdrawn(2, parted)]).root(bea) == ann


def test_a_ruling_on_an_event_goes_where_the_event_goes():
    ann, bea, *_ = PEOPLE
    fair = EntityId("en_fair")
    how = Told(Nature.EVENT)
    entry = ONTOLOGY.canonical("likes")
    slots = [seat_of(SCOPE, (one, fair), entry, how).slot for one in (ann, bea)]
    refused = replace(
        holds("en_fair", 0), reader=REFUSED, predicate="likes", subject=ann, slot=slots[0]
    )
    moved = seen(refused, Identities({ann: bea}), ONTOLOGY)
    assert (moved.slot, moved.told.slot) == (slots[1], slots[0])


def test_that_two_who_are_one_know_each_other_says_nothing():
    ann, bea, *_ = PEOPLE
    told = replace(holds(bea, 0), subject=ann)
    assert in_force([told]) == [told]
    assert in_force([seen(told, Identities({bea: ann}), ONTOLOGY)]) == []


def test_only_mergers_partings_and_their_withdrawals_say_who_anybody_is():
    ann, bea, cleo, dora = PEOPLE
    merger = same(1, ann, bea)
    likely = replace(ruling(2, LIKELY, cleo, cleo), predicate=LIKE)
    assert ruled_on([merger, likely, ruling(3, DECIDED, dora, cleo)]) == {ann, bea}
    assert ruled_on([withdrawn(4, merger)]) == {ann, bea}
    elsewhere = replace(merger, predicate="likes", object=EntityId("en_tea"), reader=REFUSED)
    assert ruled_on([elsewhere, holds("tea", 1)]) == set()


def test_whom_a_wider_scope_knows_goes_into_nobody_of_a_narrower_one():
    """Which only mergers that were taken back in between and are in force again could ask for."""
    ann, bea, cleo, _ = PEOPLE
    wide = ruling(1, SAME, ann, cleo, merging(ann, cleo, is_wider=True))
    assert identities_in([wide, same(2, ann, bea)]).roots == dict.fromkeys((ann, bea, cleo), cleo)
    assert identities_in([wide, same(2, bea, ann)]).roots == dict.fromkeys((ann, bea, cleo), cleo)
    elsewhere = replace(wide, scope=Scope("acme", "maya"))
    by_tenant = replace(same(2, cleo, bea), scope=Scope("acme"))
    assert identities_in([elsewhere, by_tenant]).roots == dict.fromkeys((ann, bea, cleo), bea)


def test_whom_a_wider_scope_knows_stays_himself_in_the_scopes_below_as_well():
    ann, bea, cleo, _ = PEOPLE
    of_maya = Scope("acme", "maya")
    wide = replace(ruling(1, SAME, ann, cleo, merging(ann, cleo, is_wider=True)), scope=of_maya)
    below = replace(same(2, cleo, bea), scope=Scope("acme", "maya", session="s"))
    assert identities_in([wide, below]).roots == dict.fromkeys((ann, bea, cleo), cleo)


def test_a_ruling_that_was_given_up_joins_nobody():
    """As one that an earlier version retracted."""
    ann, bea, *_ = PEOPLE
    assert identities_in([replace(same(1, ann, bea), is_retracted=True)]).root(ann) == ann
