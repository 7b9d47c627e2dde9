using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Caching;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Communication.Contracts;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Offices.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;
using Patto.Web;

namespace Patto.Modules.Portal.Pages;

/// <summary>*Il filo* of whatever bears a code, however it is typed; the eight letters of a receipt or slip lead to their author's page. Of
/// what is not public the page tells what became of it, and no word of it.</summary>
[PublicCache]
public sealed class TraceModel(Filo filo, ThreadTrees trees, IEnumerable<ITellFates> fates, IEnumerable<ITellEnds> ends, OfficeBook offices,
    ProcessBook processes, ChangeBook changes) : PattoPage
{
    public string? Code { get; private set; }
    /// <summary>Its state, public or not; null for an unknown code.</summary>
    public ToldFate? Told { get; private set; }
    public Provenance.Thread? Thread { get; private set; }
    public Card? Start => Thread?.Cards.GetValueOrDefault(Thread.Start);
    /// <summary>All of it where the reader asks; otherwise as many branches as one takes in, and the page says how many there
    /// are.</summary>
    public ThreadTree? Tree { get; private set; }
    /// <summary>Null where there is no tree.</summary>
    public ThreeLines? Three { get; private set; }
    /// <summary>How words of a text read before and after it, the oldest first; as many as one takes in.</summary>
    public IReadOnlyList<ChangedWords> Changed { get; private set; } = [];
    public int ChangedInAll { get; private set; }
    private const int MostChanged = 8;
    private bool _hasEnded;
    public bool IsWhole => Request.Query["tutto"] == "si";
    public IReadOnlyList<Card> Before { get; private set; } = [];
    public IReadOnlyList<(DateTimeOffset At, string Sentence, string? Reason)> Steps { get; private set; } = [];
    [BindProperty(Name = "codice", SupportsGet = true)] public string? Typed { get; set; }
    /// <summary>The process that whoever types a number alone has in mind; an address.</summary>
    [BindProperty(Name = "percorso", SupportsGet = true)] public string? In { get; set; }
    /// <summary>What anybody may follow and whose code is almost the one that was typed, or ends with it.</summary>
    public IReadOnlyList<Card> Near { get; private set; } = [];
    /// <summary>What was typed looks like the receipt of a vote: of a vote nothing else is told.</summary>
    public bool IsBallot { get; private set; }
    /// <summary>Where one asks to be told of each step; null for what nobody outside may read.</summary>
    public string? FollowUrl { get; private set; }
    private const int MostNear = 3;

    public async Task<IActionResult> OnGetAsync(string? code, CancellationToken cancel)
    {
        var typed = code ?? Typed;
        if (string.IsNullOrWhiteSpace(typed)) return Page();
        if (ContributionUrls.MineOf(typed) is { } mine) return LocalRedirect(mine);
        if (Codes.IsBare(typed)) return await FindBareAsync(typed, cancel);
        Code = Codes.Read(typed) ?? typed.Trim().ToUpperInvariant();
        if (code != Code && Codes.Read(typed) is not null) return LocalRedirect("/filo/" + Code);
        if (await filo.FindAsync(Code, cancel) is { } subject)
        {
            // Everybody reads the same page here, the staff too: what is not public has its own places.
            var thread = await filo.FollowAsync(subject, Reader.Anybody, cancel);
            if (thread.Cards.ContainsKey(subject))
                (Answered, FollowUrl) = (await offices.SaidAsync(null, [subject], cancel), await FollowAsync(Code, subject, cancel));
            if (thread.Cards.ContainsKey(subject)) Tree = await trees.DrawAsync(thread, [subject], IsWhole, cancel);
            if (thread.Cards.ContainsKey(subject))
            {
                List<(DateTimeOffset At, string Sentence, string? Reason)> ended = [.. await EndsAsync(thread, cancel)];
                _hasEnded = ended.Count > 0;
                Tell(thread, [.. await CutAsync(subject, cancel), .. ended]);
                await TellChangesAsync(thread, cancel);
            }
            else Ends = await EndsAsync([subject], cancel);
        }
        await TellFateAsync(Code, cancel);
        if (Thread is { } whole) Three = ThreeLines.Of(whole, Told?.Fate, Tree!.Places.Select(p => p.Owed).OfType<Owed>(), _hasEnded,
            Localization.Texts.RomeDay(Now), L);
        if (Thread is not null || Told is not null) return Page();
        Response.StatusCode = StatusCodes.Status404NotFound;
        IsBallot = Codes.Read(typed) is null && typed.Count(char.IsAsciiLetterOrDigit) == BallotLetters;
        Near = await NearAsync(Codes.Near(Code, await KeysAsync(cancel)), cancel);
        Code = Excerpt.Of(Code, LongestCode);
        return Page();
    }

    // As the receipt of a vote is shown: three times four. What is longer than any code is shown by its beginning.
    private const int BallotLetters = 12, LongestCode = 40;

    // "c1" is said of the process one comes from, or of the only one that has it.
    private async Task<IActionResult> FindBareAsync(string typed, CancellationToken cancel)
    {
        if (In is { Length: > 0 } slug && await processes.FindAsync(slug, Authority.Id, cancel) is { } here)
            return LocalRedirect("/filo/" + Codes.Read(here.Key + typed));
        Near = await NearAsync([.. (await KeysAsync(cancel)).Select(key => Codes.Read(key + typed)).OfType<string>()], cancel);
        if (Near is [{ Code: { } only }]) return LocalRedirect("/filo/" + only);
        Code = Excerpt.Of(typed.Trim().ToUpperInvariant(), LongestCode);
        if (Near.Count == 0) Response.StatusCode = StatusCodes.Status404NotFound;
        return Page();
    }

    private async Task<string?> FollowAsync(string code, Subject thing, CancellationToken cancel) =>
        (await processes.ListAsync(Authority.Id, cancel)).FirstOrDefault(p => p.IsPublic
            && code.StartsWith(p.Key + "-", StringComparison.Ordinal)) is { } process
                ? ProcessUrls.Follow(process.Slug, thing) : null;

    private async Task<IReadOnlyList<string>> KeysAsync(CancellationToken cancel) =>
        [.. (await processes.ListAsync(Authority.Id, cancel)).Where(p => p.IsPublic).Select(p => p.Key)];

    private async Task<IReadOnlyList<Card>> NearAsync(IReadOnlyList<string> codes, CancellationToken cancel)
    {
        var order = codes.Index().ToDictionary(c => c.Item, c => c.Index);
        return [.. (await filo.PublicAmongAsync(codes, cancel)).Where(c => c.Code is not null && order.ContainsKey(c.Code))
            .OrderBy(c => order[c.Code!]).Take(MostNear)];
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

    // What the thing itself or what it became part of changed; of a text that it was only cited in, nothing.
    private async Task TellChangesAsync(Provenance.Thread thread, CancellationToken cancel)
    {
        var reached = thread.Reached();
        // An amendment asks for a change of a comma: what was written because of it stands there.
        var all = await changes.ByAsync([.. reached.Where(s => s.Kind is "contribution" or "proposal" or "amendment" or "comment")],
            [.. reached.Where(s => s.Kind == "comma")],
            thread.After(thread.Start).Select(a => a.Link.At).DefaultIfEmpty(DateTimeOffset.MaxValue).Min(), cancel);
        (Changed, ChangedInAll) = ([.. IsWhole ? all : all.Take(MostChanged)], all.Count);
    }

    private async Task TellFateAsync(string code, CancellationToken cancel)
    {
        foreach (var teller in fates)
            if ((Told ??= await teller.FateAsync(code, cancel)) is not null) return;
    }

    // What was mistaken is told too: who read it before finds out what became of it.
    private async Task<IReadOnlyList<(DateTimeOffset At, string Sentence, string? Reason)>> CutAsync(Subject subject,
        CancellationToken cancel)
    {
        var cut = await Db.Set<Link>().AsNoTracking().Where(l => (l.From == subject || l.To == subject) && l.Closed != null
            && l.Visibility == Visibility.Public).OrderBy(l => l.Closed).ToListAsync(cancel);
        var cards = await filo.TellAsync([.. cut.SelectMany(l => new[] { l.From, l.To }).Distinct()], Reader.Anybody, cancel);
        return [.. cut.Where(l => cards.ContainsKey(l.From) && cards.ContainsKey(l.To)).Select(l => (l.Closed!.Value,
            L["Tolto un collegamento sbagliato. Diceva: {0}", Story.Sentence(l.Relation, cards[l.From], cards[l.To], L)].Value, l.ClosedWhy))];
    }

    private void Tell(Provenance.Thread thread, IReadOnlyList<(DateTimeOffset At, string Sentence, string? Reason)> cut)
    {
        Thread = thread;
        Before = [.. thread.Before(thread.Start).Select(b => b.Card)];
        Steps = [.. Story.Tell(thread, L).Concat(cut).OrderBy(s => s.At)];
    }

    /// <summary>What its state means, in a sentence, where anybody may read it.</summary>
    public static string Italian(Fate fate) => fate switch
    {
        Fate.Waiting => "È in lettura.",
        Fate.BeingTyped => "Registrazione ricevuta, la stiamo trascrivendo",
        Fate.NotPublished => "È stato letto e non si pubblica",
        Fate.Withdrawn => "È stato ritirato",
        Fate.TakenBack => "L'ha ritirato chi l'aveva proposto: nessuno lo esamina più.",
        Fate.BlankSlip => "Questo foglietto non è ancora stato registrato",
        Fate.Published => "È pubblico, con le parole di chi l'ha scritto.",
        Fate.HidingWords => "È pubblico, con alcune parole nascoste per proteggere le persone.",
        Fate.Paused => "È in pausa: per ora il testo non si legge. Il motivo è nel registro della moderazione.",
        Fate.AwaitsAnswer => "È pubblico e aspetta una risposta.",
        Fate.Answered => "Ha avuto una risposta, con il motivo.",
        Fate.Merged => "Ciò che chiede continua insieme ad altro: il filo dice dove.",
        Fate.UnderWay => "Chi la porta avanti ci sta lavorando.",
        Fate.InText => "È entrata in un testo.",
        Fate.Dropped => "Non si porta avanti: il motivo è scritto sulla sua pagina.",
        _ => throw new ArgumentOutOfRangeException(nameof(fate), fate, null),
    };

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
