"""The arguments of a verb: its subjects, objects and obliques, times left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.mentions import mention_of
from quipu.extraction.english.clause.named_heads import named_head
from quipu.extraction.english.clause.own_kin import is_anybodys, owner_told
from quipu.extraction.english.grammar.lines import is_nobodys
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import (
    case_words,
    conjuncts,
    dependents,
    governors,
    has_subject,
    is_copular,
    joined_gerund,
    relation,
    subject_of,
)
from quipu.extraction.english.lexicon import words
from quipu.extraction.english.lexicon.occupations import NATIONALITIES, OCCUPATIONS, POSTS
from quipu.schema.knowledge import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject of a clause; no token where a chat message leaves "I" out."""

    mention: Mention
    token: Token | None


@dataclass(frozen=True, slots=True)
class Argument:
    """An object (no preposition) or oblique argument of a verb."""

    token: Token
    preposition: str = ""


def subjects_of(head: Token, passage: ParsedPassage) -> list[Subject]:
    """The clause's subjects as mentions; those that stay open are left out."""
    token = subject_of(head)
    if token is None:
        return _dropped_subject(head, passage)
    if _is_no_buyer(token, head):
        speaker = passage.speakers.first if head.tag_ in ("VBD", "VBN") else ""
        return [Subject(Mention(speaker, "person"), None)] if speaker else []
    if _is_set_off(token, head) or _follows_a_subject(token):
        return []
    found = []
    for noun in joined_to(token):
        mention = mention_of(noun, passage) if not is_anybodys(noun) else None
        if mention is not None and not mention.is_value and not _is_pointed_at(noun):
            found.append(Subject(_owned(mention, noun, passage), noun))
    return found


def _owned(mention: Mention, noun: Token, passage: ParsedPassage) -> Mention:
    """ "I have a cousin who bakes": Sam's cousin, and not any."""
    owner = owner_told(noun)
    whose = mention_of(owner, passage) if owner is not None else None
    if whose is None or whose.is_value:
        return mention
    return replace(mention, text=f"{whose.text}'s {noun.lemma_.lower()}")


_BUYERS = (
    words.KIN
    | OCCUPATIONS
    | words.FIRMS
    | words.GROUPS
    | words.word_set(
        "man woman boy girl guy lady kid person customer client couple stranger lad bloke"
    )
)
_BUYING = words.word_set("buy order rent book hire get sell return replace lease borrow adopt")


def _is_no_buyer(noun: Token, head: Token) -> bool:
    """ "The van broke down, bought a Caddy instead": a thing buys nothing; "I" is left out."""
    siblings = [c for c in head.head.children if c.dep_ == "conj"]
    is_loose = head.dep_ == "conj" and not any(c.dep_ == "cc" for s in siblings for c in s.children)
    is_thing = noun.pos_ == "NOUN" and not noun.ent_type_ and noun.tag_ == "NN"
    is_owned_kin = noun.lemma_.lower() in _BUYERS
    is_shared = all(child != noun for child in head.children)
    is_buying = head.lemma_.lower() in _BUYING and bool(dependents(head, "obj"))
    return is_loose and is_thing and is_shared and is_buying and not is_owned_kin


def joined_to(noun: Token) -> list[Token]:
    """A noun and those joined to it or to its name: Tom in "my sister Anna and Tom"."""
    return list(dict.fromkeys((*conjuncts(noun), *conjuncts(named_head(noun))[1:])))


def _is_set_off(noun: Token, head: Token) -> bool:
    """ "Hey Cal, been ages", "Thanks Mel - love the vase": called upon, and no subject."""
    if noun.pos_ != "PROPN" or dependents(noun, "appos", "acl", "acl:relcl", "conj"):
        return False
    last = max([noun.i, *(child.i for child in dependents(noun, "flat", "compound"))])
    between = noun.doc[last + 1 : head.i]
    marks = [token.i for token in between if token.text in (",", "-", "–", "—", "!")]
    return marks == [last + 1] and noun.doc[last + 2].pos_ in ("VERB", "AUX", "ADV")


def _follows_a_subject(noun: Token) -> bool:
    """ "We roast marshmallows and enjoy …": a verb and its object misread as one noun phrase."""
    first = noun.left_edge
    if noun.pos_ != "NOUN" or first.i == 0 or first.pos_ in ("DET", "PRON", "NUM"):
        return False
    return first.nbor(-1).lower_ in _NOMINATIVE and first.nbor(-1).i >= first.sent.start


