"""A grandmother with her grandson's phone, a kader with three neighbours, a new secretary on the first day."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import scenes
from tests.browser.village import CHROMIUM, PHONE, WIDE, Visitor, chromium, demo

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium here: apt install chromium"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module", params=[WIDE, PHONE], ids=["wide", "phone"])
def village(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, tuple[int, int]]]:
    with demo(tmp_path_factory.mktemp("demo")) as address:
        yield address, request.param


@pytest.fixture
def visitor(browser: Browser, village: tuple[str, tuple[int, int]]) -> Iterator[Visitor]:
    visitor = Visitor.comes(browser, *village)
    yield visitor
    visitor.page.close()
    assert visitor.complaints == []


def test_a_grandmother_votes_on_her_grandson_s_phone_and_he_cannot_see_or_change_it(visitor: Visitor) -> None:
    scenes.grandmother(visitor)


def test_a_kader_helps_three_neighbours_without_a_phone(visitor: Visitor) -> None:
    scenes.kader(visitor)


def test_a_new_secretary_takes_over_on_the_first_day_and_the_council_agrees(visitor: Visitor) -> None:
    scenes.secretary(visitor)
