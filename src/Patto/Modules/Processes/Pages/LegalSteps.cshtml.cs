using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Caching;
using Patto.Database;
using Patto.Files;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Processes.Pages;

/// <summary>The legal steps in their order: the day, how it was counted, what proves that it was done.</summary>
[PublicCache]
public sealed partial class LegalStepsModel(ProcessBook book) : ProcessPage
{
    public override Grants.Act? DemandsToPost => ProcessActs.Edit;

    [BindProperty, StringLength(60)] public string? Key { get; set; }
    [BindProperty] public DateOnly? On { get; set; }
    [BindProperty, StringLength(300)] public string? Evidence { get; set; }
    [BindProperty, StringLength(300)] public string? Reason { get; set; }
    [BindProperty, StringLength(600)] public string? Why { get; set; }
    [BindProperty] public DateOnly? NewDay { get; set; }
    [BindProperty] public IFormFile? Proof { get; set; }

    public ProcessView View { get; private set; } = null!;
    public bool MayEdit { get; private set; }
    private ILookup<Subject, StoredFile> _proofs = Array.Empty<StoredFile>().ToLookup(f => f.Owner);
    public IReadOnlyList<StoredFile> ProofOf(LegalStepView step) => [.. _proofs[step.Subject]];

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        View = (await book.ReadAsync(Process.Id, cancel))!;
        MayEdit = await MayAsync(ProcessActs.Edit);
        _proofs = await Get<FileBook>().OfAsync([.. View.LegalSteps.Where(s => s.DoneOn is not null).Select(s => s.Subject)], cancel);
        return true;
    }

    public void OnGet() { }

    protected internal override void Fill() => (On, Evidence, Reason, Why, NewDay) = (View.Today, null, null, null, null);

    public async Task<IActionResult> OnPostMarkDoneAsync(CancellationToken cancel)
    {
        var given = Proof is null ? null : await Get<FileStore>().ReadAsync(Proof, nameof(Proof), cancel);
        return await ChangeAsync(L["Passo segnato come fatto."], async (process, write) =>
        {
            RuleViolation.UnlessAt(nameof(On), On is not null, "plan.day", "Scegli il giorno.");
            var step = process.StepOf(Key ?? "");
            process.Settle(step, On!.Value, Evidence ?? "", write.Now);
            if (given is null) return;
            var owner = ProcessFile.OwnerOf(Process, Subject.Of(LegalStepView.Kind, step.Id), step.Name,
                ProcessUrls.LegalSteps(Process.Slug), true, ProcessActs.Edit);
            // A scan shows the act that the evidence names.
            var label = new FileLabel(Excerpt.Cut(Evidence!, StoredFile.LongestTitle), Evidence!);
            await write.Get<FileStore>().KeepAsync(given, nameof(Proof), label, owner, cancel);
        });
    }

    public Task<IActionResult> OnPostSkipAsync() =>
        ChangeAsync(L["Passo saltato."], (process, write) =>
        {
            process.Skip(process.StepOf(Key ?? ""), Reason ?? "", write.Now);
            return Task.CompletedTask;
        });

    public Task<IActionResult> OnPostExplainAsync() =>
        ChangeAsync(L["Il motivo del ritardo è pubblico."], (process, write) =>
        {
            process.Explain(process.StepOf(Key ?? ""), Why ?? "", NewDay, write.Now);
            return Task.CompletedTask;
        });

    /// <summary>What proves it, with the address in it as a link.</summary>
    public IHtmlContent Evident(LegalStepView step)
    {
        var parts = Address().Split(step.Evidence);
        var links = Address().Matches(step.Evidence).Select(m => m.Value).ToList();
        return Markup.Join(parts.Select((words, n) => n < links.Count
            ? Markup.Of($"""{words}<a href="{links[n]}" rel="nofollow">{links[n]}</a>""") : Markup.Of($"{words}")));
    }

    [GeneratedRegex(@"https://[\w.-]+(?:/[\w./~%?=&#+:@-]*[\w/=])?")] private static partial Regex Address();

    private async Task<IActionResult> ChangeAsync(string said, Func<Process, WriteScope, Task> change)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            await change(await write.Db.Processes.Whole().SingleAsync(p => p.Id == Process.Id), write);
            return ProcessUrls.LegalSteps(Process.Slug);
        }, said);
    }

    /// <summary>How the day is counted, for whoever reads.</summary>
    public string How(LegalStepView step) => step.Rule switch
    {
        { YearEnd: true } => L["entro il 31 dicembre dell'anno in cui il percorso finisce"],
        { After: { } after, Within: { } days } =>
        L["entro {0} giorni da «{1}», contando dal giorno dopo; se l'ultimo è festivo si passa al primo giorno lavorativo", days,
            View.LegalSteps.First(s => s.Key == after).Name],
        _ => L["contato dal primo giorno del percorso"],
    };
}
