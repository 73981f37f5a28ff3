from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from troth.ledger.triggers import VERBS, guarding, lifting


def put_up(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    # Django's test runner empties SQLite's tables by DELETE; on PostgreSQL it truncates.
    vendor = schema_editor.connection.vendor
    emptied_by_delete = settings.TESTING and vendor == "sqlite"
    verbs = ("update",) if emptied_by_delete else VERBS
    for statement in guarding(vendor, verbs=verbs):
        schema_editor.execute(statement, params=None)


def take_away(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    for statement in lifting(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [migrations.RunPython(put_up, take_away)]
