using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;
using Patto.People;

namespace Patto.Modules.Stakeholders;

/// <summary>How far somebody is in the process, from the farthest.</summary>
public enum StakeholderState { ToReach, Informed, Involved, AtTable }

/// <summary>What is done to many of the register at once.</summary>
public enum TogetherDeed { AddTheme, RemoveTheme, Map, State, Archive, Restore }

public enum ContactWay { Letter, Mail, Pec, Phone, Meeting, Visit, Poster }

public enum ContactAnswer { Waiting, Yes, Later, No, None }

/// <summary>How a body is reached, as the office's own list has it. For the staff only.</summary>
/// <param name="ContactPerson">Who answers for it.</param>
/// <param name="Phone">One or more numbers, <c>; </c> between them, as they were typed.</param>
/// <param name="Email">One or more addresses, <c>; </c> between them.</param>
/// <param name="Pec">The certified address.</param>
/// <param name="Themes">What it deals with, in the office's words.</param>
public sealed record HowToReach(string ContactPerson, string Phone, string Email, string Pec, string Address, string Themes, string Remarks)
{
    public static readonly HowToReach Nothing = new("", "", "", "", "", "", "");

    /// <summary>What both say; where they differ, one after the other.</summary>
    public HowToReach With(HowToReach other) => new(Both(ContactPerson, other.ContactPerson), Both(Phone, other.Phone),
        Both(Email, other.Email), Both(Pec, other.Pec), Both(Address, other.Address), Both(Themes, other.Themes),
        Both(Remarks, other.Remarks));

    internal static string Both(string one, string other) => string.Join("; ", one.Split("; ").Concat(other.Split("; "))
        .Where(said => said.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase));
}

/// <summary>An organisation, or a kind of people, with an interest or an experience in the process.</summary>
public sealed class Stakeholder : Entity<Stakeholder>, IListedByName, IFromOutside
{
    private readonly List<Contact> _contacts = [];

    private Stakeholder() { }

    /// <param name="interest">The item of the checklist that it speaks for; null where none fits yet.</param>
    /// <param name="person">Who put it there by themselves: their contact stays with the person, never here.</param>
    public static Stakeholder Note(Id<Authority> authority, Id<Process> process, string name, InterestMap map, string what,
        Id<Interest>? interest, DateTimeOffset now, Id<Person>? person = null)
    {
        RuleViolation.UnlessAt(nameof(Name), name.Trim().Length is > 0 and <= 200, "stakeholder.name",
            "Scrivi il nome dell'organizzazione o del gruppo di persone.");
        var noted = new Stakeholder
        {
            Authority = authority,
            Process = process,
            Name = name.Trim(),
            Map = map,
            What = what.Trim(),
            Interest = interest,
            Since = now,
            Person = person,
            Shown = person is null
        };
        noted.Raise(new StakeholderNoted(noted.Id, process, person is not null));
        return noted;
    }

    public Id<Authority> Authority { get; private set; }
    public Id<Process> Process { get; private set; }
    public string Name { get; private set; } = "";
    public InterestMap Map { get; private set; }
    public Id<Interest>? Interest { get; private set; }
    /// <summary>In its words: the interest or the experience that it brings.</summary>
    public string What { get; private set; } = "";
    /// <summary>The neighbourhood it belongs to, by key; empty for the whole town.</summary>
    public string Area { get; private set; } = "";
    /// <summary>Dimensions of difference that it represents: gender, ability, age, language, culture (L.R. 15/2018).</summary>
    public List<string> Differences { get; private set; } = [];
    /// <summary>How much it weighs on the outcome, 1–3; 0: not estimated. For the staff only.</summary>
    public int Influence { get; private set; }
    /// <summary>How much it is touched by what is decided, 1–3; 0: not estimated. For the staff only.</summary>
    public int Concern { get; private set; }
    /// <summary>What it takes to have them come. For the staff only.</summary>
    public string WhatItTakes { get; private set; } = "";
    public StakeholderState State { get; private set; }
    public Id<Person>? Person { get; private set; }
    bool IFromOutside.IsFromOutside => Person is not null;
    /// <summary>On the public map. Who put themselves there is shown once the staff has read it.</summary>
    public bool Shown { get; private set; }
    public DateTimeOffset Since { get; private set; }
    public IReadOnlyList<Contact> Contacts => _contacts;

