"""The demo's practice and payers, and the connection to the sandbox that `bin/start` runs. Safe to repeat; ports and keys are refreshed."""

import csv
import json
import tomllib
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from config.practice.models import BillingProvider, Facility, Organisation, Provider
from payers.models import AppealLevel, Connection, ConnectionSecret, FeeSchedule, FeeScheduleItem, FeeScheduleKind, FeeScheduleVersion, Payer

DATA = Path(__file__).resolve().parent.parent / "data"
FIRST_DAY = date(2024, 1, 1)
CHARGE_MASTER = "Charge master"
ADDRESS = {"street": "200 Meadow Lane", "city": "Fairhope", "state": "AL", "zip_code": "365321234"}


def sandbox_endpoints() -> dict[str, Any] | None:
    """Where the sandbox listens and how to log in to it; None where none runs."""
    path = settings.STATE_FOLDER / "sandbox" / "endpoints.json"
    return json.loads(path.read_text()) if path.exists() else None


@transaction.atomic
def prepare_demo_practice() -> str:
    """Make the practice once."""
    if Organisation.objects.exists():
        return ""
    Organisation.objects.create(name="Larkfield Family Medicine", phone="2515550100", billing_contact="Billing office")
    billing = BillingProvider.objects.create(
        name="Larkfield Family Medicine", npi="1999900016", tax_id="631234567", taxonomy="261QP2300X", phone="2515550100",
        contact_name="Billing office", valid_from=FIRST_DAY, **ADDRESS,
    )
    Facility.objects.create(name="Larkfield office", billing_provider=billing, place_of_service="11", valid_from=FIRST_DAY, **ADDRESS)
    Provider.objects.bulk_create([
        Provider(last_name="Ellison", first_name="Mara", credential="MD", npi="1999900024", taxonomy="207Q00000X", valid_from=FIRST_DAY),
        Provider(last_name="Rourke", first_name="Daniel", credential="MD", npi="1999900032", taxonomy="207Q00000X", valid_from=FIRST_DAY),
        Provider(last_name="Sandoval", first_name="Priya", credential="NP", npi="1999900040", taxonomy="363LF0000X", valid_from=FIRST_DAY),
    ])
    return "the practice"


@transaction.atomic
def prepare_demo_payers() -> str:
    """Make the connection, payers, contracts and charge master; refresh the connection's ports, key and password."""
    endpoints = sandbox_endpoints()
    if endpoints is None:
        return ""
    connection = _connection(endpoints)
    if Payer.objects.exists():
        return ""
    fees = _fees()
    _schedule(CHARGE_MASTER, FeeScheduleKind.CHARGE_MASTER, fees, "charge")
    contracts: dict[str, FeeSchedule] = {}
    for row in tomllib.loads((DATA / "demo_payers.toml").read_text(encoding="utf-8"))["payers"]:
        _payer(row, connection, contracts, fees)
    return f"{Payer.objects.count()} payers"


def _fees() -> list[dict[str, str]]:
    """A row a code: what the practice charges, and what each contract allows."""
    with (DATA / "demo_fees.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _connection(endpoints: dict[str, Any]) -> Connection:
    values = {
        "usage": "T", "host": endpoints["host"], "port": endpoints["sftp_port"], "host_key": endpoints["host_key"],
        "username": endpoints["username"], "isa06": "LARKFIELD", "isa08": "SANDBOX", "gs02": "LARKFIELD", "gs03": "SANDBOX",
        "receiver_name": "SANDBOX CLEARING", "core_url": f"http://{endpoints['host']}:{endpoints['http_port']}/core",
        "consumed_stay_listed": endpoints.get("consumed_stay_listed", False),
    }
    connection, _ = Connection.objects.update_or_create(name="Sandbox clearinghouse", defaults=values)
    secret, _ = ConnectionSecret.objects.get_or_create(connection=connection)
    if not secret.sealed_password or secret.password != endpoints["password"]:
        secret.set_password(endpoints["password"])
        secret.save()
    return connection


def _payer(row: dict[str, Any], connection: Connection, contracts: dict[str, FeeSchedule], fees: list[dict[str, str]]) -> None:
    levels, basis = row.pop("levels"), row.pop("fees")
    presumed = row.pop("presumed_receipt_days", 0)
    if basis not in contracts:
        contracts[basis] = _schedule(f"{row['name']} contract", FeeScheduleKind.CONTRACT, fees, basis)
    payer = Payer.objects.create(connection=connection, contract=contracts[basis], terms_source="invented for the demo", **row)
    AppealLevel.objects.bulk_create([
        AppealLevel(payer=payer, level=number, name=name, kind=kind, days=days, decision_days=decision, presumed_receipt_days=presumed)
        for number, (name, kind, days, decision) in enumerate(levels, start=1)
    ])


def _schedule(name: str, kind: str, fees: list[dict[str, str]], column: str) -> FeeSchedule:
    schedule = FeeSchedule.objects.create(name=name, kind=kind)
    version = FeeScheduleVersion.objects.create(
        schedule=schedule, valid_from=FIRST_DAY, known_from=datetime(2023, 12, 1, tzinfo=UTC), note="made for the demo"
    )
    FeeScheduleItem.objects.bulk_create([
        FeeScheduleItem(version=version, procedure_code=row["procedure_code"], description=row["description"], unit_price=Decimal(row[column]))
        for row in fees if row[column]
    ])
    return schedule
