using System.Globalization;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Contributions.Questions;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Provenance;

namespace Patto.Modules.Contributions;

/// <summary>One voice (*contributo*), whoever said it and however it came in.</summary>
[Content("contribution", "code", "text", "publicText", "language", "kind", "theme", "area", "pseudonym", "organisation", "via",
    "state", "reason", "answers", "corrected", "translation",
    "paused", "pauseWhy")]
public sealed class Contribution : Entity<Contribution>, IFromOutside
{
    public const int Longest = 10_000;
    public const string Hidden = "[…]";
    internal const string Italian = "it";
    public static readonly TimeSpan UndoTime = TimeSpan.FromMinutes(10);

    private Contribution() { }

    internal static Contribution Record(ProcessInfo process, string code, string secretHash, NewContribution said, Guid? enteredBy,
        DateTimeOffset now)
    {
        var text = Tidy(said.Text);
        RuleViolation.UnlessAt(nameof(Text), text.Length > 0 || said.IsRecorded, "contribution.empty",
            "Scrivi il contributo: anche una frase sola.");
        TextLength.Demand(nameof(Text), text, Longest, "contribution.long");
        RuleViolation.UnlessAt(nameof(Said), said.Said is not { } when || when <= now, "contribution.future",
            "La data in cui è stato detto non può essere nel futuro.");
        var contribution = new Contribution
        {
            Authority = process.Authority,
            Process = process.Id,
            Code = code,
            Number = NumberOf(code),
            SecretHash = secretHash,
            Text = text,
            IsRecorded = said.IsRecorded && text.Length == 0,
            Language = said.Language,
            Kind = said.Kind,
            Theme = Key(said.Theme),
            Area = Key(said.Area),
            Source = said.Source,
            Speaker = said.Speaker,
            Pseudonym = Short(said.Pseudonym),
            Organisation = Short(said.Organisation),
            Via = said.Via,
            Answers = said.Answers.Count > 0 ? [.. said.Answers] : null,
            Said = said.Said ?? now,
            Entered = now,
            EnteredBy = enteredBy,
            SentAs = said.SentAs,
        };
        contribution.Raise(new ContributionRecorded(contribution.Id, code, process.Subject, said.Via, said.Kind, said.Source));
        return contribution;
    }

    public Id<Authority> Authority { get; private set; }
    public Id<Process> Process { get; private set; }
    /// <summary>As people read it aloud: <c>LWF-C0147</c>.</summary>
    public string Code { get; private set; } = "";
    public int Number { get; private set; }
    public string SecretHash { get; private set; } = "";
    /// <summary>As it was said; for the staff. Empty once withdrawn.</summary>
    public string Text { get; private set; } = "";
    /// <summary>The recording that was sent is the whole voice; somebody types what it says.</summary>
    public bool IsRecorded { get; private set; }
    /// <summary>A recording of which nobody has typed yet what it says.</summary>
    public bool IsUntyped => IsRecorded && Text.Length == 0 && State != ContributionState.Withdrawn;
    /// <summary>What somebody of the staff had typed and then put right, the oldest first; null for most.</summary>
    public List<FormerText>? Corrected { get; private set; }
    /// <summary>How far it has come on the thread; kept by <see cref="KeepHowFar"/> alone.</summary>
    public Reach Reach { get; private set; }
    /// <summary>When it came there; null while it waits.</summary>
    public DateTimeOffset? Reached { get; private set; }
    /// <summary>What everybody reads; null while nobody may.</summary>
    public string? PublicText { get; private set; }
    /// <summary>In Italian, of what was said in another language; null for most.</summary>
    public VoiceTranslation? Translation { get; private set; }
    /// <summary>Since when nobody reads it for now; null for most.</summary>
    public DateTimeOffset? Paused { get; private set; }
    /// <summary>The public reason of the pause.</summary>
    public string? PauseWhy { get; private set; }
    /// <summary>What everybody read before the pause, and reads again after it: meanwhile no page can show it by mistake.</summary>
    public string? PausedText { get; private set; }
    /// <summary>To the form's own questions; null for most.</summary>
    public List<Answer>? Answers { get; private set; }
    public string Language { get; private set; } = "it";
    public ContributionKind Kind { get; private set; }
    public string? Theme { get; private set; }
    public string? Area { get; private set; }
    /// <summary>The meeting, session, table or slip batch that it comes from.</summary>
    public Subject? Source { get; private set; }
    public Id<Person>? Speaker { get; private set; }
    /// <summary>"P3" in the notes of a focus group.</summary>
    public string? Pseudonym { get; private set; }
    public string? Organisation { get; private set; }
    public Via Via { get; private set; }
    public DateTimeOffset Said { get; private set; }
    public DateTimeOffset Entered { get; private set; }
    /// <summary>Who typed it for somebody else; null when the author did.</summary>
    public Guid? EnteredBy { get; private set; }
    /// <summary>The identity that the device gave it before it had reached us: random, no other in the process has it, for ever. Null for
    /// what came by an ordinary form.</summary>
    public Guid? SentAs { get; private set; }
    public ContributionState State { get; private set; }
    /// <summary>True exactly when <see cref="PublicText"/> may be read by anybody: the column that lists are read by.</summary>
    public bool IsPublic { get; private set; }
    /// <summary>When it was read and published or refused.</summary>
    public DateTimeOffset? Read { get; private set; }
    /// <summary>When it became public; stays after a withdrawal, so that the code is still known.</summary>
    public DateTimeOffset? PublishedAt { get; private set; }
    /// <summary>Why it was not published; its author reads it.</summary>
    public string? Reason { get; private set; }

