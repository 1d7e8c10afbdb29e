"""Every shade can be told from both themes' backgrounds, and from its neighbours."""

import re
from pathlib import Path

import pytest

from policies import shades
from policies.shades import Theme
from policies.vocabulary import Sentiment

STYLES = (Path(shades.__file__).parents[1] / "dialer/web/src/app.css").read_text()


def test_contrast_is_the_one_that_the_guidelines_define() -> None:
    assert shades.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert shades.contrast("#ffffff", "#ffffff") == 1
    assert shades.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("sentiment", Sentiment)
def test_the_base_colour_passes_and_the_palest_does_not(sentiment: Sentiment) -> None:
    assert shades.find_fault(sentiment, 0) is None
    fault = shades.find_fault(sentiment, shades.PALEST)
    assert fault is not None
    assert (fault.theme, fault.needed) == (Theme.LIGHT, 3.0)
    assert fault.contrast < 3.0


@pytest.mark.parametrize("sentiment", Sentiment)
def test_every_shade_that_passes_stands_out_and_can_be_written_on(sentiment: Sentiment) -> None:
    for shade in shades.passing(sentiment):
        for theme in Theme:
            made = shades.colour(sentiment, shade, theme)
            assert min(shades.contrast(made.fill, ground) for ground in shades.BACKGROUNDS[theme]) >= 3
            assert shades.contrast(made.fill, made.ink) >= 4.5


@pytest.mark.parametrize("sentiment", Sentiment)
def test_eight_outcomes_of_a_sentiment_have_eight_shades(sentiment: Sentiment) -> None:
    spread = shades.spread(sentiment, [None] * 8)
    for theme in Theme:
        assert len({shades.colour(sentiment, shade, theme).fill for shade in spread}) == 8
    assert len(shades.spread(sentiment, [None] * 30)) == 30


def test_a_chosen_shade_is_kept_and_not_given_to_another() -> None:
    spread = shades.spread(Sentiment.NEUTRAL, [None, 6, None, -1])
    assert (spread[1], spread[3]) == (6, -1)
    assert len(set(spread)) == 4


def test_one_alone_has_the_base_colour() -> None:
    assert shades.spread(Sentiment.POSITIVE, [None]) == [0]
    assert shades.spread(Sentiment.POSITIVE, []) == []


@pytest.mark.parametrize("theme", Theme)
def test_the_page_has_the_same_base_colours_and_backgrounds(theme: Theme) -> None:
    light, dark = re.split(r':root\[data-mantine-color-scheme="dark"\]', STYLES, maxsplit=1)
    said = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark if theme is Theme.DARK else light))
    assert {word: said[word.value] for word in Sentiment} == shades.BASE[theme]
    assert {said[name] for name in ("page", "surface", "sunken")} == set(shades.BACKGROUNDS[theme])
