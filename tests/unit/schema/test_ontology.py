"""The predicate registry: what a file may say, and how it complains."""

import pytest

from quipu.schema.errors import Invalid
from quipu.schema.ontology import Cardinality, default_ontology, ontology_from
from quipu.schema.what_ends import Over, over_with


def test_what_is_told_from_the_other_end_falls_under_the_entry_it_is_kept_as():
    rules = default_ontology()
    assert rules.predicate("Employs").name == "works for"
    assert rules.is_inverse("employs")
    assert not rules.is_inverse("works at")


def test_an_inverse_may_be_a_word_or_a_list():
    rules = ontology_from('[predicates."home in"]\ninverse = "home of"')
    assert rules.predicate("home of").name == "home in"
    rules = ontology_from('[predicates."home in"]\ninverse = ["home of", "houses"]')
    assert rules.predicate("houses").name == "home in"


def test_an_entry_of_its_own_takes_a_name_out_of_anothers_inverses():
    rules = ontology_from('[predicates."employs"]\ncardinality = "one"')
    assert rules.predicate("employs").name == "employs"
    assert not rules.is_inverse("employs")


def test_a_family_of_predicates_behaves_alike_each_under_its_own_name():
    rules = default_ontology()
    color, film = rules.predicate("favorite color"), rules.predicate("favourite  film")
    assert (color.name, color.cardinality) == ("favorite color", Cardinality.ONE)
    assert (film.name, film.cardinality) == ("favorite film", Cardinality.ONE)
    assert rules.predicate("favorite").cardinality is Cardinality.MANY
    assert rules.canonical("favorite color") == color


def test_defaults_hold_for_all_that_the_file_does_not_name():
    rules = ontology_from(
        '[defaults]\ncardinality = "one"\n[predicates."likes"]\ncardinality = "many"'
    )
    assert rules.predicate("likes").cardinality is Cardinality.MANY
    assert rules.predicate("knows").cardinality is Cardinality.ONE
    assert rules.predicate("never heard of").cardinality is Cardinality.ONE


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[predicates", "not valid TOML"),
        ("[rules]", "unknown key 'rules'"),
        ("predicates = 3", "not a table"),
        ("[predicates]\nlikes = 3", "not a table"),
        ("[predicates.likes]\ncolour = 'red'", "unknown key 'colour'"),
        ("[predicates.likes]\ncardinality = 'two'", "cardinality 'two'"),
        ("[predicates.likes]\ncardinality = 1", "cardinality 1"),
        ("[predicates.likes]\ntemporal = 'often'", "temporal 'often'"),
        ("[predicates.likes]\nsymmetric = 'yes'", "symmetric 'yes'"),
        ("[predicates.likes]\naliases = 'like'", "aliases 'like'"),
        ("[predicates.likes]\nonsets = ['']", "onsets"),
        ("[predicates.likes]\ninverse = [3]", "inverse"),
        ("[predicates.likes]\nvalue = true", "value True"),
        ("[predicates.likes]\nsymmetric = true\ninverse = 'liked by'", "no inverse"),
        ("[predicates.likes]\nvalue = 'number'\ninverse = 'liked by'", "no inverse"),
        ("[predicates.likes]\nvalue = 'number'\nsymmetric = true", "no number"),
        ("[predicates.likes]\ninverse = 'pleases'\n[predicates.pleases]", "an entry of its own"),
        ("[predicates.' ']\nvalue = 'place'", "without a name"),
        ("[defaults]\naliases = ['x']", "unknown key 'aliases'"),
        ("[defaults]\ncardinality = 'some'", "cardinality 'some'"),
    ],
)
def test_a_wrong_file_is_refused_with_what_is_wrong(text, complaint):
    with pytest.raises(Invalid, match=complaint.replace("[", "\\[")):
        ontology_from(text)


def test_a_wrong_choice_names_the_right_ones():
    with pytest.raises(Invalid) as refused:
        ontology_from("[predicates.likes]\ncardinality = 'two'")
    assert "one-per-qualifier" in str(refused.value.hint)


def test_what_is_told_says_what_is_over_with_it():
    rules = ontology_from('[ends."contract"]\nexpired = ["works for", "status != open"]')

    assert over_with(rules.ends["contract"], "Expired") == (
        Over("works for"),
        Over("status", but="open"),
    )
    assert over_with(rules.ends["contract"], "signed") == ()
    assert rules.ends["die"] == default_ontology().ends["die"]


def test_what_a_star_ends_is_over_with_any_value():
    rules = ontology_from('[ends."no longer owns"]\n"*" = ["drives = it"]')

    assert over_with(rules.ends["no longer owns"], "Clio") == (Over("drives", is_it=True),)


@pytest.mark.parametrize("ended", ['"works for"', "[3]", "true"])
def test_what_is_over_is_a_list_of_relations(ended):
    with pytest.raises(Invalid, match="ends 'contract': expired"):
        ontology_from(f"[ends.contract]\nexpired = {ended}")
