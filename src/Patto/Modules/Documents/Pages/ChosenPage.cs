using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Documents.Contracts;

namespace Patto.Modules.Documents.Pages;

/// <summary>A page about amendments that were chosen on the desk: their codes are in its address.</summary>
public abstract class ChosenPage : DocumentPage
{
    public override Act Demands => DocumentActs.Reply;

    [FromQuery(Name = "scelti")] public List<string> Codes { get; set; } = [];

    /// <summary>Those that were chosen and wait for an answer, in order of code.</summary>
    public IReadOnlyList<Amendment> Chosen { get; private set; } = [];
    /// <summary>Codes that were chosen and do not wait any more, or never did.</summary>
    public IReadOnlyList<string> Gone { get; private set; } = [];
    /// <summary>How many were chosen, where that is more than may be; then none of them is taken up.</summary>
    public int? TooMany { get; private set; }
    public string Desk => DocumentUrls.Desk(Process.Slug, Document.Id);

    protected async Task ReadChosenAsync(int most, CancellationToken cancel)
    {
        ViewData["App"] = true;
        List<string> codes = [.. Codes.Select(c => c.Trim().ToUpperInvariant()).Distinct().Order(StringComparer.Ordinal)];
        if (codes.Count > most) { TooMany = codes.Count; return; }
        Chosen = await Waiting(Db, codes).AsNoTracking().OrderBy(a => a.Code).ToListAsync(cancel);
        Gone = [.. codes.Except(Chosen.Select(a => a.Code))];
    }

    protected IQueryable<Amendment> Waiting(AppDb db, IReadOnlyCollection<string> codes) => db.Amendments.Where(a =>
        a.Document == Document.Id && codes.Contains(a.Code) && a.Answer == Answer.Waiting && a.Reading != Reading.Hidden);

    /// <summary>In an act: those that were shown, to be answered; who came first is not answered over.</summary>
    protected async Task<List<Amendment>> TakeUpAsync(WriteScope write)
    {
        List<string> codes = [.. Chosen.Select(a => a.Code)];
        var found = await Waiting(write.Db, codes).OrderBy(a => a.Code).ToListAsync();
        RuleViolation.Unless(found.Count == codes.Count && found.Count > 0, "amendment.gone",
            "A qualcuno di questi emendamenti è già stato risposto: torna alle osservazioni e scegli di nuovo.");
        return found;
    }

    protected IEnumerable<SelectListItem> Choices(Func<Answer, bool> which) => Enum.GetValues<Answer>()
        .Where(a => a != Answer.Waiting && which(a)).Select(a => new Web.Ui.Choice(a.ToString(), L[a.Italian()], L[a.Meaning()]));
}
