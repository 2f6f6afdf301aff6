"""The names of readers."""

from quipu.schema.readings import model_of, reader_of


def test_the_model_in_the_name_of_a_reader_is_the_one_that_read() -> None:
    for model in ("gpt-5-mini", "meta-llama/Llama-3.3-70B", "a/read-1"):
        assert model_of(reader_of(model, "read-1")) == model


def test_a_reader_that_is_no_model_has_none() -> None:
    for reader in ("local-1", "given", "refused", "", "records-1", "some/thing"):
        assert model_of(reader) is None
