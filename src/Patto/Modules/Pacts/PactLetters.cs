using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Identity;
using Patto.Jobs;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Pacts.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Modules.Pacts;

/// <summary>What a link of a letter opens.</summary>
/// <param name="Until">The last day it opens anything.</param>
internal readonly record struct PactLink(Id<Signatory> Signatory, int Round, DateOnly Until);

/// <summary>The link by which a signatory signs, says no and tells how its commitments go, as it stands in its letter.</summary>
public sealed class PactTokens(IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>Long enough for a board that meets every other month; each letter brings a fresh one.</summary>
    public const int Days = 90;
    private readonly SealedToken _sign = new(protection, "pacts.sign");

    public string For(Signatory signatory) => _sign.Seal(string.Create(CultureInfo.InvariantCulture,
        $"{signatory.Id}|{signatory.Round}|{Texts.RomeDay(clock.GetUtcNow()).AddDays(Days).DayNumber}"));

    /// <summary>Null when the link is not ours.</summary>
    internal PactLink? Open(string? token) => _sign.Open(token)?.Split('|') is [var id, var round, var until]
        ? new(Id<Signatory>.Parse(id, null), int.Parse(round, CultureInfo.InvariantCulture),
            DateOnly.FromDayNumber(int.Parse(until, CultureInfo.InvariantCulture))) : null;
}

/// <summary>What signatories are written: that they can sign, that a commitment comes due or is late, that the pact is looked
/// over.</summary>
internal sealed class PactLetters(Outbox outbox, PactTokens tokens, Texts texts)
{
    /// <summary>The pact to sign; to who has signed, the link by which it tells how its commitments go.</summary>
    public void Ask(ProcessInfo process, Pact pact, Signatory signatory)
    {
        var signed = signatory.SignedOn is not null;
        var token = tokens.For(signatory);
        outbox.Post(signatory.Box, new Message(
            signed ? texts["I vostri impegni nel patto «{0}»", pact.Title] : texts["Vi chiediamo di firmare il patto «{0}»", pact.Title],
            (signed ? texts["Avete firmato il patto «{0}». Con il collegamento qui sotto dite a che punto sono i vostri impegni.", pact.Title]
                : texts["Nel percorso «{0}» si può firmare il patto «{1}». Con il collegamento qui sotto lo leggete, e poi firmate o dite di no con il motivo.",
                    process.Title, pact.Title])
                + "\n\n" + texts["Non serve registrarsi. Il collegamento vale novanta giorni, e solo per voi: non passatelo ad altri."],
            signed ? texts["I vostri impegni"] : texts["Leggete il patto"], PactUrls.Sign(token), signatory.Subject, process.Subject,
            Secret: token));
    }

    public void Remind(ProcessInfo process, Pact pact, Signatory signatory, Commitment commitment, bool isLate)
    {
        var (token, due) = (tokens.For(signatory), texts.Day(commitment.Due!.Value));
        outbox.Post(signatory.Box, new Message(
            isLate ? texts["È passato il termine di un vostro impegno: era il {0}", due]
                : texts["Un vostro impegno scade il {0}", due],
            texts["Nel patto «{0}» vi siete impegnati a questo:", pact.Title] + "\n\n" + commitment.What + "\n\n"
                + texts["Si vede così: {0}", commitment.MeasuredBy] + "\n\n"
                + (isLate ? texts["Diteci a che punto siete. Se non ce l'avete fatta, o serve più tempo, scrivete il motivo: lo legge chiunque."]
                    : texts["Se è già fatto, scrivete da che cosa si vede. Se serve più tempo, ditelo prima che il termine passi."]),
            texts["Dite a che punto siete"], PactUrls.Sign(token), commitment.Subject, process.Subject, Secret: token));
    }

    public void Review(ProcessInfo process, Pact pact, Signatory signatory)
    {
        var token = tokens.For(signatory);
        outbox.Post(signatory.Box, new Message(
            texts["Il patto «{0}» si riguarda il {1}", pact.Title, texts.Day(pact.Review!.Value)],
            texts["È quasi passato un anno. Prima della verifica dite a che punto sono i vostri impegni: quelli mantenuti, quelli cambiati, quelli che non si possono mantenere, ognuno con il suo motivo."],
            texts["I vostri impegni"], PactUrls.Sign(token), pact.Subject, process.Subject, Secret: token));
    }
}

