using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Localization;
using Patto.Modules.Contributions.Importing;
using Patto.Modules.Contributions.Questions;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Provenance;

namespace Patto.Modules.Contributions.Contracts;

/// <summary>What was said, for whoever writes it down.</summary>
public sealed record NewContribution(string Text, Via Via)
{
    public string Language { get; init; } = "it";
    public ContributionKind Kind { get; init; } = ContributionKind.Remark;
    public string? Theme { get; init; }
    public string? Area { get; init; }
    /// <summary>The meeting, session or slip batch that gave it voice; null for the form and the desk.</summary>
    public Subject? Source { get; init; }
    public Id<Person>? Speaker { get; init; }
    public string? Pseudonym { get; init; }
    public string? Organisation { get; init; }
    /// <summary>A recording goes with it, and is the whole of it where there are no words.</summary>
    public bool IsRecorded { get; init; }
    /// <summary>To the form's own questions; read by their rules.</summary>
    public IReadOnlyList<Answer> Answers { get; init; } = [];
    /// <summary>When it was said; null: now.</summary>
    public DateTimeOffset? Said { get; init; }
    /// <summary>The identity that the device gave it; null where it gave none.</summary>
    public Guid? SentAs { get; init; }
}

/// <param name="Secret">Eight letters for the author only; not kept, never asked again.</param>
public sealed record Recorded(Id<Contribution> Id, string Code, string Secret)
{
    public Subject Subject => Subject.Of("contribution", Id);
}

/// <summary>What later modules know of a voice.</summary>
/// <param name="Text">What this reader may read: the public text, or for the staff the original; empty when withdrawn.</param>
/// <param name="Voice">The pseudonym or the organisation, never a person's name; null for nobody.</param>
/// <param name="Speaker">For letters only.</param>
public sealed record ContributionInfo(
    Id<Contribution> Id, Id<Process> Process, string Code, string Text, string Language, ContributionKind Kind, string? Theme, string? Area,
    string? Voice, Via Via, DateTimeOffset Said, ContributionState State, bool IsPublic, Subject? Source, Id<Person>? Speaker)
{
    public Subject Subject => Subject.Of("contribution", Id);
}

/// <summary>What somebody said, for a letter to that very person.</summary>
/// <param name="Refused">Why it is not published; null where it is, or nobody has read it.</param>
public sealed record SpokenInfo(Id<Contribution> Id, string Code, Id<Person> Speaker, string Text, bool IsPublic, string? Refused)
{
    public Subject Subject => Subject.Of("contribution", Id);
}

/// <summary>Where the voices of one process stand.</summary>
/// <param name="Reading">How many nobody has read yet.</param>
/// <param name="Oldest">When the one that waits longest was left; null where none waits.</param>
/// <param name="Public">Published ones by how far they have come; a place that none has reached is left out.</param>
public sealed record VoicesSoFar(int Reading, DateTimeOffset? Oldest, IReadOnlyDictionary<Reach, int> Public)
{
    public static readonly VoicesSoFar None = new(0, null, new Dictionary<Reach, int>());
    public int Published => Public.Values.Sum();
    public int At(Reach reach) => Public.GetValueOrDefault(reach);
}

/// <summary>That a voice was read: published, or not and why; or that it was paused afterwards.</summary>
/// <param name="At">When the last of these happened.</param>
/// <param name="Refused">Why it is not published; null where it is.</param>
/// <param name="Paused">The public reason why it is not read for now; null for most.</param>
public sealed record ReadVoice(Id<Contribution> Id, Id<Process> Process, string Code, DateTimeOffset At, string? Refused, string? Paused)
{
    public Subject Subject => Subject.Of("contribution", Id);
}

