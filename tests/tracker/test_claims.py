"""The status rules of the domain brief, section 3.1, without a database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.claims import Claim, element_problems, is_fall, unmet
from tracker.enums import SCALE, ElementState, Status

CODES = ["2022-09-e1", "2022-09-e2", "2022-09-e3", "2022-09-e4"]


def claim(status: str, *states: str, **facts) -> Claim:
    elements = {
        code: {"state": state, "reason": "Why."} for code, state in zip(CODES, states, strict=False)
    }
    return Claim(
        status=status, reason=facts.pop("reason", ""), elements=elements, codes=CODES, **facts
    )


@pytest.mark.parametrize(
    "good",
    [
        claim("not_started"),
        claim("in_progress", "begun"),
        claim("partial", "done", has_general_evidence=True),
        claim("partial", "done", "begun", proven={CODES[0]}),
        claim("full", "done", "done", "done", "done", proven=set(CODES)),
        claim("full", "done", "done", "done", "not_applicable", proven=set(CODES[:3])),
        claim("suspended", reason="Crisis."),
        claim("not_applicable", reason="No arms are exported."),
        claim("partial", "done", has_general_evidence=True, previous="full", reason="Repealed."),
    ],
)
def test_claim_that_is_borne_out_passes(good):
    assert unmet(good) == []


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (claim("not_started", "begun"), "2022-09-e1"),
        (claim("in_progress"), "begun"),
        (claim("in_progress", "begun", "done"), "2022-09-e2"),
        (claim("partial", "begun"), "at least one element that is done"),
        (claim("partial", "done"), "evidence"),
        (claim("partial", "done", proven={CODES[1]}), "evidence"),
        (claim("full", "done", "done", "done", proven=set(CODES)), "2022-09-e4"),
        (claim("full", "done", "done", "done", "done", proven=set(CODES[:3])), "2022-09-e4"),
        (claim("full", *["not_applicable"] * 4), "at least one element"),
        (claim("suspended", reason="  "), "Say why it is suspended."),
        (claim("not_applicable"), "Say why it does not apply."),
        (claim("in_progress", "begun", previous="full"), "lower than in the last cycle"),
    ],
)
def test_claim_that_is_not_borne_out_says_what_is_missing(bad, words):
    assert words in " ".join(unmet(bad))


@given(st.sampled_from(Status.values), st.sampled_from(Status.values))
def test_fall_exists_on_the_scale_only(status, previous):
    expected = (
        status in SCALE
        and previous in SCALE
        and list(SCALE).index(status) < list(SCALE).index(previous)
    )
    assert is_fall(status, previous) == expected


@given(st.lists(st.sampled_from(ElementState.values), min_size=4, max_size=4))
def test_exactly_one_scale_status_fits_elements_with_full_proof(states):
    """Whatever the elements say, a member finds one honest status (all not applicable: none)."""
    fitting = [s for s in SCALE if not unmet(claim(s, *states, proven=set(CODES)))]
    applicable = [s for s in states if s != "not_applicable"]
    if not applicable:
        assert fitting == ["not_started"]
    elif all(s == "done" for s in applicable):
        assert fitting == ["partial", "full"]
    else:
        assert len(fitting) == 1


@pytest.mark.parametrize(
    ("elements", "words"),
    [
        ([], "object"),
        ({"2022-01-e1": {"state": "done"}}, "no element"),
        ({CODES[0]: {"state": "finished"}}, "choose"),
        ({CODES[0]: "done"}, "choose"),
        ({CODES[0]: {"state": "done", "reason": 5}}, "500"),
        ({CODES[0]: {"state": "done", "score": 5}}, "nothing else"),
        ({CODES[0]: {"state": "not_applicable", "reason": " "}}, "does not apply"),
    ],
)
def test_misshapen_elements_are_named(elements, words):
    assert words in " ".join(element_problems(elements, CODES))


def test_well_shaped_elements_pass():
    assert element_problems({CODES[0]: {"state": "not_applicable", "reason": "None."}}, CODES) == []
