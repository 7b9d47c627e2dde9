using System.Text.RegularExpressions;

using Patto.Database;

namespace Patto.Modules.Observatory;

/// <summary>Reads a record as the register's page gives it in text: groups and labels on lines of their own, values below. All or nothing: with any problem there is no record.</summary>
public static partial class RecordText
{
    private const string Invitation = "Hai gestito, partecipato o hai info su questo processo?";

    public static (RecordSheet? Sheet, IReadOnlyList<RecordProblem> Problems) Read(string text) => new Reading(text).Run();

    /// <summary>The same text written again from the record.</summary>
    public static string Write(RecordSheet sheet)
    {
        var lines = new List<string>();
        if (sheet.Publisher.Length > 0) lines.Add(sheet.Publisher);
        lines.Add(sheet.Title);
        lines.Add($"{Invitation} Integra le informazioni");
        foreach (var group in sheet.Fields.GroupBy(f => f.Group))
        {
            lines.Add(group.Key);
            foreach (var field in group)
            {
                if (field.Label != group.Key) lines.Add(field.Label);
                if (field.Text.Length > 0) lines.AddRange(field.Text.Split('\n'));
            }
        }
        if (sheet.LastChanged is { } day) lines.Add($"{RecordSchema.LastChanged}: {day.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture)}");
        return string.Join('\n', lines) + "\n";
    }

    private sealed class Reading(string text)
    {
        private readonly List<RecordProblem> _problems = [];
        private readonly List<RecordField> _fields = [];
        private readonly List<string> _above = [];
        private readonly List<(int Line, string Text)> _value = [];
        private readonly HashSet<string> _groups = [];
        private (int Line, FieldDefinition Field, string Label)? _open;
        private string? _group;
        private DateOnly? _changed;

        public (RecordSheet?, IReadOnlyList<RecordProblem>) Run()
        {
            var number = 0;
            foreach (var raw in text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimStart('\uFEFF').Split('\n'))
            {
                number++;
                var line = raw.Trim();
                if (line.Length > 0) Take(number, line);
            }
            Close();
            if (_above.Count == 0) _problems.Insert(0, new(1, "Manca il titolo del processo."));
            if (_groups.Count == 0) _problems.Add(new(0, "Non c'è nessuna sezione della scheda: la prima dovrebbe essere «{0}».", RecordSchema.Process));
            else if (_fields.Count == 0) _problems.Add(new(0, "Non c'è nessun campo della scheda."));
            return _problems.Count > 0 ? (null, _problems) : (new(_above[^1], string.Join('\n', _above.SkipLast(1)), _changed, _fields), _problems);
        }

        private void Take(int number, string line)
        {
            if (_changed is not null) _problems.Add(new(number, "Dopo la data di ultima modifica la scheda è finita, ma c'è ancora «{0}».", Short(line)));
            else if (Changed().Match(line) is { Success: true } change) TakeChanged(number, change.Groups[1].Value);
            else if (IsGroup(line)) OpenGroup(number, line);
            else if (_group is null) TakeAbove(number, line);
            else if (RecordSchema.Labelled(line) is { } field && field.Group == _group) OpenField(number, field, line);
            else if (_open is null) _problems.Add(new(number, "«{0}» non è un campo della sezione «{1}».", Short(line), _group));
            else _value.Add((number, line));
        }

        // "Allegati" is a section, and the one field inside it.
        private bool IsGroup(string line) => RecordSchema.Groups.Contains(line) && line != _group;

        private void OpenGroup(int number, string line)
        {
            Close();
            if (!_groups.Add(line)) _problems.Add(new(number, "La sezione «{0}» c'è due volte.", line));
            _group = line;
            if (RecordSchema.Labelled(line) is { } only && only.Group == line) _open = (number, only, line);
        }

        private void OpenField(int number, FieldDefinition field, string label)
        {
            Close();
            if (_fields.Any(f => f.Code == field.Code)) _problems.Add(new(number, "Il campo «{0}» c'è due volte.", label));
            _open = (number, field, label);
        }

        private void TakeAbove(int number, string line)
        {
            if (line.StartsWith(Invitation, StringComparison.Ordinal)) return;
            if (RecordSchema.Labelled(line) is not null) _problems.Add(new(number, "Il campo «{0}» viene prima di ogni sezione.", line));
            else _above.Add(line);
        }

        private void TakeChanged(int number, string day)
        {
            Close();
            _changed = RecordValues.Date(day);
            if (_changed is null) _problems.Add(new(number, "«{0}» non è una data: serve gg/mm/aaaa.", Short(day)));
        }

        private void Close()
        {
            if (_open is not var (line, field, label)) return;
            var value = string.Join('\n', _value.Select(v => v.Text));
            var read = RecordField.Of(field, label, value);
            if (read.State == FieldState.Value) CheckType(line, field, read);
            _fields.Add(read);
            _value.Clear();
            _open = null;
        }

        private void CheckType(int line, FieldDefinition field, RecordField read)
        {
            if (field.Type is FieldType.Text) return;
            if (_value.Count > 1) _problems.Add(new(_value[1].Line, "«{0}» non è un campo della scheda e non può far parte di «{1}».", Short(_value[1].Text), read.Label));
            else if (RecordValues.Normal(field.Type, read.Text) is null) _problems.Add(new(_value[0].Line, Wants(field.Type), Short(read.Text), read.Label));
        }

        private static string Wants(FieldType type) => type switch
        {
            FieldType.Date => "«{0}» non va bene per «{1}»: serve una data gg/mm/aaaa.",
            FieldType.Money => "«{0}» non va bene per «{1}»: serve un importo come 20.000,00 €.",
            FieldType.Percent => "«{0}» non va bene per «{1}»: serve una percentuale come 16,67.",
            FieldType.Year => "«{0}» non va bene per «{1}»: serve un anno.",
            FieldType.Index => "«{0}» non va bene per «{1}»: serve un numero da 0 a 30, come 8 / 30.",
            _ => "«{0}» non va bene per «{1}»: serve un numero intero.",
        };

        private static string Short(string text) => Excerpt.Of(text, 60);
    }

    [GeneratedRegex(@"^Data ultima modifica\s*:\s*(.*)$")] private static partial Regex Changed();
}