/// <summary>Voices, for later modules: found, recorded, published.</summary>
public sealed class ContributionBook(AppDb db, Codes codes, Filo filo, PeopleBook people, ProcessBook processes, ClosingBook closings,
    CurrentUser currentUser,
    CurrentAuthority currentAuthority, TimeProvider clock, InstallationKey key)
{
    /// <summary>The voices with these identities, in order of code; those that this reader may not read are missing.</summary>
    /// <param name="forStaff">True: unread and refused ones too, with the original words. Ask the gate for
    /// <see cref="ContributionActs.SeeUnread"/> first.</param>
    public Task<List<ContributionInfo>> FindAsync(Id<Process> process, IReadOnlyCollection<Id<Contribution>> ids, bool forStaff,
        CancellationToken cancel) =>
        ReadAsync(Readable(process, forStaff).Where(c => ids.Contains(c.Id)), forStaff, cancel);

    /// <inheritdoc cref="FindAsync"/>
    public Task<List<ContributionInfo>> FindByCodesAsync(Id<Process> process, IEnumerable<string> codesTyped, bool forStaff,
        CancellationToken cancel)
    {
        var wanted = codesTyped.Select(c => c.Trim().ToUpperInvariant()).Distinct().ToList();
        return ReadAsync(Readable(process, forStaff).Where(c => wanted.Contains(c.Code)), forStaff, cancel);
    }

    /// <summary>What a meeting, session or batch of slips gave voice to, in order of code.</summary>
    public Task<List<ContributionInfo>> OfSourceAsync(Id<Process> process, Subject source, bool forStaff, CancellationToken cancel) =>
        ReadAsync(Readable(process, forStaff).Where(c => c.Source == source), forStaff, cancel);

    /// <summary>What anybody may read of a process, in order of code.</summary>
    public Task<List<ContributionInfo>> PublicAsync(Id<Process> process, CancellationToken cancel, int most = 2000) =>
        ReadAsync(Readable(process, forStaff: false).Where(c => c.State != ContributionState.Withdrawn), forStaff: false, cancel, most);

    /// <summary>Which published voices each speaker left a way to be answered on, for letters only.</summary>
    public async Task<IReadOnlyList<(Id<Person> Person, string Code)>> CodesOfSpeakersAsync(Id<Process> process,
        IReadOnlyList<Id<Person>> people, CancellationToken cancel) =>
        [.. (await Readable(process, forStaff: false).Where(c => c.Speaker != null && people.Contains(c.Speaker.Value))
            .OrderBy(c => c.Number)
            .Select(c => new { c.Speaker, c.Code }).ToListAsync(cancel)).Select(c => (c.Speaker!.Value, c.Code))];

    /// <summary>Who spoke and may be told what became of it, for letters only; a voice that was taken back is not theirs any
    /// more.</summary>
    public IQueryable<Person> SpeakersOf(Id<Process> process)
    {
        var voices = db.Contributions.Where(c => c.Process == process && c.State != ContributionState.Withdrawn);
        return db.Set<Person>().Where(p => voices.Any(c => c.Speaker == p.Id));
    }

    /// <summary>The voices of these speakers, unread and refused ones too, in their own words; for letters to themselves only.</summary>
    public async Task<IReadOnlyList<SpokenInfo>> OfSpeakersAsync(Id<Process> process, IReadOnlyList<Id<Person>> people,
        CancellationToken cancel) =>
        await db.Contributions.AsNoTracking().Where(c => c.Process == process && c.Speaker != null && people.Contains(c.Speaker.Value)
            && c.State != ContributionState.Withdrawn).OrderBy(c => c.Number)
            .Select(c => new SpokenInfo(c.Id, c.Code, c.Speaker!.Value, c.Text, c.IsPublic, c.Reason)).ToListAsync(cancel);

    /// <summary>The subject that a code names, for somebody who knows only the code: published, or withdrawn after it was. Null: unknown,
    /// as an unread one.</summary>
    /// <summary>Who said it, as the running act has it, before it is saved; null where nobody known did.</summary>
    public async Task<Id<Person>?> SpeakerInActAsync(Id<Contribution> id, CancellationToken cancel) =>
        (await db.Contributions.FindAsync([id], cancel))?.Speaker;

    /// <summary>Where the voices of all processes of a body stand; processes without voices are left out.</summary>
    public async Task<IReadOnlyDictionary<Id<Process>, VoicesSoFar>> SoFarAsync(Id<Authority> authority, CancellationToken cancel)
    {
        var read = await db.Contributions.AsNoTracking().Where(c => c.Authority == authority && c.IsPublic)
            .GroupBy(c => new { c.Process, c.Reach }).Select(g => new { g.Key.Process, g.Key.Reach, Count = g.Count() })
            .ToListAsync(cancel);
        var unread = (await db.Contributions.AsNoTracking()
            .Where(c => c.Authority == authority && c.State == ContributionState.Reading).GroupBy(c => c.Process)
            .Select(g => new { g.Key, Count = g.Count(), Oldest = g.Min(c => c.Entered) }).ToListAsync(cancel)).ToDictionary(g => g.Key);
        var known = read.ToLookup(g => g.Process);
        return known.Select(g => g.Key).Union(unread.Keys).ToDictionary(p => p, p => new VoicesSoFar(
            unread.GetValueOrDefault(p)?.Count ?? 0, unread.GetValueOrDefault(p)?.Oldest,
            known[p].ToDictionary(g => g.Reach, g => g.Count)));
    }

    /// <summary>Those among these that somebody has read; withdrawn ones are not told of.</summary>
    public async Task<IReadOnlyList<ReadVoice>> ReadAsync(IReadOnlyCollection<Subject> voices, CancellationToken cancel)
    {
        var ids = voices.Where(v => v.Kind == "contribution").Select(v => new Id<Contribution>(v.Id)).ToList();
        return ids.Count == 0 ? [] : await db.Contributions.AsNoTracking().Where(c => ids.Contains(c.Id) && c.Read != null
            && c.State != ContributionState.Reading && c.State != ContributionState.Withdrawn)
            .Select(c => new ReadVoice(c.Id, c.Process, c.Code, c.Paused ?? c.PublishedAt ?? c.Read!.Value,
                c.IsPublic || c.Paused != null ? null : c.Reason, c.PauseWhy))
            .ToListAsync(cancel);
    }

    public async Task<Subject?> SubjectOfAsync(string code, CancellationToken cancel)
    {
        var (authority, wanted) = (currentAuthority.Required.Id, code.Trim().ToUpperInvariant());
        var found = await db.Contributions.AsNoTracking().Where(c => c.Code == wanted && c.Authority == authority && c.PublishedAt != null)
            .Select(c => new { c.Id }).SingleOrDefaultAsync(cancel);
        return found is null ? null : Subject.Of("contribution", found.Id);
    }

    /// <summary>Lets a page that shows what the search found know in which language the public voices among it were written.</summary>
    public async Task TellLanguagesAsync(IReadOnlyList<(Subject Subject, string Text)> shown, CancellationToken cancel)
    {
        var ids = shown.Where(s => s.Subject.Kind == "contribution").Select(s => new Id<Contribution>(s.Subject.Id)).ToList();
        if (ids.Count == 0) return;
        var foreign = await db.Contributions.AsNoTracking().Where(c => ids.Contains(c.Id) && c.Language != "it")
            .Select(c => new { c.Id, c.Language }).ToDictionaryAsync(c => c.Id.Value, c => c.Language, cancel);
        foreach (var (subject, text) in shown)
            if (foreign.TryGetValue(subject.Id, out var language)) Texts.IsWritten(text, language);
    }

    /// <summary>How many are public, and how many wait to be read.</summary>
    public async Task<(int Published, int Waiting)> CountAsync(Id<Process> process, CancellationToken cancel)
    {
        // A page asks for the same figures in several places; an act counts anew.
        if (_counted is { } known && known.Process == process && db.Database.CurrentTransaction is null) return known.Counts;
        var counts = await db.Contributions.Where(c => c.Process == process)
            .GroupBy(c => new { c.State, Untyped = c.IsRecorded && c.Text == "" && c.State == ContributionState.Reading })
            .Select(g => new { g.Key.State, g.Key.Untyped, Count = g.Count() }).ToListAsync(cancel);
        int Of(ContributionState state) => counts.Where(c => c.State == state).Sum(c => c.Count);
        _untyped = counts.Where(c => c.Untyped).Sum(c => c.Count);
        _counted = (process, (Of(ContributionState.Published) + Of(ContributionState.Redacted), Of(ContributionState.Reading)));
        return _counted.Value.Counts;
    }

    private (Id<Process> Process, (int Published, int Waiting) Counts)? _counted;
    private int _untyped;

    /// <summary>Recordings of which nobody has typed yet what they say; they are among those that wait to be read.</summary>
    public async Task<int> CountUntypedAsync(Id<Process> process, CancellationToken cancel)
    {
        await CountAsync(process, cancel);
        return _untyped;
    }

    /// <summary>How many public voices came from nobody known: from how many people, nobody can tell.</summary>
    public Task<int> CountNamelessAsync(Id<Process> process, CancellationToken cancel) =>
        Readable(process, forStaff: false).CountAsync(c => c.Speaker == null, cancel);

    /// <summary>Writes a voice down in the running act, with its link to the source and the participation of its speaker.</summary>
    public async Task<Recorded> RecordAsync(ProcessInfo process, NewContribution said, CancellationToken cancel)
    {
        var (code, secret) = (await codes.NextAsync(process.Authority.Value, process.Key, "C", cancel), Secrets.New());
        var contribution = await WriteAsync(process, code, Secrets.Hash(secret, key), said, cancel);
        return new(contribution.Id, code, secret);
    }

    /// <summary>Publishes a voice in the running act: notes that a facilitator has read again, the demo.</summary>
    public async Task PublishAsync(Id<Contribution> id, CancellationToken cancel)
    {
        var contribution = await db.Contributions.FindAsync([id], cancel) ?? throw new Unknown();
        contribution.Publish(clock.GetUtcNow());
    }

    /// <summary>In a running act: a public voice is not read for now.</summary>
    /// <param name="why">Everybody reads it.</param>
    public async Task PauseAsync(Id<Contribution> id, string why, CancellationToken cancel) =>
        (await db.Contributions.FindAsync([id], cancel) ?? throw new Unknown()).Pause(why, clock.GetUtcNow());

    /// <summary>In a running act: a paused voice is read again; one that its author has taken back stays so.</summary>
    public async Task ResumeAsync(Id<Contribution> id, CancellationToken cancel) =>
        (await db.Contributions.FindAsync([id], cancel) ?? throw new Unknown()).Resume();

    /// <summary>The voice that these letters are of; null for none.</summary>
    public async Task<Subject?> OfLettersAsync(string secretHash, CancellationToken cancel)
    {
        var authority = currentAuthority.Required.Id;
        return await db.Contributions.Where(c => c.SecretHash == secretHash && c.Authority == authority).Select(c => new { c.Id })
            .SingleOrDefaultAsync(cancel) is { } found ? Subject.Of("contribution", found.Id) : null;
    }

    internal async Task<Contribution> WriteAsync(ProcessInfo process, string code, string secretHash, NewContribution said,
        CancellationToken cancel)
    {
        await closings.DemandOpenAsync(process.Id, cancel);
        await processes.DemandKnownAsync(process.Id, said.Theme, said.Area, cancel);
        // The actor is noted only where somebody typed for somebody else.
        var contribution = Contribution.Record(process, code, secretHash, said, currentUser.Actor, clock.GetUtcNow());
        db.Add(contribution);
        if (said.Source is { } source) filo.TieNew(source, Relation.Voiced, contribution.Subject, process.Subject,
            visibility: Visibility.Staff);
        if (said.Speaker is { } speaker) await people.TakePartAsync(speaker, process.Subject, ParticipationKind.Contribution, cancel);
        return contribution;
    }

    /// <summary>Writes down what a file says, in the running act: each with its code, its link to the file and its speaker's participation.
    /// The keys of themes and neighbourhoods were looked at.</summary>
    internal async Task<ImportedVoices> ImportAsync(ProcessInfo process, string label, IReadOnlyList<NewContribution> said,
        IReadOnlyList<Person> speakers, CancellationToken cancel)
    {
        await closings.DemandOpenAsync(process.Id, cancel);
        var block = await codes.BlockAsync(process.Authority.Value, process.Key, "C", said.Count, cancel);
        var import = ImportedVoices.Of(process, label, block, clock.GetUtcNow());
        db.Add(import);
        foreach (var (code, one) in block.Zip(said))
        {
            var contribution = Contribution.Record(process, code, Secrets.Hash(Secrets.New(), key), one with { Source = import.Subject },
                currentUser.Actor, clock.GetUtcNow());
            db.Add(contribution);
            filo.TieNew(import.Subject, Relation.Voiced, contribution.Subject, process.Subject, visibility: Visibility.Staff);
        }
        await people.TakePartTogetherAsync(speakers, process.Subject, ParticipationKind.Contribution, cancel);
        return import;
    }

    private IQueryable<Contribution> Readable(Id<Process> process, bool forStaff) =>
        db.Contributions.AsNoTracking().Where(c => c.Process == process && (forStaff || c.IsPublic));

    private static async Task<List<ContributionInfo>> ReadAsync(IQueryable<Contribution> contributions, bool forStaff,
        CancellationToken cancel, int most = int.MaxValue)
    {
        var read = await contributions.OrderBy(c => c.Number)
            .Select(c => new ContributionInfo(c.Id, c.Process, c.Code, forStaff ? c.Text : c.PublicText!, c.Language, c.Kind, c.Theme,
                c.Area, c.Pseudonym ?? c.Organisation, c.Via, c.Said, c.State, c.IsPublic, c.Source, c.Speaker))
            .Take(most).ToListAsync(cancel);
        foreach (var voice in read) Texts.IsWritten(voice.Text, voice.Language);
        return read;
    }
}
