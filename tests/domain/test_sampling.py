"""A sample is drawn by digest: a tenth at least, the same for everybody, another one under another seed."""

from domain.policies.sampling import sample

NUMBERS = [f"2026-{n:06d}" for n in range(101)]


def test_a_tenth_is_drawn_rounded_up_and_one_at_least() -> None:
    assert (len(sample(NUMBERS, "1")), len(sample(NUMBERS[:1], "1")), sample([], "1")) == (11, 1, ())


def test_the_order_of_the_list_changes_nothing_and_another_seed_draws_others() -> None:
    assert sample(NUMBERS, "1") == sample(reversed(NUMBERS), "1")
    assert set(sample(NUMBERS, "1")) != set(sample(NUMBERS, "2"))
