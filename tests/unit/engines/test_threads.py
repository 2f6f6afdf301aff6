"""Half of a large search in another thread: whoever finds it taken does all himself."""

from __future__ import annotations

import threading

import pytest

from quipu.graph.engines.sqlite.threads import Aside


def test_work_aside_is_done_by_another_thread() -> None:
    aside = Aside(processors=2)
    with aside.doing(threading.get_ident) as who:
        assert who() != threading.get_ident()
    aside.close()


def test_who_finds_it_taken_does_all_himself() -> None:
    aside = Aside(processors=2)
    with aside.doing(threading.get_ident), aside.doing(threading.get_ident) as who:
        assert who() == threading.get_ident()
    aside.close()


def test_once_closed_it_leaves_everything_to_who_asks() -> None:
    aside = Aside(processors=2)
    aside.close()
    with aside.doing(threading.get_ident) as who:
        assert who() == threading.get_ident()


def test_what_fails_aside_fails_for_who_asked_and_for_nobody_else() -> None:
    aside = Aside(processors=2)
    with pytest.raises(ZeroDivisionError), aside.doing(lambda: 1 // 0) as share:
        share()
    with aside.doing(threading.get_ident) as who:
        assert who() != threading.get_ident()
    aside.close()


def test_it_is_free_again_though_nobody_took_the_result() -> None:
    aside = Aside(processors=2)
    with pytest.raises(KeyError), aside.doing(threading.get_ident):
        raise KeyError
    with aside.doing(threading.get_ident) as who:
        assert who() != threading.get_ident()
    aside.close()


def test_beside_one_processor_nothing_is_done_aside() -> None:
    aside = Aside(processors=1)
    with aside.doing(threading.get_ident) as who:
        assert who() == threading.get_ident()
    aside.close()