    public string ContactPerson { get; private set; } = "";
    public string Phone { get; private set; } = "";
    public string Email { get; private set; } = "";
    public string Pec { get; private set; } = "";
    public string Address { get; private set; } = "";
    public string Themes { get; private set; } = "";
    public string Remarks { get; private set; } = "";

    /// <summary>No longer of the register: not on the map, not written to; kept with its contacts and can come back.</summary>
    public DateTimeOffset? Archived { get; private set; }
    public string ArchivedWhy { get; private set; } = "";

    public void Archive(string why, DateTimeOffset now)
    {
        RuleViolation.Unless(Archived is null, "stakeholder.archived", "«{0}» è già in archivio.", Name);
        RuleViolation.UnlessAt("Why", why.Trim().Length is >= 5 and <= 300, "stakeholder.why",
            "Scrivi in poche parole perché va in archivio: resta nella scheda.");
        (Archived, ArchivedWhy) = (now, why.Trim());
        Raise(new StakeholderArchived(Id, Process, true));
    }

    public void Restore()
    {
        RuleViolation.Unless(Archived is not null, "stakeholder.not-archived", "«{0}» non è in archivio.", Name);
        (Archived, ArchivedWhy) = (null, "");
        Raise(new StakeholderArchived(Id, Process, false));
    }

    /// <summary>Deals with one theme more, or with one fewer; as the register names them.</summary>
    internal void Deal(string theme, bool deals)
    {
        var themes = ThemesOf(Themes);
        var had = themes.Exists(t => string.Equals(t, theme, StringComparison.OrdinalIgnoreCase));
        if (had == deals) return;
        List<string> left = deals ? [.. themes, theme] : themes.FindAll(t => !string.Equals(t, theme, StringComparison.OrdinalIgnoreCase));
        var said = string.Join("; ", left);
        RuleViolation.UnlessAt("Theme", said.Length <= 300, "stakeholder.themes", "«{0}» ha già troppi temi: togline qualcuno dalla sua scheda.", Name);
        Themes = said;
        Raise(new StakeholderChanged(Id, Process, State));
    }

