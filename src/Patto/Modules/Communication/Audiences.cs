using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Localization;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;
using Patto.People;

namespace Patto.Modules.Communication;

/// <summary>Whom a letter to many can be for, in this process.</summary>
public sealed class Audiences(GroupBook groups, MeetingBook meetings, StakeholderBook stakeholders, IServiceProvider services,
    Texts L)
{
    private const string All = "tutti", Register = "portatori", OfGroup = "gruppo:", OfMeeting = "incontro:", OfTheme = "portatori:";

    public async Task<IReadOnlyList<SelectListItem>> ChoicesAsync(ProcessInfo process, CancellationToken cancel) =>
    [
        .. (await groups.OfProcessAsync(process.Id, cancel)).Select(g => new SelectListItem(L["Chi siede in: {0}", g.Name],
            OfGroup + g.Id)),
        .. (await meetings.OfProcessAsync(process.Id, drafts: false, cancel)).Select(m => new SelectListItem(
            L["Chi viene, o è venuto, a: {0}, {1}", m.Title, L.Day(m.Start)], OfMeeting + m.Id)),
        new(L["Tutti i portatori di interesse"], Register),
        .. (await stakeholders.ThemesAsync(process.Id, cancel)).Select(t => new SelectListItem(L["Portatori di interesse, tema: {0}", t],
            OfTheme + t)),
        new(L["Tutti quelli che hanno partecipato e hanno lasciato un recapito"], All),
    ];

    /// <summary>What one of the choices means; null when it is none of them.</summary>
    public async Task<(Audience Audience, Guid? Of, string Theme)?> ReadAsync(ProcessInfo process, string? chosen, CancellationToken cancel)
    {
        if (chosen is null || (await ChoicesAsync(process, cancel)).All(c => c.Value != chosen)) return null;
        return chosen switch
        {
            All => (Audience.TookPart, null, ""),
            Register => (Audience.Stakeholders, null, ""),
            _ when chosen.StartsWith(OfTheme, StringComparison.Ordinal) => (Audience.Stakeholders, null, chosen[OfTheme.Length..]),
            _ when chosen.StartsWith(OfGroup, StringComparison.Ordinal) => (Audience.Group, Guid.Parse(chosen[OfGroup.Length..]), ""),
            _ => (Audience.Meeting, Guid.Parse(chosen[OfMeeting.Length..]), ""),
        };
    }

    /// <summary>Whom the letter went to, in words.</summary>
    public async Task<string> WordsAsync(ProcessInfo process, Circular letter, CancellationToken cancel)
    {
        var value = letter.Audience switch
        {
            Audience.Group => OfGroup + letter.Of,
            Audience.Meeting => OfMeeting + letter.Of,
            Audience.TookPart => All,
            _ => letter.Topic.Length == 0 ? Register : OfTheme + letter.Topic,
        };
        return (await ChoicesAsync(process, cancel)).FirstOrDefault(c => c.Value == value)?.Text ?? letter.Topic;
    }

    /// <summary>How many it reaches by e-mail, how many otherwise, and how many left no contact.</summary>
    public async Task<(int ByMail, int Otherwise, int Unreached)> CountAsync(Circular letter, CancellationToken cancel)
    {
        if (letter.Audience == Audience.Stakeholders) return (await stakeholders.Contacts(letter.Process, letter.Topic).CountAsync(cancel),
            0, 0);
        var people = await services.GetRequiredService<CircularMailing>().ToAsync(letter, cancel);
        var counts = await people.Where(p => p.Erased == null).GroupBy(p => p.Channel).Select(g => new { g.Key, Count = g.Count() })
            .ToListAsync(cancel);
        int Of(Func<Channel, bool> which) => counts.Where(c => which(c.Key)).Sum(c => c.Count);
        return (Of(c => c == Channel.Email), Of(c => c is not (Channel.Email or Channel.None)), Of(c => c == Channel.None));
    }
}
