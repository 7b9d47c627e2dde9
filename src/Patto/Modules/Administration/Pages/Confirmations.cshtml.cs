using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Modules.Administration.Contracts;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

/// <summary>Roles that one person asked to give or to end and a second one confirms; the guarantor sees what waits and what was
/// done.</summary>
public sealed class ConfirmationsModel : PattoPage
{
    /// <param name="ByOther">Another administrator may confirm; the one who looks is one.</param>
    /// <param name="BySheet">The code of the sheet confirms.</param>
    public sealed record Row(RoleChange Change, string AskedBy, bool ByOther, bool BySheet);

    public sealed record Decided(string Name, Role Role, bool IsEnd, DateTimeOffset At, string AskedBy, string? ConfirmedBy,
        SecondPerson? Second);

    /// <summary>Somebody whose sign-in was given back: at the machine, or by a printed code.</summary>
    /// <param name="How">The kind of event.</param>
    public sealed record Restored(string Name, DateTimeOffset At, string How);

    private const int Most = 200;

    private static readonly string[] GivesBack = [nameof(SignInRestored), nameof(OneTimeCodePrinted), nameof(OneTimeCodeUsed)];

    public IReadOnlyList<Row> Waiting { get; private set; } = [];
    public IReadOnlyList<Decided> Past { get; private set; } = [];
    public IReadOnlyList<Restored> Rescued { get; private set; } = [];
    public bool Acts { get; private set; }
    [BindProperty, StringLength(80)] public string? SheetCode { get; set; }
    public override Act Demands => AdministrationActs.SeeRoleChanges;
    public override Act DemandsToPost => AdministrationActs.ConfirmRole;
    public override Place Place => _place ?? new(Authority.Id);
    private Place? _place;

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        var authority = Authority.Id;
        _place = await RoleChangePlaces.OfAsync(CurrentUser, Db, authority, cancel);
        Acts = await MayAsync(AdministrationActs.ConfirmRole);
        var names = await Db.Users.AsNoTracking()
            .Where(a => Db.Set<RoleChange>().Any(c => c.Authority == authority && (c.AskedBy == a.Id || c.ConfirmedBy == a.Id)))
            .ToDictionaryAsync(a => a.Id, a => a.Name, cancel);
        List<Row> waiting = [];
        foreach (var change in await Get<RoleBook>().WaitingAt(authority, Now).AsNoTracking().ToListAsync(cancel))
        {
            var other = Acts && change.AskedBy != CurrentUser.Account;
            waiting.Add(new(change, names.GetValueOrDefault(change.AskedBy) ?? "", other, Acts && !other && await Get<RoleBook>()
                .IsForTheSheetAsync(change, cancel)));
        }
        Waiting = waiting;
        var past = await Db.Set<RoleChange>().AsNoTracking()
            .Where(c => c.Authority == authority && (c.Confirmed != null || c.Dropped != null))
            .OrderByDescending(c => c.Asked).Take(Most).ToListAsync(cancel);
        Past = [.. past.Select(c =>
            new Decided(c.Name, c.Role, c.IsEnd, (c.Confirmed ?? c.Dropped)!.Value, names.GetValueOrDefault(c.AskedBy) ?? "",
            c.ConfirmedBy is { } by ? names.GetValueOrDefault(by) : null, c.Second))];
        Rescued = await RescuedAsync(cancel);
        return true;
    }

    private async Task<IReadOnlyList<Restored>> RescuedAsync(CancellationToken cancel)
    {
        var authority = Authority.Id.Value;
        var rows = await Db.Set<AuditRow>().AsNoTracking().Where(r => r.Authority == authority && GivesBack.Contains(r.Kind))
            .OrderByDescending(r => r.Seq).Take(Most).Select(r => new { r.About, r.At, r.Kind }).ToListAsync(cancel);
        if (rows.Count == 0) return [];
        var accounts = rows.Select(r => Subject.Parse(r.About, null).Id).Distinct().ToList();
        var names = await Db.Users.AsNoTracking().Where(a => accounts.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Name, cancel);
        return [.. rows.Select(r =>
            new Restored(names.GetValueOrDefault(Subject.Parse(r.About, null).Id) ?? L["una persona cancellata"], r.At, r.Kind))];
    }

    public void OnGet() { }

    public Task<IActionResult> OnPostConfirmAsync(Id<RoleChange> change, CancellationToken cancel) =>
        OnChangeAsync(change, L["Confermato."], (write, asked) => write.Get<RoleChanges>().ConfirmAsync(asked, SheetCode, cancel), cancel);

    public Task<IActionResult> OnPostDropAsync(Id<RoleChange> change, CancellationToken cancel) =>
        OnChangeAsync(change, L["La richiesta è caduta: il ruolo resta com'era."], (write, asked) =>
    {
        write.Get<RoleBook>().Drop(asked);
        return Task.CompletedTask;
    }, cancel);

    private async Task<IActionResult> OnChangeAsync(Id<RoleChange> change, string said, Func<WriteScope, RoleChange, Task> act,
        CancellationToken cancel)
    {
        var authority = Authority.Id;
        return await ActAsync(async write =>
        {
            await act(write, await write.Db.Set<RoleChange>().SingleOrDefaultAsync(c => c.Id == change && c.Authority == authority, cancel)
                ?? throw new Unknown());
            return "/amministrazione/conferme";
        }, said);
    }

    public string HowOf(Restored one) => one.How switch
    {
        nameof(SignInRestored) => L["collegamento stampato sul server"],
        nameof(OneTimeCodePrinted) => L["codice stampato da chi amministra"],
        _ => L["password scelta con il codice"],
    };

    /// <summary>"Dare il ruolo di garante a Anna Ferri".</summary>
    public string What(string name, Role role, bool isEnd) =>
        isEnd ? L["Togliere il ruolo di {0} a {1}", L[role.Italian()], name] : L["Dare il ruolo di {0} a {1}", L[role.Italian()], name];

    public string How(Decided done) => done.Second switch
    {
        SecondPerson.Administrator => L["confermato da {0} il {1}", done.ConfirmedBy ?? "", L.Day(done.At)],
        SecondPerson.Sheet => L["confermato con il foglio della cassaforte il {0}", L.Day(done.At)],
        SecondPerson.Machine => L["confermato da chi gestisce il server il {0}", L.Day(done.At)],
        _ => L["lasciato cadere il {0}", L.Day(done.At)],
    };
}
