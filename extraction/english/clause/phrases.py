"""Noun phrases as text: references resolved, clauses and times left out, names kept whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.named_heads import named_head
from quipu.extraction.english.clause.own_kin import own_kin, owner_after
from quipu.extraction.english.grammar.asserted import Quotation
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import case_words, dependents, relation
from quipu.extraction.english.lexicon.words import (
    KIN,
    NEGATIONS,
    SECOND_PERSON,
    word_set,
)
from quipu.extraction.names import clean_name, without_title

if TYPE_CHECKING:
    from spacy.tokens import Token

# What hangs on a noun without being part of what it names.
_OUTSIDE = word_set(
    "case mark cc conj appos nsubj cop aux advcl parataxis expl discourse vocative csubj "
    "dislocated ccomp list obl orphan acl reparandum xcomp obj iobj"
)
# Adverbs that tell of the clause, wherever they stand: "is actually 13 April", "is now green".
_OF_THE_CLAUSE = word_set(
    "now nowadays actually still currently presently already again also lately probably honestly"
)
# "It's 9 March, by the way", "it's Hallelujah at the moment".
_ASIDES = frozenset(
    {("by", "way"), ("at", "moment"), ("at", "present"), ("for", "now"), ("at", "work")}
)
_INNER_OUTSIDE = word_set("parataxis appos discourse acl advcl ccomp reparandum list")
_MAX_WORDS = 12
_OF_A_NOUN = frozenset("det amod compound nmod nmod:poss nummod acl:relcl flat".split())


def phrase_text(head: Token, passage: ParsedPassage) -> str:
    """What a noun stands for, in words; empty if it is, or belongs to, somebody unknown."""
    head = named_head(head)
    if head.pos_ == "PRON" or is_the_user(head):
        return pronoun_text(head, passage)
    kin = own_kin(head, passage)
    run = _name_run(head, passage)
    if kin or run:
        return kin or clean_name(head.doc[run[0].i : run[-1].i + 1].text)
    tokens = phrase_tokens(head, passage)
    owner = owner_after(head)
    if owner is not None:
        return _owned_text(head, owner, tokens, passage)
    if head.pos_ == "NUM" and tokens[-1].i - tokens[0].i < 6:
        return clean_name(head.doc[tokens[0].i : _end_of_number(tokens[-1], tokens[0])].text)
    if head.lower_ == "laws" and head.i > 1 and head.doc[head.i - 2 : head.i].text.lower() == "in-":
        tokens = [*tokens[:-1], *head.doc[head.i - 2 : head.i + 1]]  # "my in-laws"
    if len(tokens) > _MAX_WORDS:
        tokens = [t for t in tokens if t.i == head.i or (t.head.i == head.i and t.i < head.i)]
    return clean_name(joined_text(tokens, passage))


def _owned_text(head: Token, owner: Token, tokens: list[Token], passage: ParsedPassage) -> str:
    """ "a friend of mine" as "Sam's friend": of everybody it would be one and the same."""
    name = pronoun_text(owner, passage)
    if not name:
        return ""
    if head.lemma_.lower() in KIN:
        return f"{name}'s {head.lower_}"
    own = [t for t in tokens if t.dep_ != "det" and t.i < owner.i and t.i != owner.i - 1]
    return f"{name}'s {clean_name(joined_text(own, passage))}"


def is_the_user(head: Token) -> bool:
    """ "The user prefers tea", as agents note down: whom a memory is kept for, and no user of
    anything ("a user", "the user of the app", "power user")."""
    beside = [child for child in head.children if child.dep_ in _OF_A_NOUN]
    return head.lower_ == "user" and all(child.lower_ == "the" for child in beside)


# "0499 98 76 54", "+32 499 98 76 54": groups of digits behind a plus or a zero.
_TELEPHONE = re.compile(r"(?:\+\d|0)\d*(?:[ ./-]\(?\d{1,4}\)?){2,6}(?!\d)")


def _end_of_number(last: Token, first: Token) -> int:
    """Where a number without blanks ends, "555-0142", a day with its year, "3 May 1990", or a
    number that is dialled."""
    doc, end = last.doc, last.i + 1
    dialled = _TELEPHONE.match(doc.text, first.idx)
    if dialled is not None and sum(map(str.isdigit, dialled.group())) >= 7:
        span = doc.char_span(*dialled.span(), alignment_mode="expand")
        return int(span.end) if span is not None else end
    while end + 1 < len(doc) and not doc[end - 1].whitespace_ and doc[end + 1].like_num:
        if doc[end].whitespace_ or doc[end].text not in ("-", "–", "/"):
            break
        end += 2
    is_year = end < len(doc) and doc[end].is_digit and len(doc[end]) == 4
    return end + 1 if is_year and doc[end].head.i in (last.i, last.head.i) else end


def phrase_tokens(head: Token, passage: ParsedPassage) -> list[Token]:
    """The tokens of a noun phrase in order, without its prepositions, clauses and times."""
    kept = [head]
    for child in head.children:
        if relation(child) in _OUTSIDE or _is_left_out(head, child, passage):
            continue
        kept += _inner_tokens(child, passage)
    return sorted(kept, key=lambda token: token.i)


def _is_left_out(head: Token, child: Token, passage: ParsedPassage) -> bool:
    if child.dep_ == "punct":
        return child.text not in ("-", "'", "/", "–", "&")
    if child.lower_ in NEGATIONS | {"longer", "anymore"} and child.dep_ == "advmod":
        return True
    if child.tag_ == "CD" and child.i > head.i + 1 and child.nbor(-1).text == ",":
        return head.pos_ == "PROPN"  # "my husband Arno, 40"
    if case_words(child) == ["from"] and relation(head) in ("obl", "obj") and head.text.istitle():
        return True  # "moved to Teams from Slack"
    if head.ent_type_ == "ORG" and case_words(child) == ["in"] and child.pos_ == "PROPN":
        return True  # "at Spotify in Stockholm"
    if head.pos_ == "PROPN" and _stands_behind_name(head, child, passage):
        return True
    if (*case_words(child), child.lower_) in _ASIDES or _is_nowadays(child):
        return True
    if child.dep_ == "advmod":
        is_degree = head.pos_ in ("NUM", "ADJ") and child.lower_ not in _OF_THE_CLAUSE
        return child.i > head.i or not is_degree
    if head.pos_ == "PROPN" and (_only_describes(child) or _is_where_somebody_is(head, child)):
        return True
    return passage.is_time(child) and not passage.is_time(head)


def _stands_behind_name(name: Token, child: Token, passage: ParsedPassage) -> bool:
    """ "Elsa in Malmö", "Acme for Google", "Acme with Tom": a name that is whole without it."""
    entity, cases = passage.entities.get(name.i), case_words(child)
    if child.pos_ != "PROPN" or not cases or child.i < name.i:
        return False
    if cases == ["with"]:
        return True
    is_whole = entity is not None and entity.end <= child.left_edge.i and entity.label_ in _WHOLE
    return is_whole and cases[0] in _BEHIND


_WHOLE = ("PERSON", "ORG")
_BEHIND = word_set("in from at for near by since until during")


def _is_where_somebody_is(name: Token, child: Token) -> bool:
    """ "Petra from accounting"."""
    is_of_a_kind = child.pos_ == "NOUN" and child.text.islower() and child.i > name.i
    is_somebody = name.ent_type_ == "PERSON" and case_words(child) in _WHERE
    # "We use Notion for docs"
    is_used = name.i < child.i and name.dep_ == "obj" and case_words(child) == ["for"]
    return is_of_a_kind and (is_somebody or is_used)


_WHERE = (["from"], ["in"], ["at"])


def _is_nowadays(child: Token) -> bool:
    """ "at Deloitte these days"."""
    return child.lower_ == "days" and any(one.lower_ in ("these", "those") for one in child.lefts)


def _only_describes(child: Token) -> bool:
    """Words before a name that are no part of it: "my" and "dog" in "my dog Rex"."""
    if child.dep_ == "nmod:poss":
        beside = dependents(child.head, "compound", "nmod:desc", "nmod:unmarked")
        is_relative = any(word.lower_ in KIN for word in beside)  # "Tom's dog Rex"
        return child.pos_ == "PRON" or is_relative
    return child.pos_ in ("NOUN", "ADJ") and child.text.islower() and child.i < child.head.i


def _inner_tokens(token: Token, passage: ParsedPassage) -> list[Token]:
    """A modifier with its own modifiers; a stack, since a bad parse can be a thousand deep."""
    kept: list[Token] = []
    open_tokens = [token]
    while open_tokens:
        current = open_tokens.pop()
        kept.append(current)
        open_tokens += [
            child
            for child in current.children
            if relation(child) not in _INNER_OUTSIDE
            and not (
                current.pos_ == "PROPN" and current.i < token.head.i and _only_describes(child)
            )
            and not (child.dep_ == "punct" and child.text in '.;:!?()"')
            and not passage.is_time(child)
        ]
    return kept


def _name_run(head: Token, passage: ParsedPassage) -> list[Token]:
    """The whole run of proper nouns or the entity around a name that the parser may have split."""
    entity = passage.entities.get(head.i)
    if head.pos_ != "PROPN" and entity is None:
        return []
    first, last = (entity.start, entity.end - 1) if entity is not None else (head.i, head.i)
    if head.dep_ == "nmod:poss" and head.i < last:
        # "Noor's baby shower": a name as a whole, and Noor another.
        marks = [child.i for child in dependents(head, "case") if child.i <= last]
        last = min([last, *(mark - 1 for mark in marks)])
    doc, sentence = head.doc, head.sent
    while first > sentence.start and _continues_name(doc[first - 1], doc[first]):
        first -= 1
    while last + 1 < sentence.end and _continues_name(doc[last + 1], doc[last + 1]):
        last += 1
    run = [doc[i] for i in range(first, last + 1)]
    walked = phrase_tokens(head, passage)
    walked_span = {token.i for token in walked}
    if any(passage.is_time(token) for token in run) or walked_span >= set(range(first, last + 1)):
        return []
    return run


def _continues_name(token: Token, linked: Token) -> bool:
    return token.pos_ == "PROPN" and linked.dep_ not in ("appos", "conj", "vocative", "list")


def pronoun_text(token: Token, passage: ParsedPassage) -> str:
    """The name behind a pronoun; empty where it stays open."""
    name = passage.speakers.named_by(token.text)
    quotation = passage.quotation_at(token)
    if name is not None and quotation is not None:
        return _quoted_pronoun(token, quotation, passage)
    if name is not None:
        return name
    antecedent = passage.antecedents.get(token.i) or passage.firms.get(token.i)
    return without_title(_short_text(antecedent, passage))[0] if antecedent is not None else ""


def _quoted_pronoun(token: Token, quotation: Quotation, passage: ParsedPassage) -> str:
    """ "I" in somebody's quoted words is that person; whom they call "you" stays open."""
    teller = quotation.teller
    if teller is None or token.lower_ in SECOND_PERSON:
        return ""
    if teller.pos_ == "PRON":
        return "" if passage.quotation_at(teller) is not None else pronoun_text(teller, passage)
    return without_title(_short_text(teller, passage))[0]


def _short_text(head: Token, passage: ParsedPassage) -> str:
    """A phrase up to its head, or to the end of a name: what stands there can only lead to pronouns
    further back, so resolving ends."""
    head = named_head(head)
    run = _name_run(head, passage)
    if run:
        return clean_name(head.doc[run[0].i : run[-1].i + 1].text)
    last = max([head.i, *(child.i for child in dependents(head, "flat"))])  # "Sam Okoye … he"
    tokens = [token for token in phrase_tokens(head, passage) if token.i <= last]
    return clean_name(joined_text(tokens, passage))


def joined_text(tokens: list[Token], passage: ParsedPassage) -> str:
    """Tokens as text, possessive pronouns replaced by names; empty if one of them stays open."""
    text = ""
    for position, token in enumerate(tokens):
        word = token.text
        if token.pos_ == "PRON" and token.dep_ == "nmod:poss":
            owner = pronoun_text(token, passage)
            if not owner:
                return ""
            word = f"{owner}'s"
        word = own_kin(token, passage) or word
        follows = position > 0 and tokens[position - 1].i + 1 == token.i
        gap = "" if position == 0 or (follows and not tokens[position - 1].whitespace_) else " "
        text += gap + word
    return text