    public Subject Subject => Subject.Of("contribution", Id);
    private Subject ProcessSubject => Subject.Of("process", Process);

    public bool MayUndo(DateTimeOffset now) => State is ContributionState.Published or ContributionState.Redacted
        or ContributionState.Refused && Paused is null && Read is { } read && now <= read + UndoTime;

    /// <summary>Said in another language than that of the town.</summary>
    public bool IsForeign => Language != Italian;

    /// <summary>Whether its words were typed by somebody of the staff, and so may be put right: never those that its author wrote.</summary>
    public bool IsTyped => IsRecorded || EnteredBy is not null;

    /// <summary>What was typed is put right: until it is public in silence, with the old words in its history; afterwards with a
    /// reason, and everybody reads both.</summary>
    /// <param name="hide">Where words are hidden in public: which, in the new text.</param>
    public void Correct(TypedWords said, string? why, IEnumerable<string> hide, Guid? by, DateTimeOffset now)
    {
        RuleViolation.Unless(IsTyped, "contribution.own-words",
            "Queste sono le parole di chi ha scritto: non si toccano. Se contengono un nome, nascondilo in lettura.");
        RuleViolation.Unless(State is ContributionState.Reading || IsPublic, "contribution.not-there",
            "Non è pubblicato o è stato ritirato: non si corregge più.");
        var text = Tidy(said.Text);
        RuleViolation.UnlessAt(nameof(Text), text.Length > 0, "contribution.empty-typed", "Scrivi che cosa dice.");
        TextLength.Demand(nameof(Text), text, Longest, "contribution.long");
        RuleViolation.UnlessAt(nameof(Said), said.Said is not { } when || when <= now, "contribution.future",
            "La data in cui è stato detto non può essere nel futuro.");
        RuleViolation.UnlessAt("Why", !IsPublic || why?.Trim().Length > 0, "contribution.why-corrected",
            "È già pubblico: scrivi perché lo correggi, si legge accanto.");
        var before = (Text, Language, Organisation, Said);
        var (former, shown) = (Text, PublicText);
        (Text, Language, Organisation, Said) = (text, said.Language, Short(said.Organisation), said.Said ?? Said);
        if (before == (Text, Language, Organisation, Said)) return;
        if (Language == Italian) Translation = null;
        else if (former != text && Translation is { } told)
            Translation = told with { IsOutdated = true, IsHeld = told.IsHeld || State == ContributionState.Redacted };
        if (former.Length > 0 && former != text)
            Corrected = [.. Corrected ?? [], new(former, IsPublic ? shown : null, IsPublic ? why!.Trim() : "", by, now)];
        if (IsPublic) PublicText = State == ContributionState.Redacted ? Preview(hide).Text : text;
        Raise(new ContributionCorrected(Id, Code, ProcessSubject, IsPublic, former.Length == 0));
    }

    /// <summary>A person who speaks both languages said in Italian what the voice says; who reads the list finds both.</summary>
    /// <param name="by">The service or association that translated: it is public.</param>
    public void Translate(string text, string by, DateTimeOffset now)
    {
        RuleViolation.Unless(Language != Italian, "contribution.italian", "È già in italiano: non serve una traduzione.");
        RuleViolation.Unless(State is ContributionState.Reading || IsPublic, "contribution.not-translated",
            "Non è pubblicato o è stato ritirato: non si traduce più.");
        MustBeTyped();
        (text, by) = (Tidy(text), by.Trim());
        RuleViolation.UnlessAt("Text", text.Length > 0, "contribution.translation-empty", "Scrivi la traduzione in italiano.");
        TextLength.Demand("Text", text, Longest, "contribution.translation-long");
        RuleViolation.UnlessAt("By", by.Length is >= 3 and <= 200, "contribution.translator",
            "Scrivi chi ha tradotto: il servizio o l'associazione, non il nome di una persona.");
        // What is hidden in the original is hidden in what it says in another language: names and numbers are the same in all.
        var hidden = WordHiding.Hide(text, WordHiding.HiddenIn(Text, PublicText ?? PausedText));
        RuleViolation.UnlessAt("Text", hidden.Left.Count == 0, "contribution.translation-hidden",
            "Nella traduzione si legge ancora quello che nell'originale è nascosto: «{0}». Scrivi […] al suo posto.",
            string.Join("», «", hidden.Left));
        Translation = new(hidden.Text, by, now);
        Raise(new ContributionTranslated(Id, Code, ProcessSubject, IsPublic));
    }

