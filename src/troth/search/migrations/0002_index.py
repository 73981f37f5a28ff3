from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = (
    """
    create virtual table search_words using fts5(
        words, content='search_searchitem', content_rowid='id',
        tokenize="unicode61 remove_diacritics 0", prefix='2 3'
    )
    """,
    """
    create trigger search_came after insert on search_searchitem begin
        insert into search_words(rowid, words) values (new.id, new.words);
    end
    """,
    """
    create trigger search_went after delete on search_searchitem begin
        insert into search_words(search_words, rowid, words)
        values ('delete', old.id, old.words);
    end
    """,
    """
    create trigger search_changed after update of words on search_searchitem begin
        insert into search_words(search_words, rowid, words)
        values ('delete', old.id, old.words);
        insert into search_words(rowid, words) values (new.id, new.words);
    end
    """,
)
POSTGRESQL = (
    """
    alter table search_searchitem add column vector tsvector
    generated always as (array_to_tsvector(string_to_array(words, ' '))) stored
    """,
    "create index search_vector on search_searchitem using gin (vector) with (fastupdate = off)",
)


def put_up(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in SQLITE if sqlite else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def take_away(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    if schema_editor.connection.vendor == "sqlite":
        for trigger in ("search_came", "search_went", "search_changed"):
            schema_editor.execute(f"drop trigger {trigger}", params=None)
        schema_editor.execute("drop table search_words", params=None)
    else:
        schema_editor.execute("alter table search_searchitem drop column vector", params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(put_up, take_away)]
