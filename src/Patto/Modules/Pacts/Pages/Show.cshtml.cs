using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Pacts.Contracts;
using Patto.Provenance;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Pacts.Pages;

/// <summary>What everybody reads of a pact; a draft is read by who writes it.</summary>
public abstract class ReadPactPage(PactBook book, DocumentBook documents, Filo filo) : PactPage
{
    public PactView View { get; private set; } = null!;
    public DocumentInfo? Text { get; private set; }
    /// <summary>What each commitment carries out, as far as anybody may read it.</summary>
    public IReadOnlyDictionary<Subject, Card> CarriedOut { get; private set; } = new Dictionary<Subject, Card>();
    public bool MayKeep { get; private set; }

    protected override async Task<bool> FindInPactAsync(CancellationToken cancel)
    {
        MayKeep = await MayAsync(PactActs.Keep);
        if (Pact.State == PactState.Draft && !MayKeep) return false;
        View = (await book.ReadAsync(Process.Id, Pact.Id, cancel))!;
        Text = Pact.Text is { } text ? await documents.FindAsync(text, Process.Id, cancel) : null;
        CarriedOut = await filo.TellAsync([.. View.Commitments.Select(c => c.CarriesOut).OfType<Subject>().Distinct()], Reader.Anybody,
            cancel);
        return true;
    }

    public IReadOnlyList<Bar> Bars => [.. Enum.GetValues<CommitmentStanding>().OrderBy(OrderOf)
        .Select(s => (Standing: s, Count: View.Standing.Count(c => View.StandingOf(c, Today) == s))).Where(s => s.Count > 0)
        .Select(s => new Bar(L[s.Standing.Counted(s.Count)], s.Count, KindOf(s.Standing)))];

    private static int OrderOf(CommitmentStanding standing) => standing switch
    {
        CommitmentStanding.Kept => 0,
        CommitmentStanding.UnderWay => 1,
        CommitmentStanding.Changed => 2,
        CommitmentStanding.ToBegin => 3,
        CommitmentStanding.NotKept => 4,
        _ => 5,
    };

    private static string KindOf(CommitmentStanding standing) => standing switch
    {
        CommitmentStanding.Kept => "ok",
        CommitmentStanding.UnderWay or CommitmentStanding.Changed => "part",
        CommitmentStanding.ToBegin => "wait",
        _ => "no",
    };

    /// <summary>One or two letters that stand for a name.</summary>
    public static string Initials(string name) => name.Split(' ').Where(w => w.Length > 0 && char.IsUpper(w[0])).ToList() switch
    {
        [] => "",
        [var one] => one[..1],
        [var one, .., var last] => $"{one[0]}{last[0]}",
    };
}

/// <summary>Who keeps what (*chi mantiene che cosa*), and how far it has come.</summary>
public sealed class ShowModel(PactBook book, DocumentBook documents, Filo filo) : ReadPactPage(book, documents, filo)
{
    [FromQuery(Name = "stato")] public CommitmentStanding? Only { get; set; }

    public IEnumerable<SelectListItem> Standings => Enum.GetValues<CommitmentStanding>()
        .Select(s => new SelectListItem(L[s.Italian()], s.ToString(), s == Only));

    /// <summary>Of a signatory, those that were asked for.</summary>
    public IReadOnlyList<Commitment> Shown(Signatory signatory) =>
        [.. View.Of(signatory).Where(c => Only is not { } one || View.StandingOf(c, Today) == one)];

    protected override async Task<bool> FindInPactAsync(CancellationToken cancel)
    {
        Trail((Pact.Title, null));
        return await base.FindInPactAsync(cancel);
    }

    public void OnGet() { }
}

/// <summary>The pact for paper: what is signed, who signed, who keeps what; with <c>?pdf</c> as tagged PDF.</summary>
[AlsoAsPdf("patto")]
public sealed class PrintModel(PactBook book, DocumentBook documents, Filo filo) : ReadPactPage(book, documents, filo)
{
    protected override async Task<bool> FindInPactAsync(CancellationToken cancel)
    {
        Trail((Pact.Title, PactUrls.Show(Process.Slug, Pact.Id)), (L["Versione da stampare"].Value, null));
        return await base.FindInPactAsync(cancel);
    }

    public void OnGet() { }
}
