using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Patto.Database;

namespace Patto.Modules.Opinions;

/// <summary>A line of the paper desk that was not taken in, and why.</summary>
internal sealed record RefusedSheet(int Number, string Line, string Why);

/// <summary>Takes in answers and changes them. It writes who answers as a random number, and never when.</summary>
public sealed class AnswerBox(AppDb db, InstallationKey key)
{
    public const int MostSheets = 500;

    /// <summary>What is stored of the key on a device.</summary>
    public string Hashed(string deviceKey) =>
        key.Keyed(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"opinions/{deviceKey}"))));

    public Task<SurveyParticipant?> FindAsync(Id<OpinionSurvey> survey, string? deviceKey, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(deviceKey)) return Task.FromResult<SurveyParticipant?>(null);
        var hash = Hashed(deviceKey);
        return db.SurveyParticipants.SingleOrDefaultAsync(p => p.Survey == survey && p.KeyHash == hash, cancel);
    }

    public async Task<SurveyParticipant> FindOrAddAsync(OpinionSurvey survey, string deviceKey, CancellationToken cancel)
    {
        if (await FindAsync(survey.Id, deviceKey, cancel) is { } known) return known;
        var one = SurveyParticipant.Of(survey, AnswerChannel.Web, Hashed(deviceKey));
        db.Add(one);
        return one;
    }

    internal static void DemandAsking(OpinionSurvey survey, DateTimeOffset now) => RuleViolation.Unless(survey.IsAsking(now),
        "survey.not-asking", "Ora non si risponde: le risposte date restano, e quello che mostrano si legge qui sotto.");

    /// <summary>One answer, new or changed.</summary>
    public async Task AnswerAsync(OpinionSurvey survey, string deviceKey, Id<SurveyStatement> statement, int value, DateTimeOffset now,
        CancellationToken cancel)
    {
        DemandAsking(survey, now);
        RuleViolation.Unless(value is >= -1 and <= 1, "answer.value", "Scegli una delle tre risposte.");
        RuleViolation.Unless(await db.Statements.AnyAsync(s => s.Id == statement && s.Survey == survey.Id
            && s.State == StatementState.In, cancel), "answer.statement", "Questa frase non si chiede più: rispondi alla prossima.");
        var who = await FindOrAddAsync(survey, deviceKey, cancel);
        if (await db.SurveyAnswers.FindAsync([who.Id, statement], cancel) is { } given) given.Change(value);
        else db.Add(SurveyAnswer.Of(who, statement, value));
    }

    /// <summary>All answers of one device are gone, as if they had never been given.</summary>
    public async Task ForgetAsync(OpinionSurvey survey, string? deviceKey, DateTimeOffset now, CancellationToken cancel)
    {
        DemandAsking(survey, now);
        if (await FindAsync(survey.Id, deviceKey, cancel) is not { } who) return;
        await db.SurveyAnswers.Where(a => a.Participant == who.Id).ExecuteDeleteAsync(cancel);
        db.Remove(who);
    }

    /// <summary>Sheets of paper, one a line: a letter for each statement in its order, and the number of the interest if one was
    /// marked.</summary>
    internal async Task<(int Taken, List<RefusedSheet> Refused)> EnterAsync(OpinionSurvey survey, string lines, CancellationToken cancel)
    {
        var statements = await db.Statements.AsNoTracking().Where(s => s.Survey == survey.Id && s.State != StatementState.Waiting)
            .OrderBy(s => s.Number).ToDictionaryAsync(s => s.Number, s => s.Id, cancel);
        List<(int Number, string Line)> typed = [.. lines.ReplaceLineEndings("\n").Split('\n')
            .Select((line, n) => (Number: n + 1, Line: line.Trim())).Where(l => l.Line.Length > 0)];
        RuleViolation.UnlessAt("Lines", typed.Count > 0, "sheet.none", "Scrivi almeno un foglio: una lettera per frase.");
        RuleViolation.UnlessAt("Lines", typed.Count <= MostSheets, "sheet.many", "Sono troppi in una volta: il massimo è {0}.", MostSheets);
        List<RefusedSheet> refused = [];
        var taken = 0;
        foreach (var (number, line) in typed)
            if (SheetLine.Read(line, statements.Count == 0 ? 0 : statements.Keys.Max(), survey.Interests.Count, out var why) is { } sheet)
            {
                var who = SurveyParticipant.Of(survey, AnswerChannel.Paper, null);
                who.Belong(sheet.Interest);
                db.Add(who);
                foreach (var (at, value) in sheet.Answers)
                    if (statements.TryGetValue(at, out var statement)) db.Add(SurveyAnswer.Of(who, statement, value));
                taken++;
            }
            else refused.Add(new(number, line, why));
        return (taken, refused);
    }
}

/// <summary>A sheet of paper as it is typed: <c>snp-s 2</c>.</summary>
/// <param name="Answers">Number of the statement, from 1, and the answer.</param>
internal sealed record SheetLine(IReadOnlyList<(int Statement, int Value)> Answers, int? Interest)
{
    /// <summary>Null: it cannot be read, and <paramref name="why"/> is an Italian sentence.</summary>
    public static SheetLine? Read(string line, int statements, int interests, out string why)
    {
        why = "";
        var parts = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        int? interest = null;
        if (parts.Length > 1 && parts[^1].All(char.IsAsciiDigit))
        {
            if (!int.TryParse(parts[^1], System.Globalization.CultureInfo.InvariantCulture, out var said) || said < 1 || said > interests)
            {
                why = interests == 0 ? "Qui nessuno dice in chi si riconosce: togli il numero in fondo."
                    : "Il numero in fondo non è di nessuna voce.";
                return null;
            }
            interest = said - 1;
            parts = parts[..^1];
        }
        var letters = string.Concat(parts).ToLowerInvariant();
        if (letters.Length > statements)
        {
            why = "Ci sono più lettere che frasi.";
            return null;
        }
        if (letters.Any(l => l is not ('s' or 'n' or 'p' or '-')))
        {
            why = "Si scrive s (d'accordo), n (non d'accordo), p (passo), - (vuota): altre lettere non ci sono.";
            return null;
        }
        var answers = letters.Select((l, n) => (Statement: n + 1, Letter: l)).Where(a => a.Letter != '-')
            .Select(a => (a.Statement, a.Letter switch { 's' => 1, 'n' => -1, _ => 0 })).ToList();
        if (answers.Count > 0) return new(answers, interest);
        why = "Il foglio è vuoto.";
        return null;
    }
}
