using System.ComponentModel.DataAnnotations;
using Deliberation;
using Deliberation.Formats;
using Deliberation.Formats.Tables;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Web.Imports;

namespace Patto.Modules.Processes.Contracts;

/// <summary>A list comes in: what the columns are, what does not fit, what may be there twice; then all of it in one act, or nothing. The
/// file travels with the form and is kept nowhere.</summary>
/// <typeparam name="TField">What a column of such a list may be.</typeparam>
public abstract class ImportPage<TField> : ProcessPage where TField : struct, Enum
{
    public const int Largest = PackedFile.Largest;

    /// <summary>Of errors, notes and doubts, as many are shown; the page says how many there are.</summary>
    public const int Most = 50;

    /// <summary>As many twins can be answered one by one.</summary>
    public const int MostTwins = 500;

    public const int FirstRows = 10;

    [BindProperty] public IFormFile? Document { get; set; }
    /// <summary>The file, packed, as it travels.</summary>
    [BindProperty, StringLength(3_000_000)] public string? Packed { get; set; }
    [BindProperty, StringLength(40)] public string? Set { get; set; }
    [BindProperty, StringLength(10)] public string? Choice { get; set; }
    /// <summary>For which set of characters and which list <see cref="Fields"/> were said.</summary>
    [BindProperty, StringLength(80)] public string? SaidFor { get; set; }
    [BindProperty, StringLength(20)] public List<string?> Fields { get; set; } = [];
    [BindProperty] public DoubtAnswer? Doubtful { get; set; }
    [BindProperty] public bool SkipWrong { get; set; }

    public TableFile? Source { get; private set; }
    public TableList? List { get; private set; }

    /// <summary>The kind of list of which headings are remembered.</summary>
    protected abstract string ListKind { get; }

    /// <summary>What a column is, as the page says it.</summary>
    protected abstract string Italian(TField field);

    /// <summary>What a column is by its heading, as people usually call it; null where that is no heading we know.</summary>
    protected abstract TField? Guess(TableColumn column);

    /// <summary>Columns that only this list of this process may have, by a key that no field has; nothing of them is remembered for
    /// others.</summary>
    protected virtual IEnumerable<SelectListItem> OwnColumns => [];

    /// <summary>The key of an own column by its heading; null where that is none.</summary>
    protected virtual string? GuessOwn(TableColumn column) => null;

    /// <summary>Reads the rows of <see cref="List"/>, whose columns are known.</summary>
    protected abstract Task LookAsync(AppDb db, IReadOnlyList<TField?> fields, CancellationToken cancel);

    public IEnumerable<SelectListItem> Columns => Enum.GetValues<TField>()
        .Select(f => new SelectListItem(L[Italian(f)], f.ToString())).Concat(OwnColumns);
    public IEnumerable<SelectListItem> Sets => Choices(Source?.EncodingQuestion);
    public IEnumerable<SelectListItem> Lists => Choices(Source?.ListQuestion);

    public string Say(Bilingual said) => Texts.IsEnglish ? said.English : said.Italian;

    // Before anything else, so that the list is there too where the page is shown again without its handler.
    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (Packed is { Length: > 0 } && Source is null && await MayAsync(DemandsToPost!) && Open("")) await PrepareAsync(cancel);
        return true;
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostReadAsync(CancellationToken cancel)
    {
        if (Document is not { Length: > 0 }) ModelState.AddModelError(nameof(Document), L["Scegli il file con l'elenco."]);
        else if (Document.Length > Largest) ModelState.AddModelError(nameof(Document), L["Il file è troppo grande: il massimo è {0} MB.",
            Largest / 1024 / 1024]);
        if (!ModelState.IsValid) return Page();
        using var bytes = new MemoryStream();
        await Document!.CopyToAsync(bytes, cancel);
        (Packed, Set, Choice, SaidFor) = (PackedFile.Pack(bytes.ToArray()), null, null, null);
        if (Open(nameof(Document))) await PrepareAsync(cancel);
        return Page();
    }

    public IActionResult OnPostLook() => Page();

