using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Caching;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Offices.Contracts;
using Patto.Provenance;
using Patto.Web;

namespace Patto.Modules.Portal.Pages;

/// <summary>*Il filo* of whatever bears a code, however it is typed; the eight letters of a receipt or slip lead to their author's page. Of
/// what is not public the page tells what became of it, and no word of it.</summary>
[PublicCache]
public sealed class TraceModel(Filo filo, IEnumerable<ITellFates> fates, IEnumerable<ITellEnds> ends, OfficeBook offices) : PattoPage
{
    public string? Code { get; private set; }
    /// <summary>Of what nobody outside may read.</summary>
    public ToldFate? Told { get; private set; }
    public Provenance.Thread? Thread { get; private set; }
    public Card? Start => Thread?.Cards.GetValueOrDefault(Thread.Start);
    public IReadOnlyList<ThreadPath> Paths { get; private set; } = [];
    /// <summary>All of them where the reader asks; otherwise as many as one takes in, and the page says how many there are.</summary>
    public IReadOnlyList<ThreadPath> Shown => Request.Query["strade"] == "tutte" ? Paths : [.. Paths.Take(Story.MostPaths)];
    public IReadOnlyList<Card> Before { get; private set; } = [];
    public IReadOnlyList<(DateTimeOffset At, string Sentence, string? Reason)> Steps { get; private set; } = [];
    [BindProperty(Name = "codice", SupportsGet = true)] public string? Typed { get; set; }

    public async Task<IActionResult> OnGetAsync(string? code, CancellationToken cancel)
    {
        var typed = code ?? Typed;
        if (string.IsNullOrWhiteSpace(typed)) return Page();
        if (ContributionUrls.MineOf(typed) is { } mine) return LocalRedirect(mine);
        Code = Codes.Read(typed) ?? typed.Trim().ToUpperInvariant();
        if (code != Code && Codes.Read(typed) is not null) return LocalRedirect("/filo/" + Code);
        if (await filo.FindAsync(Code, cancel) is { } subject)
        {
            // Everybody reads the same page here, the staff too: what is not public has its own places.
            var thread = await filo.FollowAsync(subject, Reader.Anybody, cancel);
            if (thread.Cards.ContainsKey(subject)) Answered = await offices.SaidAsync(null, [subject], cancel);
            if (thread.Cards.ContainsKey(subject)) Tell(thread, [.. await CutAsync(subject, cancel), .. await EndsAsync(thread, cancel)]);
            else Ends = await EndsAsync([subject], cancel);
        }
        if (Thread is null) await TellFateAsync(Code, cancel);
        return Page();
    }

    /// <summary>What other offices answered in public about it.</summary>
    public IReadOnlyList<OfficeSaid> Answered { get; private set; } = [];

    /// <summary>Why what nobody outside may read got no answer before its process closed.</summary>
    public IReadOnlyList<ToldEnd> Ends { get; private set; } = [];

    private async Task<IReadOnlyList<ToldEnd>> EndsAsync(IReadOnlyCollection<Subject> subjects, CancellationToken cancel)
    {
        List<ToldEnd> told = [];
        foreach (var teller in ends) told.AddRange(await teller.OfAsync(subjects, cancel));
        return told;
    }

    // Of the thing itself and of all that it led to.
    private async Task<IEnumerable<(DateTimeOffset At, string Sentence, string? Reason)>> EndsAsync(Provenance.Thread thread,
        CancellationToken cancel)
    {
        HashSet<Subject> onward = [thread.Start];
        Queue<Subject> edge = new([thread.Start]);
        while (edge.TryDequeue(out var at))
            foreach (var (link, _) in thread.After(at)) if (onward.Add(link.To)) edge.Enqueue(link.To);
        return (await EndsAsync(onward, cancel)).SelectMany(e => Story.Tell(e, thread.Cards[e.Of], L));
    }

    private async Task TellFateAsync(string code, CancellationToken cancel)
    {
        foreach (var teller in fates)
            if ((Told ??= await teller.FateAsync(code, cancel)) is not null) return;
        Response.StatusCode = StatusCodes.Status404NotFound;
    }

    // What was mistaken is told too: who read it before finds out what became of it.
    private async Task<IReadOnlyList<(DateTimeOffset At, string Sentence, string? Reason)>> CutAsync(Subject subject,
        CancellationToken cancel)
    {
        var cut = await Db.Set<Link>().AsNoTracking().Where(l => (l.From == subject || l.To == subject) && l.Closed != null
            && l.Visibility == Visibility.Public).OrderBy(l => l.Closed).ToListAsync(cancel);
        var cards = await filo.TellAsync([.. cut.SelectMany(l => new[] { l.From, l.To }).Distinct()], Reader.Anybody, cancel);
        return [.. cut.Where(l => cards.ContainsKey(l.From) && cards.ContainsKey(l.To)).Select(l => (l.Closed!.Value,
            L["Tolto un collegamento sbagliato: «{0}»", Story.Sentence(l.Relation, cards[l.From], cards[l.To], L)].Value, l.ClosedWhy))];
    }

    private void Tell(Provenance.Thread thread, IReadOnlyList<(DateTimeOffset At, string Sentence, string? Reason)> cut)
    {
        Thread = thread;
        Paths = Story.PathsOf(thread);
        Before = [.. thread.Before(thread.Start).Select(b => b.Card)];
        Steps = [.. Story.Tell(thread, L).Concat(cut).OrderBy(s => s.At)];
    }

    public static string TagOf(Settled outcome) =>
        outcome switch { Settled.Accepted => "ok", Settled.InPart => "part", Settled.Refused => "no", _ => "wait" };

    public static string Italian(Settled outcome) => outcome switch
    {
        Settled.Accepted => "Accolto",
        Settled.InPart => "Accolto in parte",
        Settled.Refused => "Non accolto",
        Settled.Deferred => "Rinviato",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };
}
