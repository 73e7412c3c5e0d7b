"""The rules of matching: optimal on what can be enumerated, every hard rule kept, the same whatever the order."""

import itertools
import random
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placement_portal.matching.rules import (
    MOST_RANKED,
    MOVES,
    HardRule,
    Model,
    Opening,
    RankingAct,
    RoundAction,
    RoundStatus,
    RoundVariety,
    Seeker,
    TravelMode,
    actions_from,
    broken_by,
    build,
    effect,
    match_reasons,
    move,
    non_match_reasons,
    ranked,
    reordered,
    said,
    worth,
)
from placement_portal.matching.rules.worth import MOST
from placement_portal.matching.service import solving
from placement_portal.placements.rules import NotAllowed
from placement_portal.sites.rules import SiteKind

Matches = Mapping[uuid.UUID, uuid.UUID]
ANY, OTHER_SETTING, OTHER_KIND = RoundVariety.ANYTHING, RoundVariety.OTHER_SETTING, RoundVariety.OTHER_KIND


def key(number: int) -> uuid.UUID:
    return uuid.UUID(int=number)


SITES = [key(900 + number) for number in range(4)]
KINDS = (SiteKind.SPECIAL_SCHOOL, SiteKind.HOSPITAL)
SUPERVISORS = [key(800), key(801)]

openings: st.SearchStrategy[list[dict[str, object]]] = st.lists(
    st.builds(
        dict,
        site=st.integers(0, 3),
        left=st.integers(0, 2),
        weekdays=st.sets(st.integers(0, 4), min_size=1, max_size=3),
        supervisor=st.sampled_from([None, 0, 1]),
        years=st.sets(st.integers(1, 2), min_size=1),
    ),
    min_size=1,
    max_size=4,
)
seekers: st.SearchStrategy[list[dict[str, object]]] = st.lists(
    st.builds(
        dict,
        weekdays=st.one_of(st.none(), st.sets(st.integers(0, 4))),
        ranking=st.permutations(range(4)).flatmap(lambda order: st.integers(0, 4).map(lambda most: order[:most])),
        minutes=st.dictionaries(st.integers(0, 3), st.integers(0, 150)),
        conflicts=st.sets(st.integers(0, 3), max_size=1),
        misfits=st.sets(st.integers(0, 3), max_size=1),
        earlier=st.sets(st.integers(0, 3), max_size=1),
        contrast=st.booleans(),
    ),
    min_size=1,
    max_size=4,
)


def made_openings(drawn: Sequence[dict[str, object]], load: Sequence[int]) -> list[Opening]:
    return [_opening(number, load, **each) for number, each in enumerate(drawn)]


def _opening(number: int, load: Sequence[int], **drawn: object) -> Opening:
    site, supervisor = drawn["site"], drawn["supervisor"]
    assert isinstance(site, int)
    known = isinstance(supervisor, int)
    return Opening(
        id=key(100 + number),
        site_id=SITES[site],
        kind=KINDS[site % 2],
        left=drawn["left"],  # type: ignore[arg-type]
        weekdays=drawn["weekdays"],  # type: ignore[arg-type]
        days_a_week=len(drawn["weekdays"]),  # type: ignore[arg-type]
        years=drawn["years"],  # type: ignore[arg-type]
        load=(SUPERVISORS[supervisor], 2026) if isinstance(supervisor, int) else None,
        load_left=load[supervisor] if isinstance(supervisor, int) and known else None,
    )


def made_seekers(drawn: Sequence[dict[str, object]]) -> list[Seeker]:
    return [_seeker(number, **each) for number, each in enumerate(drawn, 1)]


def _seeker(number: int, **drawn: object) -> Seeker:
    def sites(name: str) -> frozenset[uuid.UUID]:
        return frozenset(SITES[each] for each in drawn[name])  # type: ignore[attr-defined]

    return Seeker(
        id=key(number),
        weekdays=drawn["weekdays"],  # type: ignore[arg-type]
        ranking=tuple(key(100 + each) for each in drawn["ranking"]),  # type: ignore[attr-defined]
        minutes={SITES[site]: each for site, each in drawn["minutes"].items()},  # type: ignore[attr-defined]
        conflicts=sites("conflicts"),
        misfits=sites("misfits"),
        earlier=frozenset((SITES[each], KINDS[each % 2]) for each in drawn["earlier"]),  # type: ignore[attr-defined]
        contrast=bool(drawn["contrast"]),
    )


