using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Contributions.Questions;
using Patto.Web;

namespace Patto.Modules.Contributions.Pages;

/// <summary>The sheets as they come out of the printer; with <c>?pdf</c> as a file for the print shop. A slip already written is left out:
/// its letters are no longer known here.</summary>
[AlsoAsPdf("foglietti")]
public sealed class SheetsModel(CurrentAuthority currentAuthority, InstallationKey key) : VoicePage
{
    public override Act Demands => ContributionActs.Print;

    public SlipBatch Batch { get; private set; } = null!;
    public IReadOnlyList<Slip[]> Sheets { get; private set; } = [];
    /// <summary>What each slip asks beside what everybody is asked.</summary>
    public IReadOnlyList<OwnQuestion> Asked { get; private set; } = [];
    public string Site => currentAuthority.Address;

    /// <summary>The eight letters of a blank slip.</summary>
    public string LettersOf(Slip slip) => key.Open(slip.Secret!);

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (!Id<SlipBatch>.TryParse(RouteData.Values["batch"] as string, null, out var id)) return false;
        Batch = (await Db.SlipBatches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id && b.Process == Process.Id, cancel))!;
        return Batch is not null;
    }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Response.Headers.CacheControl = "no-store";
        var blank = await Db.Slips.AsNoTracking().Where(s => s.Batch == Batch.Id && s.Contribution == null).OrderBy(s => s.Code)
            .ToListAsync(cancel);
        Sheets = [.. blank.Chunk(Batch.OnASheet)];
        if (Batch.Asked is { } asked)
            Asked = [.. (await Get<QuestionBook>().AllAsync(Process.Id, cancel)).Where(q => asked.Contains(q.Id.Value))];
    }
}
