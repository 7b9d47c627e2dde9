using System.CommandLine;
using System.Globalization;
using System.Text;
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
        var command = new Command("verify-draw", Say("Ricalcola un sorteggio pubblico: lista, impronta, quote, gruppo estratto.",
            "Computes a public draw again: list, hash, quotas, panel drawn.")) { file, given };
        return command.Answers(session => Answer(session, session.Words.GetRequiredValue(file), session.Words.GetValue(given)));
    }

    private static Answer Answer(Session session, FileInfo file, string? given)
    {
        var draw = session.Read(file, DrawJson.Read);
        if (!string.IsNullOrWhiteSpace(given)) draw = draw.Draw(given);
        var wrong = draw.Verify(session.Cancel);
        var text = new StringBuilder();
        foreach (var sentence in wrong) text.Append("✗ ").Append(sentence.ToString()).Append('\n');
        if (wrong.Count == 0) text.Append(Holds(draw));
        return new(text.ToString(), draw, wrong.Count == 0 ? ExitCode.Done : ExitCode.DoesNotHold);
    }

    private static string Holds(PublicDraw draw)
    {
        string deviation = (100 * draw.LargestDeviation()).ToString("0.###", CultureInfo.GetCultureInfo(CultureInfo.CurrentUICulture.Name));
        string text = Say(
            $"✓ {draw.Panels.Count} gruppi, tutti conformi alle quote; impronta {draw.Hash}; scarto massimo dalle probabilità esatte {deviation} %.\n",
            $"✓ {draw.Panels.Count} panels, all within the quotas; hash {draw.Hash}; largest deviation from the exact chances {deviation} %.\n");
        return text + (draw.Outcome is { } outcome
            ? Say($"✓ Il seme «{outcome.Seed}» estrae il gruppo {outcome.Ticket}:\n",
                $"✓ The seed “{outcome.Seed}” draws panel {outcome.Ticket}:\n") + string.Concat(outcome.Panel.Select(id => id + "\n"))
            : Say($"Non ancora estratto. Regola del seme: {draw.SeedRule}\n", $"Not drawn yet. Rule for the seed: {draw.SeedRule}\n"));
    }
}
