using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;

namespace Patto.Provenance;

/// <summary>How one thing came to another. Links run with time.</summary>
public enum Relation
{
    /// <summary>A meeting, session, slip batch or form gave voice to a contribution.</summary>
    Voiced,
    /// <summary>A contribution entered a proposal.</summary>
    GatheredInto,
    MergedInto,
    SplitInto,
    CitedBy,
    /// <summary>A contribution or proposal is a ground of an article or comma.</summary>
    Grounds,
    /// <summary>An amendment changes an article or comma.</summary>
    Changes,
    /// <summary>An article, proposal or amendment was settled by an outcome.</summary>
    SettledBy,
    /// <summary>An outcome is carried out by an action or commitment.</summary>
    CarriedOutBy,
    /// <summary>An action, commitment or objective is measured by an indicator.</summary>
    MeasuredBy,
    /// <summary>A proposal was an option of a vote; that it was answered, an outcome says.</summary>
    VotedIn,
    /// <summary>A contribution became a statement of a map of opinions.</summary>
    AskedIn,
}

/// <summary>Kinds of relations.</summary>
public static class Relations
{
    /// <summary>They tell something of what they come from and lead no further: whoever asks what became of a voice does not follow
    /// them.</summary>
    public static readonly IReadOnlyList<Relation> Aside = [Relation.Voiced, Relation.CitedBy, Relation.VotedIn, Relation.AskedIn];
}

internal static class RelationWords
{
    public static string Italian(this Relation relation) => relation switch
    {
        Relation.Voiced => "ha dato voce a",
        Relation.GatheredInto => "è entrato in",
        Relation.MergedInto => "è stato unito a",
        Relation.SplitInto => "è stato diviso in",
        Relation.CitedBy => "è citato da",
        Relation.Grounds => "è all'origine di",
        Relation.Changes => "chiede di cambiare",
        Relation.SettledBy => "ha avuto come esito",
        Relation.CarriedOutBy => "si attua con",
        Relation.VotedIn => "è stato votato in",
        Relation.AskedIn => "è diventato la frase",
        _ => "si misura con",
    };
}

/// <summary>One link of *il filo*. A mistaken one is closed with a reason, never deleted.</summary>
public sealed class Link : Entity<Link>, IVisible
{
    private Link() { }
    internal static Link Tie(Subject from, Relation relation, Subject to, Guid? actor, DateTimeOffset at, string? reason,
        Visibility visibility, Id<Authority> authority, Guid scope) =>
        new()
        {
            From = from,
            Relation = relation,
            To = to,
            Actor = actor,
            At = at,
            Reason = reason,
            Visibility = visibility,
            Authority = authority,
            Scope = scope
        };

    public Subject From { get; private set; }
    public Relation Relation { get; private set; }
    public Subject To { get; private set; }
    public Guid? Actor { get; private set; }
    public DateTimeOffset At { get; private set; }
    public string? Reason { get; private set; }
    public Visibility Visibility { get; private set; }
    public Id<Authority> Authority { get; private set; }
    /// <summary>The process.</summary>
    public Guid Scope { get; private set; }
    public DateTimeOffset? Closed { get; private set; }
    public string? ClosedWhy { get; private set; }

    internal void Show(Visibility visibility) => Visibility = visibility;

    internal void Close(string why, DateTimeOffset now)
    {
        (Closed, ClosedWhy) = (now, why);
        Raise(new LinkCut(Id, To, Relation, Subject.Of<Link>("process", new(Scope))));
    }

    /// <summary>It was cut, and holds again.</summary>
    internal void Mend(Guid? actor, string? reason, DateTimeOffset now) =>
        (Closed, ClosedWhy, Actor, At, Reason) = (null, null, actor, now, reason);
}

[Sentence("È stato tolto un collegamento sbagliato del filo.")]
public sealed record LinkCut(Id<Link> Link, Subject End, Relation Relation, Subject? Process) : IDomainEvent
{
    public Subject About => End;
    public bool IsPublic => true;
}

internal sealed class LinkMapping : IEntityTypeConfiguration<Link>
{
    public void Configure(EntityTypeBuilder<Link> builder)
    {
        builder.ToTable("Links");
        builder.HasIndex(l => new { l.From, l.Relation, l.To }).IsUnique();
        builder.HasIndex(l => l.To);
        builder.HasIndex(l => new { l.Scope, l.At });
    }
}
