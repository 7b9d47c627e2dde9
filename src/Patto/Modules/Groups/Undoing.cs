using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Groups;

/// <summary>Somebody was said to have left a seat, by a slip of the hand.</summary>
internal sealed class UndoLeaving(Texts L) : IUndo
{
    public const string Name = "groups.left";

    /// <summary>What reversing it needs: the membership, the number of the seat, whether a role had ended.</summary>
    internal static string DataOf(Membership member, Seat seat, bool hadRole) =>
        string.Create(CultureInfo.InvariantCulture, $"{member.Id} {seat.Number} {(hadRole ? 1 : 0)}");

    public string Kind => Name;
    public Act Demands => GroupActs.Compose;
    public string Mend => "Fai sedere di nuovo la persona dalla pagina del gruppo.";
    public string Say(UndoableAct done) =>
        L["Alle {0} è stata registrata l'uscita dal posto {1}.", Dates.Say(done.At, "time"), done.Data.Split(' ')[1]];
    public string Page(string slug, UndoableAct done) => GroupUrls.Compose(slug, done.Of.Id);

    public async Task UndoAsync(WriteScope write, UndoableAct done, CancellationToken cancel)
    {
        var parts = done.Data.Split(' ');
        var group = await write.Db.Groups.Where(g => g.Id == new Id<Group>(done.Of.Id)).Whole().SingleAsync(cancel);
        await write.Get<GroupBook>().StayAsync(group, group.MemberOf(Id<Membership>.Parse(parts[0], null)), parts[2] == "1", cancel);
    }
}

/// <summary>A group was enlarged too early.</summary>
internal sealed class UndoEnlarging(Texts L) : IUndo
{
    public const string Name = "groups.enlarged";

    public string Kind => Name;
    public Act Demands => GroupActs.Compose;
    public string Mend => "Il gruppo resta allargato: i posti che non servono si tolgono uno per uno, finché nessuno ci siede.";
    public string Say(UndoableAct done) => L["Alle {0} il gruppo è stato allargato.", Dates.Say(done.At, "time")];
    public string Page(string slug, UndoableAct done) => GroupUrls.Compose(slug, done.Of.Id);

    public async Task UndoAsync(WriteScope write, UndoableAct done, CancellationToken cancel) =>
        (await write.Db.Groups.Where(g => g.Id == new Id<Group>(done.Of.Id)).Whole().SingleAsync(cancel)).Narrow();
}

/// <summary>A request to sit was refused by a slip of the hand; who asked has not been told yet.</summary>
internal sealed class UndoRefusing(ClosingBook closings, Texts L) : IUndo
{
    public const string Name = "groups.refused";

    public string Kind => Name;
    public Act Demands => GroupActs.Compose;
    public string Mend => "Chi ha chiesto ha già la risposta: se cambia, fai sedere la persona dalla pagina del gruppo e scrivile.";
    public string Say(UndoableAct done) =>
        L["Alle {0} è stato risposto di no a una richiesta. La lettera non è ancora partita.", Dates.Say(done.At, "time")];
    public string Page(string slug, UndoableAct done) => GroupUrls.Applications(slug);

    public async Task UndoAsync(WriteScope write, UndoableAct done, CancellationToken cancel)
    {
        await closings.DemandOpenAsync(new Id<Process>(done.Process.Id), cancel);
        (await write.Db.Applications.SingleAsync(a => a.Id == new Id<Application>(done.Of.Id), cancel)).WaitAgain();
    }
}
