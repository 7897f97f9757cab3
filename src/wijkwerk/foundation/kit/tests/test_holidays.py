from datetime import date

import holidays
import pytest

from wijkwerk.foundation.kit import clock


@pytest.mark.parametrize("year", range(1980, 2101))
def test_our_holidays_are_those_that_a_package_for_the_whole_world_knows(year):
    assert clock.public_holidays(year) == {*holidays.NL(years=year), date(year, 5, 5)}
