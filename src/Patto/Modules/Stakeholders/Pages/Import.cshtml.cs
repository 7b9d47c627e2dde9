using System.ComponentModel.DataAnnotations;
using System.IO.Compression;
using Deliberation;
using Deliberation.Formats;
using Deliberation.Formats.Tables;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;
using Patto.Web;

namespace Patto.Modules.Stakeholders.Pages;

/// <summary>An office's list comes in: what the columns are, what does not fit, who may be there twice; then all of it in one act, or
/// nothing. The file travels with the form and is kept nowhere.</summary>
public sealed class ImportModel : ProcessPage
{
    /// <summary>Bytes; a list of 3,000 bodies has a third of a megabyte.</summary>
    public const int Largest = 2 * 1024 * 1024;

    /// <summary>Of errors, notes and doubts, as many are shown; the page says how many there are.</summary>
    public const int Most = 50;

    /// <summary>As many twins can be answered one by one.</summary>
    public const int MostTwins = 500;

    public override Act Demands => StakeholderActs.Keep;

    [BindProperty] public IFormFile? Document { get; set; }
    /// <summary>The file, packed, as it travels.</summary>
    [BindProperty, StringLength(3_000_000)] public string? Packed { get; set; }
    [BindProperty, StringLength(40)] public string? Set { get; set; }
    [BindProperty, StringLength(10)] public string? Choice { get; set; }
    /// <summary>For which set of characters and which list <see cref="Fields"/> were said.</summary>
    [BindProperty, StringLength(80)] public string? SaidFor { get; set; }
    [BindProperty, StringLength(20)] public List<string?> Fields { get; set; } = [];
    [BindProperty] public InterestMap Map { get; set; } = InterestMap.PrivateAndCitizens;
    [BindProperty] public ContactAnswerOfAll? Doubtful { get; set; }
    [BindProperty] public bool SkipWrong { get; set; }
    [BindProperty] public bool OnMap { get; set; }
    [BindProperty] public bool MergeAll { get; set; }
    /// <summary>Rows, each the first of its twins in the list.</summary>
    [BindProperty] public List<int> Merge { get; set; } = [];

    public TableFile? Source { get; private set; }
    public TableList? List { get; private set; }
    internal StakeholderList? Read { get; private set; }
    public IReadOnlyList<Twin> TwinsFound { get; private set; } = [];

    /// <summary>Bodies that may be one.</summary>
    /// <param name="Key">The first row of the list among them.</param>
    public sealed record Twin(int Key, IReadOnlyList<string> Names, Bilingual Why);

    /// <summary>What of the first rows is shown: the columns in which one of them has something.</summary>
    internal IEnumerable<(SheetField Field, Func<ListedStakeholder, string> Of)> Shown =>
        Previewed.Where(column => Read!.Rows.Take(FirstRows).Any(row => column.Of(row).Length > 0));

    internal const int FirstRows = 10;

    private static readonly (SheetField Field, Func<ListedStakeholder, string> Of)[] Previewed =
    [
        (SheetField.ContactPerson, row => row.Reach.ContactPerson), (SheetField.Phone, row => row.Reach.Phone),
        (SheetField.Email, row => row.Reach.Email), (SheetField.Pec, row => row.Reach.Pec),
        (SheetField.Address, row => row.Reach.Address), (SheetField.Themes, row => row.Reach.Themes),
        (SheetField.What, row => row.What), (SheetField.Remarks, row => row.Reach.Remarks),
    ];

    public IEnumerable<SelectListItem> Maps => Enum.GetValues<InterestMap>().Select(m => new SelectListItem(L[m.Italian()], m.ToString()));
    public IEnumerable<SelectListItem> Columns => Enum.GetValues<SheetField>()
        .Select(f => new SelectListItem(L[f.Italian()], f.ToString()));
    public IEnumerable<SelectListItem> Sets => Choices(Source?.EncodingQuestion);
    public IEnumerable<SelectListItem> Lists => Choices(Source?.ListQuestion);
    public IEnumerable<SelectListItem> Answers =>
    [
        new(L["Metti quello che manca"], nameof(ContactAnswerOfAll.Offered)),
            new(L["Lascia come sono"], nameof(ContactAnswerOfAll.AsTyped)),
        new(L["Lascia vuoto"], nameof(ContactAnswerOfAll.Blank)),
    ];

