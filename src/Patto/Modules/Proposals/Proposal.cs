using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals.Contracts;

namespace Patto.Modules.Proposals;

/// <summary>A step that a proposal took, with the reason.</summary>
public sealed record ProposalStep(ProposalState State, string Reason, DateTimeOffset At);

/// <summary>What several voices ask for, said once. It goes on by steps, each with a reason; where it came from and where it went is on the
/// thread.</summary>
[Content("proposal", "code", "title", "text", "theme", "state", "steps", "feasibility")]
public sealed class Proposal : Entity<Proposal>
{
    private Proposal() { }

    /// <param name="voices">How many contributions it gathers; one at least, or it comes from a merge or split.</param>
    public static Proposal Gather(ProcessInfo process, string code, string title, string text, string? theme, int voices,
        DateTimeOffset now)
    {
        RuleViolation.Unless(voices > 0, "proposal.voices",
            "Scegli almeno un contributo: una proposta nasce da ciò che le persone hanno detto.");
        var proposal = Make(process, code, title, text, theme, "", now);
        proposal.Raise(new ProposalGathered(proposal.Id, process.Id, code, voices));
        return proposal;
    }

    /// <summary>A proposal that carries others on.</summary>
    internal static Proposal CarryOn(ProcessInfo process, string code, string title, string text, string? theme, string reason,
        DateTimeOffset now)
    {
        var proposal = Make(process, code, title, text, theme, reason, now);
        proposal.Raise(new ProposalGathered(proposal.Id, process.Id, code, 0));
        return proposal;
    }

    private static Proposal Make(ProcessInfo process, string code, string title, string text, string? theme, string reason,
        DateTimeOffset now)
    {
        var proposal = new Proposal { Process = process.Id, Authority = process.Authority, Code = code, Theme = theme, At = now };
        proposal.Say(title, text);
        proposal.Steps = [new(ProposalState.Idea, reason, now)];
        return proposal;
    }

    public Id<Process> Process { get; private set; }
    public Id<Authority> Authority { get; private set; }
    public string Code { get; private set; } = "";
    public string Title { get; private set; } = "";
    public string Text { get; private set; } = "";
    public string? Theme { get; private set; }
    public DateTimeOffset At { get; private set; }
    public ProposalState State { get; private set; }
    public List<ProposalStep> Steps { get; private set; } = [];
    public Feasibility Feasibility { get; private set; } = Feasibility.Unknown;

    public Subject Subject => Subject.Of("proposal", Id);
    public bool IsAlive => ProposalWords.Alive.Contains(State);

    public void Rewrite(string title, string text, string? theme)
    {
        DemandAlive();
        Say(title, text);
        Theme = theme;
        Raise(new ProposalRewritten(Id, Process, Code));
    }

    /// <summary>What an officer knows; the proposal stays where it is, since going on has a reason of its own.</summary>
    /// <param name="by">Actor of who writes; null for the program.</param>
    /// <returns>A line for each part that now says something else, to be kept.</returns>
    public IReadOnlyList<SheetLine> Assess(Feasibility sheet, Guid? by, DateTimeOffset now)
    {
        DemandAlive();
        sheet = sheet.Trimmed();
        var changed = Enum.GetValues<SheetPart>().Where(part => sheet.Of(part) != Feasibility.Of(part)).ToList();
        RuleViolation.Unless(changed.Count > 0, "proposal.same-sheet",
            "La scheda dice già questo: cambia ciò che il tuo ufficio sa, poi salva.");
        RuleViolation.UnlessAt("Office", sheet.Office.Length > 0, "proposal.sheet-office",
            "Scrivi per quale ufficio rispondi: si legge accanto a ciò che scrivi.");
        Feasibility = sheet;
        Raise(new FeasibilityAssessed(Id, Process, Code, sheet.Verdict));
        return [.. changed.Select(part => SheetLine.Of(this, part, by, now))];
    }

    public void Add(int voices)
    {
        DemandAlive();
        RuleViolation.Unless(voices > 0, "proposal.none-new", "Questi contributi ci sono già: scegline altri.");
        Raise(new VoicesAdded(Id, Process, Code, voices));
    }

    /// <param name="left">How many voices stay behind it, also through those that it was made of.</param>
    internal void Release(int left)
    {
        DemandAlive();
        RuleViolation.UnlessAt("Voice", left > 0, "proposal.last-voice",
            "È l'ultimo contributo di questa proposta: raccogline prima un altro, oppure registra che la proposta non va avanti.");
        Raise(new VoiceReleased(Id, Process, Code));
    }

