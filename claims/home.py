"""What claims, denials and remittances put on the home page. Called once, when Django is ready."""

from claims.selectors import figure_rows, figures
from claims.selectors import today as said
from config.shared import permissions
from config.shared.registries import today


def register() -> None:
    """Fill the registries of the home page."""
    for (key, count, rows), permission in zip(
        said.DEADLINES, (permissions.VIEW_DENIALS, permissions.VIEW_CLAIMS, permissions.VIEW_MONEY_BACK), strict=True
    ):
        today.register_deadlines(today.DeadlineSource(key, permission, count, rows))
    today.register_arrivals(today.Source("remittances", permissions.VIEW_REMITTANCES, said.remittances_since))
    today.register_arrivals(today.Source("acknowledgements", permissions.VIEW_CLAIMS, said.acknowledgements_since))
    today.register_arrivals(today.Source("denials", permissions.VIEW_DENIALS, said.denials_since))
    today.register_health(today.Source("payers", permissions.VIEW_CLAIMS, said.silent_payers))
    today.register_figures(today.FigureSource(permissions.VIEW_CLAIMS, figure_rows.FIGURES, figures.load))