/// <summary>What is to be reminded of by itself: a commitment a week before its day and once after it, the yearly review a month
/// before.</summary>
internal sealed class PactReminders(AppDb db, PactLetters letters, ProcessBook processes, TimeProvider clock)
{
    private const int Before = 7, BeforeReview = 30;
    private const int Morning = 9, Evening = 18;

    private DateOnly Today => Texts.RomeDay(clock.GetUtcNow());

    public async Task<List<Id<Authority>>> TownsAsync(CancellationToken cancel) =>
        TimeZoneInfo.ConvertTime(clock.GetUtcNow(), Texts.Rome).Hour is >= Morning and < Evening
            ? [.. (await DueAsync(cancel)).Select(c => c.Authority).Concat((await ReviewsAsync(cancel)).Select(p =>
                p.Authority)).Distinct()]
            : [];

    public async Task RunAsync(Id<Authority> town, CancellationToken cancel)
    {
        var due = (await DueAsync(cancel)).Where(c => c.Authority == town).ToList();
        var reviews = (await ReviewsAsync(cancel)).Where(p => p.Authority == town).ToList();
        List<Id<Pact>> ids = [.. due.Select(c => c.Pact).Concat(reviews.Select(p => p.Id)).Distinct()];
        var pacts = await db.Pacts.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel);
        var reached = (await db.Signatories.AsNoTracking().Where(s => ids.Contains(s.Pact) && s.Mail != "" && s.SignedOn != null
            && s.WithdrawnOn == null).ToListAsync(cancel)).ToLookup(s => s.Pact);
        var now = clock.GetUtcNow();
        foreach (var commitment in due)
        {
            var late = commitment.Due < Today;
            commitment.Remind(late, now);
            if (await processes.GetAsync(commitment.Process, cancel) is { } process)
                foreach (var keeper in reached[commitment.Pact].Where(commitment.IsKeptBy))
                    letters.Remind(process, pacts[commitment.Pact], keeper, commitment, late);
        }
        foreach (var pact in reviews)
        {
            pact.RemindOfReview(now);
            if (await processes.GetAsync(pact.Process, cancel) is { } process)
                foreach (var signatory in reached[pact.Id]) letters.Review(process, pact, signatory);
        }
    }

    private Task<List<Commitment>> DueAsync(CancellationToken cancel)
    {
        var (today, soon) = (Today, Today.AddDays(Before));
        var inForce = db.Pacts.Where(p => p.State == PactState.InForce);
        return db.Commitments.Where(c => c.State != CommitmentState.Kept && c.State != CommitmentState.NotKept && c.Due != null
            && c.Due <= soon && (c.Due >= today ? c.RemindedBefore == null : c.RemindedAfter == null)
            && inForce.Any(p => p.Id == c.Pact)).ToListAsync(cancel);
    }

    private Task<List<Pact>> ReviewsAsync(CancellationToken cancel)
    {
        var soon = Today.AddDays(BeforeReview);
        return db.Pacts.Where(p => p.State == PactState.InForce && p.ReviewReminded == null && p.Review <= soon).ToListAsync(cancel);
    }
}

/// <summary>Looks every half hour for who is to be reminded.</summary>
internal sealed class RemindSignatoriesByItself(IServiceScopeFactory scopes, ILogger<RemindSignatoriesByItself> log)
    : Loop(scopes, log, TimeSpan.FromMinutes(30))
{
    protected override async Task<bool> RoundAsync(IServiceProvider services, CancellationToken cancel)
    {
        await RunAsync(services, cancel);
        return false;
    }

    internal static async Task RunAsync(IServiceProvider services, CancellationToken cancel)
    {
        var towns = await services.GetRequiredService<PactReminders>().TownsAsync(cancel);
        await TownByTown.ActAsync(services, towns, (write, town) => write.Get<PactReminders>().RunAsync(town, cancel), cancel);
    }
}
