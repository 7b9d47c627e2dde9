using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Localization;
using Patto.Modules.Administration.Contracts;
using Patto.People;
using Patto.Privacy;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

/// <summary>One request: done, refused with a reason, or put off once. Whatever is written here the person receives.</summary>
public sealed class DataRequestShowModel(PersonalDataBook data) : PattoPage
{
    private const int Most = 50;

    public override Act Demands => AdministrationActs.HandPersonalData;

    public DataRequest It { get; private set; } = null!;
    public Person? Asker { get; private set; }
    /// <summary>As they gave it, else as their account has it; empty where nobody knows.</summary>
    public string AskerName { get; private set; } = "";
    /// <summary>Others with the same name or contact: perhaps the same person, who came several times.</summary>
    public IReadOnlyList<Candidate> Like { get; private set; } = [];
    public DateOnly Today => Texts.RomeDay(Now);
    public bool MayExtend => It.IsOpen && It.Extended is null && !It.IsLate(Today);

    [BindProperty, StringLength(DataRequest.Longest)] public string? Answer { get; set; }
    [BindProperty, StringLength(DataRequest.Longest)] public string? Reason { get; set; }
    [BindProperty, StringLength(DataRequest.Longest)] public string? Why { get; set; }
    [BindProperty] public bool Sure { get; set; }
    [BindProperty] public List<Guid> Person { get; set; } = [];

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        if (!Id<DataRequest>.TryParse(RouteData.Values["request"] as string, null, out var id)) return false;
        var authority = Authority.Id;
        It = (await Db.DataRequests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.Authority == authority, cancel))!;
        if (It is null) return false;
        var person = It.Person;
        Asker = await Db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == person && p.Erased == null, cancel);
        if (Asker is not null) AskerName = Asker.Name.Length > 0 || It.Account is not { } account ? Asker.Name
            : await Db.Set<Account>().Where(a => a.Id == account).Select(a => a.Name).SingleOrDefaultAsync(cancel) ?? "";
        if (Asker is not null && It is { IsOpen: true, Kind: DataRequestKind.Erasure })
            Like = [.. (await data.FindPersonsAsync(AskerName.Length > 0 ? AskerName : Asker.Address, Most, cancel))
                .Where(c => c.Id != Asker.Id.Value)];
        return true;
    }

    protected internal override void Fill() => (Answer, Reason, Why, Sure) = (null, null, null, false);

    public void OnGet() { }

    public Task<IActionResult> OnPostFulfilAsync(CancellationToken cancel) => ChangeAsync(async (here, asked) =>
    {
        if (asked.Kind == DataRequestKind.Erasure)
            RuleViolation.UnlessAt(nameof(Sure), Sure, "data-request.sure", "Spunta la casella: cancellare non si può annullare.");
        await here.FulfilAsync(asked, Answer ?? "", Person, cancel);
        return L["Richiesta accolta: la persona riceve la risposta."];
    }, cancel);

    public Task<IActionResult> OnPostRefuseAsync(CancellationToken cancel) => ChangeAsync(async (here, asked) =>
    {
        await here.RefuseAsync(asked, Reason ?? "", cancel);
        return L["Richiesta non accolta: la persona riceve il motivo e sa come fare reclamo."];
    }, cancel);

    public Task<IActionResult> OnPostExtendAsync(CancellationToken cancel) => ChangeAsync(async (here, asked) =>
    {
        await here.ExtendAsync(asked, Why ?? "", cancel);
        return L["Termine prorogato: la persona riceve il motivo."];
    }, cancel);

    private async Task<IActionResult> ChangeAsync(Func<DataRequestBook, DataRequest, Task<string>> change, CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var asked = await write.Db.DataRequests.SingleAsync(r => r.Id == It.Id, cancel);
            return new(AdministrationUrls.DataRequest(It.Id), await change(write.Get<DataRequestBook>(), asked));
        });
    }
}