    /// <param name="reason">Compulsory: people read why it goes on, or not.</param>
    public void Move(ProposalState state, string reason, DateTimeOffset now)
    {
        DemandAlive();
        RuleViolation.UnlessAt("State", state != State, "proposal.same-state", "La proposta è già a questo punto.");
        RuleViolation.UnlessAt("Reason", !string.IsNullOrWhiteSpace(reason), "proposal.reason",
            "Scrivi il motivo: lo leggono tutti, e prima di tutti chi l'ha proposta.");
        Enter(state, reason.Trim(), now);
        Raise(new ProposalMoved(Id, Process, Code, state));
    }

    /// <summary>What was not carried on is taken up again, where it stood before; that it was dropped stays in its steps.</summary>
    /// <param name="reason">Compulsory: whoever read why it was dropped reads why it is not.</param>
    public void Reopen(string reason, DateTimeOffset now)
    {
        RuleViolation.Unless(State == ProposalState.Dropped, "proposal.not-dropped",
            "Si riapre solo una proposta che non è stata portata avanti.");
        RuleViolation.UnlessAt("Again", !string.IsNullOrWhiteSpace(reason), "proposal.reopen-reason",
            "Scrivi perché si riapre: lo legge anche chi aveva letto perché si fermava.");
        Enter(Steps.FindLast(s => ProposalWords.Alive.Contains(s.State))?.State ?? ProposalState.Idea, reason.Trim(), now);
        Raise(new ProposalReopened(Id, Process, Code, State));
    }

    /// <returns>False when it was not to be moved: the text cites a proposal that is closed or already in it.</returns>
    internal bool Incorporate(string where, DateTimeOffset now)
    {
        if (!IsAlive || State == ProposalState.Incorporated) return false;
        Move(ProposalState.Incorporated, where, now);
        return true;
    }

    /// <summary>The act that decided of it was cited wrongly; who corrected it tells it.</summary>
    internal void Recite(string was, string act)
    {
        if (!Steps.Any(Cites)) return;
        Steps = [.. Steps.Select(s => Cites(s) ? s with { Reason = act + s.Reason[was.Length..] } : s)];

        bool Cites(ProposalStep step) => step.State == ProposalState.Decided && step.Reason.StartsWith(was, StringComparison.Ordinal);
    }

    private void Say(string title, string text)
    {
        RuleViolation.UnlessAt("Title", title.Trim().Length is > 0 and <= 200, "proposal.title",
            "Scrivi un titolo breve: al massimo 200 caratteri.");
        RuleViolation.UnlessAt("Text", text.Trim().Length is > 0 and <= 4000, "proposal.text",
            "Scrivi la proposta: che cosa si chiede, per chi, dove.");
        (Title, Text) = (title.Trim(), text.ReplaceLineEndings("\n").Trim());
    }

    private void DemandAlive() => RuleViolation.Unless(IsAlive, "proposal.closed", "Questa proposta è chiusa: non si cambia più.");

    private void Enter(ProposalState state, string reason, DateTimeOffset now)
    {
        State = state;
        Steps = [.. Steps, new(state, reason, now)];
    }
}

internal static class ProposalTables
{
    extension(AppDb db)
    {
        public DbSet<Proposal> Proposals => db.Set<Proposal>();
        public DbSet<SheetLine> SheetLines => db.Set<SheetLine>();
    }
}

internal sealed class ProposalMapping : IEntityTypeConfiguration<Proposal>
{
    public void Configure(EntityTypeBuilder<Proposal> builder)
    {
        builder.ToTable("Proposals");
        builder.Property(p => p.Code).HasMaxLength(40);
        builder.Property(p => p.Title).HasMaxLength(200);
        builder.Property(p => p.Theme).HasMaxLength(80);
        builder.Property(p => p.Steps).HasConversion(Json.Of<List<ProposalStep>>(), Json.Same<List<ProposalStep>>());
        builder.Property(p => p.Feasibility).HasConversion(Json.Of<Feasibility>(), Json.Same<Feasibility>());
        builder.HasIndex(p => new { p.Code, p.Process }).IsUnique();
        builder.HasIndex(p => new { p.Process, p.State });
        builder.Ignore(p => p.Subject).Ignore(p => p.IsAlive);
    }
}
