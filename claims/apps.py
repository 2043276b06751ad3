"""The claims app: fills the registries of config.shared when Django is ready."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "claims"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        _register_claims()
        _register_remittances()
        _register_appeals()
        _register_home()
        _register_demo()


def _register_claims() -> None:
    """Claims and their answers: handlers, the batch's listener, the visits' listener, jobs, queues, words of states, pages."""
    from claims import claims_out

    claims_out.register()


def _register_remittances() -> None:
    """Remittances and denials: the 835's handler, the adjustment table, queues, words of states, checks of `verify`."""
    from claims import money_in

    money_in.register()


def _register_appeals() -> None:
    """Appeals: letter templates, the packet, queues, words of states, checks of `verify`."""
    from claims import appeals

    appeals.register()


def _register_home() -> None:
    """What the home page shows beside its grid."""
    from claims import home

    home.register()


def _register_demo() -> None:
    """Where DEMO=1: what pages say while its past is played, and the check that nothing was inserted."""
    from django.conf import settings

    if settings.DEMO:
        from claims.demo import invariants, notice
        from config.shared.registries import notices

        notices.register("demo", notice.read)
        invariants.register()
