using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Draws.Contracts;
using Patto.People;

namespace Patto.Modules.Draws.Pages;

/// <summary>Who applied, for the staff; who does not meet the criteria is set aside with a reason.</summary>
public sealed class CandidatesModel(CandidateTickets tickets) : DrawPage
{
    private const int PageSize = 50;

    public override Act Demands => DrawActs.Enter;
    public override Act DemandsToPost => DrawActs.Keep;

    [FromQuery(Name = "dopo")] public Guid? After { get; set; }
    [BindProperty] public Guid Id { get; set; }
    [BindProperty, StringLength(Candidate.LongestReason)] public string? Why { get; set; }

    public IReadOnlyList<(Candidate Candidate, Person? Person)> All { get; private set; } = [];
    public int Total { get; private set; }
    public string? Next { get; private set; }

    public string ReceiptOf(Candidate candidate) => DrawUrls.Receipt(Process.Slug, Draw.Id, tickets.For(candidate));

    protected override async Task<bool> FindInDrawAsync(CancellationToken cancel)
    {
        // Until the gate was asked nothing of anybody is read.
        if (MayEnter) await ReadAsync(cancel);
        ViewData["App"] = true;
        Trail((Draw.Title, Home), (L["Le candidature"].Value, null));
        return Draw.State != DrawState.Draft;
    }

    // The last who came first.
    private async Task ReadAsync(CancellationToken cancel)
    {
        var all = Db.DrawCandidates.AsNoTracking().Where(c => c.Draw == Draw.Id);
        Total = await all.CountAsync(cancel);
        if (After is { } after)
        {
            var last = new Id<Candidate>(after);
            all = all.Where(c => c.Id < last);
        }
        var page = await all.OrderByDescending(c => c.Id).Take(PageSize + 1).ToListAsync(cancel);
        var ids = page.Select(c => c.Person).ToList();
        var people = await Db.Set<Person>().AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel);
        All = [.. page.Take(PageSize).Select(c => (c, people.GetValueOrDefault(c.Person)))];
        Next = page.Count > PageSize ? page[PageSize - 1].Id.ToString() : null;
    }

    protected internal override void Fill() => Why = null;

    public void OnGet() { }

    public Task<IActionResult> OnPostSetAsideAsync(CancellationToken cancel) => ChangeAsync(async (draw, write) =>
    {
        var id = new Id<Candidate>(Id);
        var candidate = await write.Db.DrawCandidates.SingleOrDefaultAsync(c => c.Id == id && c.Draw == draw.Id,
            cancel) ?? throw new Unknown();
        candidate.SetAside(Why ?? "", write.Now);
        await write.Get<DrawLetters>().TellSetAsideAsync(Process, draw, candidate, cancel);
        return DrawUrls.Candidates(Process.Slug, draw.Id);
    }, L["Messa da parte: riceve il motivo."], cancel);
}
