from django.urls import reverse

from wijkwerk.foundation.kit.addresses import address_of


def test_an_address_by_number_is_what_the_switchboard_says():
    for name in ("signals:signal", "signals:public_signal", "people:person"):
        assert [address_of(name, number) for number in (1, 70_000)] == [
            reverse(name, args=[number]) for number in (1, 70_000)
        ]
