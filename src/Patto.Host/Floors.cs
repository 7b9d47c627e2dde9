using Patto.Modules.Administration;
using Patto.Modules.Choices;
using Patto.Modules.Communication;
using Patto.Modules.Contributions;
using Patto.Modules.Decisions;
using Patto.Modules.Documents;
using Patto.Modules.Draws;
using Patto.Modules.Groups;
using Patto.Modules.Meetings;
using Patto.Modules.Moderation;
using Patto.Modules.Monitoring;
using Patto.Modules.Observatory;
using Patto.Modules.Offices;
using Patto.Modules.Opinions;
using Patto.Modules.Pacts;
using Patto.Modules.Portal;
using Patto.Modules.Processes;
using Patto.Modules.Proposals;
using Patto.Modules.Reports;
using Patto.Modules.Stakeholders;
using Patto.Web;

namespace Patto.Host;

/// <summary>The floors of the house, from the ground up.</summary>
public static class Floors
{
    /// <summary>The one list of rooms and modules. Its order is the law: each names only those that stand before it, on its own floor too,
    /// so that no circle is possible; and of another module only the contracts. The architecture test reads it, and docs/architecture.md
    /// draws it.</summary>
    public static readonly IReadOnlyList<Floor> All =
    [
        new("kernel", "identities, entities, events, broken rules; knows nothing", "Kernel"),
        new("storage", "one database on two engines, what is kept in memory, loops, texts", "Database", "Caching", "Jobs", "Localization"),
        new("access", "public bodies, people, who may do what, how they sign in", "Authorities", "People", "Grants", "Identity", "Privacy"),
        new("trail", "what happened, what comes from what, what can be found, files", "Audit", "Provenance", "Search", "Files"),
        new("post", "letters and paper", "Mail", "Printing"),
        new("pages", "what all pages and the API are made of", "Web", "Modules.Shared"),
        new("modules", "what a municipality would name", [
            new ProcessesModule(),
            new StakeholdersModule(),
            new GroupsModule(),
            new ContributionsModule(),
            new ProposalsModule(),
            new MeetingsModule(),
            new DocumentsModule(),
            new ModerationModule(),
            new DecisionsModule(),
            new OfficesModule(),
            new PactsModule(),
            new ChoicesModule(),
            new OpinionsModule(),
            new DrawsModule(),
            new MonitoringModule(),
            new ReportsModule(),
            new CommunicationModule(),
            new ObservatoryModule(),
            new AdministrationModule(),
            new PortalModule(),
        ]),
        new("host", "the invented town, and the program that puts all together", "Demo", "Host"),
    ];

    public static readonly IReadOnlyList<IModule> Modules = [.. All.SelectMany(f => f.Rooms).Select(r => r.Module).OfType<IModule>()];
}

/// <summary>Rooms that stand side by side.</summary>
/// <param name="Holds">In a few words, for the drawing.</param>
public sealed record Floor(string Name, string Holds, IReadOnlyList<Room> Rooms)
{
    internal Floor(string name, string holds, params string[] rooms) : this(name, holds, [.. rooms.Select(r => new Room(r))]) { }
    internal Floor(string name, string holds, params IModule[] modules) : this(name, holds, [.. modules.Select(m => new Room(m))]) { }
}

/// <param name="Name">Its namespace below <c>Patto</c>; those below it belong to it.</param>
/// <param name="Module">Null for a room that is no module.</param>
public sealed record Room(string Name, IModule? Module = null)
{
    internal Room(IModule module) : this(module.GetType().Namespace!["Patto.".Length..], module) { }
}
