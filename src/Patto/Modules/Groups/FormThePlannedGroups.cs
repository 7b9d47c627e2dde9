using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Identity;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Modules.Groups;

/// <summary>A process made from a template starts with the groups and seats that the template plans.</summary>
internal sealed class FormThePlannedGroups(AppDb db, TimeProvider clock) : IHandle<ProcessOpened>
{
    public Task HandleAsync(ProcessOpened happened, CancellationToken cancel)
    {
        foreach (var planned in happened.Template?.Groups ?? [])
        {
            var group = Group.Form(happened.Authority, happened.Id, planned.Key, planned.Kind, planned.Name, clock.GetUtcNow(),
                planned.Mandate, planned.DecisionMode, planned.Quorum);
            foreach (var seat in planned.Seats ?? [])
                for (var n = 0; n < seat.Count; n++) group.PlanSeat(seat.Interest, seat.By, seat.Widening, seat.When);
            db.Add(group);
        }
        return Task.CompletedTask;
    }
}

/// <summary>A member who opens the account they were invited to works with the role of the seat from then on.</summary>
internal sealed class LetTheInvitedIn(AppDb db, GroupBook groups) : IHandle<InvitationAccepted>
{
    public async Task HandleAsync(InvitationAccepted happened, CancellationToken cancel)
    {
        if (happened.Scope.Kind != "group") return;
        var table = new Id<Group>(happened.Scope.Id);
        var (group, account) = (await db.Groups.Where(g => g.Id == table).Whole().SingleAsync(cancel),
            await db.Users.SingleAsync(a => a.Id == happened.Account, cancel));
        var strangers = group.Members.Where(m => m is { Account: null, Until: null }).ToDictionary(m => m.Id, m => m.Person);
        var addresses = await db.Set<Person>().Where(p => p.Channel == Channel.Email && strangers.Values.Contains(p.Id))
            .ToDictionaryAsync(p => p.Id, p => p.Address, cancel);
        foreach (var (id, person) in strangers)
            if (string.Equals(addresses.GetValueOrDefault(person), account.Email,
                StringComparison.OrdinalIgnoreCase)) await groups.LetInAsync(group, group.MemberOf(id), account, cancel);
    }
}