    /// <summary>What must be answered or mended before anything is taken, whatever the list is of.</summary>
    protected IEnumerable<(string Field, string Sentence)> MissingOfFile()
    {
        if (Source!.EncodingQuestion is { } set && string.IsNullOrEmpty(Set)) yield return (nameof(Set), Say(set.Text));
        if (Source.ListQuestion is { } list && string.IsNullOrEmpty(Choice)) yield return (nameof(Choice), Say(list.Text));
        if (Source.Errors.Length > 0) yield return ("", L["Il file ha righe che non si leggono: correggile e caricalo di nuovo."]);
    }

    protected bool Has(TField field) => Fields.Contains(field.ToString());

    /// <summary>In the running act: the next list with these headings is not asked.</summary>
    protected async Task RememberAsync(AppDb db, CancellationToken cancel)
    {
        var kind = ListKind;
        var own = OwnColumns.Select(c => c.Value).ToHashSet();
        var said = List!.Columns.Zip(FieldsSaid()).Where((_, i) => !own.Contains(Fields[i] ?? "")).DistinctBy(pair => Heading(pair.First))
            .ToDictionary(pair => Heading(pair.First), pair => pair.Second?.ToString());
        var known = await db.Set<KnownHeading>().Where(h => h.Authority == Authority.Id && h.List == kind && said.Keys.Contains(h.Heading))
            .ToListAsync(cancel);
        foreach (var heading in known) heading.Field = said[heading.Heading];
        foreach (var (heading, field) in said.Where(h => known.All(k => k.Heading != h.Key) && h.Key.Length > 0))
            db.Add(KnownHeading.Of(Authority.Id, kind, heading, field));
    }

    /// <summary>Reads the file that travels with the form and finds the list that is meant.</summary>
    private bool Open(string field)
    {
        try
        {
            Source = TableFile.Read(PackedFile.Unpack(Packed ?? ""), new TableOptions { Encoding = Set is { Length: > 0 } ? Set : null });
        }
        catch (FormatError wrong)
        {
            ModelState.AddModelError(field, Say(wrong.Text));
            return false;
        }
        catch (Exception broken) when (broken is FormatException or InvalidDataException)
        {
            ModelState.AddModelError(field, L["Il file non è arrivato intero: sceglilo di nuovo."]);
            return false;
        }
        if (Source.Lists.Length == 0) ModelState.AddModelError(field, Say(Source.NoList));
        var at = int.TryParse(Choice, out var chosen) ? chosen : 1;
        if (at >= 1 && at <= Source.Lists.Length) List = Source.Lists[at - 1];
        return List is not null;
    }

    private async Task PrepareAsync(CancellationToken cancel)
    {
        var said = $"{Set}|{Choice}";
        if (SaidFor != said || Fields.Count != List!.Columns.Length) await GuessAsync(cancel);
        SaidFor = said;
        await LookAsync(Db, FieldsSaid(), cancel);
    }

    private List<TField?> FieldsSaid() => [.. Fields.Select(f => Enum.TryParse<TField>(f, out var field) && Enum.IsDefined(field)
        ? field : (TField?)null)];

    private async Task GuessAsync(CancellationToken cancel)
    {
        var (kind, keys) = (ListKind, List!.Columns.Select(Heading).ToList());
        var known = await Db.Set<KnownHeading>().AsNoTracking().Where(h => h.Authority == Authority.Id && h.List == kind
            && keys.Contains(h.Heading)).ToDictionaryAsync(h => h.Heading, h => h.Field, cancel);
        Fields = [.. List.Columns.Select(c => GuessOwn(c) is { } own ? own : known.TryGetValue(Heading(c), out var field)
            ? field ?? "" : Guess(c)?.ToString() ?? "")];
    }

    private static string Heading(TableColumn column) =>
        column.Key.Length > KnownHeading.Longest ? column.Key[..KnownHeading.Longest] : column.Key;

    private IEnumerable<SelectListItem> Choices(TableQuestion? question) => question is null ? [] : ChoicesOf(question);

    protected IEnumerable<SelectListItem> ChoicesOf(TableQuestion question) =>
        question.Choices.Select(choice => new SelectListItem(Say(choice.Text), choice.Key));
}
