using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Modules.Choices.Contracts;

namespace Patto.Modules.Choices.Pages;

/// <summary>For the projector of the room: how many have voted while it is open, the totals once it is counted.</summary>
public sealed class ScreenModel(CurrentAuthority currentAuthority) : ChoicePage
{
    public int Voted { get; private set; }
    public int? Listed { get; private set; }
    public string Join => currentAuthority.Address + ChoiceUrls.Show(Process.Slug, Choice.Id);
    public long Most => Math.Max(1, Choice.Result?.Options.Max(o => o.Total) ?? 1);

    protected override async Task<bool> FindInChoiceAsync(CancellationToken cancel)
    {
        if (Choice.State is ChoiceState.Draft or ChoiceState.Annulled) return false;
        if (Choice.Result is { } result) (Voted, Listed) = (result.Ballots, result.Entitled);
        else
        {
            Voted = await Db.Voters.CountAsync(v => v.Choice == Choice.Id && v.Voted != null, cancel);
            if (Choice.Electorate != Electorate.Accounts) Listed = await Db.Voters.CountAsync(v => v.Choice == Choice.Id, cancel);
        }
        return true;
    }

    public void OnGet() { }
}
