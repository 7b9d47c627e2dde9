using System.Text.RegularExpressions;

using Patto.Database;

namespace Patto.Modules.Observatory;

/// <summary>Reads a record as the register's page gives it in text: groups and labels on lines of their own, values below. Every line is
/// kept: what stands in an unknown place is told by <see cref="RecordSheet.Warnings"/>. There is no record only where no title or no field
/// can be found.</summary>
public static partial class RecordText
{
    private const string Invitation = "Hai gestito, partecipato o hai info su questo processo?";

    public static (RecordSheet? Sheet, IReadOnlyList<RecordProblem> Problems) Read(string text) => new Reading(text).Run();

    /// <summary>The same text written again from the record.</summary>
    public static string Write(RecordSheet sheet)
    {
        var lines = new List<string>();
        if (sheet.Publisher.Length > 0) lines.AddRange(sheet.Publisher.Split('\n'));
        lines.Add(sheet.Title);
        lines.Add($"{Invitation} Integra le informazioni");
        var (group, after) = ("", new List<string>());
        foreach (var field in sheet.Fields)
        {
            if (field.Code == RecordSchema.Badges) { lines.AddRange(field.Text.Split('\n')); continue; }
            if (field.Group.Length == 0) { after.AddRange(field.Text.Split('\n')); continue; }
            if (field.Group != group) lines.Add(group = field.Group);
            if (field.Label != field.Group && !RecordSchema.IsUnknown(field.Code)) lines.Add(field.Label);
            if (field.Text.Length > 0) lines.AddRange(field.Text.Split('\n'));
        }
        if (sheet.LastChanged is { } day)
            lines.Add($"{RecordSchema.LastChanged}: {day.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture)}");
        return string.Join('\n', lines.Concat(after)) + "\n";
    }

    private sealed class Reading(string text)
    {
        private readonly string[] _lines =
            [.. text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').TrimStart('\uFEFF').Split('\n')
                .Select(l => l.Trim()).Where(l => l.Length > 0)];
        private readonly List<RecordField> _fields = [];
        private readonly List<string> _above = [];
        private readonly List<string> _badges = [];
        private readonly List<string> _value = [];
        private (FieldDefinition Field, string Label)? _open;
        private string? _group;
        private bool _invited;
        private bool _ended;
        private DateOnly? _changed;

        public (RecordSheet?, IReadOnlyList<RecordProblem>) Run()
        {
            for (var at = 0; at < _lines.Length; at++) Take(at);
            Close();
            if (_badges.Count > 0) _fields.Insert(0, RecordField.Of(RecordSchema.Coded(RecordSchema.Badges)!, "",
                string.Join('\n', _badges)) with
            { Group = RecordSchema.Process });
            List<RecordProblem> problems = [];
            if (_above.Count == 0) problems.Add(new(1, "Manca il titolo del processo: scrivilo nella prima riga."));
            if (_fields.All(f => RecordSchema.IsUnknown(f.Code) || f.Code == RecordSchema.Badges))
                problems.Add(new(0, "Non c'è nessun campo della scheda: la prima sezione dovrebbe essere «{0}».", RecordSchema.Process));
            return problems.Count > 0 ? (null, problems)
                : (new(_above[^1], string.Join('\n', _above.SkipLast(1)), _changed, _fields), problems);
        }

        private void Take(int at)
        {
            var line = _lines[at];
            if (Changed().Match(line) is { Success: true } change && RecordValues.Date(change.Groups[1].Value) is { } day) End(day);
            else if (_ended) Keep(line, "");
            else if (line.StartsWith(Invitation, StringComparison.Ordinal)) _invited = true;
            else if (IsRunningOn(at)) _value.Add(line);
            else if (RecordSchema.Groups.Contains(line) && line != _group) OpenGroup(line);
            else if (RecordSchema.Labelled(line) is { } field && (_above.Count > 0 || _group is not null)) OpenField(field, line);
            else if (_group is null) Above(line);
            else if (_open is { } open && (open.Field.Type == FieldType.Text || _value.Count == 0)) _value.Add(line);
            else Keep(line, _group);
        }

        // Above the first section: the title and who publishes it, then, below the invitation, what the page shows as badges.
        private void Above(string line)
        {
            if (_invited || RecordSchema.KnownBadges.Contains(line)) _badges.Add(line);
            else _above.Add(line);
        }

        /// <summary>A label or heading that is a word of the text it stands in: the sentence goes on around it, or the field was there
        /// before.</summary>
        private bool IsRunningOn(int at)
        {
            if (_open is not { Field.Type: FieldType.Text } || _value.Count == 0) return false;
            var line = _lines[at];
            var field = RecordSchema.Labelled(line);
            if (field is null && !RecordSchema.Groups.Contains(line)) return false;
            if (field is not null && field.Group != line
                && (_open.Value.Field.Code == field.Code || _fields.Exists(f => f.Code == field.Code))) return true;
            return Leads().IsMatch(_lines[at - 1]) || !line.Contains(' ', StringComparison.Ordinal) && at + 1 < _lines.Length && GoesOn()
                .IsMatch(_lines[at + 1]);
        }

        // "Allegati" is a section, and the one field inside it.
        private void OpenGroup(string line)
        {
            Close();
            _group = line;
            if (RecordSchema.Labelled(line) is { } only && only.Group == line && !_fields.Exists(f => f.Code == only.Code)) _open =
                (only, line);
        }

        private void OpenField(FieldDefinition field, string label)
        {
            Close();
            _group ??= field.Group;
            if (_fields.Exists(f => f.Code == field.Code)) Keep(label, _group);
            else _open = (field, label);
        }

        private void End(DateOnly day)
        {
            Close();
            (_changed, _ended) = (day, true);
        }

        // Lines that belong to no field stay together, where they stood.
        private void Keep(string line, string group)
        {
            Close();
            if (_fields is [.., var last] && RecordSchema.IsUnknown(last.Code) && last.Group == group) _fields[^1] =
                last with { Text = last.Text + "\n" + line };
            else _fields.Add(RecordSchema.Unknown(_fields, group, line));
        }

        private void Close()
        {
            if (_open is not var (field, label)) return;
            _fields.Add(RecordField.Of(field, label, string.Join('\n', _value)) with { Group = _group! });
            _value.Clear();
            _open = null;
        }
    }

    [GeneratedRegex(@"^Data ultima modifica\s*:\s*(.*)$")] private static partial Regex Changed();
    [GeneratedRegex(@"^([,;:)]|\p{Ll}\S* \S+ \S)")] private static partial Regex GoesOn();
    [GeneratedRegex(
        @"(,|\b(il|lo|la|i|gli|le|un|una|di|del|dei|degli|delle|della|ai|agli|alle|dai|dagli|con|per|tra|fra|e|o|su|sui|sugli))$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Leads();
}
