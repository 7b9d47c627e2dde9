using Microsoft.AspNetCore.Http.HttpResults;
using Patto.Grants;
using Patto.Provenance;

namespace Patto.Modules.Portal;

internal static class TraceApi
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/trace/{code}", FollowAsync).WithTags("trace").WithName("followTrace").WithSummary("What became of a voice, a proposal or an amendment, by its code: the public cards and the links between them.");

    /// <param name="Outcome">accepted, inPart, refused, deferred; null where nothing is decided.</param>
    internal sealed record CardView(string Id, string Kind, string? Code, string Text, string? Note, string? Url, Settled? Outcome, string? Reason);

    internal sealed record LinkView(string From, Relation Relation, string To, DateTimeOffset At, string? Reason);

    internal sealed record ThreadView(string Start, IReadOnlyList<CardView> Cards, IReadOnlyList<LinkView> Links);

    private static async Task<Ok<ThreadView>> FollowAsync(string code, Filo filo, CancellationToken cancel)
    {
        var start = await filo.FindAsync(code, cancel) ?? throw new Unknown();
        var thread = await filo.FollowAsync(start, Reader.Anybody, cancel);
        if (!thread.Cards.ContainsKey(start)) throw new Unknown();
        return TypedResults.Ok(new ThreadView(start.ToString(),
            [.. thread.Cards.Values.Select(c => new CardView(c.Subject.ToString(), c.Subject.Kind, c.Code, c.Text, c.Note, c.Url, c.Outcome, c.Reason))],
            [.. thread.Links.Select(l => new LinkView(l.From.ToString(), l.Relation, l.To.ToString(), l.At, l.Reason))]));
    }
}
