using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Jobs;
using Patto.Localization;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Documents;

/// <summary>Opening a text to remarks, and the end of the days for them, accomplish the activities that are called so.</summary>
internal sealed class KeepThePlan(AppDb db, PlanBook plan, TimeProvider clock) : IHandle<ConsultationSet>, IHandle<EditionPublished>
{
    public async Task HandleAsync(ConsultationSet happened, CancellationToken cancel)
    {
        var document = (await db.Documents.FindAsync([happened.Document], cancel))!;
        if (happened.From <= Today) await plan.AccomplishAsync(happened.In, PlanKeys.TextOpened, happened.From, $"«{document.Title}» aperto alle osservazioni", cancel);
    }

    public async Task HandleAsync(EditionPublished happened, CancellationToken cancel)
    {
        var document = (await db.Documents.FindAsync([happened.Document], cancel))!;
        if (happened.Final && document.OpenTo < Today) await EndAsync(document, cancel);
    }

    /// <summary>The consultations whose last day has passed: their activity is over, whether or not somebody has closed the text.</summary>
    public async Task EndPassedAsync(CancellationToken cancel)
    {
        foreach (var document in await Passed().ToListAsync(cancel)) await EndAsync(document, cancel);
    }

    /// <summary>Texts still being written whose days for remarks are over.</summary>
    public IQueryable<Document> Passed()
    {
        var today = Today;
        return db.Documents.Where(d => d.OpenTo != null && d.OpenTo < today && d.State == DocumentState.Published);
    }

    private DateOnly Today => Texts.RomeDay(clock.GetUtcNow());

    private Task EndAsync(Document document, CancellationToken cancel) =>
        plan.AccomplishAsync(document.Process, PlanKeys.ConsultationClosed, document.OpenTo!.Value, $"Chiuse le osservazioni su «{document.Title}»", cancel);
}

/// <summary>Every hour ends the consultations whose last day has passed.</summary>
internal sealed class EndConsultations(IServiceScopeFactory scopes, ILogger<EndConsultations> log) : Loop(scopes, log, TimeSpan.FromHours(1))
{
    protected override async Task<bool> RoundAsync(IServiceProvider services, CancellationToken cancel)
    {
        await RunAsync(services, cancel);
        return false;
    }

    internal static async Task RunAsync(IServiceProvider services, CancellationToken cancel)
    {
        var db = services.GetRequiredService<AppDb>();
        List<Id<Authority>> towns = await services.GetRequiredService<KeepThePlan>().Passed().Select(d => d.Authority).Distinct().ToListAsync(cancel);
        foreach (var town in await db.Set<Authority>().Where(a => towns.Contains(a.Id)).ToListAsync(cancel))
        {
            services.GetRequiredService<Here>().MoveTo(town);
            await services.GetRequiredService<Writes>().RunAsync(async write =>
            {
                await write.Get<KeepThePlan>().EndPassedAsync(cancel);
                return 0;
            }, cancel);
        }
    }
}
