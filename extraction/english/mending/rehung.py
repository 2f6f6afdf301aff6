"""Mends of a parse in short sentences of speech, where one word hangs on the wrong other one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quipu.extraction.english.lexicon.words import BELIEVING, KIN, SPEAKING, word_set

if TYPE_CHECKING:
    from spacy.tokens import Token


def read_being(token: Token) -> None:
    """ "Bram's five.", "Noor's pregnant", "Anna's working at Acme": what somebody is or does, read
    as something of theirs."""
    said, marks = token.head, [c for c in token.children if c.dep_ == "case"]
    if said.dep_ not in ("ROOT", "conj", "parataxis", "ccomp") or len(marks) != 1:
        return
    if marks[0].lower_ not in ("'s", "’s") or said.i < token.i:
        return
    if said.pos_ == "NUM":
        is_somebody = token.pos_ == "PROPN" or token.lemma_.lower() in KIN
        beside = {child.dep_ for child in said.children} - {"punct", "cc", "conj", "nmod:poss"}
        is_being = is_somebody and not beside
    else:
        is_being = _is_state_or_deed(said, marks[0])
    if is_being:
        token.dep_, marks[0].head = "nsubj", said
        marks[0].dep_ = "aux" if said.tag_ == "VBG" else "cop"
        read_short_being(marks[0])


def _is_state_or_deed(said: Token, mark: Token) -> bool:
    """ "Tom's ill", "Tom's not really working", "Tom's in Rome": no noun stands right behind what
    may be Tom's."""
    beside = {child.dep_ for child in said.children}
    if beside & {"nsubj", "cop", "aux", "aux:pass"}:
        return False
    between = list(said.doc[mark.i + 1 : said.i])
    while between and between[0].pos_ in ("ADV", "PART", "INTJ"):
        del between[0]
    is_placed = bool(between) and between[0].dep_ == "case" and between[0].head.i == said.i
    return is_placed or (not between and said.tag_ in ("JJ", "VBG"))


def read_being_somewhere(token: Token) -> None:
    """ "Anna's from Ghent": the mark of "is" read as one of possession, with nothing owned."""
    name = token.head
    marks = [c for c in name.children if c.dep_ == "case" and c.i > name.i]
    cases = [c for c in token.children if c.dep_ == "case"]
    if name.dep_ != "ROOT" or len(marks) != 1 or not cases or cases[0].i != marks[0].i + 1:
        return
    if marks[0].lower_ not in ("'s", "’s"):
        return
    token.dep_ = "ROOT"
    token.head = token
    for later in [c for c in name.children if c.i > token.i]:
        later.head = token
    name.head, name.dep_ = token, "nsubj"
    marks[0].head, marks[0].dep_ = token, "cop"
    read_short_being(marks[0])


def read_being_on(token: Token) -> None:
    """ "The party's on Saturday": the mark of "is" read as one of possession."""
    noun, said = token.head, token.head.head
    is_mark = token.lower_ in ("'s", "’s") and noun.dep_ == "nsubj" and said.i > token.i
    cases = [child.i for child in said.children if child.dep_ == "case"]
    if is_mark and token.i + 1 in cases and not any(c.dep_ == "cop" for c in said.children):
        token.head, token.dep_ = said, "cop"
        read_short_being(token)


_UNDERGONE = word_set(
    "promoted demoted transferred elected accepted rejected stolen robbed invited"
)


def read_passive(token: Token) -> None:
    """ "I got promoted to team lead": what was done to somebody, read as what he got."""
    verb = token.head
    if token.lower_ not in _UNDERGONE or verb.lower_ != "got" or token.i != verb.i + 1:
        return
    if verb.dep_ == "ROOT":
        token.head = token
    else:
        token.head = verb.head
    token.dep_, verb.dep_ = verb.dep_, "aux:pass"
    for child in list(verb.children):
        child.head = token
        child.dep_ = "nsubj:pass" if child.dep_ == "nsubj" else child.dep_
    verb.head = token
    for child in token.children:
        if child.dep_ == "obj" and any(one.dep_ == "case" for one in child.children):
            child.dep_ = "obl"


def read_short_being(token: Token) -> None:
    """ "My brother's moving": the mark of "is", tagged as one of possession."""
    verb = token.head
    is_so = token.tag_ == "POS" and (token.dep_ == "cop" or verb.tag_ == "VBG")
    if is_so and token.lower_ in ("'s", "’s") and token.i < verb.i:
        token.pos_, token.tag_, token.lemma_ = "AUX", "VBZ", "be"


