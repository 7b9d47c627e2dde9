using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Jobs;
using Patto.Localization;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Documents;

/// <summary>Opening a text to remarks, and the end of the days for them, accomplish the activities that are called so.
/// Values and visions are opened on the way too; the plan means the proposal itself.</summary>
internal sealed class KeepThePlan(AppDb db, PlanBook plan, TimeProvider clock) : IHandle<ConsultationSet>, IHandle<EditionPublished>,
    IHandle<ConsultationWithdrawn>
{
    public async Task HandleAsync(ConsultationSet happened, CancellationToken cancel)
    {
        var document = (await db.Documents.FindAsync([happened.Document], cancel))!;
        if (document.Kind.IsProposal() && happened.From <= Today) await OpenAsync(document, cancel);
    }

    public async Task HandleAsync(EditionPublished happened, CancellationToken cancel)
    {
        var document = (await db.Documents.FindAsync([happened.Document], cancel))!;
        if (document.Kind.IsProposal() && happened.Final && document.OpenTo < Today) await EndAsync(document, cancel);
    }

    /// <summary>What its opening had ticked is to be done again.</summary>
    public async Task HandleAsync(ConsultationWithdrawn happened, CancellationToken cancel)
    {
        var document = (await db.Documents.FindAsync([happened.Document], cancel))!;
        if (document.Kind.IsProposal()) await plan.TakeBackAsync(document.Process, PlanKeys.TextOpened, Opening(document),
            document.TakenBack[^1].Why, cancel);
    }

    /// <summary>Ticks what the days themselves have accomplished, whether or not somebody has touched the text.</summary>
    public async Task TickAsync(CancellationToken cancel)
    {
        foreach (var document in await Opened().ToListAsync(cancel)) await OpenAsync(document, cancel);
        foreach (var document in await Passed().ToListAsync(cancel)) await EndAsync(document, cancel);
    }

    /// <summary>The authorities whose plans have something that the days have accomplished and nobody ticked.</summary>
    public Task<List<Id<Authority>>> BehindAsync(CancellationToken cancel) =>
        Opened().Select(d => d.Authority).Union(Passed().Select(d => d.Authority)).ToListAsync(cancel);

    // Texts whose days for remarks have begun, while their plan does not say so yet.
    private IQueryable<Document> Opened()
    {
        var (today, waiting) = (Today, plan.StillToDo(PlanKeys.TextOpened));
        return Consulted().Where(d => d.OpenFrom <= today && waiting.Contains(d.Process));
    }

    // Texts still being written whose days for remarks are over, while their plan does not say so yet.
    private IQueryable<Document> Passed()
    {
        var (today, waiting) = (Today, plan.StillToDo(PlanKeys.ConsultationClosed));
        return Consulted().Where(d => d.OpenTo < today && waiting.Contains(d.Process));
    }

    private IQueryable<Document> Consulted() =>
        db.Documents.Where(d => d.State == DocumentState.Published && d.Kind != DocumentKind.Charter && d.Kind != DocumentKind.Vision);

    private DateOnly Today => Texts.RomeDay(clock.GetUtcNow());

    private Task OpenAsync(Document document, CancellationToken cancel) =>
        plan.AccomplishAsync(document.Process, PlanKeys.TextOpened, document.OpenFrom!.Value,
            Opening(document), cancel);

    private static string Opening(Document document) => $"«{document.Title}» aperto alle osservazioni";

    private Task EndAsync(Document document, CancellationToken cancel) =>
        plan.AccomplishAsync(document.Process, PlanKeys.ConsultationClosed, document.OpenTo!.Value,
            $"Chiuse le osservazioni su «{document.Title}»", cancel);
}

/// <summary>Every hour ticks the consultations that have begun or ended by themselves; where the plans say so already, nothing is
/// written.</summary>
internal sealed class FollowConsultations(IServiceScopeFactory scopes, ILogger<FollowConsultations> log)
    : Loop(scopes, log, TimeSpan.FromHours(1))
{
    protected override async Task<bool> RoundAsync(IServiceProvider services, CancellationToken cancel)
    {
        await RunAsync(services, cancel);
        return false;
    }

    internal static async Task RunAsync(IServiceProvider services, CancellationToken cancel)
    {
        var towns = await services.GetRequiredService<KeepThePlan>().BehindAsync(cancel);
        await TownByTown.ActAsync(services, towns, (write, _) => write.Get<KeepThePlan>().TickAsync(cancel), cancel);
    }
}
