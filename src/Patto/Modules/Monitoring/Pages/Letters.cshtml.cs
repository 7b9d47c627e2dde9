using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Mail;
using Patto.Modules.Monitoring.Contracts;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Monitoring.Pages;

/// <summary>The letters for those without e-mail, one A4 page a person, all in one print. For the office only.</summary>
[AlsoAsPdf("lettere")]
public sealed class LettersModel(Mailings mailings) : ReportPage
{
    /// <summary>Some are not there yet.</summary>
    public bool IsWriting { get; private set; }

    public override Act Demands => MonitoringActs.Report;
    public IReadOnlyList<Letter> Letters { get; private set; } = [];

    protected override async Task<bool> FindMoreAsync(CancellationToken cancel)
    {
        var about = Report.Subject;
        IsWriting = await mailings.IsWritingAsync(about, cancel);
        Letters = await Db.Set<Letter>().AsNoTracking().Where(l => l.About == about && l.Channel != Channel.Email).OrderBy(l => l.Name)
            .ThenBy(l => l.Id).ToListAsync(cancel);
        return true;
    }

    public void OnGet() { }

    public static string Italian(Channel channel) => channel switch
    {
        Channel.Post => "Da spedire",
        Channel.Phone => "Da dire per telefono",
        Channel.Desk => "Da consegnare allo sportello",
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, null),
    };
}
