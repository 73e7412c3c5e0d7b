"""The categories a programme starts with."""

import pytest

from placement_portal.programmes.rules import CATEGORY_PRESET, CategoryGroup, CategoryPreset, is_client_work


def test_codes_and_names_are_told_apart() -> None:
    assert len({category.code for category in CATEGORY_PRESET}) == len(CATEGORY_PRESET)
    assert len({category.name for category in CATEGORY_PRESET}) == len(CATEGORY_PRESET)


def test_every_group_has_a_category() -> None:
    assert {category.group for category in CATEGORY_PRESET} == set(CategoryGroup)


@pytest.mark.parametrize("category", CATEGORY_PRESET, ids=lambda category: category.code)
def test_what_counts_and_what_needs_a_client(category: CategoryPreset) -> None:
    assert category.counts == (category.group is not CategoryGroup.NONE)
    assert category.needs_slot == (category.group is CategoryGroup.DIRECT)


@pytest.mark.parametrize("group", CategoryGroup)
def test_clients_are_met_in_two_groups(group: CategoryGroup) -> None:
    assert is_client_work(group) == (group in {CategoryGroup.DIRECT, CategoryGroup.OBSERVATION})
