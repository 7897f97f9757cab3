import pytest
from django.db import connection


@pytest.mark.engine("postgresql", because="SQLite plans each question once it is prepared")
def test_a_question_is_planned_for_what_is_asked_however_often_it_was_asked(transactional_db):
    with connection.cursor() as cursor:
        for number in range(20):
            cursor.execute("SELECT name FROM tenancy_municipality WHERE id = %s", [number])
        cursor.execute(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE %s",
            ["SELECT name FROM tenancy_municipality WHERE%"],
        )
        assert cursor.fetchall() == [(0, 15)]
