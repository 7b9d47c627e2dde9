using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Processes;
using Patto.Modules.Stakeholders.Contracts;

namespace Patto.Modules.Stakeholders;

/// <summary>How two bodies stand to each other.</summary>
public enum RelationKind { WorksWith, DependsOn, Funds, Represents, Conflicts }

/// <summary>How two bodies of the register stand to each other, as the office knows it; never public.</summary>
public sealed class Relation : Entity<Relation>
{
    private Relation() { }

    public static Relation Note(Stakeholder from, RelationKind kind, Stakeholder to, string note, DateTimeOffset now)
    {
        RuleViolation.UnlessAt("To", from.Id != to.Id, "relation.self", "Scrivi un altro ente: una relazione è fra due.");
        RuleViolation.UnlessAt("About", note.Trim().Length <= 300, "relation.note", "La nota è troppo lunga: bastano 300 caratteri.");
        var relation = new Relation
        {
            Authority = from.Authority,
            Process = from.Process,
            From = from.Id,
            Kind = kind,
            To = to.Id,
            About = note.Trim(),
            Since = now
        };
        relation.Raise(new RelationsChanged(relation.Id, from.Process, true));
        return relation;
    }

    public Id<Authority> Authority { get; private set; }
    public Id<Process> Process { get; private set; }
    public Id<Stakeholder> From { get; private set; }
    public RelationKind Kind { get; private set; }
    public Id<Stakeholder> To { get; private set; }
    /// <summary>In the office's words.</summary>
    public string About { get; private set; } = "";
    public DateTimeOffset Since { get; private set; }
    public DateTimeOffset? Removed { get; private set; }

    /// <summary>Whether it reads the same from both ends.</summary>
    public static bool IsMutual(RelationKind kind) => kind is RelationKind.WorksWith or RelationKind.Conflicts;

    /// <summary>Whether it says that already.</summary>
    public bool Says(Id<Stakeholder> from, RelationKind kind, Id<Stakeholder> to) => Removed is null && Kind == kind
        && (From == from && To == to || IsMutual(kind) && From == to && To == from);

    public void Remove(DateTimeOffset now)
    {
        if (Removed is not null) return;
        Removed = now;
        Raise(new RelationsChanged(Id, Process, false));
    }
}
