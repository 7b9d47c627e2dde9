using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Documents;
using Patto.Modules.Processes;

namespace Patto.Modules.Decisions;

/// <summary>Something that an answer is owed on.</summary>
/// <param name="Item">The article, proposal or amendment, as <c>kind:id</c>.</param>
/// <param name="Label">As people cite it: "art. 4", <c>LWF-P0021</c>.</param>
/// <param name="Owed">False for amendments: the table has answered them already.</param>
/// <param name="Parts">What hangs under it and is settled with it: the *commi* of an article.</param>
public sealed record HandedItem(string Item, string Label, string Title, bool Owed, IReadOnlyList<string> Parts)
{
    public Subject Subject => Subject.Parse(Item, null);
}

/// <summary>What the table hands to the body that decides, frozen on that day. First the body takes note, then it decides: two acts, never
/// one.</summary>
[Content("hand-over", "what", "by", "to", "items", "note")]
public sealed class HandOver : Entity<HandOver>
{
    private HandOver() { }

    public static HandOver Make(Id<Process> process, Id<Authority> authority, Id<Document>? document, string what, string by, string to,
        DateOnly day, IReadOnlyList<HandedItem> items, DateTimeOffset now)
    {
        RuleViolation.Unless(items.Any(i => i.Owed), "hand-over.empty",
            "Scegli un testo definitivo o almeno una proposta: su questo ti aspetti una risposta.");
        RuleViolation.UnlessAt("What", !string.IsNullOrWhiteSpace(what), "hand-over.what", "Scrivi che cosa si consegna.");
        RuleViolation.UnlessAt("To", !string.IsNullOrWhiteSpace(to), "hand-over.to",
            "Scrivi a chi si consegna: la Giunta, il Consiglio, l'assemblea.");
        RuleViolation.UnlessAt("Day", day <= Texts.RomeDay(now), "hand-over.day", "La consegna non può essere nel futuro.");
        var made = new HandOver
        {
            Process = process,
            Authority = authority,
            Document = document,
            What = what.Trim(),
            By = by.Trim(),
            To = to.Trim(),
            Day = day,
            Items = [.. items],
            At = now
        };
        made.Raise(new ProposalsHandedOver(made.Id, process, items.Count));
        return made;
    }

    public Id<Process> Process { get; private set; }
    public Id<Authority> Authority { get; private set; }
    public Id<Document>? Document { get; private set; }
    public string What { get; private set; } = "";
    public string By { get; private set; } = "";
    public string To { get; private set; } = "";
    public DateOnly Day { get; private set; }
    public List<HandedItem> Items { get; private set; } = [];
    public DateTimeOffset At { get; private set; }
    public Id<AdministrativeAct>? Note { get; private set; }
    /// <summary>It goes with the document that ends the process in law: note and decision settle the legal steps, with or without a
    /// text.</summary>
    public bool Concludes { get; private set; }

    internal void Conclude() => Concludes = true;

    /// <summary>The organ says that it has received them. It decides nothing.</summary>
    public void TakeNote(AdministrativeAct act)
    {
        RuleViolation.Unless(act.Kind == ActKind.TakingNote, "note.kind", "Questo atto non è una presa d'atto.");
        RuleViolation.Unless(Note is null, "note.twice", "La presa d'atto è già registrata.");
        RuleViolation.UnlessAt("Day", act.Day >= Day, "note.early", "La presa d'atto non può venire prima della consegna.");
        Note = act.Id;
        Raise(new NoteTaken(Id, act.Id, Process, act.Number, act.Day));
    }
}