# Verbs that have somebody beside what is given, told or shown.
_TO_SOMEBODY = SPEAKING | word_set(
    "give show send ask teach pay offer write text call promise owe lend feed bring read message "
    "thank help email answer"
)


def read_object(token: Token) -> None:
    """ "We sold our Clio last month": the thing read as who gets it, the month as the thing."""
    verb = token.head
    is_thing = any(child.dep_ in ("nmod:poss", "det") for child in token.children)
    has_object = any(child.dep_ == "obj" for child in verb.children)
    # "gave my Vespa to my son": who gets it is told already.
    is_given_away = any(c.lower_ == "to" for child in verb.rights for c in child.lefts)
    is_to_somebody = verb.lemma_.lower() in _TO_SOMEBODY and not is_given_away
    if is_thing and not has_object and not is_to_somebody:
        token.dep_ = "obj"


_GOING = word_set("switch migrate change convert move go travel fly drive commute relocate")


def hang_goal_on_verb(token: Token) -> None:
    """ "moved from Jira to Linear": where to, hung on where from."""
    start = token.head
    cases = [[c.lower_ for c in one.children if c.dep_ == "case"] for one in (start, token)]
    is_goal = cases == [["from"], ["to"]] and start.dep_ == "obl"
    if is_goal and start.head.lemma_.lower() in _GOING:
        token.head, token.dep_ = start.head, "obl"


def name_kin(token: Token) -> None:
    """ "This is my brother Leo.", "My sister Maja is getting married": the name right after a
    relative read as somebody called, or as a second subject."""
    kin = token.nbor(-1) if token.i > 0 else None
    if kin is None or token.pos_ != "PROPN" or kin.lemma_.lower() not in KIN:
        return
    is_called = kin.i == token.head.i and token.dep_ == "vocative"
    is_second = kin.head.i == token.head.i and kin.dep_.startswith("nsubj")
    if is_called or is_second:
        token.head, token.dep_ = kin, "appos"


def part_joined_clause(token: Token) -> None:
    """ "Marcus is the lead and Yuki owns the design": Yuki joined to the lead, as if both owned it,
    though a verb in the singular has one subject."""
    noun, joins = token.head, [child for child in token.children if child.dep_ == "cc"]
    is_joined = token.pos_ == "PROPN" and noun.pos_ == "NOUN" and noun.i < token.i and bool(joins)
    if not is_joined or token.i + 1 >= token.sent.end or token.nbor(1).tag_ != "VBZ":
        return
    after = token.nbor(1)
    verb = after.head if after.dep_ in ("cop", "aux", "aux:pass") else after
    subjects = [child for child in verb.children if child.dep_.startswith("nsubj")]
    if verb.i <= token.i or any(one.i != noun.i for one in subjects):
        return
    if noun.head.i == verb.i:
        _give_back(noun, verb)
    token.head, token.dep_ = verb, "nsubj"
    joins[0].head = verb


def _give_back(noun: Token, verb: Token) -> None:
    """The noun to the clause before, whose predicate or object it is."""
    first = verb.head
    if any(child.dep_ == "cop" for child in noun.children):
        noun.dep_ = verb.dep_
        noun.head = noun if first.i == verb.i else first
        verb.head, verb.dep_ = noun, "conj"
    elif first.i < noun.i and first.i != verb.i:
        noun.head, noun.dep_, verb.dep_ = first, "obj", "conj"


def read_former(token: Token) -> None:
    """ "My ex-husband Paul": whose he is, hung on "ex"."""
    kin = token.head
    if token.lower_ != "ex" or token.i + 2 != kin.i or token.nbor(1).text != "-":
        return
    if kin.lemma_.lower() in KIN:
        for owner in [child for child in token.children if child.dep_ == "nmod:poss"]:
            owner.head = kin


def hang_calling_on_noun(token: Token) -> None:
    """ "a startup in Tallinn called Bolt": what is called so, and not Tallinn."""
    place = token.nbor(-1) if token.i > token.sent.start else token
    is_of_noun = place.dep_ == "nmod" and place.pos_ == "PROPN" and place.head.pos_ == "NOUN"
    has_subject = any(child.dep_.startswith("nsubj") for child in token.children)
    if token.lower_ in ("called", "named") and is_of_noun and not has_subject:
        token.head, token.dep_ = place.head, "acl"