    internal static List<string> ThemesOf(string themes) =>
        [.. themes.Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    internal void Sort(InterestMap map)
    {
        if (Map == map) return;
        Map = map;
        Raise(new StakeholderChanged(Id, Process, State));
    }

    public HowToReach HowToReach => new(ContactPerson, Phone, Email, Pec, Address, Themes, Remarks);

    /// <summary>As an office's list has it: told once for the whole list, and shown on the map only if whoever imports says so.</summary>
    internal static Stakeholder Import(Id<Authority> authority, Id<Process> process, string name, InterestMap map, string what,
        HowToReach reach, bool shown, DateTimeOffset now)
    {
        var imported = new Stakeholder
        {
            Authority = authority,
            Process = process,
            Name = name.Trim(),
            Map = map,
            What = what.Trim(),
            Since = now,
            Shown = shown
        };
        imported.Set(reach);
        return imported;
    }

    public void Reach(HowToReach reach)
    {
        if (HowToReach == reach) return;
        Set(reach);
        Raise(new StakeholderChanged(Id, Process, State));
    }

    private void Set(HowToReach reach) => (ContactPerson, Phone, Email, Pec, Address, Themes, Remarks) =
        (reach.ContactPerson, reach.Phone, reach.Email, reach.Pec, reach.Address, reach.Themes, reach.Remarks);

    public static readonly string[] KnownDifferences = ["genere", "abilità", "età", "lingua", "cultura"];

    public void Describe(string name, InterestMap map, string what, Id<Interest>? interest, string area, IEnumerable<string> differences,
        int influence, string whatItTakes, bool shown, int? concern = null)
    {
        RuleViolation.UnlessAt(nameof(Concern), concern is null or (>= 0 and <= 3), "stakeholder.concern", "La stima va da 0 a 3.");
        RuleViolation.UnlessAt(nameof(Name), name.Trim().Length is > 0 and <= 200, "stakeholder.name",
            "Scrivi il nome dell'organizzazione o del gruppo di persone.");
        RuleViolation.UnlessAt(nameof(Influence), influence is >= 0 and <= 3, "stakeholder.influence", "Il peso va da 0 a 3.");
        (Name, Map, What, Interest, Area, Influence, WhatItTakes, Shown) = (name.Trim(), map, what.Trim(), interest, area, influence,
            whatItTakes.Trim(), shown);
        Concern = concern ?? Concern;
        Differences = [.. differences.Where(KnownDifferences.Contains).Distinct()];
        Raise(new StakeholderChanged(Id, Process, State));
    }

    public void Move(StakeholderState state)
    {
        if (State == state) return;
        State = state;
        Raise(new StakeholderChanged(Id, Process, state));
    }

    /// <summary>Whoever put themselves on the map and is erased takes the name along; who answered for a body leaves the body there.</summary>
    internal void Forget()
    {
        ForgetContact();
        if (Person is not null) (Name, What, WhatItTakes, Person, Shown, ArchivedWhy) =
            ("", "", "", null, false, "");
    }

    /// <summary>Nobody invites the body any more: where it is and what it deals with stay.</summary>
    internal void ForgetContact() => Set(HowToReach.Nothing with { Address = Address, Themes = Themes });

    /// <summary>Notes that they were contacted; whoever answers yes is at least informed.</summary>
    public Contact Reach(DateOnly on, ContactWay how, ContactAnswer answer, string note, DateOnly today)
    {
        RuleViolation.UnlessAt("On", on <= today, "contact.future",
            "Un contatto si registra quando c'è stato: il giorno deve ancora venire.");
        var contact = new Contact { Stakeholder = Id, On = on, How = how, Answer = answer, Note = note.Trim() };
        _contacts.Add(contact);
        if (State == StakeholderState.ToReach && answer != ContactAnswer.None) State = StakeholderState.Informed;
        Raise(new StakeholderContacted(Id, Process, how, answer, on));
        return contact;
    }
}

/// <summary>A line of the contact log: the evidence that they were sought.</summary>
public sealed class Contact : Entity<Contact>
{
    internal Contact() { }
    public Id<Stakeholder> Stakeholder { get; internal init; }
    public DateOnly On { get; internal init; }
    public ContactWay How { get; internal init; }
    public ContactAnswer Answer { get; internal init; }
    public string Note { get; internal set; } = "";

    internal void Forget() => Note = "";
}

/// <summary>An item of the checklist: an interest or an experience whose holders must be heard.</summary>
[Content("interest", "name", "examples")]
public sealed class Interest : Entity<Interest>
{
    private Interest() { }

    public static Interest List(Id<Process> process, string name, InterestMap map, string examples, int number)
    {
        RuleViolation.UnlessAt(nameof(Name), name.Trim().Length is > 0 and <= 160, "interest.name",
            "Scrivi quale interesse o esperienza va ascoltata.");
        var interest = Plan(process, name, map, examples, number);
        interest.Raise(new ChecklistChanged(interest.Id, process));
        return interest;
    }

    /// <summary>As the template plans it: the opening of the process tells it.</summary>
    internal static Interest Plan(Id<Process> process, string name, InterestMap map, string examples, int number) =>
        new() { Process = process, Name = name.Trim(), Map = map, Examples = examples.Trim(), Number = number };

    public Id<Process> Process { get; private set; }
    public int Number { get; private set; }
    public string Name { get; private set; } = "";
    public InterestMap Map { get; private set; }
    public string Examples { get; private set; } = "";
    /// <summary>A seat of a group stands for it, and somebody sits there.</summary>
    public bool Seated { get; private set; }
    public DateTimeOffset? Removed { get; private set; }

    public void Seat(bool taken)
    {
        if (Seated == taken) return;
        Seated = taken;
        Raise(new ChecklistChanged(Id, Process));
    }

    public void Remove(DateTimeOffset now)
    {
        Removed ??= now;
        Raise(new ChecklistChanged(Id, Process));
    }
}
