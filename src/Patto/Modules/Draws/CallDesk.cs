using Deliberation.Sortition;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Identity;
using Patto.Mail;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;
using Person = Patto.People.Person;

namespace Patto.Modules.Draws;

/// <summary>Whoever applied comes back by a sealed address.</summary>
public sealed class CandidateTickets(IDataProtectionProvider protection)
{
    private readonly SealedToken _token = new(protection, "draws.candidate");

    public string For(Candidate candidate) => _token.Seal(candidate.Id.ToString());

    /// <summary>Null when the address is not ours.</summary>
    public Id<Candidate>? Open(string? ticket) => _token.Open(ticket) is { } id ? Id<Candidate>.Parse(id, null) : null;
}

/// <summary>What happens to candidates in the running act: the list is closed and opened, the panel drawn, seats that became free
/// filled.</summary>
internal sealed class CallDesk(AppDb db, Mailings mailings, DrawLetters letters, GroupBook groups)
{
    internal static string LineOf(Id<Draw> draw) => $"draw {draw}";

    /// <summary>Nobody applies, withdraws or closes the list meanwhile.</summary>
    public Task StandAsync(Id<Draw> draw, CancellationToken cancel) => db.StandAsync(LineOf(draw), cancel);

    /// <summary>Many apply side by side; nobody closes the list meanwhile.</summary>
    public Task PassAsync(Id<Draw> draw, CancellationToken cancel) => db.PassAsync(LineOf(draw), cancel);

    private Task<List<Candidate>> NumberedAsync(Draw draw, CancellationToken cancel) =>
        db.DrawCandidates.Where(c => c.Draw == draw.Id && c.Number != null).OrderBy(c => c.Number).ToListAsync(cancel);

    public async Task FreezeAsync(Draw draw, DateTimeOffset now, CancellationToken cancel) => draw.Freeze(
        await db.DrawCandidates.Where(c => c.Draw == draw.Id && c.State == CandidateState.Applied).ToListAsync(cancel), now);

    public async Task ThawAsync(Draw draw, CancellationToken cancel)
    {
        draw.Thaw(await NumberedAsync(draw, cancel));
        if (await db.PanelLists.SingleOrDefaultAsync(l => l.Draw == draw.Id, cancel) is { } list) db.Remove(list);
    }

    /// <summary>The list is everybody's; each is told their number.</summary>
    public async Task PublishAsync(ProcessInfo process, Draw draw, DateTimeOffset now, CancellationToken cancel)
    {
        draw.Publish(now);
        foreach (var candidate in await NumberedAsync(draw, cancel)) candidate.ForgetHome();
        await mailings.PostAsync(DrawMailing.Kind, draw.Subject, process.Subject, new DrawMailing.Facts(false), cancel);
    }

    /// <summary>The digits that came out in the room draw the line of the list, and with it the reserves.</summary>
    public async Task DrawAsync(ProcessInfo process, Draw draw, string? seed, DateTimeOffset now, CancellationToken cancel)
    {
        draw.DemandDrawable();
        var candidates = await NumberedAsync(draw, cancel);
        Pull(draw, candidates, await db.PanelLists.AsNoTracking().SingleAsync(l => l.Draw == draw.Id, cancel), seed, now);
        await mailings.PostAsync(DrawMailing.Kind, draw.Subject, process.Subject, new DrawMailing.Facts(true), cancel);
    }

    /// <param name="candidates">Those with a number.</param>
    internal static void Pull(Draw draw, IReadOnlyList<Candidate> candidates, PanelList list, string? seed, DateTimeOffset now)
    {
        var digits = string.Concat((seed ?? "").Where(c => !char.IsWhiteSpace(c)));
        RuleViolation.UnlessAt("Dice", digits.Length == Draw.Digits && digits.All(char.IsAsciiDigit), "draw.dice",
            "Scrivi le tre cifre nell'ordine in cui sono uscite, da 0 a 9: per esempio 4 0 7.");
        var whole = Records.Whole(draw, candidates, list);
        RuleViolation.Unless(whole.Hash == draw.WholeHash && PublicDraw.Of(whole).Hash == draw.Hash, "draw.touched",
            "L'elenco non è più quello pubblicato: l'impronta è un'altra. Qualcuno ha toccato la banca dati. Non si estrae: avvisa il garante.");
        var outcome = whole.DrawWithReserves(string.Join(' ', digits.ToCharArray())).Outcome!;
        var numbers = outcome.Panel.Select(Number).ToList();
        int?[] reserves = [.. outcome.Reserves!.Select(r => r is null ? (int?)null : Number(r))];
        draw.Pull(outcome.Seed, outcome.Ticket, reserves, now);
        foreach (var candidate in candidates.Where(c => c.IsIn))
        {
            var at = Array.IndexOf(reserves, candidate.Number);
            if (numbers.Contains(candidate.Number!.Value)) candidate.BeDrawn();
            else if (at >= 0) candidate.StandBy(numbers[at]);
            else candidate.NotBeDrawn();
        }
    }

    private static int Number(string id) => int.Parse(id, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Somebody who was drawn said yes: they sit at the table, where the draw is for one.</summary>
    public async Task AcceptAsync(Draw draw, Candidate candidate, DateTimeOffset now, CancellationToken cancel)
    {
        candidate.Accept(now);
        if (draw.Group is not { } group) return;
        var person = await db.Set<Person>().SingleAsync(p => p.Id == candidate.Person, cancel);
        await groups.SeatDrawnAsync(group, person, draw.Interest, cancel);
    }

    /// <summary>Some who were drawn will not come: others step in, so that the quotas hold.</summary>
    /// <returns>Who stepped in; and where nobody could, the reason.</returns>
    public async Task<Replaced> ReplaceAsync(ProcessInfo process, Draw draw, IReadOnlyCollection<Id<Candidate>> leaving, string why,
        DateTimeOffset now, CancellationToken cancel)
    {
        RuleViolation.UnlessAt("Leaving", leaving.Count > 0, "replace.nobody", "Scegli chi ha rinunciato.");
        var candidates = await NumberedAsync(draw, cancel);
        var left = candidates.Where(c => leaving.Contains(c.Id)).ToList();
        if (left.Count != leaving.Count) throw new Unknown();
        if (draw.Group is { } group) await groups.LeaveDrawnAsync(group,
            [.. left.Where(c => c.State == CandidateState.Seated).Select(c => c.Person)], cancel);
        foreach (var candidate in left) candidate.Decline(why, now);
        var found = Replacing.Find(draw, candidates, left, now);
        foreach (var candidate in found.Entering) candidate.StepIn();
        await letters.TellSteppingInAsync(process, draw, found.Entering, cancel);
        draw.Replace(left.Count, found.Entering.Count);
        return found;
    }
}
