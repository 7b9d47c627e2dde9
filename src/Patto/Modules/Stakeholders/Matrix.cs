using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Processes;
using Patto.Modules.Stakeholders.Contracts;

namespace Patto.Modules.Stakeholders;

/// <summary>A body on the matrix.</summary>
/// <param name="Number">In the picture and in the table, from 1.</param>
/// <param name="Concern">How much it is touched by what is decided, 1–3.</param>
/// <param name="Influence">How much it weighs on the outcome, 1–3.</param>
public sealed record MatrixLine(int Number, Id<Stakeholder> Id, string Name, int Concern, int Influence, StakeholderState State)
{
    public bool IsTouched => Concern >= 2;
    public bool Weighs => Influence >= 2;
}

/// <summary>A relation with the names of both.</summary>
public sealed record RelationLine(Id<Relation> Id, Id<Stakeholder> From, string FromName, RelationKind Kind, Id<Stakeholder> To,
    string ToName, string About);

/// <summary>Interest by influence, and how the bodies stand to each other: what the office thinks, for who works on the process.</summary>
public sealed class MatrixBook(AppDb db)
{
    /// <summary>Those of whom both were estimated, the weightiest first, and how many are left to estimate.</summary>
    public async Task<(IReadOnlyList<MatrixLine> Lines, int Unestimated)> ReadAsync(Id<Process> process, CancellationToken cancel)
    {
        var kept = db.Stakeholders.AsNoTracking().Where(s => s.Process == process && s.Archived == null && s.Name != "");
        var found = await kept.Where(s => s.Concern > 0 && s.Influence > 0).OrderByDescending(s => s.Influence)
            .ThenByDescending(s => s.Concern).ThenBy(s => EF.Property<string>(s, NameOrder.Key))
            .Select(s => new { s.Id, s.Name, s.Concern, s.Influence, s.State }).ToListAsync(cancel);
        return ([.. found.Select((s, n) => new MatrixLine(n + 1, s.Id, s.Name, s.Concern, s.Influence, s.State))],
            await kept.CountAsync(cancel) - found.Count);
    }

    /// <summary>The relations between bodies of the register, the earliest first.</summary>
    /// <param name="of">Only those of this body; null: all.</param>
    public async Task<IReadOnlyList<RelationLine>> RelationsAsync(Id<Process> process, Id<Stakeholder>? of, CancellationToken cancel)
    {
        var bodies = db.Stakeholders.Where(s => s.Archived == null && s.Name != "");
        return await (from relation in db.Relations.AsNoTracking()
                      where relation.Process == process && relation.Removed == null
                          && (of == null || relation.From == of || relation.To == of)
                      join a in bodies on relation.From equals a.Id
                      join b in bodies on relation.To equals b.Id
                      orderby relation.Since, relation.Id
                      select new RelationLine(relation.Id, a.Id, a.Name, relation.Kind, b.Id, b.Name, relation.About)).ToListAsync(cancel);
    }
}

public static class MatrixWords
{
    public static string Italian(this RelationKind kind) => kind switch
    {
        RelationKind.WorksWith => "lavora con",
        RelationKind.DependsOn => "dipende da",
        RelationKind.Funds => "finanzia",
        RelationKind.Represents => "rappresenta",
        _ => "è in conflitto con",
    };

    public static string Advice(this MatrixLine line) => (line.IsTouched, line.Weighs) switch
    {
        (true, true) => "Coinvolgere da vicino",
        (true, false) => "Dare voce: li riguarda molto e pesano poco",
        (false, true) => "Tenere informati, e ascoltare",
        _ => "Tenere d'occhio",
    };
}
