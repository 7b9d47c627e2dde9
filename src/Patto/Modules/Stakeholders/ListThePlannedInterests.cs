using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Modules.Stakeholders;

/// <summary>A process made from a template starts with the template's checklist.</summary>
internal sealed class ListThePlannedInterests(AppDb db) : IHandle<ProcessOpened>
{
    public Task HandleAsync(ProcessOpened happened, CancellationToken cancel)
    {
        foreach (var (number, planned) in (happened.Template?.Stakeholders ?? []).Index())
            db.Add(Interest.Plan(happened.Id, planned.Interest, planned.Map, planned.Examples, number + 1));
        return Task.CompletedTask;
    }
}
