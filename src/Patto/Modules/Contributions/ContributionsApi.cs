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
        contributions.MapGet("", ListAsync).WithName("ListContributions").WithSummary("The published contributions of a process, newest first.");
        contributions.MapGet("{code}", ShowAsync).WithName("GetContribution").WithSummary("One published contribution. One that is not public yet answers as an unknown one.");
        contributions.MapPost("", WriteAsync).WithName("WriteContribution").DisableAntiforgery()
            .WithSummary("Writes a contribution, by the same rules as the form; it is published after it has been read.")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    private static async Task<Results<Ok<VoicePage>, NotFound>> ListAsync(
        string slug, AppDb db, ProcessBook processes, Here here, CancellationToken cancel,
        string? kind = null, string? theme = null, string? area = null, string? after = null, int pageSize = UsualPage)
    {
        if (await processes.FindAsync(slug, here.Required.Id, cancel) is not { } process) return TypedResults.NotFound();
        var size = Paging.Size(pageSize);
        var begin = VoiceKey.Read(after);
        if (!string.IsNullOrEmpty(after) && begin is null) throw Paging.Unknown();
        var found = await db.Contributions.AsNoTracking().PublicIn(process.Id).Matching(new(KindOf(kind), theme, area)).NewestAfter(begin)
            .Take(size + 1).Voices().ToListAsync(cancel);
        return TypedResults.Ok(new VoicePage([.. found.Take(size).Select(VoiceView.Of)], found.Count > size ? found[size - 1].Key.ToString() : null));
    }

    private static ContributionKind? KindOf(string? kind)
    {
        if (string.IsNullOrEmpty(kind)) return null;
        RuleViolation.UnlessAt("kind", Enum.TryParse<ContributionKind>(kind, ignoreCase: true, out var known) && Enum.IsDefined(known), "contribution.kind", "«{0}» non è un tipo di contributo.", kind);
        return known;
    }

    private static async Task<Results<Ok<VoiceView>, NotFound>> ShowAsync(string slug, string code, AppDb db, ProcessBook processes, Here here, CancellationToken cancel)
    {
        if (await processes.FindAsync(slug, here.Required.Id, cancel) is not { } process) return TypedResults.NotFound();
        var wanted = code.ToUpperInvariant();
        return await db.Contributions.AsNoTracking().PublicIn(process.Id).Where(c => c.Code == wanted).Voices().SingleOrDefaultAsync(cancel) is { } voice
            ? TypedResults.Ok(VoiceView.Of(voice)) : TypedResults.NotFound();
    }

    private static async Task<Results<Created<ReceiptView>, NotFound>> WriteAsync(
        string slug, [FromBody] NewVoice said, [FromHeader(Name = "Idempotency-Key")] string? once,
        HttpContext http, ProcessBook processes, Gate gate, Who who, Here here, Limits limits, Writes writes, Receipts receipts, CancellationToken cancel)
    {
        if (await processes.FindAsync(slug, here.Required.Id, cancel) is not { } process) return TypedResults.NotFound();
        await gate.DemandAsync(ContributionActs.Write, process.Place, cancel);
        RuleViolation.UnlessAt("consent", said.Consent, "contribution.consent", "Serve il consenso: leggi l'informativa e confermala.");
        limits.CountWrite("voice", http, who);
        var sealedReceipt = await writes.RunOnceAsync(once, async write =>
        {
            var entry = write.Get<Entry>();
            var speaker = entry.Speaker(said.Name, said.Channel, said.Address, said.Language ?? "it");
            var recorded = await write.Get<ContributionBook>().RecordAsync(process, said.ToContribution(speaker), cancel);
            return receipts.Seal(recorded.Code, recorded.Secret);
        }, cancel);
        var (code, secret) = receipts.Open(sealedReceipt) ?? throw new InvalidOperationException("A receipt just sealed does not open.");
        return TypedResults.Created((string?)null, new ReceiptView(code, Secrets.Shown(secret), $"{here.Address}{ContributionUrls.Mine(secret)}"));
    }

    /// <param name="Next">Value of <c>after</c> for the next page; null on the last one.</param>
    internal sealed record VoicePage(IReadOnlyList<VoiceView> Items, string? Next);

    internal sealed record VoiceView(string Code, string Text, string Language, ContributionKind Kind, string? Theme, string? Area, string? Speaker, Via Channel, DateTimeOffset SaidAt, DateTimeOffset PublishedAt, bool WordsHidden)
    {
        public static VoiceView Of(Voice v) => new(v.Code, v.Text, v.Language, v.Kind, v.Theme, v.Area, v.Speaker, v.Via, v.Said, v.PublishedAt, v.WordsHidden);
    }

    /// <param name="Consent">The privacy notice was read.</param>
    internal sealed record NewVoice(string? Text, bool Consent, ContributionKind? Kind = null, string? Theme = null, string? Area = null, string? Language = null, string? Name = null, Channel Channel = Channel.None, string? Address = null)
    {
        public NewContribution ToContribution(Person? speaker) => new(Text ?? "", Via.Web) { Kind = Kind ?? ContributionKind.Remark, Theme = Theme, Area = Area, Language = Language is "en" ? "en" : "it", Speaker = speaker?.Id };
    }

    /// <param name="Secret">For its author: to withdraw it or to leave a contact. It is not shown again.</param>
    internal sealed record ReceiptView(string Code, string Secret, string Url);
}
