using System.Text.RegularExpressions;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Processes;

/// <summary>A participatory process of one authority.</summary>
[Content("process", "key", "slug", "title", "subtitle", "summary", "commitment", "upForDecision", "notUpForDecision", "goals", "results",
    "easy")]
public sealed partial class Process : Entity<Process>, ICachedEntity
{
    private readonly List<Phase> _phases = [];
    private readonly List<Activity> _activities = [];
    private readonly List<LegalStep> _legalSteps = [];
    private readonly List<PlanChange> _changes = [];

    private Process() { }

    /// <summary>A process without a template: a title, and everything still to say.</summary>
    /// <param name="key">Short, unique at its authority, first part of every code: <c>LWF</c>.</param>
    /// <param name="slug">In the address of its pages, unique at its authority.</param>
    public static Process Open(Id<Authority> authority, string key, string slug, string title, DateTimeOffset now)
    {
        var process = Named(authority, key, slug, title, now);
        process.Starts = Localization.Texts.RomeDay(now);
        process.Raise(new ProcessOpened(process.Id, authority, process.Key, process.Slug, process.Starts, null, 0, ""));
        return process;
    }

    /// <summary>A process made from a template: a copy of all it says, with real days counted from <paramref name="starts"/>.</summary>
    public static Process FromTemplate(Id<Authority> authority, string key, string slug, string title, KnownTemplate known, DateOnly starts,
        DateTimeOffset now)
    {
        var process = Named(authority, key, slug, title, now);
        process.Copy(known, starts);
        process.Raise(new ProcessOpened(process.Id, authority, process.Key, process.Slug, starts, known.Template.Id, known.Template.Version,
            known.Sha256)
        { Template = known.Template, Phases = process._phases.ToDictionary(p => p.Key, p => p.Id) });
        return process;
    }

    private static Process Named(Id<Authority> authority, string key, string slug, string title, DateTimeOffset now)
    {
        (key, slug, title) = (key.Trim().ToUpperInvariant(), slug.Trim().ToLowerInvariant(), title.Trim());
        RuleViolation.UnlessAt(nameof(Title), title.Length is > 0 and <= 200, "process.title",
            "Scrivi il titolo del percorso, al massimo 200 caratteri.");
        RuleViolation.UnlessAt(nameof(Key), KeyForm().IsMatch(key), "process.key",
            "La sigla ha da 2 a 8 lettere o cifre, senza spazi: per esempio LWF.");
        RuleViolation.UnlessAt(nameof(Slug), SlugForm().IsMatch(slug) && slug is not ("nuovo" or "modelli"), "process.slug",
            "L'indirizzo ha da 3 a 80 lettere minuscole, cifre o trattini: per esempio laboratorio-welfare.");
        return new() { Authority = authority, Key = key, Slug = slug, Title = title, Created = now };
    }

    public Id<Authority> Authority { get; private set; }
    public string Key { get; private set; } = "";
    public string Slug { get; private set; } = "";
    public string Title { get; private set; } = "";
    public string Subtitle { get; private set; } = "";
    public string Summary { get; private set; } = "";
    /// <summary>The same in short sentences and easy words, one sentence a line; empty: nobody has written it yet.</summary>
    public string Easy { get; private set; } = "";
    public DateTimeOffset Created { get; private set; }
    public DateTimeOffset? Published { get; private set; }
    public DateTimeOffset? Concluded { get; private set; }
    /// <summary>When it was public before, and why no longer; the last one is told to who comes while it is not.</summary>
    public List<WasPublic> Unpublished { get; private set; } = [];
    /// <summary>The template it was made from; null for none.</summary>
    public string? TemplateId { get; private set; }
    public int TemplateVersion { get; private set; }
    public string TemplateSha256 { get; private set; } = "";

    public DateOnly Starts { get; private set; }
    public DateOnly? Ends { get; private set; }
    public ProcessNature Nature { get; private set; }
    public string Law { get; private set; } = "";
    public ParticipationLevel Level { get; private set; } = ParticipationLevel.CoDesign;
    public bool CoDecision { get; private set; }
    public int? ExpectedParticipants { get; private set; }
    /// <summary>What the deciding body promises to do with the outcome, and by when.</summary>
    public string Commitment { get; private set; } = "";
    public Bodies Bodies { get; private set; } = new();
    public Money Money { get; private set; } = new();
    public List<Track> Tracks { get; private set; } = [];
    public List<Theme> Themes { get; private set; } = [];
    public List<Area> Areas { get; private set; } = [];
    public List<InvolvementMethod> Ways { get; private set; } = [];
    public List<string> UpForDecision { get; private set; } = [];
    public List<string> NotUpForDecision { get; private set; } = [];
    /// <summary>Whether who writes may hand over a file with their words.</summary>
    public bool TakesFiles { get; private set; }
    public List<string> Goals { get; private set; } = [];
    public List<string> Results { get; private set; } = [];

