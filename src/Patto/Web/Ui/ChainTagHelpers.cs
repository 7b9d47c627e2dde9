using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Patto.Web.Ui;

/// <param name="Kind">contributo, proposta, articolo, decisione or indicatore.</param>
/// <param name="Todo">Not reached yet: drawn with dashes.</param>
public sealed record ChainNode(string Kind, string Code, string Text, string? Sub = null, string? Url = null, bool Todo = false);

/// <param name="Kind">As in <see cref="ChainNode"/>.</param>
public sealed record FunnelStep(string Kind, int Count, string Label, string? Sub = null, string? Url = null);

internal static class ChainKinds
{
    public static string Icon(string kind) => kind switch
    {
        "contributo" => "chat",
        "proposta" => "bulb",
        "articolo" => "doc",
        "decisione" => "gavel",
        _ => "chart",
    };

    public static string Word(string kind, Localization.Texts L) => kind switch
    {
        "contributo" => L["Contributo"],
        "proposta" => L["Proposta"],
        "articolo" => L["Articolo"],
        "decisione" => L["Decisione"],
        "indicatore" => L["Indicatore"],
        _ => kind,
    };
}

/// <summary>The thread of one matter: contribution, proposal, article or action, decision, indicator.</summary>
[HtmlTargetElement("p-chain", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ChainTagHelper : UiTagHelper
{
    public IReadOnlyList<ChainNode> Of { get; set; } = [];

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        Replace(output, Markup.Of($"""<ol class="chain">{Of.Select((node, i) => Node(node, i + 1 < Of.Count && Of[i + 1].Todo))}</ol>"""));

    private Markup Node(ChainNode node, bool lastReached)
    {
        var state = node.Todo ? " todo" : lastReached ? " pre-todo" : "";
        Markup code = node.Code.Length == 0 ? Markup.None
            : node.Url is null ? Markup.Of($" <span class=\"mono\">{node.Code}</span>")
                : $" <a class=\"mono\" href=\"{node.Url}\">{node.Code}</a>";
        Markup words = node is { Code: "", Url: { } url } ? Markup.Of($"<a href=\"{url}\">{node.Text}</a>") : $"{node.Text}";
        Markup sub = node.Sub is null ? Markup.None : $"<p class=\"small muted\">{node.Sub}</p>";
        Markup said = node.Kind == "contributo" ? Markup.Of($" class=\"quote\" dir=\"auto\"") : Markup.None;
        Markup what = $"""<p class="what"><span>{ChainKinds.Word(node.Kind, L)}</span>{code}</p>""";
        Markup dot = $"""<span class="dot{(node.Todo ? " todo-dot" : "")}">{Icon(ChainKinds.Icon(node.Kind))}</span>""";
        return $"""<li class="k-{node.Kind}{state}">{dot}{what}<p{said}>{words}</p>{sub}</li>""";
    }
}

/// <summary>How many contributions became proposals, articles, decisions, indicators.</summary>
[HtmlTargetElement("p-funnel", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FunnelTagHelper : UiTagHelper
{
    public IReadOnlyList<FunnelStep> Of { get; set; } = [];

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        Replace(output, Markup.Of($"""<ol class="funnel">{Of.Select(Step)}</ol>"""));

    private static Markup Step(FunnelStep step)
    {
        Markup label = step.Url is null ? Markup.Of($"{step.Label}") : $"<a href=\"{step.Url}\">{step.Label}</a>";
        return $"""<li class="k-{step.Kind}"><span class="n">{step.Count}</span> <span class="l">{label}</span> <span class="s">{step.Sub}</span></li>""";
    }
}

/// <param name="State">done, now or next.</param>
public sealed record PhaseStep(string Name, string When, string State, string? Output = null, string? Url = null);

/// <summary>The phases of a process, each with its time and what comes out of it.</summary>
[HtmlTargetElement("p-phases", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PhasesTagHelper : UiTagHelper
{
    public IReadOnlyList<PhaseStep> Of { get; set; } = [];

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        Replace(output, Markup.Of($"""<ol class="phases">{Of.Select(Step)}</ol>"""));

    private Markup Step(PhaseStep step, int index)
    {
        Markup sign = step.State == "done" ? Icon("check") : $"{index + 1}";
        Markup name = step.Url is null ? Markup.Of($"{step.Name}") : $"<a href=\"{step.Url}\">{step.Name}</a>";
        Markup result = step.Output is null ? Markup.None : $"<p class=\"out\">{step.Output}</p>";
        var (kind, word) = step.State switch
        {
            "done" => ("done", L["Conclusa"].Value),
            "now" => ("now", L["In corso"].Value),
            _ => ("next", L["Da fare"].Value),
        };
        return $"""<li class="{kind}"{(kind == "now" ? Markup.Of($" aria-current=\"step\"") : Markup.None)}><span class="pin" aria-hidden="true">{sign}</span><h3>{name}</h3><p class="when">{step.When}</p><p class="st mb-0{(kind == "next" ? " muted" : "")}">{word}</p>{result}</li>""";
    }
}

/// <summary>The phases as a bar on a card; the page says beside it which one runs.</summary>
[HtmlTargetElement("p-minibar", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class MiniBarTagHelper : UiTagHelper
{
    private const double Gap = 1.2;

    public int Count { get; set; }
    /// <summary>The number of the running phase, from 1; 0: none yet; Count + 1: all done.</summary>
    [HtmlAttributeName("now")] public int Running { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Count < 1)
        {
            output.SuppressOutput();
            return;
        }
        var width = (100 - Gap * (Count - 1)) / Count;
        Replace(output, Markup.Of($"""<svg class="minibar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">{Enumerable.Range(1, Count).Select(n => Piece(n, width))}</svg>"""));
    }

    private Markup Piece(int number, double width) =>
        $"""<rect class="{(number < Running ? "done" : number == Running ? "now" : "next")}" x="{(number - 1) * (width + Gap)}" width="{width}" height="8"></rect>""";
}
