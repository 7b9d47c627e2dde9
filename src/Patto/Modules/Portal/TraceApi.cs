using Microsoft.AspNetCore.Http.HttpResults;
using Patto.Grants;
using Patto.Provenance;

namespace Patto.Modules.Portal;

internal static class TraceApi
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/trace/{code}", FollowAsync).WithTags("trace").WithName("followTrace")
        .WithSummary("What became of a voice, a proposal or an amendment, by its code: the public cards and the links between them.");

    /// <summary>A thing on the thread.</summary>
    /// <param name="Id">Kind and identity: <c>proposal:UUID</c>; unique in this answer.</param>
    /// <param name="Kind">contribution, amendment, proposal, article, comma, outcome, action, indicator, …</param>
    /// <param name="Code">As people read it aloud; null for what has none.</param>
    /// <param name="Text">What it says, in short.</param>
    /// <param name="Note">Date, signature or state, in words; null for nothing.</param>
    /// <param name="Url">Its page, a path on this site; null where it has none.</param>
    /// <param name="Outcome">Accepted, in part, refused or deferred; null where nothing is decided.</param>
    /// <param name="Reason">Why, in the words of who decides; null where nothing is decided.</param>
    internal sealed record CardView(string Id, string Kind, string? Code, string Text, string? Note, string? Url, Settled? Outcome,
        string? Reason);
    /// <summary>From one thing to what came of it.</summary>
    /// <param name="From">Identity of the card that it starts from.</param>
    /// <param name="Relation">What the second is to the first.</param>
    /// <param name="To">Identity of the card that it leads to.</param>
    /// <param name="At">When it was tied; RFC 3339, UTC.</param>
    /// <param name="Reason">Why, where a reason was given; otherwise null.</param>
    internal sealed record LinkView(string From, Relation Relation, string To, DateTimeOffset At, string? Reason);
    /// <summary>A thread, both ways from one thing.</summary>
    /// <param name="Start">Identity of the card that was asked for.</param>
    /// <param name="Cards">All public things on the thread, in no order.</param>
    /// <param name="Links">The links between them, in order of time.</param>
    internal sealed record ThreadView(string Start, IReadOnlyList<CardView> Cards, IReadOnlyList<LinkView> Links);

    private static async Task<Ok<ThreadView>> FollowAsync(string code, Filo filo, CancellationToken cancel)
    {
        var start = await filo.FindAsync(code, cancel) ?? throw new Unknown();
        var thread = await filo.FollowAsync(start, Reader.Anybody, cancel);
        if (!thread.Cards.ContainsKey(start)) throw new Unknown();
        return TypedResults.Ok(new ThreadView(start.ToString(),
            [.. thread.Cards.Values.Select(c =>
            new CardView(c.Subject.ToString(), c.Subject.Kind, c.Code, c.Text, c.Note, c.Url, c.Outcome, c.Reason))],
            [.. thread.Links.Select(l => new LinkView(l.From.ToString(), l.Relation, l.To.ToString(), l.At, l.Reason))]));
    }
}
