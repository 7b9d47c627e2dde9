using System.CommandLine;
using System.Globalization;
using Deliberation;
using Deliberation.Formats;
using Deliberation.Sortition;
using Patto.Tool.Cli;
using static Patto.Tool.Cli.Language;

namespace Patto.Tool.Commands;

/// <summary><c>patto verify-draw</c>: computes a public draw again.</summary>
internal static class VerifyDrawCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = Say("Verbale del sorteggio (JSON).", "Record of the draw (JSON).") };
        var given = new Option<string?>("--event")
        {
            Description =
            Say("Ciò che l'evento pubblico ha dato: estrae il gruppo e, con --json, completa il verbale.",
            "What the public event gave: draws the panel and, with --json, completes the record.")
        };
        var command = new Command("verify-draw",
            Say("Ricalcola un sorteggio: lista, impronta, gruppo estratto; dal verbale completo anche quote e probabilità.",
            "Computes a draw again: list, hash, panel drawn; from the whole record quotas and chances too.")) { file, given };
        return command.Answers(session => Answer(session, session.Words.GetRequiredValue(file), session.Words.GetValue(given)));
    }

    private static Answer Answer(Session session, FileInfo file, string? given)
    {
        object record = session.Read<object>(file, reader =>
        {
            string text = reader.ReadToEnd();
            return DrawJson.IsPublic(text) ? DrawJson.ReadPublic(new StringReader(text)) : DrawJson.Read(new StringReader(text));
        });
        return record is PublicDraw numbers ? Numbers(session, numbers, given) : Whole(session, (WholeDraw)record, given);
    }

    /// <summary>The file for everybody: numbers, and nothing of what people are like.</summary>
    private static Answer Numbers(Session session, PublicDraw draw, string? given)
    {
        if (!string.IsNullOrWhiteSpace(given))
        {
            int ticket = draw.TicketOf(given) ?? throw NoDigits(draw.Digits);
            draw = draw with { Outcome = new(given.Trim(), ticket, draw.Panels[ticket]) };
        }
        var wrong = draw.Verify(session.Cancel);
        return Said(wrong, draw, () => Say(
            $"✓ {draw.Panels.Count} gruppi di {draw.PanelSize} numeri; impronta {draw.Hash}; scarto massimo dalle probabilità scritte {Deviation(draw.LargestDeviation())} %.\nLe quote e l'equità delle probabilità si controllano con il verbale completo, impronta {draw.WholeHash}.\n",
            $"✓ {draw.Panels.Count} panels of {draw.PanelSize} numbers; hash {draw.Hash}; largest deviation from the chances written {Deviation(draw.LargestDeviation())} %.\nQuotas and the fairness of the chances are checked with the whole record, hash {draw.WholeHash}.\n")
            + Drawn(draw.Outcome, draw.SeedRule));
    }

    private static Answer Whole(Session session, WholeDraw draw, string? given)
    {
        if (!string.IsNullOrWhiteSpace(given))
        {
            if (draw.TicketOf(given) is null) throw NoDigits(draw.Digits);
            draw = draw.Draw(given);
        }
        IReadOnlyList<Bilingual> wrong = [.. draw.Verify(session.Cancel)];
        if (wrong.Count == 0) wrong = draw.VerifyChances(new Effort { Cancel = session.Cancel });
        return Said(wrong, draw, () => Say(
            $"✓ {draw.Panels.Count} gruppi, tutti conformi alle quote; impronta {draw.Hash}; scarto massimo dalle probabilità esatte {Deviation(draw.LargestDeviation())} %.\n",
            $"✓ {draw.Panels.Count} panels, all within the quotas; hash {draw.Hash}; largest deviation from the exact chances {Deviation(draw.LargestDeviation())} %.\n")
            + (draw.IsLeximin ? Say("✓ Le probabilità, ricalcolate, sono le più eque che le quote permettono (LEXIMIN).\n",
                "✓ The chances, computed again, are the fairest that the quotas allow (LEXIMIN).\n") : "")
            + Drawn(draw.Outcome, draw.SeedRule));
    }

    private static NoAnswerException NoDigits(int digits) => new(new($"Il seme deve avere {digits} cifre da 0 a 9.",
        $"The seed must have {digits} digits from 0 to 9."));

    private static Answer Said(IReadOnlyList<Bilingual> wrong, object draw, Func<string> holds) => new(
        wrong.Count == 0 ? holds() : string.Concat(wrong.Select(sentence => $"✗ {sentence}\n")), draw,
        wrong.Count == 0 ? ExitCode.Done : ExitCode.DoesNotHold);

    private static string Deviation(double share) =>
        (100 * share).ToString("0.###", CultureInfo.GetCultureInfo(CultureInfo.CurrentUICulture.Name));

    private static string Drawn(DrawOutcome? outcome, string seedRule) => outcome is null
        ? Say($"Non ancora estratto. Regola del seme: {seedRule}\n", $"Not drawn yet. Rule for the seed: {seedRule}\n")
        : Say($"✓ Il seme «{outcome.Seed}» estrae il gruppo {outcome.Ticket}:\n",
            $"✓ The seed “{outcome.Seed}” draws panel {outcome.Ticket}:\n")
            + string.Concat(outcome.Panel.Select((id, i) => outcome.Reserves?[i] is { } reserve
                ? Say($"{id} (riserva {reserve})\n", $"{id} (reserve {reserve})\n") : id + "\n"));
}
