using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Mail;
using Patto.Modules.Communication.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Modules.Communication.Pages;

/// <summary>A letter to many: what it says, and how far it has come.</summary>
public sealed class LetterModel(Audiences audiences, Mailings mailings) : ProcessPage
{
    public override Act Demands => CommunicationActs.WriteLetters;

    public Circular Letter { get; private set; } = null!;
    public string To { get; private set; } = "";
    /// <summary>Some are still being written.</summary>
    public bool IsWriting { get; private set; }
    public int Sent { get; private set; }
    public int Waiting { get; private set; }
    public int OnPaper { get; private set; }
    public int Lost { get; private set; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (!Id<Circular>.TryParse(RouteData.Values["letter"] as string, null, out var id)) return false;
        Letter = (await Db.Circulars.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.Process == Process.Id, cancel))!;
        if (Letter is null || !await MayAsync(CommunicationActs.WriteLetters)) return Letter is not null;
        Subject? about = Letter.Subject;
        To = await audiences.WordsAsync(Process, Letter, cancel);
        IsWriting = await mailings.IsWritingAsync(Letter.Subject, cancel);
        var counts = await Db.Set<Letter>().Where(l => l.About == about).GroupBy(l => new
        {
            ByMail = l.Channel == Channel.Email,
            IsSent = l.Sent != null,
            IsLost = l.GivenUp != null,
        }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        Sent = counts.Where(c => c.Key.IsSent).Sum(c => c.Count);
        Lost = counts.Where(c => c.Key is { IsSent: false, IsLost: true }).Sum(c => c.Count);
        OnPaper = counts.Where(c => c.Key is { IsSent: false, ByMail: false }).Sum(c => c.Count);
        Waiting = counts.Where(c => c.Key is { IsSent: false, ByMail: true, IsLost: false }).Sum(c => c.Count);
        return true;
    }

    public void OnGet() { }
}