    public void Publish(DateTimeOffset now)
    {
        MustBeUnread();
        MustBeTyped();
        Show(ContributionState.Published, Text, Answers, now);
    }

    /// <summary>Publishes it with some words replaced by […]. The public text can differ from what was said only by what is
    /// missing.</summary>
    /// <param name="words">Whole words; case, apostrophes, spaces and the composition of accents do not matter.</param>
    /// <param name="seen">Whoever reads has seen the words that stay in another form, and leaves them.</param>
    public void PublishHiding(IEnumerable<string> words, DateTimeOffset now, bool seen = true)
    {
        MustBeUnread();
        MustBeTyped();
        var hidden = Preview(words);
        RuleViolation.UnlessAt("Seen", seen || hidden.Left.Count == 0, "contribution.hide-left",
            "Nel testo resta ancora {0}: nascondi anche queste parole, o conferma che possono restare.",
            string.Join(", ", hidden.Left.Select(w => $"«{w}»")));
        // Nobody has looked yet whether it says what is hidden.
        Translation = Translation is { } told ? told with { IsHeld = true } : null;
        Show(ContributionState.Redacted, hidden.Text, hidden.Answers, now);
    }

    /// <summary>How the public text would read.</summary>
    public HiddenWords Preview(IEnumerable<string> words)
    {
        var hide = words.Select(w => w.Trim()).Where(w => w.Length > 0).ToList();
        RuleViolation.UnlessAt("Words", hide.Count > 0, "contribution.hide-nothing",
            "Scrivi le parole da nascondere, una per riga, come sono nel testo.");
        var hidden = WordHiding.Hide(Text, hide);
        List<WordHiding.Result> parts = [hidden];
        var answers = Answers?.ConvertAll(a =>
        {
            if (a is not { Published: true, Text: { } text }) return a;
            parts.Add(WordHiding.Hide(text, hide));
            return a with { PublicText = parts[^1].Text };
        });
        // It is enough that a word stands in one of the texts that will be read.
        var absent = hidden.Absent.Where(w => parts.TrueForAll(p => p.Absent.Contains(w))).ToList();
        RuleViolation.UnlessAt("Words", absent.Count == 0, "contribution.hide-absent",
            "«{0}» non è nel testo come parola intera: copia le parole come sono scritte.", absent is [var first, ..] ? first : "");
        return new(hidden.Text, answers, [.. parts.SelectMany(p => p.Left).Distinct()]);
    }

    public void Refuse(string reason, DateTimeOffset now)
    {
        MustBeUnread();
        RuleViolation.UnlessAt(nameof(Reason), reason.Trim().Length >= 10, "contribution.reason",
            "Scrivi perché non lo pubblichi: lo legge chi l'ha scritto.");
        (State, Reason, Read) = (ContributionState.Refused, reason.Trim(), now);
        Raise(new ContributionRefused(Id, ProcessSubject));
    }

    public void UndoReading(DateTimeOffset now)
    {
        RuleViolation.Unless(MayUndo(now), "contribution.undo-late", "Si può annullare solo entro dieci minuti.");
        (State, IsPublic, PublicText, PublishedAt, Read, Reason) = (ContributionState.Reading, false, null, null, null, null);
        Answers = Answers?.ConvertAll(a => a with { PublicText = null });
        Raise(new ContributionReadingUndone(Id, Code, ProcessSubject));
    }

    /// <summary>It was reported and is not read for now, with a reason that everybody reads; nothing of it goes.</summary>
    internal void Pause(string why, DateTimeOffset now)
    {
        RuleViolation.Unless(IsPublic, "contribution.not-public", "Questo contributo non è pubblico: non c'è niente da mettere in pausa.");
        (Paused, PauseWhy, PausedText, PublicText, IsPublic) = (now, why, PublicText, null, false);
        Raise(new ContributionPaused(Id, Code, ProcessSubject));
    }

    /// <summary>It is read again.</summary>
    internal void Resume()
    {
        if (Paused is null) return;
        (Paused, PauseWhy, PausedText, PublicText, IsPublic) = (null, null, null, PausedText, true);
        Raise(new ContributionResumed(Id, Code, ProcessSubject));
    }

