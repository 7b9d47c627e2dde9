using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Patto.Web.Ui;

/// <param name="Control">The id of the control that an error links to.</param>
internal sealed record FormField(string Control, string Label, int Order)
{
    /// <summary>What is stored, as <see cref="SeenVersion"/> compares it; null for a field without a property behind it.</summary>
    public string? Stored { get; init; }
    public bool IsTick { get; init; }
    /// <summary>What people read for each value of a choice.</summary>
    public IReadOnlyDictionary<string, string> Words { get; init; } = new Dictionary<string, string>();
}

/// <summary>What the fields of a form and the form tell each other.</summary>
internal sealed class FormState
{
    /// <summary>This is the form that the request brought; the page is shown again.</summary>
    public bool Sent { get; init; }
    /// <summary>It is shown again because the form was refused.</summary>
    public bool Refused { get; init; }
    public string? Id { get; init; }
    public bool IsGet { get; init; }
    public bool HasFile { get; set; }
    /// <summary>The fields of the form by full name, in their order.</summary>
    public OrderedDictionary<string, FormField> Fields { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The field that an error is about. A broken rule may name the entity's property (Name) where the form has
    /// Input.Name.</summary>
    public FormField? Named(string key) => key.Length == 0 ? null
        : Fields.TryGetValue(key, out var field) ? field
        : Fields.FirstOrDefault(f => f.Key.EndsWith("." + key, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The form around a field, also where the field stands in a partial view of its own.</summary>
    public static FormState? Of(TagHelperContext context, HttpContext http) => context.Items.TryGetValue(typeof(FormState), out var state)
        ? (FormState)state : http.Items[typeof(FormState)] as FormState;

    /// <summary>What stands within the form, which knows it.</summary>
    public async Task<TagHelperContent> ReadAsync(TagHelperContext context, TagHelperOutput output, HttpContext http)
    {
        context.Items[typeof(FormState)] = http.Items[typeof(FormState)] = this;
        var within = await output.GetChildContentAsync();
        http.Items.Remove(typeof(FormState));
        return within;
    }
}

/// <summary>
/// A form that posts: antiforgery token, the once key that makes a double sending harmless, and, when the act was refused,
/// what to put right, each line a link to its field.
/// </summary>
[HtmlTargetElement("p-form")]
public sealed class PostFormTagHelper(IAntiforgery antiforgery) : UiTagHelper
{
    /// <summary>The field that carries the once key.</summary>
    public const string OnceKey = "__once";
    private const string FormKey = "__form";

    public string? Handler { get; set; }
    public string? Action { get; set; }
    public string Method { get; set; } = "post";
    public string? Id { get; set; }
    public bool Files { get; set; }
    public string? Class { get; set; }
    /// <summary>It changes something that others may change too: whoever saves second is shown both versions.</summary>
    public bool Edits { get; set; }

    private bool IsGet => string.Equals(Method, "get", StringComparison.OrdinalIgnoreCase);

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var posted = WasPosted();
        var state = new FormState { Sent = posted, Refused = posted && !ViewContext.ModelState.IsValid, Id = Id, IsGet = IsGet };
        if (state.Refused) RefusalTagHelper.IsTold(Http);
        if (state.Sent) FoldTagHelper.OpenAround(Http);
        var fields = await state.ReadAsync(context, output, Http);
        var question = SameQuestionBox.Of(Http, state);
        output.TagName = "form";
        output.Attributes.SetAttribute("method", IsGet ? "get" : "post");
        output.Attributes.SetAttribute("action", IsGet ? Action ?? Http.Request.Path.Value : Address(Action, Handler));
        output.Attributes.SetAttribute("class", Class ?? (IsGet ? "filter" : "form"));
        if (Id is not null) output.Attributes.SetAttribute("id", Id);
        if (Files || state.HasFile) output.Attributes.SetAttribute("enctype", "multipart/form-data");
        if (!IsGet) output.Attributes.SetAttribute(new TagHelperAttribute("novalidate")); // the server answers in words, beside each field
        var summary = state.Refused ? Summary(state) : Markup.None;
        var hidden = IsGet ? Markup.None : Hidden(posted);
        if (state.HasFile) SendingTagHelper.IsWanted(Http);
        output.Content.SetHtmlContent(Markup.Of($"{summary}{Versions(state)}{hidden}{Seen(state)}{question}{fields}"));
    }

    // What was seen when the form was opened travels with it, however often it is refused; who was shown both versions has seen the newer.
    private Markup Seen(FormState state)
    {
        if (!Edits) return Markup.None;
        var overtaken = Overtaken.In(Http);
        var seen = state.Sent && overtaken is null && Http.Request.Form[SeenVersion.Field].ToString() is { Length: > 0 } kept ? kept
            : SeenVersion.Of(state.Fields.Where(f => f.Value.Stored is not null).Select(f =>
                KeyValuePair.Create(f.Key, (state.Sent ? overtaken?.Now.GetValueOrDefault(f.Key) : null) ?? f.Value.Stored!)));
        return $"""<input type="hidden" name="{SeenVersion.Field}" value="{seen}">""";
    }

    // Field by field where the two differ.
    private Markup Versions(FormState state)
    {
        if (!state.Sent || Overtaken.In(Http) is not { } overtaken) return Markup.None;
        var rows = from field in state.Fields
                   where field.Value.Stored is not null && overtaken.Now.ContainsKey(field.Key)
                   let now = overtaken.Now[field.Key]
                   let typed = Typed(field.Key, field.Value)
                   where now != typed
                   select Row(field.Value, now, typed);
        var shown = rows.ToList();
        Markup body = shown.Count > 0 ? Markup.Of($"{shown}") : $"<p>{L["Le due versioni sono uguali: non serve fare altro."]}</p>";
        var id = Key + "-versions";
        Markup title = $"""<h2 class="h4" id="{id}">{L["Le due versioni"]}</h2>""";
        return $"""<section class="versions" aria-labelledby="{id}">{title}{body}</section>""";
    }

    private string Typed(string name, FormField field)
    {
        var sent = Http.Request.Form[name];
        return field.IsTick ? SeenVersion.Text(sent.Contains("true")) : SeenVersion.Text(sent.Count == 1 ? sent[0] : sent.ToArray());
    }

    private Markup Row(FormField field, string now, string typed)
    {
        var (theirs, own) = (Version(L["Ora c'è scritto"], field, now), Version(L["Hai scritto"], field, typed));
        return $"""<h3 class="h5">{field.Label}</h3><div class="grid-2">{theirs}{own}</div>""";
    }

    private Markup Version(string whose, FormField field, string text)
    {
        var words = field.IsTick ? text == "true" ? L["sì"].Value : L["no"].Value
            : string.Join('\n', text.Split('\n').Select(line => field.Words.GetValueOrDefault(line, line)));
        Markup said = text.Length == 0 ? Markup.Of($"<p class=\"muted\">{L["(vuoto)"]}</p>")
            : $"<p class=\"as-typed\" dir=\"auto\">{words}</p>";
        return $"<div><p class=\"small muted mb-0\">{whose}</p>{said}</div>";
    }

    /// <summary>What the form says of itself when it is sent, whichever of its buttons was pressed.</summary>
    private string Key => Id ?? Handler ?? "-";

    /// <summary>Is this the form that the request has sent? Its buttons may ask for other handlers than its own.</summary>
    private bool WasPosted()
    {
        if (IsGet || !HttpMethods.IsPost(Http.Request.Method) || !Http.Request.HasFormContentType) return false;
        if (Action is not null && Action.Split('?')[0] != Http.Request.PathBase + Http.Request.Path) return false;
        if ((string?)Http.Request.Form[FormKey] is { } sent) return sent == Key;
        var handler = (string?)Http.Request.Query["handler"] ?? Http.Request.Form["handler"];
        return Id is null && string.Equals(handler ?? "", Handler ?? "", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The key that came with the form stands for another sending: the form is shown with a new one.</summary>
    internal static void AskForNewKey(HttpContext http) => http.Items[OnceKey] = true;

    private Markup Hidden(bool posted)
    {
        var token = antiforgery.GetAndStoreTokens(Http);
        var once = posted && !Http.Items.ContainsKey(OnceKey) && Guid.TryParse(Http.Request.Form[OnceKey], out var kept) ? kept
            : Guid.NewGuid();
        Markup form = $"""<input type="hidden" name="{FormKey}" value="{Key}">""";
        Markup signed = $"""<input type="hidden" name="{token.FormFieldName}" value="{token.RequestToken}">""";
        return $"""{signed}<input type="hidden" name="{OnceKey}" value="{once.ToString("n")}">{form}""";
    }

    private Markup Summary(FormState state) => RefusalTagHelper.Box(L, Errors(state));

    private IEnumerable<Markup> Errors(FormState state) =>
        from entry in ViewContext.ModelState
        from error in entry.Value!.Errors
        let field = state.Named(entry.Key)
        let words = Words(FieldErrors.Words(error, L), field)
        orderby field?.Order ?? -1
        group field by words into line
        select Line(line.Key, line.FirstOrDefault(field => field is not null));

    private string Words(string sentence, FormField? field) => field is not null && FormWords.NamesNoField(sentence, L)
        ? $"{field.Label.TrimEnd('?', ':', '.')}: {char.ToLowerInvariant(sentence[0])}{sentence[1..]}"
        : sentence;

    private static Markup Line(string words, FormField? field) =>
        field is null ? Markup.Of($"<li>{words}</li>") : $"""<li><a href="#{field.Control}">{words}</a></li>""";
}

/// <summary>Why the act was refused, where no form of the page could say it: a button alone, a form that went away meanwhile. The layout
/// writes it.</summary>
[HtmlTargetElement("p-refusal", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class RefusalTagHelper : UiTagHelper
{
    private static readonly object Told = new();

    internal static void IsTold(HttpContext http) => http.Items[Told] = true;

    internal static Markup Box(Localization.Texts L, IEnumerable<Markup> errors) => $"""
        <div class="errors" role="alert" tabindex="-1"><h2>{L["Controlla questi punti"]}</h2><ul>{errors}</ul></div>
        """;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!HttpMethods.IsPost(Http.Request.Method) || ViewContext.ModelState.IsValid || Http.Items.ContainsKey(Told))
        {
            output.SuppressOutput();
            return;
        }
        var errors = ViewContext.ModelState.Values.SelectMany(v => v.Errors).Select(e => FieldErrors.Words(e, L)).Distinct();
        Replace(output, Box(L, errors.Select(words => Markup.Of($"<li>{words}</li>"))));
    }
}

internal static class FieldErrors
{
    /// <summary>The first error of a field. A broken rule names the entity's property (Name), the form its input (Input.Name): both are
    /// meant.</summary>
    public static string? First(ModelStateDictionary states, string fullName, Localization.Texts L)
    {
        var own = fullName[(fullName.LastIndexOf('.') + 1)..];
        var entry = states.TryGetValue(fullName, out var found) && found.Errors.Count > 0 ? found : states.GetValueOrDefault(own);
        return entry is { Errors.Count: > 0 } ? Words(entry.Errors[0], L) : null;
    }

    public static string Words(ModelError error, Localization.Texts L) =>
        error.ErrorMessage.Length > 0 ? error.ErrorMessage : L["Questo valore non va bene: controllalo."];

    private static ModelStateEntry? GetValueOrDefault(this ModelStateDictionary states, string key) =>
        states.TryGetValue(key, out var entry) ? entry : null;
}

/// <summary>A GET form in one line above a list.</summary>
[HtmlTargetElement("p-filter")]
public sealed class FilterTagHelper : UiTagHelper
{
    public string? Action { get; set; }
    public string? Label { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var fields = await new FormState { IsGet = true }.ReadAsync(context, output, Http);
        // A page that wants other words for the button writes its own p-submit.
        var hasOwn = fields.GetContent().Contains("type=\"submit\"", StringComparison.Ordinal);
        Markup own = hasOwn ? Markup.None : $"""<button class="btn btn-outline-primary btn-sm" type="submit">{L["Mostra"]}</button>""";
        Replace(output, Markup.Of($"""
            <form class="filter" method="get" action="{Action ?? Http.Request.Path.Value}" role="search"
                aria-label="{Label ?? L["Filtra l’elenco"].Value}">{fields}{own}</form>
            """));
    }
}

[HtmlTargetElement("p-submit")]
public sealed class SubmitTagHelper : UiTagHelper
{
    /// <summary>primary, plain, accent, danger or link.</summary>
    public string Kind { get; set; } = "primary";
    [HtmlAttributeName("icon")] public string? Sign { get; set; }
    public string? Name { get; set; }
    public string? Value { get; set; }
    public string? Handler { get; set; }
    public string? Size { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var words = await output.GetChildContentAsync();
        output.TagName = "button";
        output.Attributes.SetAttribute("type", "submit");
        output.Attributes.SetAttribute("class", Buttons.Class(Kind, Size));
        if (Name is not null) output.Attributes.SetAttribute("name", Name);
        if (Value is not null) output.Attributes.SetAttribute("value", Value);
        if (Handler is not null) output.Attributes.SetAttribute("formaction", Address(null, Handler));
        output.Content.SetHtmlContent(Markup.Of($"{(Sign is null ? Markup.None : Icon(Sign))}{words}"));
    }
}

internal static class Buttons
{
    public static string Class(string kind, string? size = null) =>
        kind switch { "link" => "btn-text", _ => "btn btn-" + kind } + (size is null || kind == "link" ? "" : " btn-" + size);
}

/// <summary>A form that is only a button; hidden fields may stand between the tags.</summary>
[HtmlTargetElement("p-post", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PostTagHelper(IAntiforgery antiforgery) : UiTagHelper
{
    public string? Url { get; set; }
    public string? Handler { get; set; }
    public string Text { get; set; } = "";
    /// <summary>Said after the text to who listens: what it is about ("dall’elenco: Auser").</summary>
    public string? About { get; set; }
    public string Kind { get; set; } = "plain";
    public string? Size { get; set; } = "sm";
    [HtmlAttributeName("icon")] public string? Sign { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var hidden = await output.GetChildContentAsync();
        var token = antiforgery.GetAndStoreTokens(Http);
        Markup about = About is null ? Markup.None : $"<span class=\"visually-hidden\"> {About}</span>";
        Markup signed = $"""<input type="hidden" name="{token.FormFieldName}" value="{token.RequestToken}">""";
        Markup once = $"""<input type="hidden" name="{PostFormTagHelper.OnceKey}" value="{Guid.NewGuid().ToString("n")}">""";
        Markup sign = Sign is null ? Markup.None : Icon(Sign);
        Markup button = $"""<button type="submit" class="{Buttons.Class(Kind, Size)}">{sign}{Text}{about}</button>""";
        Replace(output, Markup.Of($"""
            <form class="inline-form" method="post" action="{Address(Url, Handler)}">{signed}{once}{hidden}{button}</form>
            """));
    }
}
