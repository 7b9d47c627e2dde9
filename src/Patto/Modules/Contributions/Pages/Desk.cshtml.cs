using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Identity;
using Patto.Modules.Contributions.Contracts;
using Patto.Provenance;
using Patto.Web;

namespace Patto.Modules.Contributions.Pages;

/// <summary>Somebody stands at the desk with a code: what the answer is, ready to print. The staff sees it in any state; what is printed is
/// only what is public.</summary>
public sealed class DeskModel(Filo filo, Database.InstallationKey key) : VoicePage
{
    public override Act Demands => ContributionActs.SeeUnread;

    [FromQuery(Name = "codice")] public string? Typed { get; set; }
    public Contribution? Found { get; private set; }
    /// <summary>What came of it, step by step, as the public may see it.</summary>
    public IReadOnlyList<Card> After { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(Typed) || Typed.Length > 40) return;
        var (code, hash) = (Entry.Code(Process, Typed), Secrets.Read(Typed) is { } secret ? Secrets.Hash(secret, key) : "");
        Found = await Db.Contributions.AsNoTracking().OrderBy(c => c.Number)
            .FirstOrDefaultAsync(c => c.Process == Process.Id && (c.Code == code || c.SecretHash == hash), cancel);
        if (Found is not { IsPublic: true }) return;
        var thread = await filo.FollowAsync(Found.Subject, Reader.Anybody, cancel);
        var (seen, edge) = (new HashSet<Kernel.Subject> { Found.Subject }, new Queue<Kernel.Subject>([Found.Subject]));
        var cards = new List<Card>();
        while (edge.TryDequeue(out var subject))
            foreach (var (_, card) in thread.After(subject))
                if (seen.Add(card.Subject))
                {
                    cards.Add(card);
                    edge.Enqueue(card.Subject);
                }
        After = cards;
    }
}
