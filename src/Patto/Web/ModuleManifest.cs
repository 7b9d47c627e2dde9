using Patto.Database;
using Patto.Grants;

namespace Patto.Web;

/// <summary>What a module says of itself, besides what a room says.</summary>
public abstract class ModuleManifest : Manifest
{
    /// <summary>What may be done here; the gate asks for them, phases open them.</summary>
    public virtual IReadOnlyList<Act> Acts => [];

    /// <summary>What people do here without a role, each with its receipt, its correction and its withdrawal.</summary>
    public virtual IReadOnlyList<CitizenAct> CitizenActs => [];

    /// <summary>Links to its pages, each in its place.</summary>
    public virtual IReadOnlyList<MenuEntry> Menu => [];

    /// <summary>Sections of a process's dashboard.</summary>
    public virtual IReadOnlyList<DashboardSection> Sections => [];

    /// <summary>Its public pages of a process: each page of the process leads to them.</summary>
    public virtual IReadOnlyList<ProcessEntry> ProcessPages => [];

    /// <summary>Its public lists as open data; each is an <c>OpenTable</c>, and put into the program from here.</summary>
    public virtual IReadOnlyList<Type> Exports => [];

    /// <summary>What it asks for before a body, or a process, can start: its steps of the guide, put into the program from here. Each
    /// is a step of the body or of a process.</summary>
    public virtual IReadOnlyList<Type> FirstSteps => [];

    /// <summary>Kinds of things that it puts into the search index.</summary>
    public virtual IReadOnlyList<string> Findable => [];

    /// <summary>What it keeps, as it stands in docs/glossary.md; null where the module only shows what others keep.</summary>
    public virtual GlossaryWord? Word => null;

    /// <summary>Every module's manifest.</summary>
    public static readonly IReadOnlyList<ModuleManifest> Modules = [.. All.OfType<ModuleManifest>()];

    private static readonly ILookup<MenuPlace, MenuEntry> Links = Modules.SelectMany(m => m.Menu).OrderBy(e => e.Order)
        .ToLookup(e => e.Place);

    /// <summary>The links that stand in a place, all modules together, in order.</summary>
    public static IEnumerable<MenuEntry> LinksIn(MenuPlace place) => Links[place];

    /// <summary>The public pages of a process, all modules together, in order.</summary>
    public static readonly IReadOnlyList<ProcessEntry> AllProcessPages = [.. Modules.SelectMany(m => m.ProcessPages).OrderBy(p => p.Order)];

    /// <summary>The sections of a process's dashboard, all modules together, in order.</summary>
    public static readonly IReadOnlyList<DashboardSection> AllSections = [.. Modules.SelectMany(m => m.Sections).OrderBy(s => s.Order)];
}

/// <summary>A word of the field, for who reads the code.</summary>
/// <param name="Italian">As people say it.</param>
/// <param name="Names">As the code says it, the first one the thing itself; names of types or of their members.</param>
/// <param name="Meaning">In English, one line.</param>
/// <param name="Source">Law or standard that it comes from; empty where it is ours.</param>
public sealed record GlossaryWord(string Italian, IReadOnlyList<string> Names, string Meaning, string Source = "");

/// <summary>Where a link stands.</summary>
public enum MenuPlace
{
    /// <summary>The first level of the site's navigation.</summary>
    Main,
    /// <summary>"Partecipa" at the foot of the page.</summary>
    FootParticipate,
    /// <summary>"Trasparenza" at the foot of the page.</summary>
    FootOpen,
    /// <summary>"Per l'ufficio" on the own page of who works here.</summary>
    Office,
    /// <summary>The tabs of the administration pages.</summary>
    Administration,
}

/// <param name="Order">Among those of the same place, from the left; tens, so that a new one fits between.</param>
/// <param name="Label">Italian.</param>
/// <param name="Key">What a page says in <c>ViewData["Nav"]</c> to mark the entry; for the main navigation only.</param>
/// <param name="Icon">For tabs.</param>
/// <param name="Demands">Only who may do this sees it; null: everybody.</param>
public sealed record MenuEntry(MenuPlace Place, int Order, string Label, string Url, string Key = "", string Icon = "",
    Act? Demands = null);

/// <param name="Label">Italian.</param>
/// <param name="Url">From the slug of the process.</param>
public sealed record ProcessEntry(int Order, string Label, Func<string, string> Url);

/// <param name="Url">From the slug of the process.</param>
/// <param name="Demands">Only who may do this sees it; null: whoever sees the dashboard.</param>
/// <param name="Otherwise">Where the section leads who may not do what it demands; null: it is not shown to them.</param>
public sealed record DashboardSection(int Order, string Label, string Icon, Func<string, string> Url, Act? Demands = null, Func<string,
    string>? Otherwise = null);
