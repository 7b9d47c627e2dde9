using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Database;
using Patto.Modules.Administration.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

/// <summary>The head of the chain for everybody, so that a chain computed anew is caught; the public facts for everybody, all of them for
/// who guards.</summary>
public sealed class HistoryModel(ProcessBook processes) : PattoPage
{
    private const int PageSize = 40;

    /// <param name="Code">Of the voice, proposal or amendment that it happened to; null where there is none.</param>
    public sealed record Fact(long Seq, DateTimeOffset At, string Sentence, string? Code, ProcessName? In, bool IsPublic, string Hash);

    public AuditHead? Head { get; private set; }
    /// <summary>The heads of the last days, the newest first.</summary>
    public IReadOnlyList<PublishedHead> Published { get; private set; } = [];
    public IReadOnlyList<Fact> Facts { get; private set; } = [];
    public string? Next { get; private set; }
    [FromQuery(Name = "dopo")] public long? After { get; set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var authority = Authority.Id.Value;
        var all = await MayAsync(AdministrationActs.SeeHistory);
        var known = (await processes.NamesAsync(Authority.Id, cancel)).ToDictionary(p => p.Subject.ToString());
        List<string> places = [.. known.Keys];
        Head = await Db.Set<AuditHead>().AsNoTracking().SingleOrDefaultAsync(h => h.Authority == authority, cancel);
        Published = await Db.Set<PublishedHead>().AsNoTracking().Where(h => h.Authority == authority).OrderByDescending(h => h.Day).Take(30)
            .ToListAsync(cancel);
        // What nobody may know yet, a process in preparation, is not told here either.
        var page = await Db.Set<AuditRow>().AsNoTracking()
            .Where(r => r.Authority == authority && (all || r.IsPublic && (r.Process == null || places.Contains(r.Process)))
                && (After == null || r.Seq < After))
            .OrderByDescending(r => r.Seq).Take(PageSize + 1).ToListAsync(cancel);
        Facts = [.. page.Take(PageSize).Select(r => new Fact(r.Seq, r.At, L[Sentences.Of(r.Kind)], CodeOf(r), r.Process is { } place
            ? known.GetValueOrDefault(place) : null, r.IsPublic, r.Hash))];
        Next = page.Count > PageSize ? Facts[^1].Seq.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    private static string? CodeOf(AuditRow row)
    {
        using var facts = JsonDocument.Parse(row.Facts);
        return facts.RootElement.TryGetProperty("code", out var code) ? code.GetString() : null;
    }
}
