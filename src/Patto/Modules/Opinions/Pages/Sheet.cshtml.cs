using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Opinions.Contracts;

namespace Patto.Modules.Opinions.Pages;

/// <summary>To print: the statements with three boxes each, and the way to the page for who has a phone.</summary>
public sealed class SheetModel(CurrentAuthority currentAuthority) : SurveyPage
{
    public override Act Demands => SurveyActs.Enter;

    public IReadOnlyList<SurveyStatement> Statements { get; private set; } = [];
    public string Join => currentAuthority.Address + Show;

    protected override async Task<bool> FindInSurveyAsync(CancellationToken cancel)
    {
        Statements = await Db.Statements.AsNoTracking().Where(s => s.Survey == Survey.Id && s.State == StatementState.In)
            .OrderBy(s => s.Number).ToListAsync(cancel);
        Trail((Survey.Title, Survey.State == SurveyState.Draft ? null : Show), (L["Il foglio da stampare"].Value, null));
        return Statements.Count > 0;
    }

    public void OnGet() { }
}
