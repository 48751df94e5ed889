"""Make the whole city in memory: the same for the same seed, day and scale."""

import hashlib
from datetime import date

from django.db.models import Max, Model

from people.models import Grade
from portal.demo.accounts import make_accounts
from portal.demo.answers import make_answers
from portal.demo.arrivals import make_arrivals
from portal.demo.behaviour import make_behaviour
from portal.demo.catalogue import make_catalogue
from portal.demo.city import SEED, City
from portal.demo.copying import as_line, as_tuples, fields_of
from portal.demo.desk import make_desk
from portal.demo.devices import make_devices
from portal.demo.heads import make_heads
from portal.demo.identity import make_signatories
from portal.demo.knowledge import make_knowledge
from portal.demo.lessons import make_lessons
from portal.demo.letters import make_letters
from portal.demo.levels import make_levels
from portal.demo.lots import make_lots
from portal.demo.messages import make_messages
from portal.demo.needs import make_needs
from portal.demo.partners import make_partners
from portal.demo.past_lots import make_past_lots
from portal.demo.people import make_careers, make_people
from portal.demo.plans import make_plans
from portal.demo.populations import make_populations
from portal.demo.reactions import make_reactions
from portal.demo.results import make_results
from portal.demo.rollout import make_rollout
from portal.demo.rows import Rows
from portal.demo.rules import make_rules
from portal.demo.standing_in import make_standing_in
from portal.demo.timetable import make_rooms
from portal.demo.training import make_training
from portal.demo.units import make_units
from portal.demo.upcoming import make_upcoming
from surveys.models import Response


def first_free_id(model: type[Model]) -> int:
    """The id after the highest one that the table holds."""
    highest: int | None = model._default_manager.aggregate(highest=Max("pk"))["highest"]
    return (highest or 0) + 1


def build(*, today: date, seed: int = SEED, scale: float = 1.0) -> City:
    """Make every row; `scale` shrinks people, finished batches and answers for tests (units and programs stay)."""
    grades = {(scheme, code): key for key, scheme, code in Grade.objects.values_list("pk", "scheme", "code")}
    city = City(seed=seed, today=today, scale=scale, rows=Rows(first_free_id), grades=grades)
    make_units(city)
    make_people(city)
    make_heads(city)
    make_careers(city)
    make_catalogue(city)
    make_accounts(city)
    make_levels(city)
    make_training(city)
    make_past_lots(city)
    make_upcoming(city)
    make_arrivals(city)
    make_rules(city)
    make_rooms(city)
    make_standing_in(city)
    make_signatories(city)
    make_lessons(city)
    make_results(city)
    make_messages(city)
    make_letters(city)
    make_needs(city)
    make_plans(city)
    make_lots(city)
    make_partners(city)
    make_reactions(city)
    make_knowledge(city)
    make_behaviour(city)
    make_rollout(city)
    make_populations(city)
    make_answers(city, make_desk(city), make_devices(city), first_free_id(Response))
    return city


def digest(city: City) -> str:
    """SHA-256 of all rows as they will be copied."""
    known = hashlib.sha256()
    for model, rows in city.rows.tables.items():
        known.update(model._meta.label.encode())
        for values in as_tuples(fields_of(model, rows), rows):
            known.update(as_line(values))
    for stream in city.rows.streams:
        known.update(stream.model._meta.label.encode())
        for values in stream.rows():
            known.update(as_line(values))
    return known.hexdigest()
