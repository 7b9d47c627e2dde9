using Deliberation.Formats;
using Deliberation.Formats.Tables;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Draws.Contracts;
using Patto.People;

namespace Patto.Modules.Draws.Pages;

/// <summary>Candidates that somebody gathered elsewhere come in: all of them, or none, with what is wrong row by row.</summary>
public sealed class ImportModel : DrawPage
{
    /// <summary>Bytes; a list of some thousand people has a few hundred kilobytes.</summary>
    private const long Largest = 2_000_000;
    private const int MostShown = 50;

    public override Act Demands => DrawActs.Keep;

    [BindProperty] public IFormFile? Document { get; set; }
    [BindProperty] public bool Informed { get; set; }

    public IReadOnlyList<(int Row, string Why)> Wrong { get; private set; } = [];
    public IReadOnlyList<(int Row, string Why)> Shown => [.. Wrong.Take(MostShown)];

    /// <summary>A row as it was read.</summary>
    private sealed record Listed(int Row, string Name, Channel Channel, string Address, string Home, IReadOnlyList<string?> Features);

    protected override Task<bool> FindInDrawAsync(CancellationToken cancel)
    {
        ViewData["App"] = true;
        Trail((Draw.Title, Home), (L["Importa candidature da un file"].Value, null));
        return Task.FromResult(Draw.State != DrawState.Draft);
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!Informed) ModelState.AddModelError(nameof(Informed), L["Senza il loro consenso non si possono importare: chiedilo prima."]);
        if (Document is not { Length: > 0 }) ModelState.AddModelError(nameof(Document), L["Scegli il file con le candidature."]);
        else if (Document.Length > Largest) ModelState.AddModelError(nameof(Document), L["Il file è troppo grande: al massimo 2 MB."]);
        if (!ModelState.IsValid) return Page();
        if (await ListAsync(cancel) is not { } rows) return Page();
        var count = 0;
        List<(int, string)> wrong = [];
        try
        {
            return await ChangeAsync(async (draw, write) =>
            {
                draw.DemandEntering();
                wrong.Clear();
                count = await KeepAsync(draw, write, rows, wrong, cancel);
                // Nothing of a file comes in by halves.
                RuleViolation.UnlessAt(nameof(Document), wrong.Count == 0, "import.rows",
                    "Ci sono righe da correggere: guarda qui sotto quali.");
                write.Db.Tell(new CandidatesImported(draw.Id, Process.Id, count));
                return new(DrawUrls.Candidates(Process.Slug, draw.Id), L.Count(count, "Una candidatura importata.",
                    "{0} candidature importate."));
            }, null, cancel);
        }
        catch (RuleViolation broken) when (broken.Code == "import.rows")
        {
            Wrong = wrong;
            throw;
        }
    }

    private async Task<List<Listed>?> ListAsync(CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        await Document!.CopyToAsync(bytes, cancel);
        try
        {
            var lists = TableFile.Read(bytes.ToArray()).Lists;
            if (lists.Length == 1 && Columns(lists[0]) is { } rows) return rows;
            if (lists.Length != 1) ModelState.AddModelError(nameof(Document),
                L["Nel file serve un elenco solo, con le intestazioni nella prima riga."]);
        }
        catch (FormatError wrong)
        {
            ModelState.AddModelError(nameof(Document), Say(wrong.Text.Italian, wrong.Text.English));
        }
        return null;
    }

    private List<Listed>? Columns(TableList list)
    {
        var name = list.Find("nome e cognome", "cognome e nome", "nominativo", "nome", "name");
        var features = Draw.Categories.Select(c => list.Find(c)).ToList();
        var home = list.Find("indirizzo", "via", "address");
        List<string> missing = [.. Draw.Categories.Where((_, n) => features[n] is null)];
        if (name is null) missing.Insert(0, L["nome e cognome"].Value);
        if (Draw.OnePerHome && home is null) missing.Add(L["indirizzo"].Value);
        if (missing.Count > 0)
        {
            ModelState.AddModelError(nameof(Document), L["Nel file mancano queste colonne: {0}.", L.List(missing)]);
            return null;
        }
        var (mail, phone) = (list.Find("e-mail", "email", "mail", "posta elettronica"), list.Find("telefono", "cellulare", "phone"));
        return [.. list.Rows.Select(row =>
        {
            var (at, number) = (mail?.In(row).Trimmed ?? "", phone?.In(row).Trimmed ?? "");
            var channel = at.Length > 0 ? Channel.Email : number.Length > 0 ? Channel.Phone : Channel.Desk;
            return new Listed(row.Number, name!.In(row).Trimmed, channel, channel == Channel.Email ? at : channel == Channel.Phone
                ? number : "",
                home?.In(row).Trimmed ?? "", [.. features.Select(f => f!.In(row).Trimmed)]);
        })];
    }

    private async Task<int> KeepAsync(Draw draw, WriteScope write, List<Listed> rows, List<(int, string)> wrong, CancellationToken cancel)
    {
        var known = (await write.Db.DrawCandidates.Where(c => c.Draw == draw.Id && c.State == CandidateState.Applied).Select(c => c.Name)
            .ToListAsync(cancel)).Select(NameOrder.SameKey).ToHashSet();
        var count = 0;
        foreach (var row in rows)
        {
            try
            {
                RuleViolation.Unless(known.Add(NameOrder.SameKey(row.Name)), "import.twice",
                    "«{0}» c'è già fra le candidature, o due volte nel file.",
                    row.Name);
                var person = write.Get<PeopleBook>().Meet(row.Name, row.Channel, row.Address);
                write.Db.Add(Candidate.Apply(draw, person.Id, row.Name, row.Features, row.Home, CandidateVia.Imported, write.Now));
                count++;
            }
            catch (RuleViolation broken) { wrong.Add((row.Row, L.Say(broken))); }
        }
        return count;
    }
}
