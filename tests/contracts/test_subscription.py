"""What a service declares about its handlers reaches the fence between old and new code."""

from dataclasses import replace

import pytest

from jobcenter import catalogue
from shared.casework.settings import SERVICES
from shared.casework.works import Works
from shared.messaging import tracking
from tests.support.real import RealHouse


@pytest.mark.parametrize("name", SERVICES)
def test_new_handlers_are_another_subscription(real: RealHouse, name: str) -> None:
    here = real.works[name]
    newer = replace(here.service, handlers=here.service.handlers + 1)
    works = Works(newer, here.home, here.settings, catalogue.resources)
    try:
        if works.consumer is None:
            assert newer.sources == ()
            return
        assert here.consumer is not None
        tables, handlers = here.service.foreign_tables, here.service.handlers
        assert here.consumer.mark == tracking.subscription(newer.sources, handlers, tables)
        assert works.consumer.mark == tracking.subscription(newer.sources, handlers + 1, tables)
        assert works.consumer.mark != here.consumer.mark
    finally:
        works.close()
        for log in works.producers.values():
            log._database.close()
