using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Patto.Web.Ui;

/// <summary>What the script shows while a file is on its way, at the end of a page that has a file to choose.</summary>
[HtmlTargetElement("p-sending", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class SendingTagHelper : UiTagHelper
{
    private static readonly object Wanted = new();

    internal static void IsWanted(HttpContext http) => http.Items[Wanted] = true;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!Http.Items.ContainsKey(Wanted)) { output.SuppressOutput(); return; }
        var (sent, lost) = (L["Il file è arrivato: lo stiamo guardando…"].Value,
            L["Il collegamento si è interrotto e non è arrivato niente: quello che hai scritto è qui, premi di nuovo il pulsante."].Value);
        var (now, far) = (L["Invio in corso: non chiudere la pagina."], L["Quanto è già partito"].Value);
        Replace(output, Markup.Of($"""
            <template id="invio"><p class="note sending" role="status" data-sent="{sent}" data-lost="{lost}"><span>{now}</span> <progress
                max="1" value="0" aria-label="{far}"></progress></p></template>
            """));
    }
}
