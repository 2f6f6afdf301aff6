"""How a clause is told: its tense, negation, modality and endings, over the whole verb chain."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quipu.extraction.english.grammar.governing import VerbGroup, governed
from quipu.extraction.english.grammar.joined_verbs import (
    UNCHANGING,
    is_present_beside_past,
    is_under_modal,
    shares_being,
)
from quipu.extraction.english.grammar.kept import once_a_word
from quipu.extraction.english.grammar.syntax import dependents, governors, marks, relation
from quipu.extraction.english.grammar.thought import is_imagined, was_thought_of_another
from quipu.extraction.english.lexicon import words
from quipu.schema.knowledge import Modality, Tense

if TYPE_CHECKING:
    from spacy.tokens import Token


@once_a_word
def verb_group(head: Token) -> VerbGroup:
    """How the clause of `head` is told, its governing verbs ("want to", "used to") included."""
    group = _own(head)
    below = head
    for depth, governor in enumerate(governors(head)):
        if depth == 4:
            break
        group = _governed(group, governor, below)
        below = governor
    if is_present_beside_past(below) and not _is_near_miss(below.head):
        group = replace(group, tense=Tense.PRESENT)
    is_tenseless = group.tense is Tense.NONE or is_under_modal(below) or shares_being(below)
    if relation(below) == "conj" and is_tenseless and group.modality is Modality.ASSERTED:
        group = _shared(group, below.head)
    if group.tense is Tense.PAST and group.modality in (Modality.PLAN, Modality.WISH):
        group = replace(group, is_unreal=group.is_unreal or _came_to_nothing(below))
    return _embedded(group, below)


def _came_to_nothing(verb: Token) -> bool:
    """ "I was planning to go to Peru, but …": what was meant, and is no more."""
    return any(c.lower_ == "but" for later in dependents(verb, "conj") for c in later.children)


# What "you" do in instructions: "you need two eggs", "you get a card for each match".
_INSTRUCTED = words.word_set("need want get use make take put press click turn gain unlock lose")


def is_anybody(subject: Token | None, verb: Token, group: VerbGroup) -> bool:
    """Whether "you" stands for anybody rather than for who is spoken to; or a command for nobody:
    "Finding peace is key - don't stop" has no singular noun as the subject of "don't"."""
    if subject is None:
        return False
    if subject.tag_ in ("NN", "NNP") and any(c.lower_ == "do" for c in dependents(verb, "aux")):
        return True
    if subject.lower_ not in words.SECOND_PERSON:
        return False
    if group.prefix in ("will", "can", "could", "should", "must", "might", "have to"):
        return True
    is_rule = group.tense is Tense.PRESENT and not group.is_progressive
    return is_rule and verb.lemma_.lower() in _INSTRUCTED


def _is_asked(head: Token) -> bool:
    """ "have you seen it", with no question mark: the auxiliary before who does it."""
    subjects = [child for child in head.children if relation(child) == "nsubj"]
    first = [child for child in head.children if child.dep_ in ("aux", "aux:pass")][:1]
    if not subjects or not first or first[0].i != subjects[0].left_edge.i - 1:
        return False
    # "Never have I been there", "so do I": turned round for another reason.
    turned = any(child.i < first[0].i and child.pos_ == "ADV" for child in head.lefts)
    return not turned and subjects[0].pos_ == "PRON"


def ended(group: VerbGroup) -> VerbGroup:
    """The group of what a verb of stopping ends, which is over once it is told; of "I'm leaving
    in June", in the June to come."""
    is_over = group.tense in (Tense.NONE, Tense.PRESENT) and not group.is_progressive
    tense = Tense.PAST if is_over else group.tense
    return replace(group, tense=tense, is_ending=True)


