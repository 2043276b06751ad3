"""Permissions are constants; roles map to them. The matrix in access/routes.csv names one permission a route.

Nobody has a permission by default. Limits (how much may be written off) sit on the role.
"""

from decimal import Decimal

from django.db import models

NOBODY = "nobody"                    # listed, and closed to everybody
PUBLIC = "public"                    # no login: health, login pages, static files
SIGNED_IN = "signed_in"              # anybody who is logged in
VIEW_PATIENTS = "view_patients"
EDIT_PATIENTS = "edit_patients"
VIEW_ENCOUNTERS = "view_encounters"
EDIT_ENCOUNTERS = "edit_encounters"
VIEW_CLAIMS = "view_claims"
WORK_CLAIMS = "work_claims"
VIEW_REMITTANCES = "view_remittances"
POST_REMITTANCES = "post_remittances"
VIEW_DENIALS = "view_denials"
WORK_DENIALS = "work_denials"
APPROVE_APPEALS = "approve_appeals"
VIEW_PATIENT_BILLING = "view_patient_billing"
WORK_PATIENT_BILLING = "work_patient_billing"
TAKE_PAYMENTS = "take_payments"
VIEW_MONEY_BACK = "view_money_back"      # overpayments, refunds, provider-level balances
WORK_MONEY_BACK = "work_money_back"
APPROVE_REFUNDS = "approve_refunds"
VIEW_SETTINGS = "view_settings"
EDIT_SETTINGS = "edit_settings"
EDIT_FEES = "edit_fees"

ALL = frozenset({
    NOBODY, PUBLIC, SIGNED_IN, VIEW_PATIENTS, EDIT_PATIENTS, VIEW_ENCOUNTERS, EDIT_ENCOUNTERS, VIEW_CLAIMS, WORK_CLAIMS,
    VIEW_REMITTANCES, POST_REMITTANCES, VIEW_DENIALS, WORK_DENIALS, APPROVE_APPEALS, VIEW_PATIENT_BILLING, WORK_PATIENT_BILLING, TAKE_PAYMENTS,
    VIEW_MONEY_BACK, WORK_MONEY_BACK, APPROVE_REFUNDS, VIEW_SETTINGS, EDIT_SETTINGS, EDIT_FEES,
})


class Role(models.TextChoices):
    BILLER = "biller", "Biller"
    FRONT_DESK = "front_desk", "Front desk"
    ADMIN = "admin", "Admin"


ROLE_PERMISSIONS: dict[str, frozenset[str]] = {
    Role.FRONT_DESK: frozenset({
        PUBLIC, SIGNED_IN, VIEW_PATIENTS, EDIT_PATIENTS, VIEW_ENCOUNTERS, VIEW_PATIENT_BILLING, TAKE_PAYMENTS,
    }),
    Role.BILLER: ALL - {NOBODY, EDIT_SETTINGS, EDIT_FEES, APPROVE_APPEALS, APPROVE_REFUNDS},
    Role.ADMIN: ALL - {NOBODY},
}

WRITE_OFF_LIMIT: dict[str, Decimal] = {
    Role.FRONT_DESK: Decimal("0.00"), Role.BILLER: Decimal("250.00"), Role.ADMIN: Decimal("100000.00"),
}


def allows(user, permission: str) -> bool:
    """Whether `user` holds `permission`. A user who is not active holds only PUBLIC."""
    if permission == PUBLIC:
        return True
    if not (user.is_authenticated and user.is_active):
        return False
    return permission in ROLE_PERMISSIONS.get(user.role, frozenset())