_NOMINATIVE = frozenset({"i", "we", "they", "he", "she"})


def _is_pointed_at(noun: Token) -> bool:
    """ "this book", "that stuff": which one stays open; and pronouns such as "some"."""
    determiners = {child.lower_ for child in dependents(noun, "det")}
    pointing = determiners & {"this", "that", "these", "those", "such", "any", "every", "each"}
    return bool(pointing) or noun.lower_ in words.VAGUE


def _dropped_subject(head: Token, passage: ParsedPassage) -> list[Subject]:
    """ "Went to Paris.": the speaker, where the message begins with a verb that is no command."""
    # In quoted words it stays open who left "I" out.
    speaker = passage.speakers.first if passage.quotation_at(head) is None else ""
    top = head
    for governor in governors(head):
        top = governor
    opens = all(one.pos_ in ("ADV", "INTJ", "PUNCT", "CCONJ", "AUX") for one in top.lefts)
    is_told = top.tag_ in ("VBD", "VBN") or top.lower_ in ("gon", "gonna") or _is_bare_doing(top)
    is_mood = top.lower_ in words.EAGER | words.GLAD | words.SENTIMENT  # "Excited for you!"
    is_own = is_told and relation(top) == "ROOT" and not (is_mood or is_nobodys(top))
    return [Subject(Mention(speaker, "person"), None)] if speaker and opens and is_own else []


def _is_bare_doing(top: Token) -> bool:
    """ "Researching agencies.": a participle and no finite verb that it could be the subject of."""
    if any(token.lower_ in _CHEERS for token in top.sent):
        return False  # "Doing a show in Rome, wow!" is said of somebody else
    finite = any(
        token.tag_ in ("VBZ", "VBP", "VBD", "MD") or token.lower_ in _FINITE for token in top.sent
    )
    return top.tag_ == "VBG" and not finite


_CHEERS = frozenset({"wow", "congrats", "congratulations", "woohoo", "whoa", "kudos"})
# "Working together sounds amazing": verbs of what a gerund is, which the tagger may miss.
_FINITE = frozenset({"sounds", "looks", "feels", "seems", "makes", "helps", "means", "is", "was"})


def verb_text(head: Token) -> str:
    """The verb as a predicate: lemma and particle; a passive as "be" and its participle."""
    auxiliaries = {child.lemma_ for child in dependents(head, "aux")}
    if head.lower_ == "got" and "have" in auxiliaries:
        return "have"  # "I've got two cats"
    particles = [c.lower_ for c in dependents(head, "compound:prt") if c.text.islower()]
    # "come back from a trip" tells nothing of where one comes from.
    particles += [
        c.lower_
        for c in dependents(head, "advmod")
        if (c.lower_ == "back" and head.lemma_.lower() in _RETURNING)
        or (c.i == head.i + 1 and c.lower_ in _ADVERBS_OF.get(head.lemma_.lower(), ()))
    ]
    # "moved in with Marco": "in" told apart from "with".
    particles += [
        child.lower_
        for child in dependents(head, "advmod")
        if child.i == head.i + 1 and child.lower_ in _PARTICLES
        if [after.pos_ for after in child.doc[child.i + 1 : child.i + 2]] == ["ADP"]
    ]
    if is_passive(head):
        return " ".join(["be", head.lower_, *particles])
    gerund = joined_gerund(head)
    if gerund is not None:
        particles.append(gerund.lower_)
    return " ".join([head.lemma_.lower(), *particles])


_ADVERBS_OF = dict.fromkeys(("put", "get", "come", "bring"), ("together",)) | {
    "look": ("forward",),
    "run": ("low", "short", "late"),
}
_PARTICLES = frozenset({"in", "up", "on", "over"})
_RETURNING = frozenset({"be", "come", "get", "go"})


def is_passive(head: Token) -> bool:
    if any(child.dep_ in ("nsubj:pass", "aux:pass") for child in head.children):
        return True
    if head.dep_ == "ROOT" and head.tag_ == "VBN" and head.is_sent_start:
        return any(child.dep_ == "obl:agent" for child in head.children)  # "Impressed by it!"
    if head.dep_ == "conj" and head.tag_ == "VBN" and not dependents(head, "aux", "nsubj", "obj"):
        return bool(dependents(head.head, "aux:pass"))
    return head.dep_ == "acl" and head.tag_ == "VBN"


