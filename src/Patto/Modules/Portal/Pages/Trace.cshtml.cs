using Microsoft.AspNetCore.Mvc;
using Patto.Caching;
using Patto.Database;
using Patto.Grants;
using Patto.Provenance;
using Patto.Web;

namespace Patto.Modules.Portal.Pages;

/// <summary>*Il filo* of whatever bears a code. A code that is not yet public answers like an unknown one.</summary>
[SameForAll]
public sealed class TraceModel(Filo filo) : PattoPage
{
    public string? Code { get; private set; }
    public Provenance.Thread? Thread { get; private set; }
    public Card? Start => Thread?.Cards.GetValueOrDefault(Thread.Start);
    public IReadOnlyList<Way> Ways { get; private set; } = [];
    /// <summary>All of them where the reader asks; otherwise as many as one takes in, and the page says how many there are.</summary>
    public IReadOnlyList<Way> Shown => Request.Query["strade"] == "tutte" ? Ways : [.. Ways.Take(Story.MostWays)];
    public IReadOnlyList<Card> Before { get; private set; } = [];
    public IReadOnlyList<(DateTimeOffset At, string Sentence, string? Reason)> Steps { get; private set; } = [];
    [BindProperty(Name = "codice", SupportsGet = true)] public string? Typed { get; set; }

    public async Task<IActionResult> OnGetAsync(string? code, CancellationToken cancel)
    {
        if (code is null && !string.IsNullOrWhiteSpace(Typed)) return LocalRedirect("/filo/" + Uri.EscapeDataString(Typed.Trim().ToUpperInvariant()));
        Code = code?.Trim().ToUpperInvariant();
        if (Code is null) return Page();
        if (await filo.FindAsync(Code, cancel) is { } subject)
        {
            // Everybody reads the same page here, the staff too: what is not public has its own places.
            var thread = await filo.FollowAsync(subject, Reader.Anybody, cancel);
            if (thread.Cards.ContainsKey(subject)) Tell(thread);
        }
        if (Thread is null) Response.StatusCode = StatusCodes.Status404NotFound;
        return Page();
    }

    private void Tell(Provenance.Thread thread)
    {
        Thread = thread;
        Ways = Story.WaysOf(thread);
        Before = [.. thread.Before(thread.Start).Select(b => b.Card)];
        Steps = [.. Story.Tell(thread, L)];
    }

    public static string TagOf(Settled outcome) => outcome switch { Settled.Accepted => "ok", Settled.InPart => "part", Settled.Refused => "no", _ => "wait" };

    public static string Italian(Settled outcome) => outcome switch
    {
        Settled.Accepted => "Accolto",
        Settled.InPart => "Accolto in parte",
        Settled.Refused => "Non accolto",
        Settled.Deferred => "Rinviato",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };
}
