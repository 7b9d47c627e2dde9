using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Patto.Audit;
using Patto.Grants;

namespace Patto.Web.Ui;

/// <summary>The acts of the last ten minutes that the reader may take back here, each with its button. Nothing for everybody else.</summary>
[HtmlTargetElement("p-undo-bar", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class UndoBarTagHelper(UndoBook book, Gate gate, CurrentUser user, IAntiforgery antiforgery) : UiTagHelper
{
    public Place Place { get; set; }
    /// <summary>The address below which acts are taken back.</summary>
    public string Url { get; set; } = "";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        List<Markup> bars = [];
        if (user.IsSignedIn && Place.Process is { } process)
            foreach (var (done, kind) in await book.OpenAsync(process, Http.RequestAborted))
                if (await gate.MayAsync(kind.Demands, Place, Http.RequestAborted)) bars.Add(Bar(done, kind));
        if (bars.Count == 0) output.SuppressOutput();
        else Replace(output, Markup.Join(bars));
    }

    private Markup Bar(UndoableAct done, IUndo kind) => Markup.Of($"""
        <div class="flash no-print" data-undo>{Icon("clock")}<p>{Localization.Texts.Own(kind.Say(done))}</p>{UndoForm.Of(antiforgery, Http,
        $"{Url}/{done.Id}", L["Annulla (entro le {0})", Dates.Say(done.Until, "time")])}</div>
        """);
}
