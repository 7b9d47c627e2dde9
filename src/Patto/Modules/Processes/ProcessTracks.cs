using Patto.Database;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Processes;

/// <summary>The parallel ways that a process takes. An internal one is read by the members of its group until it flows into the public
/// one.</summary>
public sealed partial class Process
{
    private const int MostTracks = 12;

    /// <param name="group">Who works in it; an internal one has one of its own.</param>
    /// <returns>Its key.</returns>
    internal string AddTrack(string name, TrackKind kind, Guid? group)
    {
        DemandGoingOn();
        RuleViolation.UnlessAt("Name", Tracks.Count < MostTracks, "track.many", "I filoni possono essere al massimo {0}.", MostTracks);
        RuleViolation.UnlessAt("Group", kind != TrackKind.Internal || group is not null, "track.group",
            "Scegli il gruppo: un filone interno lo leggono i suoi componenti.");
        var key = Free(Keyed(NameOf(name, null)), k => Tracks.Exists(t => t.Key == k));
        var track = new Track(key, name.Trim(), kind) { Group = Taken(group, null) };
        Tracks = [.. Tracks, track];
        Raise(new TrackAdded(Id, track.Key, kind));
        return track.Key;
    }

    /// <summary>Another name, with the old one in the history; a group for one that has none yet.</summary>
    internal void ChangeTrack(string key, string name, Guid? group, string reason, DateTimeOffset now)
    {
        DemandGoingOn();
        var track = TrackOf(key);
        (name, reason) = (NameOf(name, key), reason.Trim());
        // Whoever wrote in it was told who reads.
        RuleViolation.UnlessAt("NewGroup", track.Group is null || track.Group == group, "track.group-stays",
            "Il gruppo di un filone non si cambia: chi ci ha scritto sapeva chi avrebbe letto.");
        if ((track.Name, track.Group) == (name, group)) return;
        RuleViolation.UnlessAt("Reason", track.Name == name || Published is null || reason.Length > 0, "track.reason",
            "Scrivi perché cambia nome: il percorso è pubblico, e il motivo lo legge chiunque.");
        Put(track with
        {
            Name = name,
            Group = Taken(group, key),
            Before = track.Name == name ? track.Before : [.. track.Before, new(track.Name, now, reason)],
        });
        Raise(new TrackChanged(Id, key));
    }

    /// <summary>An internal track flows into the public one: what was said in it is everybody's from now on.</summary>
    /// <param name="count">How many things anybody reads from now on.</param>
    internal void Converge(string key, string reason, int count, DateTimeOffset now)
    {
        DemandGoingOn();
        var track = TrackOf(key);
        RuleViolation.Unless(track.IsClosed, "track.open", "Questo filone è già aperto a tutti.");
        RuleViolation.Unless(Published is not null, "track.draft",
            "Il percorso non è ancora pubblico: prima pubblicalo, poi il filone interno può confluire.");
        RuleViolation.UnlessAt("Reason", reason.Trim().Length > 0, "track.why", "Scrivi perché confluisce adesso: lo legge chiunque.");
        Put(track with { Converged = now, Why = reason.Trim() });
        Raise(new TrackConverged(Id, key, count));
    }

    private void DemandGoingOn() => RuleViolation.Unless(Concluded is null, "process.is-concluded",
        "Il percorso è concluso: per aggiungere o togliere qualcosa va prima riaperto, con un motivo.");

    private Track TrackOf(string key) => Tracks.Find(t => t.Key == key) ?? throw new Unknown();

    private void Put(Track track) => Tracks = [.. Tracks.Select(t => t.Key == track.Key ? track : t)];

    private string NameOf(string name, string? own)
    {
        name = name.Trim();
        RuleViolation.UnlessAt(own is null ? "Name" : "NewName", name.Length is > 0 and <= 120 && Keyed(name).Length > 0, "track.name",
            "Scrivi il nome del filone, al massimo 120 caratteri.");
        RuleViolation.UnlessAt(own is null ? "Name" : "NewName", Tracks.TrueForAll(t => t.Key == own
            || NameOrder.WordsOf(t.Name) != NameOrder.WordsOf(name)), "track.twice", "Un altro filone ha già questo nome.");
        return name;
    }

    // One closed track a group: otherwise nobody could say of which of the two something was said.
    private Guid? Taken(Guid? group, string? own)
    {
        RuleViolation.UnlessAt(own is null ? "Group" : "NewGroup", group is null || Tracks.TrueForAll(t => t.Key == own
            || t.Group != group || !t.IsClosed), "track.group-taken", "Questo gruppo lavora già in un altro filone interno.");
        return group;
    }
}
