using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes;

namespace Patto.Modules.Groups;

/// <summary>What a paper was before it was corrected.</summary>
public sealed record PaperBefore(string Title, string Text, DateOnly? Day, string Place, DateTimeOffset Until);

/// <summary>Something in the space of a group that its members read and nobody outside: a meeting of theirs, a text, a voice. It lies in
/// a table of its own, so that no list, feed, search or export of the process can bring it out; who reads it is said in
/// <see cref="PapersInside"/> alone.</summary>
[Content("paper", "kind", "title", "text", "day", "place", "track")]
public sealed class Paper : Entity<Paper>
{
    public const int Longest = 10_000;

    private Paper() { }

    /// <param name="track">The internal track that it will flow out with; null: it stays in the group.</param>
    internal static Paper Write(Group group, string? track, PaperKind kind, string title, string text, DateOnly? day, string place,
        Guid? by, DateTimeOffset now)
    {
        var paper = new Paper
        {
            Authority = group.Authority,
            Process = group.Process,
            Group = group.Id,
            Track = track,
            Kind = kind,
            By = by,
            At = now
        };
        paper.Set(title, text, day, place);
        paper.Raise(new PaperWritten(paper.Id, group.Id, group.Process, kind));
        return paper;
    }

    public Id<Authority> Authority { get; private set; }
    public Id<Process> Process { get; private set; }
    public Id<Group> Group { get; private set; }
    public string? Track { get; private set; }
    public PaperKind Kind { get; private set; }
    /// <summary>Empty for a voice.</summary>
    public string Title { get; private set; } = "";
    public string Text { get; private set; } = "";
    /// <summary>The day of a meeting.</summary>
    public DateOnly? Day { get; private set; }
    /// <summary>Where a meeting is, and at what hour.</summary>
    public string Place { get; private set; } = "";
    /// <summary>The actor who wrote it.</summary>
    public Guid? By { get; private set; }
    public DateTimeOffset At { get; private set; }
    /// <summary>Since when everybody reads it; null: the group alone does.</summary>
    public DateTimeOffset? Opened { get; private set; }
    public List<PaperBefore> Before { get; private set; } = [];

    public Subject Subject => Subject.Of("paper", Id);

    internal void Correct(string title, string text, DateOnly? day, string place, DateTimeOffset now)
    {
        DemandClosed();
        var was = new PaperBefore(Title, Text, Day, Place, now);
        Set(title, text, day, place);
        if ((was.Title, was.Text, was.Day, was.Place) == (Title, Text, Day, Place)) return;
        Before = [.. Before, was];
        Raise(new PaperCorrected(Id, Group, Process, Kind));
    }

    internal void Remove()
    {
        DemandClosed();
        Raise(new PaperRemoved(Id, Group, Process, Kind));
    }

    /// <summary>Everybody reads it from now on.</summary>
    internal void Open(DateTimeOffset now)
    {
        DemandClosed();
        Opened = now;
        Raise(new PaperOpened(Id, Group, Process, Kind));
    }

    private void DemandClosed() => RuleViolation.Unless(Opened is null, "paper.opened",
        "Questo ormai lo legge chiunque: è confluito con il suo filone, e non si cambia più.");

    private void Set(string title, string text, DateOnly? day, string place)
    {
        (title, text, place) = (title.Trim(), text.ReplaceLineEndings("\n").Trim(), place.Trim());
        RuleViolation.UnlessAt(nameof(Title), Kind == PaperKind.Voice || title.Length is > 0 and <= 160, "paper.title",
            "Scrivi un titolo, al massimo 160 caratteri: serve per ritrovarlo.");
        RuleViolation.UnlessAt(nameof(Text), Kind == PaperKind.Meeting || text.Length > 0, "paper.text",
            "Scrivi qualcosa: anche una frase.");
        TextLength.Demand(nameof(Text), text, Longest, "paper.long");
        RuleViolation.UnlessAt(nameof(Day), Kind != PaperKind.Meeting || day is not null, "paper.day", "Scegli il giorno dell'incontro.");
        (Title, Text) = (Kind == PaperKind.Voice ? "" : title, text);
        (Day, Place) = Kind == PaperKind.Meeting ? (day, place) : (null, "");
    }
}