_DWELLING = word_set("live stay reside")


def hang_home_on_verb(token: Token) -> None:
    """ "I live with my girlfriend Elsa in Malmö": where, hung on with whom."""
    name = token.head.head if token.head.dep_ == "appos" else token.head
    cases = [[c.lower_ for c in one.children if c.dep_ == "case"] for one in (name, token)]
    is_home = name.dep_ == "obl" and name.head.lemma_.lower() in _DWELLING
    if token.pos_ == "PROPN" and cases == [["with"], ["in"]] and is_home:
        token.head, token.dep_ = name.head, "obl"


_DEPARTMENTS = word_set(
    "sales marketing accounting accounts finance hr legal engineering support work school church "
    "uni university college purchasing logistics procurement design"
)


def hang_department_on_name(token: Token) -> None:
    """ "I work at Acme with Tom from sales": where Tom is from, read as where I work from."""
    first = token.left_edge
    cases = [child.lower_ for child in token.children if child.dep_ == "case"]
    is_bare = cases == ["from"] and first.lower_ == "from" and token.lower_ in _DEPARTMENTS
    if is_bare and first.i > token.sent.start and first.nbor(-1).pos_ == "PROPN":
        token.head, token.dep_ = first.nbor(-1), "nmod"


def read_turned_age(token: Token) -> None:
    """ "She turned 90 last week": her age, read as a number of weeks."""
    verb = token.nbor(-1) if token.i > token.sent.start else token
    is_before = token.i + 1 < token.head.i and token.nbor(1).lower_ in ("last", "this", "next")
    if verb.lemma_.lower() == "turn" and token.tag_ == "CD" and is_before:
        token.head, token.dep_ = verb, "obj"


def part_two_beings(token: Token) -> None:
    """ "My thesis is due in May, supervisor is Li": the first one read as a part of the next."""
    later = token.head
    both = [{child.dep_.split(":")[0] for child in one.children} for one in (token, later)]
    is_clause = all({"nsubj", "cop"} <= below for below in both)
    if not is_clause or later.i < token.i or later.dep_ != "ROOT":
        return
    token.dep_ = "ROOT"
    token.head = token
    later.head, later.dep_ = token, "parataxis"


_GREETED = word_set("all everyone everybody team folks guys there")


def set_greeted_apart(token: Token) -> None:
    """ "Hi all, I'm Ines": those who are greeted, read as a part of what is told."""
    if token.lower_ not in _GREETED:
        return
    is_second = token.i == token.sent.start + 1 and token.nbor(-1).pos_ == "INTJ"
    is_alone = token.i + 1 < len(token.doc) and token.nbor(1).text in (",", "!", "-", "–")
    if not (is_second and is_alone):
        return
    if token.dep_ == "ROOT":
        told = [child for child in token.children if child.dep_ == "parataxis"]
        if not told:
            return
        told[0].dep_ = "ROOT"
        told[0].head = told[0]
        for later in [child for child in token.children if child.i > told[0].i]:
            later.head = told[0]
        token.head = told[0]
    token.dep_ = "vocative"


# What stands beside a whole sentence: "a nice place, I think".
_WITH_CLAUSE = SPEAKING | BELIEVING


def hang_on_noun(token: Token) -> None:
    """ "the car I found in a barn": a clause right after its noun read as one beside it."""
    if token.dep_ != "parataxis" or token.pos_ != "VERB" or token.left_edge.i == token.sent.start:
        return
    subjects = [child for child in token.children if child.dep_ == "nsubj"]
    noun = token.left_edge.nbor(-1)
    is_whole = token.lemma_ in _WITH_CLAUSE or any(c.dep_ == "obj" for c in token.children)
    if not subjects or subjects[0].i != token.left_edge.i or is_whole:
        return
    if subjects[0].pos_ == "PRON" and noun.pos_ in ("NOUN", "PROPN"):
        token.head, token.dep_ = noun, "acl:relcl"


def part_amount(token: Token) -> None:
    """ "We owe Rosa 1600": how much, read as a part of her name."""
    name = token.head
    if token.tag_ == "CD" and name.pos_ == "PROPN" and name.head.lemma_ in ("owe", "pay", "lend"):
        token.head = name.head


def lift_joined(token: Token) -> None:
    """ "My partner Jack and I": joined to the partner, not to the name beside it."""
    if token.head.dep_ == "appos" and token.lower_ in ("i", "he", "she", "we", "they"):
        token.head = token.head.head
