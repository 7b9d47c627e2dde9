using Patto.Caching;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Processes.Pages;

/// <summary>What is open, to whom, when: for everybody in words, for who keeps the plan with the way to change it.</summary>
[PublicCache]
public sealed class OpeningsModel(ProcessBook book, OpeningsBook openings) : ProcessPage
{
    public ProcessView View { get; private set; } = null!;
    public IReadOnlyList<OpeningLine> Lines { get; private set; } = [];
    public IReadOnlyList<OpeningNeed> Needs { get; private set; } = [];
    public bool MayEdit { get; private set; }
    private IReadOnlyList<OpenWindow> _windows = [];

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (await book.ReadAsync(Process.Id, cancel) is not { } view) return false;
        (View, _windows) = (view, await openings.OfAsync(Process.Id, cancel));
        Lines = _windows.Lines(L, View.Today);
        MayEdit = await MayAsync(ProcessActs.Edit);
        if (MayEdit) Needs = await openings.NeedsAsync(Process, cancel);
        (ViewData["Nav"], ViewData["Crumbs"]) = ("percorsi", Crumbs.To((L["Percorsi"].Value, ProcessUrls.List),
            (Process.Title, ProcessUrls.Show(Process.Slug)), (L["Che cosa è aperto"].Value, null)));
        return true;
    }

    public IReadOnlyList<OpeningLine> OfPhase(PhaseView phase) =>
        _windows.Where(w => w.Phase == phase.Id).ToList().Lines(L, View.Today);

    /// <summary>Whom to ask: office, telephone, address.</summary>
    public string WhomToAsk => L.List(new[] { Authority.Office, Authority.Phone, Authority.Email }.Where(t => t.Length > 0));

    public void OnGet() { }
}
