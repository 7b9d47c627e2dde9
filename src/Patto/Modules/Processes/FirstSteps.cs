using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Processes;

/// <summary>Who decides, and who looks after the process.</summary>
internal sealed class BodiesStep(ProcessBook book, Texts L) : ProcessStep
{
    public override int Order => 10;
    public override Act Demands => ProcessActs.Edit;

    public override async Task<StepView?> LookAsync(ProcessInfo process, CancellationToken cancel)
    {
        var bodies = (await book.ReadAsync(process.Id, cancel))!.Bodies;
        var (decides, curates) = (bodies.DecidingBody.Length > 0, bodies.Curator.Length > 0);
        return new(L["Chi decide e chi cura"], decides && curates ? L["Decide {0}. Cura {1}.", bodies.DecidingBody, bodies.Curator]
            : L["Chi partecipa vuole sapere a chi arriva la proposta e chi risponde nel frattempo."],
            decides && curates ? StepState.Done : decides || curates ? StepState.Half : StepState.Open, 5,
            ProcessUrls.Edit(process.Slug, "chi"));
    }
}

/// <summary>The texts that the process begins with, no longer those of its template.</summary>
internal sealed class TextsStep(ProcessBook book, TemplateLibrary library, Texts L) : ProcessStep
{
    public override int Order => 50;
    public override Act Demands => ProcessActs.Edit;

    public override async Task<StepView?> LookAsync(ProcessInfo process, CancellationToken cancel)
    {
        var view = (await book.ReadAsync(process.Id, cancel))!;
        var isThere = view.Info.Summary.Length > 0 && view.Commitment.Length > 0 && view.UpForDecision.Count > 0;
        var isOwn = library.Find(view.TemplateId)?.Template is not { } template || template.Summary != view.Info.Summary
            && template.Commitment != view.Commitment;
        return new(L["I testi di partenza"],
            isThere && isOwn ? L["La domanda, l'impegno di chi decide e che cosa è in discussione ci sono."]
            : isThere
            ? L["Sono ancora quelli del modello: leggili e scrivi di che cosa si parla qui da voi, e che cosa promette chi decide."]
            : L["Che cosa si decide, che cosa non è in discussione e la promessa di chi decide: è la prima cosa che si legge."],
            isThere && isOwn ? StepState.Done : isThere ? StepState.Half : StepState.Open, 10, ProcessUrls.Edit(process.Slug));
    }
}

/// <summary>The day from which everybody sees it.</summary>
internal sealed class PublicStep(Texts L) : ProcessStep
{
    public override int Order => 90;
    public override Act Demands => ProcessActs.Edit;

    public override Task<StepView?> LookAsync(ProcessInfo process, CancellationToken cancel) => Task.FromResult<StepView?>(new(
        L["La pagina pubblica"], process.IsPublic ? L["Il percorso è pubblico: lo vede chiunque."]
            : L["Finché non la apri, il percorso lo vede solo chi ci lavora."], process.IsPublic ? StepState.Done : StepState.Open, 2,
        ProcessUrls.Edit(process.Slug)));
}