def proposed(
    people: Sequence[Seeker], offers: Sequence[Opening], variety: RoundVariety, locked: Matches | None = None
) -> Matches:
    model = build(people, offers, variety, locked or {})
    return model.chosen(solving.solve(model))


def value(matches: Matches, people: Sequence[Seeker], offers: Sequence[Opening]) -> int:
    who, what = {each.id: each for each in people}, {each.id: each for each in offers}
    one = (MOST + 1) * (len(people) + 1)
    return sum(one + worth(who[student], what[offer]) for student, offer in matches.items())


def holds(matches: Matches, people: Sequence[Seeker], offers: Sequence[Opening], variety: RoundVariety) -> bool:
    who, what = {each.id: each for each in people}, {each.id: each for each in offers}
    if any(broken_by(who[student], what[offer], variety) for student, offer in matches.items()):
        return False
    places = Counter(matches.values())
    loads = Counter(what[offer].load for offer in matches.values())
    limits = {each.load: each.load_left for each in offers if each.load}
    return all(number <= what[offer].left for offer, number in places.items()) and all(
        number <= (limits[load] or 0) for load, number in loads.items() if load
    )


def best(people: Sequence[Seeker], offers: Sequence[Opening], variety: RoundVariety) -> int:
    """Try every way there is."""
    ways = itertools.product([None, *(each.id for each in offers)], repeat=len(people))
    tried = ({s.id: o for s, o in zip(people, way, strict=True) if o} for way in ways)
    return max(value(each, people, offers) for each in tried if holds(each, people, offers, variety))


@settings(max_examples=120, deadline=None)
@given(seekers, openings, st.tuples(st.integers(0, 3), st.integers(0, 3)), st.sampled_from(RoundVariety))
def test_a_proposal_is_as_good_as_the_best_of_all_and_breaks_nothing(
    drawn: list[dict[str, object]], places: list[dict[str, object]], load: tuple[int, int], variety: RoundVariety
) -> None:
    people, offers = made_seekers(drawn), made_openings(places, load)
    found = proposed(people, offers, variety)
    assert holds(found, people, offers, variety)
    assert value(found, people, offers) == best(people, offers, variety)