    public IReadOnlyList<Phase> Phases => _phases;
    public IReadOnlyList<Activity> Activities => _activities;
    public IReadOnlyList<LegalStep> LegalSteps => _legalSteps;
    public IReadOnlyList<PlanChange> Changes => _changes;

    public Subject Subject => Subject.Of("process", Id);

    public void Describe(string title, string subtitle, string summary, string commitment)
    {
        RuleViolation.UnlessAt(nameof(Title), title.Trim().Length is > 0 and <= 200, "process.title",
            "Scrivi il titolo del percorso, al massimo 200 caratteri.");
        (Title, Subtitle, Summary, Commitment) = (title.Trim(), subtitle.Trim(), summary.Trim(), commitment.Trim());
        Raise(new ProcessDescribed(Id));
    }

    public const int LongestEasy = 4_000;

    /// <summary>Says in easy words what the process is about; empty: the page of easy words goes.</summary>
    public void SayEasily(string easy)
    {
        easy = EasyWords.Tidy(easy);
        TextLength.Demand(nameof(Easy), easy, LongestEasy, "process.easy-long");
        if (Easy == easy) return;
        Easy = easy;
        Raise(new ProcessDescribed(Id));
    }

    /// <summary>Says what kind of process the law sees, and how far the participants' word goes.</summary>
    public void Classify(ProcessNature nature, string law, ParticipationLevel level, bool coDecision, int? expectedParticipants)
    {
        RuleViolation.UnlessAt(nameof(ExpectedParticipants), expectedParticipants is null or (>= 0 and <= 10_000_000),
            "process.participants", "Il numero di partecipanti previsti va da zero in su.");
        (Nature, Law, Level, CoDecision, ExpectedParticipants) = (nature, law.Trim(), level, coDecision, expectedParticipants);
        Raise(new ProcessDescribed(Id));
    }

    /// <summary>Lets who writes hand over a photo, a recording or a document; it is read before anybody else sees it.</summary>
    public void TakeFiles(bool takes)
    {
        if (TakesFiles == takes) return;
        TakesFiles = takes;
        Raise(new ProcessDescribed(Id));
    }

    public void Entrust(Bodies bodies)
    {
        Bodies = bodies;
        Raise(new ProcessDescribed(Id));
    }

    public void Budget(Money money)
    {
        RuleViolation.UnlessAt("Cost", money.Cost is null or >= 0, "process.cost", "Gli importi non possono essere negativi.");
        RuleViolation.UnlessAt("Funding", money.Funding is null or >= 0, "process.cost", "Gli importi non possono essere negativi.");
        RuleViolation.UnlessAt("CoFunding", money.CoFunding is null or >= 0, "process.cost", "Gli importi non possono essere negativi.");
        Money = money;
        Raise(new ProcessDescribed(Id));
    }

    /// <summary>The first and last day of the whole, without touching the phases. Once the process is public a change needs its reason, and
    /// the old days stay
    /// in the history.</summary>
    public void Last(DateOnly starts, DateOnly? ends, string reason, DateTimeOffset now)
    {
        if ((Starts, Ends) == (starts, ends)) return;
        RuleViolation.UnlessAt(nameof(Ends), ends is not { } end || starts <= end, "plan.reversed",
            "L'ultimo giorno viene prima del primo: controlla le date.");
        DemandReason(reason);
        if (Published is not null) Note(Subject, Title, PlanChangeKind.Replanned, (Starts, Ends ?? Starts), (starts, ends ?? starts),
            reason, now);
        (Starts, Ends) = (starts, ends);
        CountLegalSteps();
        Raise(new ProcessDescribed(Id));
    }

    /// <summary>Sets the themes: a known key is renamed; a missing one is retired where something is sorted under it, and else goes.</summary>
    /// <param name="used">The keys under which something is sorted; null: not looked, and of a public process none goes.</param>
    public void Ask(IEnumerable<Theme> themes, IReadOnlySet<string>? used = null)
    {
        var asked = themes.Select(t => t with
        {
            Name = t.Name.Trim(),
            Question = t.Question.Trim(),
            Key = t.Key.Length > 0 ? t.Key
            : Keyed(t.Name)
        }).Where(t => t.Name.Length > 0).ToList();
        RuleViolation.UnlessAt(nameof(Themes), asked.Select(t => t.Key).Distinct().Count() == asked.Count, "process.theme-twice",
            "Due temi hanno lo stesso nome.");
        var gone = Themes.Where(t => asked.All(a => a.Key != t.Key) && (t.Into.Length > 0 || Stays(t.Key, used)))
            .Select(t => t with { Retired = true });
        Themes = [.. asked, .. gone];
        Raise(new ProcessDescribed(Id));
    }

