"""The first tables of a noun, made together and not one after the other."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, Migration
from django.db.migrations.state import ProjectState

ADDED = (AddConstraint, AddField, AddIndex)


class Beginning(Migration):
    """A migration that only makes tables, with all that is added to them before anybody uses them.

    Django draws every model that hangs together with a new one anew, for each of them, and in Troth all hang together:
    fifteen of the seventeen seconds of a new database. Here the tables of a noun are described first, and made from
    what they are in the end.
    """

    def apply(
        self,
        project_state: ProjectState,
        schema_editor: BaseDatabaseSchemaEditor,
        collect_sql: bool = False,  # noqa: FBT001, FBT002  # Django's own signature
    ) -> ProjectState:
        """Make the tables; where the SQL is only asked for, Django says it step by step."""
        tables = [one for one in self.operations if isinstance(one, CreateModel)]
        if collect_sql or not self.only_makes(tables):
            return super().apply(project_state, schema_editor, collect_sql)
        before = project_state.clone()
        drawn: dict[str, Any] = vars(project_state)
        drawn.pop("apps", None)
        for one in self.operations:
            one.state_forwards(self.app_label, project_state)
        for table in tables:
            table.database_forwards(self.app_label, schema_editor, before, project_state)
        return project_state

    def only_makes(self, tables: list[CreateModel]) -> bool:
        """Whether everything here is about tables that are made here."""
        made = {table.name_lower for table in tables}
        rest = [one for one in self.operations if not isinstance(one, CreateModel)]
        return all(isinstance(one, ADDED) and one.model_name.lower() in made for one in rest)
