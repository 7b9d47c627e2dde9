using Microsoft.AspNetCore.Razor.TagHelpers;
using Patto.Localization;
using Patto.Provenance;

namespace Patto.Web.Ui;

/// <summary>A thread as a tree of lists, in the order in which it is read aloud and printed: of each thing what it is, what it says, its
/// code, what became of it and why, then what came of it, and at the end of each branch what is missing and who owes it.</summary>
[HtmlTargetElement("p-tree", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TreeTagHelper : UiTagHelper
{
    private const int LongestText = 180;

    public ThreadTree Of { get; set; } = null!;
    /// <summary>Where all of it is drawn; null where the tree is never shortened.</summary>
    public string? More { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output) => Replace(output, Of.Roots.Count == 0 ? Markup.None
        : Markup.Of($"""<div class="trace"><ol class="chain tree">{Of.Roots.Select(Place)}</ol></div>"""));

    private Markup Place(TreeNode place) => place.Drawn == Drawn.InFull ? Thing(place) : Mention(place);

    private Markup Thing(TreeNode place)
    {
        var (card, (kind, word)) = (place.Card, Kind(place.Card.Subject.Kind));
        // It may have been read for another request.
        if (card.Language is { } language) Texts.IsWritten(card.Text, language);
        var isSaid = card.Subject.Kind is "contribution" or "comment";
        var text = Excerpt.Of(card.Text, LongestText);
        Markup words = isSaid ? Markup.Of($"«{text}»") : $"{text}";
        Markup named = card.Url is { } url && place.By is not null ? Markup.Of($"<a href=\"{url}\">{words}</a>") : words;
        Markup code = card.Code is { } called ? Markup.Of($" <span class=\"mono\">{called}</span>") : Markup.None;
        Markup said = isSaid ? Markup.Of($" class=\"quote\"") : Markup.None;
        Markup outcome = card.Outcome is { } settled ? Outcome(settled) : Markup.None;
        Markup how = place.IsAside ? Markup.Of($", {L[place.By!.Relation.Italian()].Value}") : Markup.None;
        Markup why = card.Reason is { Length: > 0 } reason
            ? Markup.Of($"<p><strong>{L["Perché:"].Value}</strong> {reason}</p>") : Markup.None;
        Markup next = place.Next.Count == 0 && place.Left == 0 && place.Owed is null ? Markup.None
            : $"""<ol class="chain tree">{place.Next.Select(Place)}{Rest(place)}{Missing(place)}</ol>""";
        return Item($"class=\"k-{kind}\" id=\"filo-{place.Number}\"", "dot", Icon(ChainKinds.Icon(kind)), $"<span>{word}{how}</span>{outcome}",
            $"""<p{said} dir="auto">{named}{code}</p>{When(place)}{why}{next}""");
    }

    private static Markup Item(Markup marks, string dot, Markup icon, Markup what, Markup rest) =>
        $"""<li {marks}><span class="{dot}">{icon}</span><p class="what">{what}</p>{rest}</li>""";

    private Markup Outcome(Settled settled)
    {
        var (tag, icon, word) = settled switch
        {
            Settled.Accepted => ("tag-ok", "checkc", L["Accolto"]),
            Settled.InPart => ("tag-part", "half", L["Accolto in parte"]),
            Settled.Refused => ("tag-no", "xc", L["Non accolto"]),
            _ => ("tag-wait", "wait", L["Rinviato"]),
        };
        return $""" <span class="tag {tag}">{Icon(icon)}{word.Value}</span>""";
    }

    // What people did says its day itself; of what it led to the day is when the two were tied.
    private Markup When(TreeNode place) => (place.Card.Note, place.By) switch
    {
        ({ Length: > 0 } note, { } by) => $"<p class=\"small muted\">{note}, {L.Day(by.At)}</p>",
        ({ Length: > 0 } note, null) => $"<p class=\"small muted\">{note}</p>",
        (_, { } by) => $"<p class=\"small muted\">{L.Day(by.At)}</p>",
        _ => Markup.None,
    };

    private Markup Mention(TreeNode place)
    {
        var (kind, word) = Kind(place.Card.Subject.Kind);
        var where = place.Drawn == Drawn.Above ? L["vedi sopra"].Value : L["vedi sotto"].Value;
        var name = place.Card.Code ?? Excerpt.Of(place.Card.Text, 60);
        return Item($"class=\"k-{kind}\"", "dot", Icon("link"), $"<span>{word}</span>",
            $"""<p><a href="#filo-{place.Number}">{where}: <span dir="auto">{name}</span></a></p>""");
    }

    private Markup Rest(TreeNode place)
    {
        if (place.Left == 0) return Markup.None;
        var words = L.Count(place.Left, "Mostra l'altro", "Mostra gli altri {0}");
        return More is null ? Markup.Of($"<li class=\"todo\"><span class=\"dot todo-dot\"></span><p>{words}</p></li>")
            : $"""<li class="todo"><span class="dot todo-dot" aria-hidden="true">+</span><p><a href="{More}">{words}</a></p></li>""";
    }

    private Markup Missing(TreeNode place)
    {
        if (place.Owed is not { } owed) return Markup.None;
        Markup what = owed.Url is { } url ? Markup.Of($"<a href=\"{url}\">{owed.What}</a>") : $"{owed.What}";
        Markup due = owed.Due is { } day ? Markup.Of($"<p class=\"small\"><strong>{Term(day)}</strong></p>") : Markup.None;
        return Item($"class=\"todo\"", "dot todo-dot", Icon("wait"), $"{L["Manca ancora"].Value}",
            $"""<p>{what}</p><p class="small muted">{L["Lo deve: {0}", owed.By].Value}</p>{due}""");
    }

    private string Term(DateOnly day)
    {
        var left = day.DayNumber - Texts.RomeDay(Now).DayNumber;
        return left switch
        {
            < 0 => L["Doveva esserci entro il {0}.", L.Day(day)],
            0 => L["Entro oggi."],
            _ => L.Count(left, "Entro il {1}: manca un giorno.", "Entro il {1}: mancano {0} giorni.", L.Day(day)),
        };
    }

    private (string Colour, string Word) Kind(string kind) => kind switch
    {
        "contribution" => ("contributo", L["Contributo"]),
        "amendment" => ("contributo", L["Emendamento"]),
        "comment" => ("contributo", L["Commento"]),
        "statement" => ("contributo", L["Frase a cui si risponde"]),
        "meeting" or "session" => ("contributo", L["Incontro"]),
        "proposal" => ("proposta", L["Proposta"]),
        "choice" => ("proposta", L["Votazione"]),
        "article" => ("articolo", L["Articolo"]),
        "comma" => ("articolo", L["Comma"]),
        "document" => ("articolo", L["Testo"]),
        "outcome" => ("decisione", L["Decisione"]),
        "action" => ("decisione", L["Azione"]),
        "commitment" => ("decisione", L["Impegno"]),
        "indicator" => ("indicatore", L["Indicatore"]),
        _ => ("contributo", L["Collegato"]),
    };
}