    private bool Stays(string key, IReadOnlySet<string>? used) => used?.Contains(key) ?? Published is not null;

    /// <summary>Sets the neighbourhoods, by the same rule as themes: keys stay, and one that is taken away while something is said of it
    /// is retired, so that it keeps its name.</summary>
    public void Cover(IEnumerable<Area> areas, IReadOnlySet<string>? used = null)
    {
        List<Area> asked = [.. areas.Select(a => new Area(a.Key.Length > 0 ? a.Key : Keyed(a.Name), a.Name.Trim()))
            .Where(a => a.Name.Length > 0).DistinctBy(a => a.Key)];
        var gone = Areas.Where(a => asked.All(b => b.Key != a.Key) && (a.Into.Length > 0 || Stays(a.Key, used)))
            .Select(a => a with { Retired = true });
        Areas = [.. asked, .. gone];
        Raise(new ProcessDescribed(Id));
    }

    /// <summary>Two themes are one: what is sorted under the first goes to the second, and its name stays readable.</summary>
    /// <param name="moved">How many things went over.</param>
    internal void MergeThemes(string from, string into, string why, int moved)
    {
        var (gone, stays) = (Themes.Find(t => t.Key == from && t.Into.Length == 0), Themes.Find(t => t.Key == into));
        DemandTwo(gone is not null, stays is { Retired: false }, from != into, why, "Theme");
        Themes = [.. Themes.Select(t => t.Key == from || t.Into == from
            ? t with { Retired = true, Into = into, Why = t.Key == from ? why.Trim() : t.Why } : t)];
        Raise(new ThemesMerged(Id, from, into, moved));
    }

    /// <summary>As for themes.</summary>
    internal void MergeAreas(string from, string into, string why, int moved)
    {
        var (gone, stays) = (Areas.Find(a => a.Key == from && a.Into.Length == 0), Areas.Find(a => a.Key == into));
        DemandTwo(gone is not null, stays is { Retired: false }, from != into, why, "Area");
        Areas = [.. Areas.Select(a => a.Key == from || a.Into == from
            ? a with { Retired = true, Into = into, Why = a.Key == from ? why.Trim() : a.Why } : a)];
        Raise(new AreasMerged(Id, from, into, moved));
    }

    private void DemandTwo(bool from, bool into, bool differ, string why, string field)
    {
        RuleViolation.UnlessAt($"{field}From", from, "merge.from", "Scegli quello che non serve più.");
        RuleViolation.UnlessAt($"{field}Into", into, "merge.into", "Scegli quello che resta.");
        RuleViolation.UnlessAt($"{field}Into", differ, "merge.same", "Sono lo stesso: scegline un altro.");
        RuleViolation.UnlessAt($"{field}Why", Published is null || why.Trim().Length > 0, "merge.why",
            "Scrivi perché si uniscono: il percorso è pubblico, e il motivo lo legge chiunque.");
    }

    /// <summary>Says what is up for decision, and what is not.</summary>
    public void Delimit(IEnumerable<string> upForDecision, IEnumerable<string> notUpForDecision)
    {
        UpForDecision = [.. upForDecision.Select(l => l.Trim()).Where(l => l.Length > 0)];
        NotUpForDecision = [.. notUpForDecision.Select(l => l.Trim()).Where(l => l.Length > 0)];
        Raise(new ProcessDescribed(Id));
    }

    /// <summary>What the process is for, and what is to come out of it: compared with what came when it closes.</summary>
    public void Aim(IEnumerable<string> goals, IEnumerable<string> results)
    {
        RuleViolation.Unless(Concluded is null, "process.concluded-aims",
            "Il percorso è concluso: i risultati attesi sono già a confronto con quelli ottenuti. Per cambiarli riaprilo.");
        List<string> Read(IEnumerable<string> lines) => [.. lines.Select(l => l.Trim()).Where(l => l.Length > 0).Distinct()];
        var (wanted, expected) = (Read(goals), Read(results));
        RuleViolation.UnlessAt(nameof(Goals), wanted.TrueForAll(g => g.Length <= 300), "process.goal",
            "Ogni riga ha al massimo 300 caratteri.");
        RuleViolation.UnlessAt(nameof(Results), expected.TrueForAll(r => r.Length <= 300), "process.goal",
            "Ogni riga ha al massimo 300 caratteri.");
        if (Goals.SequenceEqual(wanted) && Results.SequenceEqual(expected)) return;
        (Goals, Results) = (wanted, expected);
        Raise(new ProcessDescribed(Id));
    }

