using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Database;
using Patto.Modules.Documents.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Documents.Pages;

/// <summary>Several amendments to one *comma* become one text: joined word by word where they touch different words, chosen where they
/// touch the same ones; seen as a whole, with each author's part, before anything is written.</summary>
public sealed class MergeModel : ChosenPage
{
    private const string PresentWords = "now", OwnWords = "own";

    /// <summary>For each contested place: the number of the option, the words of now, or one's own.</summary>
    [BindProperty, StringLength(10)] public List<string?> Kept { get; set; } = [];
    [BindProperty, StringLength(Amendment.LongestText)] public List<string?> Own { get; set; } = [];
    /// <summary>For each of those chosen, in order of code.</summary>
    [BindProperty] public List<Answer> Outcomes { get; set; } = [];
    [BindProperty, StringLength(3000)] public List<string?> Reasons { get; set; } = [];
    /// <summary>The version of the *comma* that was read.</summary>
    [BindProperty] public int Based { get; set; }
    /// <summary>Which text was seen in the preview.</summary>
    [BindProperty, StringLength(64)] public string? Sight { get; set; }

    /// <summary>The *comma* that they change, or the article whose heading they change; null where they do not change one and the
    /// same.</summary>
    public Node? Comma { get; private set; }
    public string EId => Chosen[0].EId;
    public string Present => Comma!.WordsAt(EId);
    public IReadOnlyList<Wish> Wishes { get; private set; } = [];
    public Merging Merging { get; private set; } = null!;
    /// <summary>The text that comes out; null while somebody must still choose.</summary>
    public string? Preview { get; private set; }

    public IEnumerable<SelectListItem> Answers => new[] { Answer.Accepted, Answer.InPart, Answer.Refused }
        .Select(a => new SelectListItem(L[a.Italian()], a.ToString()));

    protected override async Task<bool> FindInDocumentAsync(CancellationToken cancel)
    {
        await ReadChosenAsync(Merging.Most, cancel);
        Trail((Document.Title, Home), (L["Osservazioni"], Desk), (L["Unisci nel testo"], null));
        if (Chosen.Select(a => (a.Node, a.EId)).Distinct().ToList() is not [var place]) return true;
        var node = (await OutlineAsync(cancel)).Find(place.Node)!;
        if (node.Kind != NodeKind.Comma && !Documents.Part.IsHeading(place.EId)) return true;
        Comma = node;
        Wishes = [.. Chosen.Select(a => new Wish(a.Code, Documents.Merging.Rebase(a.OldText, a.NewText, Present).Wanted))];
        Merging = Documents.Merging.Of(Present, Wishes);
        for (var n = Kept.Count; n < Merging.Contested.Count; n++) Kept.Add(null);
        for (var n = Own.Count; n < Merging.Contested.Count; n++) Own.Add(null);
        for (var n = Reasons.Count; n < Chosen.Count; n++) Reasons.Add(null);
        return true;
    }

    // Where nothing is contested, or all was chosen, the text is shown as it comes out: also beside what was refused.
    protected internal override void Fill()
    {
        if (Comma is not null && Document.IsBeingWritten && Merging.Contested.Index().All(c => Words(c.Index) is not null)) Show();
    }

    public void OnGet() { }

    public IActionResult OnPostPreview()
    {
        if (!ModelState.IsValid) return Page();
        DemandChosen();
        Show();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) return Page();
        DemandChosen();
        DemandOutcomes();
        var text = Merging.Text(Wanted());
        RuleViolation.Unless(Sight == SightOf(text), "merge.unseen", "Il testo non è più quello dell'anteprima: guardalo, poi conferma.");
        return await ActAsync(async w =>
        {
            var drafting = w.Get<Drafting>();
            var (document, amendments) = (await drafting.LoadAsync(Document.Id), await TakeUpAsync(w));
            await drafting.MergeAsync(Process, document, Comma!, Based, text,
                [.. amendments.Select((a, n) => (a, Outcomes[n], Reasons[n] ?? ""))], w.Now);
            return Desk;
        }, L["Il comma è composto. Chi ha proposto riceve la risposta; il testo si legge nella prossima versione pubblicata."]);
    }

    /// <summary>What may stand in a contested place.</summary>
    public IEnumerable<SelectListItem> ChoicesOf(ContestedPlace place) =>
    [
        .. place.Options.Select((o, n) => new Choice($"{n}", o.Words.Trim().Length > 0 ? $"«{o.Words.Trim()}»" : L["Togli queste parole"],
            string.Join(", ", o.Codes))),
        new Choice(PresentWords, place.Present.Trim() is { Length: > 0 } now ? L["Resta com'è: «{0}»", now] : L["Non aggiungere niente"]),
        new Choice(OwnWords, L["Le parole che scrivo qui sotto"]),
    ];

    /// <summary>Whether all of an amendment, a part or nothing of it stands in the text that comes out.</summary>
    public bool? Enters(int n) => Merging.Enters(Wishes[n], Wanted());

    public static string SightOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private void Show()
    {
        Preview = Merging.Text(Wanted());
        if (Outcomes.Count == Chosen.Count && Sight == SightOf(Preview)) return;
        Outcomes = [.. Chosen.Select((_, n) => Enters(n) switch { true => Answer.Accepted, null => Answer.InPart, _ => Answer.Refused })];
    }

    private List<string> Wanted() => [.. Merging.Contested.Select((_, n) => Words(n)!)];

    // Null: nobody chose yet.
    private string? Words(int n)
    {
        var place = Merging.Contested[n];
        return Kept[n] switch
        {
            PresentWords => place.Present,
            OwnWords => Documents.Merging.Fit(place, Own[n] ?? ""),
            { } typed when int.TryParse(typed, CultureInfo.InvariantCulture, out var option) && option >= 0
                && option < place.Options.Count => place.Options[option].Words,
            _ => null,
        };
    }

    private void DemandChosen()
    {
        RuleViolation.Unless(Chosen.Count > 1 && Comma is not null, "merge.comma",
            "Scegli due o più emendamenti che aspettano una risposta e cambiano lo stesso comma.");
        RuleViolation.Unless(Based == Comma!.Current.Number, "node.moved",
            "Qualcun altro ha riscritto il comma {0} mentre lo modificavi: copia il tuo testo, ricarica la pagina e riprova.", Comma.Label);
        foreach (var (n, place) in Merging.Contested.Index())
        {
            RuleViolation.UnlessAt($"{nameof(Kept)}[{n}]", Words(n) is not null, "merge.choose",
                "Scegli quali parole restano: qui non si possono tenere tutte.");
            RuleViolation.UnlessAt($"{nameof(Own)}[{n}]", Kept[n] != OwnWords || !string.IsNullOrWhiteSpace(Own[n]), "merge.own",
                "Scrivi le parole che restano, oppure scegline una qui sopra.");
        }
    }

    private void DemandOutcomes()
    {
        RuleViolation.Unless(Outcomes.Count == Chosen.Count && Outcomes.All(o => o is Answer.Accepted or Answer.InPart or Answer.Refused),
            "merge.unseen", "Il testo non è più quello dell'anteprima: guardalo, poi conferma.");
        foreach (var (n, answer) in Outcomes.Index())
            RuleViolation.UnlessAt($"{nameof(Reasons)}[{n}]", !answer.NeedsReason() || !string.IsNullOrWhiteSpace(Reasons[n]),
                "amendment.reasons", "Se l'emendamento non è accolto per intero, scrivi il motivo.");
    }
}
