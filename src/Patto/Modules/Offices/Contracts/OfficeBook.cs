using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Processes;

namespace Patto.Modules.Offices.Contracts;

/// <summary>What an office said in public of a thing.</summary>
public sealed record OfficeSaid(Subject Of, string Label, string Office, string Asked, string Answer, DateTimeOffset At);

/// <summary>Questions to the offices of the body, for pages that show what they answered.</summary>
public sealed class OfficeBook(AppDb db)
{
    /// <summary>What offices answered in public on these things, or in a whole process; the oldest first.</summary>
    public async Task<IReadOnlyList<OfficeSaid>> SaidAsync(Id<Process>? process, IReadOnlyCollection<Subject>? of, CancellationToken cancel)
    {
        var answered = db.Set<OfficeQuestion>().AsNoTracking().Where(q => q.IsPublic && q.AnsweredAt != null && q.Withdrawn == null);
        if (process is { } one) answered = answered.Where(q => q.Process == one);
        if (of is not null) answered = answered.Where(q => of.Contains(q.About));
        var offices = db.Set<Office>();
        return await (from q in answered
                      join office in offices on q.Office equals office.Id
                      orderby q.AnsweredAt
                      select new OfficeSaid(q.About, q.Label, office.Name, q.Text, q.Answer!, q.AnsweredAt!.Value)).ToListAsync(cancel);
    }
}
