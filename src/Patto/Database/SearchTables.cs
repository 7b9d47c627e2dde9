namespace Patto.Database;

/// <summary>What the full-text index needs beyond the model: run after the migrations, changes nothing where it stands already.</summary>
public static class SearchTables
{
    public static IReadOnlyList<string> Statements(bool postgres) => postgres ? Postgres : Sqlite;

    private static readonly string[] Sqlite =
    [
        """CREATE VIRTUAL TABLE IF NOT EXISTS "SearchIndex" USING fts5(stems, content='SearchEntries', content_rowid='Number', tokenize='unicode61', detail='column')""",
        """CREATE TRIGGER IF NOT EXISTS "SearchEntries_ai" AFTER INSERT ON "SearchEntries" BEGIN INSERT INTO "SearchIndex"(rowid, stems) VALUES (new."Number", new."Stems"); END""",
        """CREATE TRIGGER IF NOT EXISTS "SearchEntries_ad" AFTER DELETE ON "SearchEntries" BEGIN INSERT INTO "SearchIndex"("SearchIndex", rowid, stems) VALUES ('delete', old."Number", old."Stems"); END""",
        """CREATE TRIGGER IF NOT EXISTS "SearchEntries_au" AFTER UPDATE OF "Stems" ON "SearchEntries" BEGIN INSERT INTO "SearchIndex"("SearchIndex", rowid, stems) VALUES ('delete', old."Number", old."Stems"); INSERT INTO "SearchIndex"(rowid, stems) VALUES (new."Number", new."Stems"); END""",
    ];

    private static readonly string[] Postgres =
    [
        """CREATE INDEX IF NOT EXISTS "IX_SearchEntries_Stems" ON "SearchEntries" USING GIN (to_tsvector('simple', "Stems"))""",
    ];
}
