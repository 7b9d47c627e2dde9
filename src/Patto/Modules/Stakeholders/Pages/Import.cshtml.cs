using Deliberation;
using Deliberation.Formats.Tables;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;
using Patto.Web.Imports;

namespace Patto.Modules.Stakeholders.Pages;

/// <summary>An office's list of bodies comes in.</summary>
public sealed class ImportModel : ImportPage<SheetField>
{
    public override Act Demands => StakeholderActs.Keep;
    protected override string ListKind => "stakeholders";
    protected override string Italian(SheetField field) => field.Italian();
    protected override SheetField? Guess(TableColumn column) => StakeholderList.Guess(column);

    [BindProperty] public InterestMap Map { get; set; } = InterestMap.PrivateAndCitizens;
    [BindProperty] public bool OnMap { get; set; }
    [BindProperty] public bool MergeAll { get; set; }
    /// <summary>Rows, each the first of its twins in the list.</summary>
    [BindProperty] public List<int> Merge { get; set; } = [];

    internal StakeholderList? Read { get; private set; }
    public IReadOnlyList<Twin> TwinsFound { get; private set; } = [];

    /// <summary>Bodies that may be one.</summary>
    /// <param name="Key">The first row of the list among them.</param>
    public sealed record Twin(int Key, IReadOnlyList<string> Names, Bilingual Why);

    /// <summary>What of the first rows is shown: the columns in which one of them has something.</summary>
    internal IEnumerable<(SheetField Field, Func<ListedStakeholder, string> Of)> Shown =>
        Previewed.Where(column => Read!.Rows.Take(FirstRows).Any(row => column.Of(row).Length > 0));

    private static readonly (SheetField Field, Func<ListedStakeholder, string> Of)[] Previewed =
    [
        (SheetField.ContactPerson, row => row.Reach.ContactPerson), (SheetField.Phone, row => row.Reach.Phone),
        (SheetField.Email, row => row.Reach.Email), (SheetField.Pec, row => row.Reach.Pec),
        (SheetField.Address, row => row.Reach.Address), (SheetField.Themes, row => row.Reach.Themes),
        (SheetField.What, row => row.What), (SheetField.Remarks, row => row.Reach.Remarks),
    ];

    public IEnumerable<SelectListItem> Maps => Enum.GetValues<InterestMap>().Select(m => new SelectListItem(L[m.Italian()], m.ToString()));
    public IEnumerable<SelectListItem> Answers =>
    [
        new(L["Metti quello che manca"], nameof(DoubtAnswer.Offered)), new(L["Lascia come sono"], nameof(DoubtAnswer.AsTyped)),
        new(L["Lascia vuoto"], nameof(DoubtAnswer.Blank)),
    ];

    public IEnumerable<SelectListItem> MergeChoices => TwinsFound.Take(MostTwins).Select(twin =>
        new Patto.Web.Ui.Choice(twin.Key.ToString(System.Globalization.CultureInfo.InvariantCulture), string.Join(" · ", twin.Names),
            Say(twin.Why)));

    public async Task<IActionResult> OnPostImportAsync(CancellationToken cancel)
    {
        if (List is null) return Page();
        foreach (var (field, sentence) in MissingOfFile().Concat(Missing())) ModelState.AddModelError(field, sentence);
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

    protected override async Task LookAsync(AppDb db, IReadOnlyList<SheetField?> fields, CancellationToken cancel)
    {
        Read = new(List!, fields, Doubtful);
        var known = await KnownAsync(db, cancel);
        TwinsFound = [.. Groups(known).Select(group => new Twin(Read.Rows[group.New[0]].Row,
            [.. group.Known.Select(n => L["{0} (già nel registro)", known[n].Name].Value),
                .. group.New.Select(n => L["riga {0}: {1}", Read.Rows[n].Row, Read.Rows[n].Name].Value)], group.Why))];
    }

    private Task<List<Stakeholder>> KnownAsync(AppDb db, CancellationToken cancel) =>
        db.Stakeholders.Where(s => s.Process == Process.Id && s.Name != ""
            && s.Archived == null).OrderBy(s => s.Since).ThenBy(s => s.Id).ToListAsync(cancel);

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
    private IEnumerable<(string Field, string Sentence)> Missing()
    {
        if (!Has(SheetField.Name)) yield return ("", L["Di' quale colonna è il nome dell'ente."]);
        else if (Read!.Rows.Any(row => row.Name.Length == 0))
            yield return ("", L["Ci sono righe senza nome: scrivilo nel file, o togli le righe."]);
        if (Read!.Questions.Count > 0 && Doubtful is null)
            yield return ("", L["Scegli che cosa fare dei telefoni e degli indirizzi dubbi."]);
        if (Read.Errors.Count > 0 && !SkipWrong)
            yield return ("", L["Ci sono celle sbagliate: correggile nel file, oppure scegli di lasciarle vuote."]);
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
}
