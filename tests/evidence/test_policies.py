"""Whom an auditor trusts (C2SP tlog-policy): the file's grammar, each refusal, and quorums of groups in groups."""

from itertools import combinations

import pytest

from domain.evidence.malformed import Malformed
from domain.evidence.notes import COSIGNER, LOG
from domain.evidence.policies import policy_of
from tests.evidence.signers import COURT, LOG_KEY, ORIGIN, OTHER_LOG, PRESS, UNI, Signer, witness_line

LOG_LINE = f"log {LOG_KEY.key.vkey}"
W = {name: Signer(f"{name}.example", COSIGNER, letter) for name, letter in zip(("X1", "X2", "X3"), "123", strict=True)}
V = {name: Signer(f"{name}.example", COSIGNER, letter) for name, letter in zip(("Y1", "Y2", "Y3"), "456", strict=True)}
ALL = {**W, **V}
TWO_LEVELS = "\n".join(
    [
        LOG_LINE,
        "",
        *(witness_line(name, one) for name, one in W.items()),
        "group X-witnesses 2 X1 X2 X3",
        "",
        *(witness_line(name, one) for name, one in V.items()),
        "group Y-witnesses any Y1 Y2 Y3",
        "",
        "group X-and-Y all X-witnesses Y-witnesses",
        "quorum X-and-Y",
        "",
    ]
)
"""The example of c2sp.org/tlog-policy."""
COURT_LINE, UNI_LINE, PRESS_LINE = (
    witness_line(name, one) for name, one in (("court", COURT), ("uni", UNI), ("press", PRESS))
)
NO_POLICIES = {
    "nothing": "",
    "no quorum": LOG_LINE,
    "two quorums": "quorum none\nquorum none",
    "a quorum of nobody": "quorum",
    "a quorum of two": f"{COURT_LINE}\n{UNI_LINE}\nquorum court uni",
    "a quorum of somebody unknown": "quorum court",
    "a quorum before its witness": f"quorum court\n{COURT_LINE}",
    "an unknown word": "logs x\nquorum none",
    "a word in capitals": "QUORUM none",
    "a log without a key": "log\nquorum none",
    "a log with a word too many": f"{LOG_LINE} https://a b\nquorum none",
    "a log with a broken key": "log x+y+z\nquorum none",
    "a log with a witness's key": f"log {COURT.key.vkey}\nquorum none",
    "a log twice": f"{LOG_LINE}\n{LOG_LINE}\nquorum none",
    "a log's key under another name": f"{LOG_LINE}\nlog {Signer('b.example', LOG, 'l').key.vkey}\nquorum none",
    "a witness without a key": "witness court\nquorum none",
    "a witness with a word too many": f"{COURT_LINE} https://a b\nquorum none",
    "a witness with a log's key": f"witness w {LOG_KEY.key.vkey}\nquorum none",
    "a witness's key twice": f"{COURT_LINE}\n{witness_line('again', COURT)}\nquorum none",
    "a witness's name twice": f"{COURT_LINE}\n{witness_line('court', UNI)}\nquorum none",
    "a witness called none": f"{witness_line('none', COURT)}\nquorum none",
    "a group called none": f"{COURT_LINE}\ngroup none any court\nquorum none",
    "a group with a witness's name": f"{COURT_LINE}\ngroup court any court\nquorum none",
    "a group's name twice": f"{COURT_LINE}\n{UNI_LINE}\ngroup g any court\ngroup g any uni\nquorum g",
    "a group of nobody": "group g any\nquorum none",
    "a group of somebody unknown": "group g any court\nquorum none",
    "a group before its witness": f"group g any court\n{COURT_LINE}\nquorum g",
    "a group of itself": "group g any g\nquorum g",
    "a group of none": "group g any none\nquorum g",
    "a member twice": f"{COURT_LINE}\ngroup g 2 court court\nquorum g",
    "a member of two groups": f"{COURT_LINE}\ngroup g any court\ngroup h any court\nquorum g",
    "a threshold of zero": f"{COURT_LINE}\ngroup g 0 court\nquorum g",
    "a threshold above its members": f"{COURT_LINE}\ngroup g 2 court\nquorum g",
    "a threshold that is no number": f"{COURT_LINE}\ngroup g most court\nquorum g",
    "a threshold with a zero in front": f"{COURT_LINE}\ngroup g 01 court\nquorum g",
    "carriage returns": "quorum none\r\n",
    "other white space": "quorum\u00a0none",
}


def test_a_policy_names_logs_witnesses_and_where_they_are_asked() -> None:
    text = "\n".join(
        [
            "# whom we trust",
            f"\t{LOG_LINE}  https://log.example ",
            f"log {OTHER_LOG.key.vkey}",
            witness_line("court", COURT, "https://court.example/w/"),
            UNI_LINE,
            "  # a group",
            "group\tboth \t 2  court uni",
            "quorum both",
        ]
    )
    policy = policy_of(text)
    assert policy.logs == {ORIGIN: (LOG_KEY.key,), OTHER_LOG.name: (OTHER_LOG.key,)}
    assert policy.witnesses == {"court": COURT.key, "uni": UNI.key}
    assert policy.groups == {"both": (2, ("court", "uni"))}
    assert policy.urls == {"court": "https://court.example/w"}
    assert policy.quorum == "both"


def test_the_example_of_the_specification_asks_for_two_of_one_kind_and_one_of_the_other() -> None:
    policy = policy_of(TWO_LEVELS)
    for count in range(len(ALL) + 1):
        for signed in combinations(ALL, count):
            assert policy.enough(set(signed)) is (len(set(signed) & set(W)) >= 2 and len(set(signed) & set(V)) >= 1)


def test_any_asks_for_one_and_all_for_every_member() -> None:
    lines = f"{COURT_LINE}\n{UNI_LINE}\n{PRESS_LINE}\n"
    everybody = {"court", "uni", "press"}
    assert not policy_of(lines + "group g any court uni press\nquorum g").enough(set())
    assert policy_of(lines + "group g any court uni press\nquorum g").enough({"press"})
    assert not policy_of(lines + "group g all court uni press\nquorum g").enough(everybody - {"uni"})
    assert policy_of(lines + "group g all court uni press\nquorum g").enough(everybody)


def test_a_quorum_may_be_one_witness_or_nobody() -> None:
    assert policy_of(f"{COURT_LINE}\n{UNI_LINE}\nquorum court").enough({"court"})
    assert not policy_of(f"{COURT_LINE}\n{UNI_LINE}\nquorum court").enough({"uni"})
    assert policy_of("quorum none").enough(set())


def test_names_in_other_scripts_are_names() -> None:
    assert policy_of(f"{witness_line('法院', COURT)}\nquorum 法院").enough({"法院"})


@pytest.mark.parametrize("name", NO_POLICIES)
def test_what_breaks_a_rule_of_policies_is_refused(name: str) -> None:
    with pytest.raises(Malformed):
        policy_of(NO_POLICIES[name])


def test_a_refusal_names_the_line() -> None:
    with pytest.raises(Malformed, match="line 3"):
        policy_of(f"{LOG_LINE}\n\nnonsense\nquorum none")
