"""Whether an upgrade is needed, and that only one runs at a time."""

from config.supervisor import upgrade


def test_an_upgrade_is_done_once_for_each_version_of_the_code(tmp_path, monkeypatch):
    checkout, marker = tmp_path / "checkout", tmp_path / "upgraded"
    migrations = checkout / "billing" / "migrations"
    migrations.mkdir(parents=True)
    (migrations / "0001_initial.py").write_text("first")
    monkeypatch.setattr(upgrade, "CHECKOUT", checkout)
    assert not upgrade.is_done(marker)

    upgrade.note_done(marker)

    assert upgrade.is_done(marker)
    (migrations / "ledger.sql").write_text("triggers")
    assert not upgrade.is_done(marker)


def test_the_projects_own_migrations_count():
    names = {str(path.relative_to(upgrade.CHECKOUT)) for path in upgrade.sources()}

    assert {"billing/migrations/0001_initial.py", "config/shared/migrations/0001_initial.py", "uv.lock"} <= names