    /// <summary>Shows the process to everybody.</summary>
    public void Publish(DateTimeOffset now)
    {
        RuleViolation.Unless(Published is null, "process.published", "Il percorso è già pubblicato.");
        RuleViolation.Unless(Summary.Length > 0, "process.no-summary", "Prima di pubblicare scrivi in due righe che cosa si decide.");
        RuleViolation.Unless(UpForDecision.Count > 0, "process.no-object", "Prima di pubblicare scrivi che cosa si può decidere.");
        RuleViolation.Unless(_phases.Count > 0, "process.no-phase", "Prima di pubblicare serve almeno una fase con le sue date.");
        Published = now;
        Raise(new ProcessPublished(Id));
    }

    /// <summary>It was prepared and nobody outside ever read it: it goes.</summary>
    internal void Discard()
    {
        RuleViolation.Unless(Published is null && Unpublished.Count == 0, "process.was-public",
            "Il percorso è già stato pubblico: chi l'ha letto deve poterlo ritrovare, quindi non si cancella. Si può togliere dal pubblico, con un motivo.");
        Raise(new ProcessDiscarded(Id));
    }

    /// <summary>It was shown by mistake, or too early: nobody outside reads it any more, and everybody who comes there reads why.</summary>
    public void Unpublish(string reason, DateTimeOffset now)
    {
        DemandRunning();
        RuleViolation.UnlessAt("HiddenWhy", reason.Trim().Length > 0, "process.hidden-why",
            "Scrivi perché: lo legge chiunque cerca il percorso.");
        Unpublished = [.. Unpublished, new(Published!.Value, now, reason.Trim())];
        Published = null;
        Raise(new ProcessUnpublished(Id));
    }

    /// <summary>It ends: everything has its answer or a public reason, and everybody reads who decided and what came of it.</summary>
    /// <param name="open">All that waits for an answer at this very moment.</param>
    /// <param name="came">What came of each expected result, in their order.</param>
    public void Conclude(Closing closing, IReadOnlyList<OpenEnd> open, string decidedBy, string words, IReadOnlyList<string?> came,
        DateTimeOffset now)
    {
        DemandRunning();
        closing.Close(open, decidedBy, words, [.. Results.Select((r, i) => new ResultFound(r, came.ElementAtOrDefault(i)?.Trim() ?? ""))],
            now);
        Concluded = now;
        Raise(new ProcessConcluded(Id));
    }

    internal void DemandRunning()
    {
        RuleViolation.Unless(Published is not null, "process.draft", "Il percorso non è ancora pubblicato.");
        RuleViolation.Unless(Concluded is null, "process.concluded", "Il percorso è già concluso.");
    }

    /// <summary>It goes on; the closing stays readable, with the reason why it did not last.</summary>
    public void Reopen(Closing closing, string by, string why, DateTimeOffset now)
    {
        RuleViolation.Unless(Concluded is not null, "process.running", "Il percorso non è concluso.");
        closing.Open(by, why, now);
        Concluded = null;
        Raise(new ProcessReopened(Id));
    }

    /// <summary>That it was closed is taken back: the closing is prepared again, as it was.</summary>
    internal void UndoClosing(Closing closing)
    {
        RuleViolation.Unless(Concluded is not null && closing is { At: not null, Reopened: null }, "undo.reopened",
            "Nel frattempo il percorso è già stato riaperto: non c'è più niente da annullare.");
        closing.PrepareAgain();
        Concluded = null;
        Raise(new ClosingUndone(Id));
    }

    internal static string Keyed(string name)
    {
        var plain = string.Concat(name.Trim().ToLowerInvariant().Normalize(System.Text.NormalizationForm.FormD).Where(char.IsAscii));
        var key = NotKey().Replace(plain, "-").Trim('-');
        return Excerpt.Cut(key, 40).Trim('-');
    }

    [GeneratedRegex("^[A-Z][A-Z0-9]{1,7}$")] private static partial Regex KeyForm();
    [GeneratedRegex("^[a-z0-9](?:-?[a-z0-9]){2,79}$")] private static partial Regex SlugForm();
    [GeneratedRegex("[^a-z0-9]+")] private static partial Regex NotKey();
}