    public IEnumerable<SelectListItem> MergeChoices => TwinsFound.Take(MostTwins).Select(twin =>
        new Patto.Web.Ui.Choice(twin.Key.ToString(System.Globalization.CultureInfo.InvariantCulture), string.Join(" · ", twin.Names),
            Say(twin.Why)));

    public string Say(Bilingual said) => Texts.IsEnglish ? said.English : said.Italian;

    // Before anything else, so that the list is there too where the page is shown again without its handler.
    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (Packed is { Length: > 0 } && Source is null && await MayAsync(Demands) && Open("")) await LookAsync(Db, cancel);
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
        (Packed, Set, Choice, SaidFor) = (Pack(bytes.ToArray()), null, null, null);
        if (Open(nameof(Document))) await LookAsync(Db, cancel);
        return Page();
    }

    public IActionResult OnPostLook() => Page();

    public async Task<IActionResult> OnPostImportAsync(CancellationToken cancel)
    {
        if (List is null) return Page();
        foreach (var missing in Missing()) ModelState.AddModelError("", missing);
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var (added, merged) = await TakeAsync(write, cancel);
            write.Db.Tell(new StakeholdersImported(Process.Id, added, merged));
            await RememberAsync(write.Db, cancel);
            return new(Process.IsPublic ? StakeholderUrls.Registry(Process.Slug) : ProcessUrls.FirstSteps(Process.Slug),
                L.Count(added, "Una riga aggiunta al registro.", "{0} righe aggiunte al registro.")
                + (merged > 0 ? " " + L.Count(merged, "Una unita a chi c'era già.", "{0} unite a chi c'era già.") : ""));
        });
    }

    /// <summary>Reads the file that travels with the form and finds the list that is meant.</summary>
    private bool Open(string field)
    {
        try
        {
            Source = TableFile.Read(Unpack(Packed ?? ""), new TableOptions { Encoding = Set is { Length: > 0 } ? Set : null });
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

    private async Task LookAsync(AppDb db, CancellationToken cancel)
    {
        var said = $"{Set}|{Choice}";
        if (SaidFor != said || Fields.Count != List!.Columns.Length) await GuessAsync(db, cancel);
        SaidFor = said;
        Read = new(List!, FieldsSaid(), Doubtful);
        var known = await KnownAsync(db, cancel);
        TwinsFound = [.. Groups(known).Select(group => new Twin(Read.Rows[group.New[0]].Row,
            [.. group.Known.Select(n => L["{0} (già nel registro)", known[n].Name].Value),
                .. group.New.Select(n => L["riga {0}: {1}", Read.Rows[n].Row, Read.Rows[n].Name].Value)], group.Why))];
    }

    private List<SheetField?> FieldsSaid() => [.. Fields.Select(f => Enum.TryParse<SheetField>(f, out var field) && Enum.IsDefined(field)
        ? field : (SheetField?)null)];

    private async Task GuessAsync(AppDb db, CancellationToken cancel)
    {
        var keys = List!.Columns.Select(Heading).ToList();
        var known = await db.Set<KnownHeading>().AsNoTracking().Where(h => h.Authority == Authority.Id && keys.Contains(h.Heading))
            .ToDictionaryAsync(h => h.Heading, h => h.Field, cancel);
        Fields = [.. List.Columns.Select(c => known.TryGetValue(Heading(c), out var field) ? field?.ToString() ?? ""
            : StakeholderList.Guess(c)?.ToString() ?? "")];
    }

    private static string Heading(TableColumn column) =>
        column.Key.Length > KnownHeading.Longest ? column.Key[..KnownHeading.Longest] : column.Key;

    private Task<List<Stakeholder>> KnownAsync(AppDb db, CancellationToken cancel) =>
        db.Stakeholders.Where(s => s.Process == Process.Id && s.Name != "").OrderBy(s => s.Since).ThenBy(s => s.Id).ToListAsync(cancel);

    /// <summary>Those who may be one, where a row of the list is among them: the known ones first.</summary>
    private IEnumerable<(List<int> Known, List<int> New, Bilingual Why)> Groups(List<Stakeholder> known)
    {
        var bodies = known.Select(s => new ListedBody(s.Name, [.. string.Join("; ", s.Phone, s.Email, s.Pec).Split("; ")]))
            .Concat(Read!.Rows.Select(row => row.AsBody())).ToList();
        return Twins.Find(bodies).Select(group => (group.Members.Where(n => n < known.Count).ToList(),
            group.Members.Where(n => n >= known.Count).Select(n => n - known.Count).ToList(), group.Why))
                .Where(group => group.Item2.Count > 0);
    }

    /// <summary>What must be answered or mended before anything is taken.</summary>
    private IEnumerable<string> Missing()
    {
        if (Source!.EncodingQuestion is { } set && string.IsNullOrEmpty(Set)) yield return Say(set.Text);
        if (Source.ListQuestion is { } list && string.IsNullOrEmpty(Choice)) yield return Say(list.Text);
        if (!Fields.Contains(nameof(SheetField.Name))) yield return L["Di' quale colonna è il nome dell'ente."];
        else if (Read!.Rows.Any(row => row.Name.Length == 0)) yield return L["Ci sono righe senza nome: scrivilo nel file, o togli le righe."];
        if (Source.Errors.Length > 0) yield return L["Il file ha righe che non si leggono: correggile e caricalo di nuovo."];
        if (Read!.Questions.Count > 0 && Doubtful is null) yield return L["Scegli che cosa fare dei telefoni e degli indirizzi dubbi."];
        if (Read.Errors.Count > 0 && !SkipWrong)
            yield return L["Ci sono celle sbagliate: correggile nel file, oppure scegli di lasciarle vuote."];
    }

    private async Task<(int Added, int Merged)> TakeAsync(WriteScope write, CancellationToken cancel)
    {
        var known = await KnownAsync(write.Db, cancel);
        Dictionary<int, ListedStakeholder> rows = Read!.Rows.Index().ToDictionary(row => row.Index, row => row.Item);
        foreach (var (old, fresh, _) in Groups(known).Where(group => MergeAll || Merge.Contains(Read.Rows[group.New[0]].Row)).ToList())
        {
            var one = fresh.Select(n => rows[n]).Aggregate((a, b) => a.With(b));
            foreach (var n in fresh) rows.Remove(n);
            if (old.Count > 0) known[old[0]].Reach(known[old[0]].HowToReach.With(one.Reach));
            else rows[fresh[0]] = one;
        }
        foreach (var row in rows.OrderBy(row => row.Key).Select(row => row.Value))
            write.Db.Add(Stakeholder.Import(Authority.Id, Process.Id, row.Name, row.Map ?? Map, row.What, row.Reach, OnMap, write.Now));
        return (rows.Count, Read.Rows.Count - rows.Count);
    }

    private async Task RememberAsync(AppDb db, CancellationToken cancel)
    {
        var said = List!.Columns.Zip(FieldsSaid()).DistinctBy(pair => Heading(pair.First))
            .ToDictionary(pair => Heading(pair.First), pair => pair.Second);
        var known = await db.Set<KnownHeading>().Where(h => h.Authority == Authority.Id && said.Keys.Contains(h.Heading))
            .ToListAsync(cancel);
        foreach (var heading in known) heading.Field = said[heading.Heading];
        foreach (var (heading, field) in said.Where(h => known.All(k => k.Heading != h.Key) && h.Key.Length > 0))
            db.Add(KnownHeading.Of(Authority.Id, heading, field));
    }

    private IEnumerable<SelectListItem> Choices(TableQuestion? question) =>
        question?.Choices.Select(choice => new SelectListItem(Say(choice.Text), choice.Key)) ?? [];

    private static string Pack(byte[] file)
    {
        using var packed = new MemoryStream();
        using (var zip = new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zip.Write(file);
        return Convert.ToBase64String(packed.ToArray());
    }

    private static byte[] Unpack(string packed)
    {
        using var zip = new BrotliStream(new MemoryStream(Convert.FromBase64String(packed)), CompressionMode.Decompress);
        using var file = new MemoryStream();
        var buffer = new byte[81_920];
        for (int got; (got = zip.Read(buffer)) > 0; file.Write(buffer, 0, got))
            if (file.Length + got > Largest) throw new InvalidDataException("Larger than what was sent.");
        return file.ToArray();
    }
}
