"""Kinds and breeds of animals that people keep, and what they are to those who keep them."""

from __future__ import annotations

from quipu.extraction.english.lexicon.words import ANIMALS, word_set

_DOGS = word_set(
    "beagle labrador retriever poodle dachshund corgi terrier spaniel collie husky bulldog pug "
    "rottweiler schnauzer chihuahua dalmatian greyhound whippet shepherd doberman pomeranian "
    "labradoodle cockapoo malamute boxer mastiff pinscher setter maltese shih-tzu mutt hound"
)
_CATS = word_set("siamese tabby ragdoll sphynx burmese tomcat persian calico birman")
_OTHERS = word_set(
    "guinea-pig pony donkey goat lizard gecko snake tortoise canary budgie cockatiel parakeet "
    "ferret chinchilla gerbil goldfish axolotl iguana"
)
# A name alone tells nothing of an animal: "a boxer called Tyson" may be a man.
_AMBIGUOUS = word_set("boxer shepherd setter persian maltese")
_KEPT_AS = {
    **dict.fromkeys(ANIMALS | _OTHERS, "pet"),
    **dict.fromkeys(_CATS - _AMBIGUOUS, "cat"),
    **dict.fromkeys(_DOGS - _AMBIGUOUS, "dog"),
    **{one: one for one in ("dog", "cat", "puppy", "kitten", "pet")},
}
_BREEDS = (_DOGS | _CATS) - _AMBIGUOUS - {"hound", "mutt", "tomcat"}


def kept_as(kind: str) -> str:
    """What an animal of a kind (a lemma, lower case) is to who keeps it; empty for any other."""
    return _KEPT_AS.get(kind, "")


def is_breed(kind: str) -> bool:
    """Whether a kind of animal (a lemma, lower case) is a breed of dogs or cats."""
    return kind in _BREEDS