@once_a_word
def _own(head: Token) -> VerbGroup:
    """What the verb's own auxiliaries and adverbs say."""
    auxiliaries = [child for child in head.children if relation(child) in ("aux", "cop")]
    adverbs = {
        child.lower_ for child in head.children if relation(child) in ("advmod", "det", "cc")
    }
    inner = {
        leaf.lower_ for child in dependents(head, "advmod") for leaf in dependents(child, "advmod")
    }
    stops = bool((adverbs | inner) & {"longer", "anymore"}) or {"any", "more"} <= (adverbs | inner)
    modal = next((a.lower_ for a in auxiliaries if a.lower_ in words.POSSIBILITY), "")
    would = any(a.lower_ in ("would", "'d", "’d") and a.lemma_ == "would" for a in auxiliaries)
    beside = [c.lower_ for c in head.children if relation(c) != "conj"]  # not "but he isn't"
    negations = (adverbs & words.NEGATIONS) | {"n't", "n’t", "not", "never"}.intersection(beside)
    group = VerbGroup(
        tense=_tense(head, auxiliaries),
        is_negated=bool(negations) or ("no" in inner and not stops),
        is_ending=stops,
        is_just_now="just" in adverbs and head.tag_ != "VBG",
        is_progressive=_is_progressive(head, auxiliaries),
        is_unreal=would or _is_near_miss(head) or _is_asked(head) or _is_forbidden(head),
    )
    if negations and adverbs & _SO_MUCH and head.lemma_.lower() not in words.LIKINGS:
        group = replace(group, is_unreal=True)  # "don't read much": something is read
    # "no longer": the negation only says that it stops.
    if stops and "longer" in adverbs | inner:
        group = replace(group, is_negated=False)
    if group.tense is Tense.FUTURE:
        return replace(group, modality=Modality.PLAN, prefix="will")
    if modal in ("could", "should") and any(a.lemma_ == "have" for a in auxiliaries):
        return replace(group, is_unreal=True)  # "could have moved": did not
    if modal:
        return replace(group, modality=Modality.POSSIBLE, prefix=words.POSSIBILITY[modal])
    return group


_SO_MUCH = words.word_set("much often always")


def _is_progressive(head: Token, auxiliaries: list[Token]) -> bool:
    """ "is moving", "is getting married"."""
    getting = [c for c in dependents(head, "aux:pass") if c.lower_ == "getting"]
    is_doing = head.tag_ == "VBG" or bool(getting)
    return is_doing and (any(a.lemma_ == "be" for a in auxiliaries) or _is_left_bare(head))


_NO_DOING = words.word_set("wishing hoping thanking congratulating being seeing")


def _is_left_bare(head: Token) -> bool:
    """ "Planning a trip to Rome", "Just moving house": "I'm" is left out."""
    first = head.sent[0]
    is_first = (
        head.i - first.i <= 1
        and first.lower_ not in ("no", "more")
        and head.lower_ not in _NO_DOING
    )
    is_alone = head.tag_ == "VBG" and relation(head) == "ROOT" and is_first
    return is_alone and not any(relation(c) in ("aux", "nsubj", "csubj") for c in head.children)


def _is_forbidden(head: Token) -> bool:
    """ "Don't get me started on golf": a command, where nobody is said to do it."""
    if head.tag_ != "VB" or relation(head) not in ("ROOT", "parataxis", "ccomp"):
        return False
    relations = {relation(child) for child in head.children}
    return "nsubj" not in relations and any(c.lower_ == "do" for c in dependents(head, "aux"))


def _is_near_miss(head: Token) -> bool:
    """ "I almost moved": it did not happen. "I almost always eat there" is another matter."""
    verbs = (head, *dependents(head, "aux", "aux:pass"))  # "almost got divorced"
    for adverb in (one for verb in verbs for one in dependents(verb, "advmod")):
        if adverb.lower_ in words.NEARLY and adverb.i < head.i:
            return adverb.nbor(1).pos_ != "ADV"
    return False


def _tense(head: Token, auxiliaries: list[Token]) -> Tense:
    forms = {auxiliary.lower_ for auxiliary in auxiliaries}
    lemmas = {auxiliary.lemma_ for auxiliary in auxiliaries}
    if forms & words.FUTURE_AUXILIARIES:
        return Tense.FUTURE
    if head.lower_ == "got" and "have" in lemmas and "had" not in forms and dependents(head, "obj"):
        return Tense.PRESENT  # "we've got two cats"
    if "have" in lemmas and head.tag_ in ("VBN", "VBD", "VBG", "NN", "JJ", "NNP", "IN"):
        return Tense.PAST if "had" in forms else Tense.PERFECT
    if any(a.tag_ == "VBD" and a.lemma_ in ("do", "be", "have") for a in auxiliaries):
        return Tense.PAST
    if forms & {"was", "were", "did"} or (head.tag_ == "VBD" and not auxiliaries):
        return Tense.PAST
    if head.tag_ == "VBN" and not auxiliaries:
        # "Went", "took" at the head of a chat message are often tagged as participles.
        return Tense.PAST
    if lemmas & {"be", "do"} or head.tag_ in ("VBZ", "VBP"):
        return _present_or_past(head)
    if _is_left_bare(head):
        return Tense.PRESENT
    return Tense.PRESENT if head.tag_ in ("NN", "VB") and relation(head) == "ROOT" else Tense.NONE


