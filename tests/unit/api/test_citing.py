"""An answer of a tool says of each fact what it was read from, and nothing twice."""

from __future__ import annotations

from builders import episode, fact, now_view
from quipu.api.tools.telling import citing, short

TEXT = episode("I work at Acme as a nurse, and I live in Oslo.")
SENTENCE = "Anna works at Acme as a nurse"
FOR = fact("Acme", predicate="works for", sentence=SENTENCE, episodes=(TEXT.id,), revision=2)
AS = fact("nurse", predicate="works as", sentence=SENTENCE, episodes=(TEXT.id,))
HOME = fact("Oslo", sentence="Anna lives in Oslo", episodes=(TEXT.id,))


def test_facts_told_in_one_sentence_say_which_relation_they_are() -> None:
    lines = citing([FOR, AS, HOME], now_view(), {}).lines([FOR, AS, HOME])
    assert f'"{SENTENCE}" ("works for") CURRENT' in lines[0]
    assert f'"{SENTENCE}" ("works as") CURRENT' in lines[1]
    assert '"Anna lives in Oslo" CURRENT' in lines[2]


def test_a_source_is_quoted_once_and_named_by_its_id_from_then_on() -> None:
    said = {TEXT.id: TEXT}
    first, second = citing([HOME, FOR], now_view(), said).lines([HOME, FOR])
    assert f'"{TEXT.content}" by "Anna"' in first
    assert second.endswith(f"| ({short(TEXT.id)})")


def test_what_is_a_hit_in_full_is_not_quoted_again_beside_its_facts() -> None:
    tell = citing([HOME], now_view(), {TEXT.id: TEXT})
    assert TEXT.content in tell.episode(TEXT, "home?")
    assert tell.line(HOME).endswith(f"| ({short(TEXT.id)})")


def test_of_a_long_source_each_fact_quotes_the_words_that_it_was_read_from() -> None:
    filler = "Nothing new about pumps. " * 40
    text = episode(f"{filler}I live in Oslo. {filler}I work at Acme as a nurse. {filler}")
    named = (("Oslo", "lives in", "Anna lives in Oslo"), ("Acme", "works for", SENTENCE))
    facts = [fact(value, predicate=how, sentence=told, episodes=(text.id,))
             for value, how, told in named]  # fmt: skip
    tell = citing(facts, now_view(), {text.id: text})
    assert "Nothing new" in tell.episode(text, "pumps")
    home, work = tell.lines(facts)
    assert "I live in Oslo." in home
    assert "I work at Acme as a nurse." in work