@settings(max_examples=40, deadline=None)
@given(seekers, openings, st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_given_changes_nothing(
    drawn: list[dict[str, object]], places: list[dict[str, object]], chance: random.Random
) -> None:
    people, offers = made_seekers(drawn), made_openings(places, (2, 2))
    found = proposed(people, offers, ANY)
    chance.shuffle(people)
    chance.shuffle(offers)
    assert proposed(people, offers, ANY) == found


def test_of_equally_good_ones_the_first_by_id_get_the_first_by_id() -> None:
    people = [Seeker(id=key(number)) for number in (1, 2, 3)]
    offers = [Opening(id=key(number), site_id=SITES[0]) for number in (101, 102)]
    assert proposed(people, offers, ANY) == {key(1): key(101), key(2): key(102)}


def test_one_student_more_outweighs_every_preference() -> None:
    choosy = Seeker(id=key(1), ranking=(key(101),), minutes={SITES[0]: 0})
    bound = Seeker(id=key(2), weekdays={1})
    offers = [
        Opening(id=key(101), site_id=SITES[0]),
        Opening(id=key(102), site_id=SITES[1], weekdays={2}),
    ]
    assert proposed([choosy, bound], offers, ANY) == {key(1): key(102), key(2): key(101)}


def test_a_locked_match_stands_whatever_it_breaks_and_uses_what_it_uses() -> None:
    one, two = Seeker(id=key(1), weekdays=set()), Seeker(id=key(2), ranking=(key(101),))
    load = (SUPERVISORS[0], 2026)
    offers = [Opening(id=key(100 + n), site_id=SITES[n], left=1, load=load, load_left=1) for n in (1, 2)]
    assert proposed([one, two], offers, ANY, {key(1): key(101)}) == {}
    assert proposed([one, two], [replace(each, load_left=2) for each in offers], ANY, {key(1): key(101)}) == {
        key(2): key(102)
    }
    assert proposed([one, two], offers, ANY, {key(1): key(999)}) == {key(2): key(101)}


def test_whole_numbers_are_found_where_limits_do_not_nest() -> None:
    """Three matches of which any two exclude each other: halves would be worth more, and nobody is placed by halves."""
    pairs = [(key(number), key(100 + number)) for number in range(3)]
    model = Model(pairs, [3.0, 2.0, 2.0], [(1, [0, 1]), (1, [1, 2]), (1, [0, 2])])
    assert solving.solve(model) == [0]


def test_a_model_without_an_answer_is_said_to_have_none() -> None:
    with pytest.raises(solving.Unsolved, match="Infeasible"):
        solving.solve(Model([(key(1), key(101))], [1.0], [(-1, [0])]))


# Sentences ----------------------------------------------------------------------------------------

SEEKER = Seeker(id=key(1), weekdays={1, 2}, ranking=(key(101), key(102)), travel=TravelMode.PUBLIC_TRANSPORT)
SCHOOL = Opening(id=key(101), site_id=SITES[0], site="Willow Bank", kind=SiteKind.SPECIAL_SCHOOL, place="Quillmere")
BROKEN: dict[HardRule, tuple[Seeker, Opening]] = {
    HardRule.WITHDRAWN: (SEEKER, replace(SCHOOL, withdrawn=True)),
    HardRule.YEAR: (replace(SEEKER, year=2), SCHOOL),
    HardRule.DAYS: (replace(SEEKER, weekdays={4}), SCHOOL),
    HardRule.CONFLICT: (replace(SEEKER, conflicts={SITES[0]}), SCHOOL),
    HardRule.NEEDS: (replace(SEEKER, misfits={SITES[0]}), SCHOOL),
    HardRule.VARIETY: (replace(SEEKER, earlier={(SITES[0], SiteKind.SPECIAL_SCHOOL)}), SCHOOL),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_each_rule_can_be_broken_and_says_so(rule: HardRule) -> None:
    seeker, opening = BROKEN[rule]
    assert broken_by(SEEKER, SCHOOL, OTHER_SETTING) == []
    assert broken_by(seeker, opening, OTHER_SETTING) == [rule]
    shown = effect(seeker, opening, OTHER_SETTING, used=0, load_used=0)
    assert (shown.breaks, shown.is_full) == ([said(rule)], rule is HardRule.WITHDRAWN)


def test_variety_goes_by_setting_or_by_kind_or_not_at_all() -> None:
    seeker = replace(SEEKER, earlier={(SITES[1], SiteKind.SPECIAL_SCHOOL)})
    assert broken_by(seeker, SCHOOL, OTHER_SETTING) == broken_by(seeker, SCHOOL, ANY) == []
    assert broken_by(seeker, SCHOOL, OTHER_KIND) == [HardRule.VARIETY]


def test_an_effect_says_what_is_used_and_what_is_left_of_nothing() -> None:
    opening = replace(SCHOOL, left=2, load=(SUPERVISORS[0], 2026), load_left=1)
    assert effect(SEEKER, opening, ANY, used=0, load_used=0).uses == "Uses 1 of 2 places left."
    assert effect(SEEKER, opening, ANY, used=1, load_used=0).uses == "Uses the last place."
    full = effect(SEEKER, opening, ANY, used=2, load_used=1)
    assert (full.uses, full.is_full) == ("Nothing is left to use.", True)
    assert full.rules == [HardRule.CAPACITY, HardRule.SUPERVISOR]


def test_a_match_says_what_speaks_for_it() -> None:
    assert match_reasons(replace(SEEKER, minutes={SITES[0]: 35}), SCHOOL) == [
        "Their first choice.",
        "35 minutes by public transport.",
    ]
    second = replace(
        SEEKER,
        ranking=(key(102), key(101)),
        area="quill",
        contrast=True,
        earlier={(SITES[1], SiteKind.HOSPICE)},
        interests={"primary"},
    )
    assert match_reasons(second, replace(SCHOOL, clients={"primary"})) == [
        "Choice 2 of 2.",
        "In the area that they gave.",
        "A contrast to their earlier placement, as they asked.",
        "Meets what they are interested in.",
    ]
    assert match_reasons(replace(SEEKER, ranking=()), SCHOOL) == ["They ranked nothing."]
    assert match_reasons(replace(SEEKER, ranking=(key(102),)), SCHOOL) == ["They did not rank it."]


def test_a_non_match_says_what_stood_against_each_choice_and_all_else() -> None:
    other = replace(SCHOOL, id=key(102), site="Heron", withdrawn=True)
    third, fourth = replace(SCHOOL, id=key(103), weekdays={4}), replace(SCHOOL, id=key(104))
    offers = [SCHOOL, other, third, fourth]
    assert non_match_reasons(replace(SEEKER, ranking=(*SEEKER.ranking, key(999))), offers, ANY, {key(101): 1}) == [
        "Choice 1, Willow Bank: All places went to others.",
        "Choice 2, Heron: The provider has withdrawn this offer.",
        "Of 2 other offers: 1 on days on which they cannot come, 1 whose places went to others.",
    ]
    assert non_match_reasons(SEEKER, [SCHOOL], ANY, {}) == [
        "Choice 1, Willow Bank: The supervisor can take no more students this year."
    ]
    nothing = replace(SEEKER, ranking=())
    assert non_match_reasons(nothing, [], ANY, {})[1:] == ["There are no offers for their year yet."]
    assert non_match_reasons(nothing, [third], ANY, {})[1:] == ["Of 1 offer: 1 on days on which they cannot come."]


# States and lists ---------------------------------------------------------------------------------


@pytest.mark.parametrize("status", RoundStatus)
@pytest.mark.parametrize("action", RoundAction)
def test_every_move_of_a_round_is_decided(status: RoundStatus, action: RoundAction) -> None:
    assert (action in actions_from(status)) == ((status, action) in MOVES)
    if (status, action) in MOVES:
        assert move(status, action) is MOVES[status, action]
    else:
        with pytest.raises(NotAllowed):
            move(status, action)


ids = st.lists(st.integers(1, 30).map(key), unique=True, max_size=MOST_RANKED)


@given(ids, st.sampled_from(RankingAct), st.integers(1, 30).map(key))
def test_a_list_never_holds_an_offer_twice_nor_loses_another(
    ranking: list[uuid.UUID], act: RankingAct, offer: uuid.UUID
) -> None:
    found = reordered(ranking, act, offer)
    assert len(set(found)) == len(found) <= MOST_RANKED
    assert [each for each in found if each != offer] == [each for each in ranking if each != offer]


def test_a_choice_moves_up_and_down_and_stays_at_the_ends() -> None:
    one, two, three = (key(number) for number in (1, 2, 3))
    assert reordered((one, two), RankingAct.ADD, three) == (one, two, three)
    assert reordered((one, two, three), RankingAct.UP, three) == (one, three, two)
    assert reordered((one, two, three), RankingAct.DOWN, one) == (two, one, three)
    assert reordered((one, two), RankingAct.UP, one) == reordered((one, two), RankingAct.DOWN, two) == (one, two)
    assert reordered((one, two), RankingAct.ADD, one) == reordered((one, two), RankingAct.UP, three) == (one, two)
    assert reordered((one, two), RankingAct.REMOVE, one) == (two,)


def test_numbers_typed_put_a_list_in_order() -> None:
    one, two, three = (key(number) for number in (1, 2, 3))
    assert ranked({three: 1}, (one, two, three)) == (three, one, two)
    assert ranked({one: 3, two: 1, three: 2}, (one, two, three)) == (two, three, one)
    assert ranked({}, (one, two)) == (one, two)