def _present_or_past(head: Token) -> Tense:
    if head.lower_ in UNCHANGING and head.tag_ == "VBP":
        return Tense.PAST
    return Tense.PRESENT


def _governed(group: VerbGroup, governor: Token, below: Token) -> VerbGroup:
    """The group as changed by a verb above it: "want to …", "used to …", "stopped …"."""
    above = _own(governor)
    lemma = governor.lemma_.lower()
    group = replace(
        group,
        tense=above.tense if above.tense is not Tense.NONE else group.tense,
        is_negated=group.is_negated or above.is_negated,
        is_ending=group.is_ending or above.is_ending,
        is_just_now=group.is_just_now or above.is_just_now,
        is_unreal=group.is_unreal or (above.is_unreal and lemma not in words.LIKINGS),
    )
    if above.modality is not Modality.ASSERTED and group.modality is Modality.ASSERTED:
        group = replace(group, modality=above.modality, prefix=above.prefix)
    return governed(group, governor, below, above)


def _shared(group: VerbGroup, first: Token) -> VerbGroup:
    """A joined verb without its own tense takes what the first one has: "will go and see"."""
    if first.pos_ not in ("VERB", "AUX") and not dependents(first, "cop"):
        return group
    above = verb_group(first) if relation(first) != "conj" else _own(first)
    # "I didn't move and live there": neither was done.
    is_undone = above.is_negated and any(c.lemma_ == "do" for c in dependents(first, "aux"))
    return replace(
        group,
        tense=above.tense,
        modality=above.modality,
        prefix=above.prefix,
        is_unreal=group.is_unreal or above.is_unreal or is_undone,
        is_beginning=group.is_beginning or above.is_beginning,
    )


def _embedded(group: VerbGroup, top: Token) -> VerbGroup:
    """The group as changed by the clause it stands in: conditions, "I think that", "hope that"."""
    if _is_conditional(top) or any(c.lower_ == "how" for c in dependents(top, "advmod")):
        return replace(group, is_unreal=True)  # "how to …", "how he should …": asked, not told
    if is_imagined(top):
        return replace(group, is_unreal=True)
    if relation(top) not in ("ccomp", "parataxis"):
        return group
    lemma = top.head.lemma_.lower()
    if was_thought_of_another(top):
        return replace(group, is_unreal=True)
    is_open = lemma in words.UNREAL or _own(top.head).is_negated or _is_asked(top.head)
    if relation(top) == "ccomp" and is_open:
        return replace(group, is_unreal=True)
    return replace(group, doubt=0.1) if lemma in words.BELIEVING else group


def _is_conditional(top: Token) -> bool:
    first = top.left_edge
    if first.lower_ == "if" and first.i < top.i and first.nbor(1).lower_ in ("not", "so"):
        return True
    for depth, token in enumerate((top, *top.ancestors)):
        opening = marks(token) | {c.lower_ for c in dependents(token, "advmod") if c.i < token.i}
        if opening & {"if", "unless", "whether", "whenever"}:
            return True
        is_ahead = bool(opening & {"when", "after", "until", "till", "once"})
        if is_ahead and _own(token).tense not in (Tense.PAST, Tense.PERFECT):
            return True
        if depth == 5:
            break
    clauses = [child for child in top.children if relation(child) == "advcl"]
    if any(marks(child) & {"if", "unless"} for child in clauses):
        return True
    # "When you move, you need a permit": anybody does.
    is_you = any(child.lower_ == "you" and relation(child) == "nsubj" for child in top.children)
    opening = {c.lower_ for child in clauses for c in child.children}
    return is_you and bool(opening & {"when", "whenever", "once", "before", "after"})
