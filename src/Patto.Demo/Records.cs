using System.Text.Json;
using Patto.Database;
using Patto.Modules.Observatory;

namespace Patto.Demo;

/// <summary>The catalogue of the observatory: two real records as facts, and what the town writes by hand in its own.</summary>
internal static class Records
{
    public static void Schedule(Stage stage)
    {
        foreach (var (file, n) in new[] { "records.cervia.json", "records.reggio-emilia.json" }.Select((f, n) => (f, n)))
            stage.At(-90, $"15:0{n}", "monti", write => Import(stage, write, stage.Story.Read<RecordFile>(file)));
        stage.At(-40, "15:30", "monti", write =>
        {
            var own = ManualEntry.Of(stage.Process.Id);
            own.Write(stage.Story.Read<ProcessFile>("fontelieta.process.json").Record);
            write.Db.Add(own);
        });
    }

    private static void Import(Stage stage, WriteScope write, RecordFile told)
    {
        var fields = told.Groups.SelectMany(g => g.Value).Select(f => FieldOf(f.Key, f.Value)).ToList();
        write.Db.Add(ProcessRecord.Import(stage.Town.Id,
            new(told.Title, told.Territory.Region, RecordValues.Date(told.LastChanged), fields), told.Source, write.Now));
    }

    private static RecordField FieldOf(string label, JsonElement? value)
    {
        var field = RecordSchema.Labelled(label) ?? throw new InvalidOperationException($"The register prints no field '{label}'.");
        return value switch
        {
            null => RecordField.Of(field, label, ""),
            { ValueKind: JsonValueKind.Object } summary =>
            RecordField.Of(field, label, summary.GetProperty("text").GetString()!, summary.GetProperty("summarised").GetBoolean()),
            { } plain => RecordField.Of(field, label, plain.GetString()!),
        };
    }
}
