"""Lemmas that the rule lemmatizer gets wrong, by part of speech and form."""

from __future__ import annotations

import re
from collections.abc import Collection

from quipu.extraction.english.lexicon.words import word_set

_FORMS = {
    ("AUX", "be"): "is are was were been being am 'm 's 're be s m re ’s ’m ’re",
    ("AUX", "have"): "has have had having 've ve ’ve",
    ("AUX", "do"): "did does do done doing",
    ("AUX", "will"): "will 'll wo ll ’ll",
    ("AUX", "can"): "can ca",
    ("AUX", "would"): "would 'd ’d",
    ("PART", "not"): "n't n’t nt not",
    ("PART", "to"): "na to",
    ("VERB", "need"): "need needs needed",
    ("VERB", "hate"): "hate hates hated hating",
    ("VERB", "have"): "'ve 's",
    ("VERB", "go"): "gon",
    ("VERB", "text"): "text texts texted texting",
    ("PRON", "I"): "i me my mine myself",
    ("PRON", "we"): "us our ours ourselves we",
    ("PRON", "he"): "him his himself he",
    ("PRON", "she"): "her hers herself she",
    ("PRON", "they"): "them their theirs themselves they",
    ("PRON", "you"): "your yours yourself you",
    ("PRON", "it"): "its itself it",
}
# Verbs that the tagger often takes for plural nouns after a name: "Mary lives in Rome".
_NOUNLIKE_VERBS = word_set(
    "live work play study love like manage run own teach visit suffer need want hate travel paint "
    "cook bake sing dance walk swim surf ski hike farm coach design code report snore smoke dream "
    "train volunteer attend detest dislike prefer enjoy collect speak know knit write drive ride "
    "climb"
)
_LEMMAS = {(pos, form): lemma for (pos, lemma), forms in _FORMS.items() for form in forms.split()}


def corrected_lemma(pos: str, tag: str, form: str) -> str | None:
    """The right lemma of a word, or None where the pipeline's own may stand."""
    lower = form.lower()
    if (pos, lower) in _LEMMAS:
        return _LEMMAS[pos, lower]
    # The rule tables see "Plur" on a present verb and strip it like a noun ("bring" to "bre").
    if pos == "VERB" and tag in ("VB", "VBP"):
        return lower
    if tag == "VBG" and re.fullmatch(r".+([bdgmnprt])\1ing", lower):
        return lower[:-4]  # "prepping", which the tables take for a form of "preppe"
    return form if pos == "PROPN" else None


def verb_behind_noun(form: str, verbs: Collection[str] = ()) -> tuple[str, str] | None:
    """Lemma and tag of the verb that a word with a subject must be; None if it is no such verb.

    `verbs` are all that there are, where the word's place leaves no doubt that it is one.
    """
    lower = form.lower()
    for lemma, tag in (
        (lower, "VBP"),
        (lower.removesuffix("s"), "VBZ"),
        (_without_es(lower), "VBZ"),
    ):
        if lemma in _NOUNLIKE_VERBS or (tag == "VBZ" and lemma != lower and lemma in verbs):
            return lemma, tag
    return None


# Verbs that open a message without "I", which the tagger takes for names for their capital.
_OPENING = {
    "sold": "sell", "bought": "buy", "quit": "quit", "left": "leave", "lost": "lose",
    "found": "find", "got": "get", "met": "meet", "saw": "see", "took": "take", "made": "make",
    "had": "have", "ate": "eat", "began": "begin", "started": "start", "adopted": "adopt",
    "joined": "join", "visited": "visit", "married": "marry", "divorced": "divorce",
}  # fmt: skip


def verb_opening_message(form: str) -> str:
    """The lemma of a past form that often opens a message; empty for any other word."""
    return _OPENING.get(form.lower(), "")


def is_past_read_as_present(tag: str, form: str) -> bool:
    """ "Met with the team.", read as what he or she does now, which would end in an s."""
    return tag == "VBZ" and bool(verb_opening_message(form))


def _without_es(word: str) -> str:
    return f"{word.removesuffix('ies')}y" if word.endswith("ies") else word.removesuffix("es")


def is_no_gerund(form: str) -> bool:
    """ "sing", "bring": what is left without the ending is no word."""
    return re.fullmatch(r"[^aeiouy]+ing", form.lower()) is not None


def verb_by_spelling(form: str, verbs: Collection[str]) -> str:
    """ "reconnected" → "reconnect", "rehomed" → "rehome": of a verb that no list has."""
    stem = re.sub(r"(?:ed|ing)$", "", form.lower())
    bare = _BEFORE_VERBS.sub("", stem)
    if bare in verbs or f"{bare}e" in verbs:
        return stem if bare in verbs else f"{stem}e"
    return f"{stem}e" if re.search(r"[^aeiouylr]l$", stem) else verb_of_gerund(f"{stem}ing")


_BEFORE_VERBS = re.compile(r"^(?:re|un|de|dis|mis|over|out|up|down|on|off|pre|co|live)-?(?=.{3})")


def verb_of_gerund(form: str) -> str:
    """ "smoking" → "smoke", "running" → "run", "drinking" → "drink": by spelling alone."""
    stem = form.lower().removesuffix("ing")
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
        return stem[:-1]
    needs_e = len(stem) > 1 and stem[-1] in "kcgvszut" and stem[-2] in "aiou" and stem not in _NO_E
    is_long = stem[-1:] == "t" and len(stem) > 2 and stem[-3] in "aeiou"  # "boating", "eating"
    return f"{stem}e" if needs_e and not is_long else stem


_NO_E = word_set("work talk look cook eat visit drink speak")


_PASTS = dict(
    pair.split("/")
    for pair in (
        "become/became begin/began bite/bit break/broke bring/brought build/built buy/bought "
        "catch/caught choose/chose come/came cut/cut deal/dealt do/did draw/drew drink/drank "
        "drive/drove eat/ate fall/fell feed/fed feel/felt fight/fought find/found fly/flew "
        "forget/forgot get/got give/gave go/went grow/grew have/had hear/heard hide/hid hit/hit "
        "hold/held hurt/hurt keep/kept know/knew lead/led leave/left lend/lent let/let lose/lost "
        "make/made mean/meant meet/met pay/paid put/put quit/quit read/read ride/rode ring/rang "
        "rise/rose run/ran say/said see/saw sell/sold send/sent set/set shoot/shot show/showed "
        "shut/shut sing/sang sit/sat sleep/slept speak/spoke spend/spent stand/stood steal/stole "
        "swim/swam take/took teach/taught tell/told think/thought throw/threw wake/woke "
        "wear/wore win/won write/wrote"
    ).split()
)
_DOUBLED = frozenset("stop plan shop drop chat jog rob ship skip swap trip admit prefer".split())


def past_of(verb: str) -> str:
    """ "bought" of "buy"."""
    if verb in _PASTS:
        return _PASTS[verb]
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ied"
    ending = "d" if verb.endswith("e") else f"{verb[-1]}ed" if verb in _DOUBLED else "ed"
    return f"{verb}{ending}"
