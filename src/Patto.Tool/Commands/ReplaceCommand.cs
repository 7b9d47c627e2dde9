using System.CommandLine;
using System.Globalization;
using System.Text;
using Deliberation;
using Deliberation.Formats;
using Deliberation.Sortition;
using Patto.Tool.Cli;
using static Patto.Tool.Cli.Language;

namespace Patto.Tool.Commands;

/// <summary><c>patto replace</c>: fills the seats of members who will not come.</summary>
internal static class ReplaceCommand
{
    public static Command Create()
    {
        var people = new Option<FileInfo>("--people")
        {
            Required = true,
            Description = Say("La tabella delle persone della prima estrazione.", "The table of people of the first draw."),
        };
        var quotas = new Option<FileInfo>("--quotas")
        {
            Required = true,
            Description = Say("La tabella delle quote della prima estrazione.", "The table of quotas of the first draw."),
        };
        var panel = new Option<FileInfo>("--panel")
        {
            Required = true,
            Description = Say("Il gruppo estratto: un identificativo per riga.", "The panel drawn: an id a line."),
        };
        var refused = new Option<string[]>("--refused")
        {
            Required = true,
            AllowMultipleArgumentsPerToken = true,
            Description = Say("Gli identificativi di chi rinuncia.", "The ids of those who will not come."),
        };
        var candidates = new Option<FileInfo?>("--candidates")
        {
            Description = Say("Chi può subentrare, come le riserve: un identificativo per riga; se manca, tutti gli altri.",
                "Who may step in, such as the alternates: an id a line; without it, everybody else."),
        };
        Option<ulong> seed = SharedOptions.Seed();
        Option<double?> limit = SharedOptions.TimeLimit();
        var command = new Command("replace", Say(
            "Riempie i posti di chi rinuncia: quote rispettate, probabilità eque fra chi può subentrare.",
            "Fills the seats of those who will not come: quotas kept, fair chances among those who may step in."))
        {
            people, quotas, panel, refused, candidates, seed, limit,
        };
        return command.Answers(session =>
        {
            var rules = session.Read(session.Words.GetRequiredValue(quotas), PoolReader.ReadQuotas);
            var all = session.Read(session.Words.GetRequiredValue(people), reader => PoolReader.ReadPeople(reader, rules));
            var place = all.Index().ToDictionary(pair => pair.Item.Id, pair => pair.Index, StringComparer.Ordinal);
            int[] members = session.Read(session.Words.GetRequiredValue(panel), reader => Ids(reader, place));
            int[]? open = session.Words.GetValue(candidates) is { } file ? session.Read(file, reader => Ids(reader, place)) : null;
            int[] gone = [.. session.Words.GetRequiredValue(refused).SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries
                | StringSplitOptions.RemoveEmptyEntries)).Distinct().Select(id => Member(id, place, members))];
            var effort = session.Effort(new("Sostituzione", "Replacement"), seed, limit);
            return Fill(new Pool(all, rules, members.Length), members, gone, open, effort);
        });
    }

    private static int[] Ids(TextReader reader, Dictionary<string, int> place)
    {
        var ids = new List<int>();
        for (int line = 1; reader.ReadLine() is { } text; line++)
        {
            string id = text.Trim().Trim('"');
            if (id.Length == 0 || (line == 1 && id is "id" or "codice" && !place.ContainsKey(id))) continue;
            if (!place.TryGetValue(id, out int person)) throw new FormatError(line, 1,
                $"«{id}» non è fra le persone: correggi l'identificativo.", $"“{id}” is not among the people: mend the id.");
            if (ids.Contains(person)) throw new FormatError(line, 1, $"«{id}» compare due volte: tienine una.",
                $"“{id}” appears twice: keep one.");
            ids.Add(person);
        }

        return ids.Count > 0 ? [.. ids] : throw new FormatError(1, 1, "Il file è vuoto: scrivi un identificativo per riga.",
            "The file is empty: write an id a line.");
    }

    private static int Member(string id, Dictionary<string, int> place, int[] members) =>
        place.TryGetValue(id, out int person) && members.Contains(person) ? person : throw new FormatError(0, 0,
            $"--refused: «{id}» non è nel gruppo.", $"--refused: “{id}” is not on the panel.");

    private static Answer Fill(Pool pool, int[] members, int[] gone, int[]? candidates, Effort effort)
    {
        try
        {
            var (panel, chances) = Replacement.After(pool, members, gone, candidates, new PublicRandom(effort.Seed), effort);
            string[] ids = [.. panel.Select(person => pool.People[person].Id)];
            string[] entered = [.. panel.Except(members).Select(person => pool.People[person].Id)];
            var probabilities = chances.Pool.People.Select((person, i) => new { id = person.Id, probability = chances.Probabilities[i] });
            var text = new StringBuilder("id,probability\n");
            foreach (var one in probabilities)
                text.Append(one.id).Append(',')
                    .Append(one.probability.ToString("0.############", CultureInfo.InvariantCulture)).Append('\n');
            text.Append("\nentered\n").AppendJoin('\n', entered).Append("\n\npanel\n").AppendJoin('\n', ids).Append("\n\n# ")
                .Append(chances.Explanation.In(CultureInfo.CurrentUICulture)).Append('\n');
            return new(text.ToString(), new { probabilities, entered, panel = ids, explanation = chances.Explanation, gap = chances.Gap });
        }
        catch (InfeasibleQuotasException none)
        {
            throw new NoAnswerException(none.Explanation);
        }
    }
}
