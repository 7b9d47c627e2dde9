using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Contributions;

internal static class ContributionsApi
{
    private const int UsualPage = 40;

    public static void Map(RouteGroupBuilder contributions)
    {
        contributions.WithTags("contributions");
        contributions.MapGet("", ListAsync).WithName("ListContributions")
            .WithSummary("The published contributions of a process, newest first.");
        contributions.MapGet("{code}", ShowAsync).WithName("GetContribution")
            .WithSummary("One published contribution. One that is not public yet answers as an unknown one.");
        contributions.MapPost("", WriteAsync).WithName("WriteContribution").DisableAntiforgery()
            .WithSummary("Writes a contribution, by the same rules as the form; it is published after it has been read.")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
                .ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    private static async Task<Results<Ok<VoicePage>, NotFound>> ListAsync(
        string slug, AppDb db, ProcessBook processes, CurrentAuthority currentAuthority, CancellationToken cancel,
        string? kind = null, string? theme = null, string? area = null, string? after = null, int pageSize = UsualPage)
    {
        if (await processes.FindAsync(slug, currentAuthority.Required.Id, cancel) is not { } process) return TypedResults.NotFound();
        await processes.DemandKnownAsync(process.Id, theme, area, cancel);
        var size = Paging.Size(pageSize);
        var begin = VoiceKey.Read(after);
        if (!string.IsNullOrEmpty(after) && begin is null) throw Paging.Unknown();
        var found = await db.Contributions.AsNoTracking().PublicIn(process.Id).Matching(new(KindOf(kind), theme, area)).NewestAfter(begin)
            .Take(size + 1).Voices().ToListAsync(cancel);
        return TypedResults.Ok(new VoicePage([.. found.Take(size).Select(VoiceView.Of)], found.Count > size
            ? found[size - 1].Key.ToString() : null));
    }

    private static ContributionKind? KindOf(string? kind)
    {
        if (string.IsNullOrEmpty(kind)) return null;
        var known = EnumWords.Read<ContributionKind>(kind);
        RuleViolation.UnlessAt("kind", known is not null, "contribution.kind", "«{0}» non è un tipo di contributo.", kind);
        return known;
    }

    private static async Task<Results<Ok<VoiceView>, NotFound>> ShowAsync(string slug, string code, AppDb db, ProcessBook processes,
        CurrentAuthority currentAuthority, CancellationToken cancel)
    {
        if (await processes.FindAsync(slug, currentAuthority.Required.Id, cancel) is not { } process) return TypedResults.NotFound();
        var wanted = code.ToUpperInvariant();
        return await db.Contributions.AsNoTracking().PublicIn(process.Id).Where(c => c.Code == wanted).Voices()
            .SingleOrDefaultAsync(cancel) is { } voice
            ? TypedResults.Ok(VoiceView.Of(voice)) : TypedResults.NotFound();
    }

    private static async Task<Results<Created<ReceiptView>, NotFound>> WriteAsync(
        string slug, [FromBody] NewVoice said, [FromHeader(Name = "Idempotency-Key")] string? once,
        HttpContext http, ProcessBook processes, Gate gate, CurrentUser currentUser, CurrentAuthority currentAuthority, Limits limits,
        Writes writes, Receipts receipts, CancellationToken cancel)
    {
        if (await processes.FindAsync(slug, currentAuthority.Required.Id, cancel) is not { } process) return TypedResults.NotFound();
        await gate.DemandAsync(ContributionActs.Write, process.Place, cancel);
        RuleViolation.UnlessAt("language", said.Language is null or "it" or "en", "contribution.language",
            "«{0}» non è una lingua di questo sito: usa it o en.", Excerpt.Of(said.Language ?? "", 20));
        RuleViolation.UnlessAt("consent", said.Consent, "contribution.consent", "Serve il consenso: leggi l'informativa e confermala.");
        limits.CountWrite("voice", http, currentUser);
        var sealedReceipt = await writes.RunOnceAsync(new Once(once, http.Request.Path, Once.Fingerprint(JsonSerializer.Serialize(said))),
            async write =>
        {
            var entry = write.Get<Entry>();
            var speaker = entry.Speaker(said.Name, said.Channel, said.Address, said.Language ?? "it");
            var recorded = await write.Get<ContributionBook>().RecordAsync(process, said.ToContribution(speaker), cancel);
            return receipts.Seal(recorded.Code, recorded.Secret);
        }, cancel);
        var (code, secret) = receipts.Open(sealedReceipt) ?? throw new InvalidOperationException("A receipt just sealed does not open.");
        return TypedResults.Created((string?)null,
            new ReceiptView(code, Secrets.Shown(secret), $"{currentAuthority.Address}{ContributionUrls.Mine(secret)}"));
    }

    /// <summary>A page of contributions.</summary>
    /// <param name="Items">The contributions, newest first; at most as many as <c>pageSize</c>.</param>
    /// <param name="Next">Value of <c>after</c> for the next page; null on the last one.</param>
    internal sealed record VoicePage(IReadOnlyList<VoiceView> Items, string? Next);
    /// <summary>One published contribution.</summary>
    /// <param name="Code">As people read it aloud, <c>LWF-C0147</c>: key of the process, letter C, at least four digits. Never given
    /// again.</param>
    /// <param name="Text">What was said, as it may be read: plain text, up to 10,000 characters; words hidden before publishing stand
    /// as <c>[…]</c>.</param>
    /// <param name="Language">Language of the text, ISO 639-1: it, en, fr, …</param>
    /// <param name="Kind">What it is: need, idea, problem, …</param>
    /// <param name="Theme">Key of the theme, as in the process; null when it was sorted under none.</param>
    /// <param name="Area">Key of the neighbourhood, as in the process; null when none was named.</param>
    /// <param name="Speaker">Pseudonym or organisation, up to 200 characters; null for nobody named. Never the name of a person.</param>
    /// <param name="Channel">How it came in: web, desk, phone, letter, meeting, paper, …</param>
    /// <param name="SaidAt">When it was said, or written down where that is not known; RFC 3339, UTC.</param>
    /// <param name="PublishedAt">When it was read and published; RFC 3339, UTC. The list is in this order.</param>
    /// <param name="WordsHidden">True when words were hidden before publishing.</param>
    internal sealed record VoiceView(string Code, string Text, string Language, ContributionKind Kind, string? Theme, string? Area,
        string? Speaker, Via Channel, DateTimeOffset SaidAt, DateTimeOffset PublishedAt, bool WordsHidden)
    {
        public static VoiceView Of(Voice v) =>
            new(v.Code, v.Text, v.Language, v.Kind, v.Theme, v.Area, v.Speaker, v.Via, v.Said, v.PublishedAt, v.WordsHidden);
    }

    /// <summary>A contribution to write.</summary>
    /// <param name="Text">What is said: 1 to 10,000 characters, counting a line end as one; a null character is refused with 422.</param>
    /// <param name="Consent">Must be true: the privacy notice was read. Otherwise 422 <c>contribution.consent</c>.</param>
    /// <param name="Kind">What it is, by name; numbers are refused with 422. Remark when left out.</param>
    /// <param name="Theme">Key of a theme of the process; 422 <c>process.theme</c> for any other.</param>
    /// <param name="Area">Key of a neighbourhood of the process; 422 <c>process.area</c> for any other.</param>
    /// <param name="Language">Language of the text, <c>it</c> or <c>en</c>; 422 for any other, Italian when left out.</param>
    /// <param name="Name">Of its author, up to 120 characters, never published; may be left out.</param>
    /// <param name="Channel">How its author wants to be answered; none when left out. Numbers are refused with 422.</param>
    /// <param name="Address">Where to answer, in the form that the channel asks for, up to 300 characters, never published.</param>
    internal sealed record NewVoice(string? Text, bool Consent, ContributionKind? Kind = null, string? Theme = null, string? Area = null,
        string? Language = null, string? Name = null, Channel Channel = Channel.None, string? Address = null)
    {
        public NewContribution ToContribution(Person? speaker) => new(Text ?? "", Via.Web)
        {
            Kind = Kind ?? ContributionKind.Remark,
            Theme = Theme,
            Area = Area,
            Language = Language is "en" ? "en" : "it",
            Speaker = speaker?.Id
        };
    }

    /// <summary>What its author keeps.</summary>
    /// <param name="Code">As people read it aloud: <c>LWF-C0147</c>. It is found once it is published.</param>
    /// <param name="Secret">Eight letters for the author only: to withdraw it or to leave a contact. It is not shown again.</param>
    /// <param name="Url">Absolute address of the author's own page; whoever knows it may withdraw the contribution.</param>
    internal sealed record ReceiptView(string Code, string Secret, string Url);
}