def arguments_of(head: Token, passage: ParsedPassage) -> list[Argument]:
    """Objects first, then obliques with a preposition, in order; times are left out."""
    stranded = _stranded(head, passage)
    found = [
        Argument(token, stranded if token == head.head else "")
        for token in _objects(head)
        if not passage.is_time(token)
    ]
    gerund = joined_gerund(head)
    # "went back to Crete": the parser hangs the place on the adverb.
    beside = [gerund] if gerund is not None else dependents(head, "advmod")
    for child in [*head.children, *(below for one in beside for below in one.children)]:
        is_oblique = relation(child) == "obl" or _is_misread_oblique(child)
        if not is_oblique or passage.is_time(child) or _is_while(child) or _is_aside(child):
            continue
        prepositions = [word for word in case_words(child) if word not in ("than", "as")]
        if case_words(child) == ["as"]:
            prepositions = ["as"]
        if prepositions and not words.ADVERBIAL_PREPOSITIONS & set(prepositions):
            found.append(Argument(child, " ".join(prepositions)))
    # "looking into law as a career": what comes last is said of what comes before.
    # But who "works at Acme as an engineer" is one.
    is_work = head.lemma_ == "work"
    jobs = {one for one in found if is_work and one.token.lemma_.lower() in POSTS}
    return [o for o in found if o.preposition != "as" or o == found[0] or o in jobs]


def _stranded(head: Token, passage: ParsedPassage) -> str:
    """ "the fair I went to last week": the preposition left at the verb, else nothing."""
    place = max([head.i, *(child.i for child in dependents(head, "compound:prt"))]) + 1
    if head.dep_ != "acl:relcl" or place + 1 >= len(head.doc) or head.doc[place].pos_ != "ADP":
        return ""
    after = head.doc[place + 1]
    if passage.is_time(head.doc[place]) or head.doc[place + 1].lower_ == "now":
        return ""  # "the dog we watch for now"
    is_last = after.pos_ in ("PUNCT", "ADV") or passage.is_time(after)
    return head.doc[place].lower_ if is_last else ""


_LINKING = words.word_set("news fact case addition contrast opinion view hindsight theory short")
_DASHES = ("-", "–", "—")


def _is_aside(noun: Token) -> bool:
    """ "… at the shop - from repairs to resale": added to what stands before the dash."""
    first = noun.left_edge
    is_first = first.i == first.sent.start
    if noun.lemma_.lower() in _LINKING and case_words(noun) == ["in"] and noun.i < noun.head.i:
        return True  # "In other news, I went to Rome"
    return first.text in _DASHES or (not is_first and first.nbor(-1).text in _DASHES)


def _is_misread_oblique(noun: Token) -> bool:
    """ "going to Tokyo" read as a verb after "to"."""
    is_name = noun.dep_ == "xcomp" and noun.pos_ in ("NOUN", "PROPN") and not has_subject(noun)
    return is_name and bool(case_words(noun)) and not is_copular(noun)


def _is_while(noun: Token) -> bool:
    """ "for months", "in ages": how long, and nothing that could be met again."""
    return noun.tag_ == "NNS" and noun.lemma_.lower() in words.SPANS_OF_TIME


_MEASURING = words.word_set("weigh cost measure")
_OF_LANGUAGES = words.word_set("speak learn study teach understand")


def _is_language(verb: Token, word: Token) -> bool:
    """ "speaks Polish", read as how she speaks."""
    return word.lower_ in NATIONALITIES and verb.lemma_.lower() in _OF_LANGUAGES


def _objects(head: Token) -> list[Token]:
    objects = dependents(head, "obj")
    if head.dep_ == "acl:relcl":
        # "the car that I bought": the noun above is what was bought.
        relative = [token for token in objects if token.lower_ in ("that", "which", "who", "whom")]
        own_subject = [c for c in head.children if relation(c) == "nsubj"]
        is_gap = own_subject and own_subject[0].lower_ not in ("who", "that", "which")
        complements = dependents(head, "xcomp", "ccomp")
        if is_gap and (relative or not objects) and not complements and not is_passive(head):
            return [head.head]
        objects = [token for token in objects if token not in relative]
    nouns = [
        c
        for c in dependents(head, "xcomp")
        if (c.pos_ in ("NOUN", "PROPN") or _is_language(head, c))
        and not (has_subject(c) or case_words(c))
        and not is_copular(c)
    ]
    if head.lemma_.lower() in _MEASURING:  # "I weigh 72 kg"
        nouns += [c for c in dependents(head, "obl:unmarked") if dependents(c, "nummod")]
    return objects + ([] if objects else nouns)