    /// <summary>The author takes it back: the words go, the code stays.</summary>
    public void Withdraw()
    {
        RuleViolation.Unless(State != ContributionState.Withdrawn, "contribution.withdrawn", "Questo contributo è già stato ritirato.");
        (State, IsPublic, PublicText, Text, Reason) = (ContributionState.Withdrawn, false, null, "", null);
        (Speaker, Pseudonym, Organisation, Answers, Corrected, Translation) = (null, null, null, null, null, null);
        (Paused, PauseWhy, PausedText) = (null, null, null);
        Raise(new ContributionWithdrawn(Id, Code, ProcessSubject, PublishedAt is not null));
    }

    /// <summary>Its author is erased: the words stay, said by nobody known.</summary>
    internal void ForgetSpeaker() => (Speaker, Pseudonym, Organisation) = (null, null, null);

    public void Sort(ContributionKind kind, string? theme, string? area)
    {
        if ((kind, Key(theme), Key(area)) == (Kind, Theme, Area)) return;
        (Kind, Theme, Area) = (kind, Key(theme), Key(area));
        Raise(new ContributionSorted(Id, ProcessSubject, Kind, Theme, Area));
    }

    /// <summary>The author leaves a way to be answered after writing without one.</summary>
    public void SaidBy(Person person)
    {
        RuleViolation.Unless(State != ContributionState.Withdrawn, "contribution.withdrawn", "Questo contributo è già stato ritirato.");
        RuleViolation.Unless(Speaker is null, "contribution.contact-known", "Hai già lasciato un recapito per questo contributo.");
        Speaker = person.Id;
        Raise(new ContributionContactAdded(Id, ProcessSubject));
    }

    /// <summary>The author, who left an address, wants to be told of each step.</summary>
    public void FollowedBy(Person author)
    {
        RuleViolation.UnlessAt("Follow", author.Channel == Channel.Email, "contribution.steps-by-mail",
            "Passo per passo scriviamo solo per e-mail: scegli «Per e-mail» o togli la spunta.");
        Raise(new StepsAsked(Id, ProcessSubject));
    }

    private void Show(ContributionState state, string text, List<Answer>? answers, DateTimeOffset now)
    {
        // What nobody hid is read as it was said; what was not to be published stays inside.
        Answers = answers?.ConvertAll(a => a.Published ? a with { PublicText = a.PublicText ?? a.Text } : a);
        (State, PublicText, IsPublic, Read, PublishedAt) = (state, text, true, now, now);
        Raise(new ContributionPublished(Id, Code, ProcessSubject, state == ContributionState.Redacted));
    }

    private void MustBeTyped() => RuleViolation.Unless(!IsUntyped, "contribution.untyped",
        "È una registrazione: prima scrivi che cosa dice, poi si pubblica.");

    private void MustBeUnread() =>
        RuleViolation.Unless(State == ContributionState.Reading, "contribution.read", "Questo contributo è già stato letto da qualcuno.");

    private static string Tidy(string text) => text.ReplaceLineEndings("\n").Trim();

    private static string? Key(string? key) => string.IsNullOrWhiteSpace(key) ? null : key.Trim();

    private static string? Short(string? name) => string.IsNullOrWhiteSpace(name) ? null : Excerpt.Cut(name.Trim(), 200);

    private static int NumberOf(string code) =>
        int.Parse(code.AsSpan(code.LastIndexOf('C') + 1), NumberStyles.None, CultureInfo.InvariantCulture);
}

/// <summary>What somebody of the staff typed for another.</summary>
public sealed record TypedWords(string Text, string Language, string? Organisation, DateTimeOffset? Said);

/// <summary>Words that were typed and then put right.</summary>
/// <param name="Public">What everybody read until then; null where it was not public.</param>
/// <param name="Why">For everybody, where it was public.</param>
public sealed record FormerText(string Text, string? Public, string Why, Guid? By, DateTimeOffset At);

/// <summary>What a voice says, in Italian, as a person translated it.</summary>
/// <param name="By">The service or association, never a person.</param>
/// <param name="IsOutdated">The voice was put right afterwards.</param>
/// <param name="IsHeld">Words of the voice were hidden afterwards: nobody reads the translation until somebody has looked it
/// over.</param>
public sealed record VoiceTranslation(string Text, string By, DateTimeOffset At, bool IsOutdated = false, bool IsHeld = false)
{
    /// <summary>What everybody reads of it.</summary>
    internal static VoiceTranslation? PublicOf(VoiceTranslation? told) => told is { IsHeld: false } ? told : null;
}

/// <summary>How a voice would read with words hidden, and what of them still stands there in another form.</summary>
public sealed record HiddenWords(string Text, List<Answer>? Answers, IReadOnlyList<string> Left);
