using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Contributions.Pages;

/// <summary>Where the link of the confirmation letter leads; a look confirms nothing, since mail programs follow links by
/// themselves.</summary>
public sealed class ConfirmModel(Confirmation confirmation) : PattoPage
{
    private Id<Person> _person;
    public bool IsConfirmed { get; private set; }

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        if (confirmation.Open(RouteData.Values["token"] as string ?? "") is not { } id) return false;
        _person = id;
        var found = await Db.Set<Person>().AsNoTracking().Where(p => p.Id == id && p.Authority == Authority.Id && p.Erased == null)
            .Select(p => new { p.Confirmed }).SingleOrDefaultAsync(cancel);
        IsConfirmed = found?.Confirmed is not null;
        return found is not null;
    }

    public void OnGet() { }

    [Anybody("the token of the letter")]
    public Task<IActionResult> OnPostAsync() => ActAsync(async write =>
    {
        var person = await write.Db.Set<Person>().SingleOrDefaultAsync(p => p.Id == _person) ?? throw new Unknown();
        person.Confirm(write.Now);
        return Request.Path.Value!;
    });
}
