using System.Security.Cryptography;
using System.Text;
using Patto.Database;
using Patto.Authorities;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Privacy;

namespace Patto.Modules.Reports;

/// <summary>A passage that somebody has to look at before it is published, and where it stands.</summary>
/// <param name="Part">The key of the part; empty for a text without parts.</param>
public sealed record Noticed(string Part, PersonalPassage Passage);

/// <summary>What looks like personal data in words that are about to be published; empty where there is nothing.</summary>
public sealed record Look(IReadOnlyList<Noticed> All)
{
    /// <summary>What a yes is about: other passages ask for another one.</summary>
    public string Seal => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', All.Select(n => $"{n.Part}|{n.Passage.Kind}|{n.Passage.Words}")))).AsSpan(0, 8));

    /// <summary>Nothing stands there, or somebody has read it all and says why it stays.</summary>
    /// <param name="read">That they have read it.</param>
    /// <param name="seal">Of what they were shown.</param>
    public void DemandRead(bool read, string? why, string? seal)
    {
        if (All.Count == 0) return;
        RuleViolation.UnlessAt("Looked", read && seal == Seal, "look.unread",
            "Nel testo sembra esserci qualcosa di personale: guardalo qui sotto. Correggilo, o conferma che può stare.");
        RuleViolation.UnlessAt("LookedWhy", why?.Trim().Length >= 10, "look.why", "Scrivi in una frase perché può stare.");
        TextLength.Demand("LookedWhy", why!.Trim(), 500, "look.why-long");
    }

    public string StaysBecause(string? why) => All.Count == 0 ? "" : why!.Trim();
}

/// <summary>Looks with the names that the town knows in a process. The contacts of the office and the places of public meetings are
/// everybody's already.</summary>
public sealed class Looking(KnownNames names, MeetingBook meetings, ProcessBook processes, CurrentAuthority town)
{
    public async Task<Look> AtAsync(ProcessInfo process, IEnumerable<(string Part, string Text)> texts, CancellationToken cancel)
    {
        var known = await names.OfAsync(process.Authority, process.Subject, cancel);
        var (here, view) = (town.Required, await processes.ReadAsync(process.Id, cancel));
        string[] open = [here.Name, here.Office, here.Phone, here.Email, here.Address, view?.Bodies.Curator ?? "",
            .. (await meetings.OfProcessAsync(process.Id, drafts: false, cancel)).Select(m => m.Place)];
        return new([.. from text in texts
                       from passage in PersonalPassages.In(text.Text, known, [.. open.Where(o => o.Length > 0)]).Once()
                       select new Noticed(text.Part, passage)]);
    }
}
