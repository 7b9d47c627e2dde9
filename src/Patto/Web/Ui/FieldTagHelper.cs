using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Patto.Web.Ui;

/// <summary>What a field and a group of choices have in common: name, label, hint, error, what was typed.</summary>
public abstract class LabelledTagHelper : UiTagHelper
{
    [HtmlAttributeName("asp-for")] public ModelExpression? For { get; set; }
    public string? Name { get; set; }
    public string? Hint { get; set; }
    public bool? Required { get; set; }

    /// <summary>Needed in some cases only, which the hint or the page tells: the label says neither.</summary>
    public bool Conditional { get; set; }
    public IEnumerable<SelectListItem>? Items { get; set; }

    internal FormState? Form { get; private set; }
    protected string FullName { get; private set; } = "";
    protected string Id { get; private set; } = "";
    protected string? Error { get; private set; }

    protected void Prepare(TagHelperContext context, string? label, string part = "")
    {
        Form = FormState.Of(context, Http);
        FullName = For is null ? Name ?? "" : ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);
        Id = (Form?.Id is { } form ? form + "-" : "") + TagBuilder.CreateSanitizedId(FullName, "_");
        Form?.Fields.TryAdd(FullName, new(Id + part, Label(label), Form.Fields.Count)
        {
            Stored = For is null || IsFile(For.Metadata.UnderlyingOrModelType) ? null : SeenVersion.Text(For.Model),
            IsTick = For?.Metadata.UnderlyingOrModelType == typeof(bool),
            Words = (Items ?? []).DistinctBy(i => i.Value ?? i.Text).ToDictionary(i => i.Value ?? i.Text, i => i.Text),
        });
        // Outside a p-form, or in the form that was sent; the fields of the page's other forms were not even looked at.
        if (Form is null or { Refused: true }) Error = FieldErrors.First(ViewContext.ModelState, FullName, L);
    }

    private protected static bool IsFile(Type type) =>
        typeof(IFormFile).IsAssignableFrom(type) || typeof(IEnumerable<IFormFile>).IsAssignableFrom(type);

    protected string Label(string? label) => label ?? For?.Metadata.DisplayName ?? For?.Metadata.Name ?? FullName;

    protected bool MustBeFilled =>
        Required ?? (For?.Metadata is { IsRequired: true } model && model.UnderlyingOrModelType != typeof(bool) && !model.IsEnumerableType);

    /// <summary>What was typed, if the page is shown again; otherwise the model's values, as a form writes them.</summary>
    protected IReadOnlyList<string> Values(object? given = null)
    {
        // In the form that was sent, what was typed and nothing else: a box without its tick is not sent at all.
        // A field of the page's own, without a property behind it, keeps it also where the handler was content and shows the page again.
        if (Form is { Refused: true } || Form is { Sent: true } && For is null) return [.. Http.Request.Form[FullName].OfType<string>()];
        if (Form is null && ViewContext.ModelState.TryGetValue(FullName, out var typed) && typed.RawValue is not null)
            return typed.RawValue is string[] several ? several : [typed.AttemptedValue ?? ""];
        if (given is not null) return [Written(given)];
        return For?.Model switch
        {
            null => [],
            string one => [one],
            IEnumerable many => [.. many.Cast<object>().Select(Written)],
            var one => [Written(one)],
        };
    }

    /// <summary>As the browser's controls want it, whatever the language of the page.</summary>
    private static string Written(object value) => value switch
    {
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    protected Markup HintLine => Hint is null ? Markup.None : $"""<p class="hint" id="{Id}-hint">{Hint}</p>""";

    protected Markup ErrorLine => Error is null ? Markup.None
        : $"""<p class="err" id="{Id}-err">{Icon("alert")}<span><span class="visually-hidden">{L["Errore:"]} </span>{Error}</span></p>""";

    protected Markup Optional => MustBeFilled || Conditional || Form is { IsGet: true } ? Markup.None : $"""<span class="opt"> {L["(facoltativo)"]}</span>""";

    protected Markup Described(string more = "")
    {
        var ids = string.Join(' ', new[] { Hint is null ? "" : Id + "-hint", Error is null ? "" : Id + "-err", more }
            .Where(id => id.Length > 0));
        Markup described = ids.Length == 0 ? Markup.None : $" aria-describedby=\"{ids}\"";
        return Error is null ? described : Markup.Of($"{described} aria-invalid=\"true\"");
    }

    protected string Box => Error is null ? "field" : "field bad";
}

/// <summary>A field: label, hint, control, and the error beside it. What was typed is never lost.</summary>
[HtmlTargetElement("p-field", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FieldTagHelper : LabelledTagHelper
{
    [HtmlAttributeName("label")] public string? LabelText { get; set; }
    public string? Type { get; set; }
    public string? Value { get; set; }
    public string? Placeholder { get; set; }
    public string? Autocomplete { get; set; }
    public string? Inputmode { get; set; }
    public string? Accept { get; set; }
    public string? Min { get; set; }
    public string? Max { get; set; }
    public string? Step { get; set; }
    public string? Pattern { get; set; }
    public int? Rows { get; set; }
    public bool Multiple { get; set; }
    public bool Readonly { get; set; }
    /// <summary>The page opens with the cursor here: only where one form after the other is filled from the keyboard.</summary>
    public bool Autofocus { get; set; }
    public bool LabelHidden { get; set; }
    /// <summary>Whether what is written here stays on the device until it was sent: texts do, and single lines that are a sentence, which
    /// are those that say why. False where it tells who somebody is or how to reach them.</summary>
    public bool? Draft { get; set; }
    /// <summary>Said after a number: "euro", "posti".</summary>
    public string? Unit { get; set; }
    /// <summary>sm, md or lg: a short field for a short answer.</summary>
    public string? Width { get; set; }
    /// <summary>The first, empty choice of a select.</summary>
    public string? Empty { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Prepare(context, LabelText);
        var type = Type ?? Usual();
        if (type == "file" && Form is not null) Form.HasFile = true;
        Replace(output, type switch
        {
            "hidden" => Hidden(),
            "checkbox" => CheckBox(),
            _ => Markup.Of($"<div class=\"{Box}\">{LabelLine()}{HintLine}{ErrorLine}{WithUnit(Control(type))}</div>"),
        });
    }

    /// <summary>What the property's type asks for when the page does not say.</summary>
    private string Usual()
    {
        if (Items is not null) return "select";
        var model = For?.Metadata;
        var type = model?.UnderlyingOrModelType ?? typeof(string);
        if (type == typeof(bool)) return "checkbox";
        if (type == typeof(DateOnly)) return "date";
        if (type == typeof(TimeOnly)) return "time";
        if (type == typeof(DateTime)) return "datetime-local";
        if (type == typeof(int) || type == typeof(long) || type == typeof(decimal) || type == typeof(double)) return "number";
        if (IsFile(type)) return "file";
        return model?.DataTypeName switch
        {
            nameof(DataType.EmailAddress) => "email",
            nameof(DataType.Password) => "password",
            nameof(DataType.MultilineText) => "textarea",
            nameof(DataType.PhoneNumber) => "tel",
            nameof(DataType.Url) => "url",
            _ => "text",
        };
    }

    private string? First => Values(Value) is [var first, ..] ? first : null;

    private Markup LabelLine() => LabelHidden
        ? Markup.Of($"""<label class="visually-hidden" for="{Id}">{Label(LabelText)}</label>""")
        : $"""<label for="{Id}">{Label(LabelText)}{Optional}</label>""";

    private Markup Control(string type) => type switch
    {
        "textarea" => TextArea(),
        "select" => Select(),
        _ => Input(type),
    };

    private Markup WithUnit(Markup control) => Unit is null ? control : $"""<div class="with-unit">{control}<span>{Unit}</span></div>""";

    /// <param name="mayRequire">The browser may ask for it by itself: a select only where its first choice is empty.</param>
    private Markup Common(string more = "", bool mayRequire = true) =>
        $""" id="{Id}" name="{FullName}" class="control{(Width is null ? "" : " w-" + Width)}"{Described(more)}{Flag("required", mayRequire && MustBeFilled && Form is not { IsGet: true })}{Flag("readonly", Readonly)}{Flag("autofocus", Autofocus)}{Attribute("autocomplete", Autocomplete)}{Attribute("placeholder", Placeholder)}""";

    // Said under the text, never set as maxlength: the browser would cut what is pasted without a word.
    private int? Length => For?.Metadata.ValidatorMetadata.OfType<LengthRule>().FirstOrDefault(rule => rule.IsGiven)?.Most;

    private Markup Input(string type)
    {
        // The browser writes numbers and dates in one way for all languages: __Invariant tells the server so.
        Markup invariant = type is "number" or "date" or "time" or "datetime-local" ? $"""<input type="hidden" name="__Invariant" value="{FullName}">""" : Markup.None;
        Markup value = type is "password" or "file" ? Markup.None : Attribute("value", First);
        var step = Step ?? (type == "number" && For?.Metadata.UnderlyingOrModelType is { } model
            && (model == typeof(decimal) || model == typeof(double)) ? "any" : null);
        // What people write may run from right to left; what is stored is in the language of the town.
        Markup written = type is "text" or "search" ? Markup.Of($"{OtherLanguage.Attribute(First)} dir=\"auto\"") : Markup.None;
        var kept = type == "text" && (Draft ?? SaysWhy);
        if (kept) LocalDraftTagHelper.IsWanted(Http);
        return $"""<input type="{type}"{Common()}{value}{written}{Flag("data-draft", kept)}{Attribute("inputmode", Inputmode)}{Attribute("accept", Accept)}{Attribute("min", Min)}{Attribute("max", Max)}{Attribute("step", step)}{Attribute("pattern", Pattern)}{Flag("multiple", Multiple)}>{invariant}""";
    }

    private Markup TextArea()
    {
        var text = First ?? "";
        if (Draft is not false) LocalDraftTagHelper.IsWanted(Http);
        var (typed, own) = (new OnlyText("\n" + text), Markup.Of($"{Common()}{Kept}{OtherLanguage.Attribute(text)} dir=\"auto\" rows=\"{Rows ?? 4}\""));
        if (Length is null) return $"<textarea{own}>{typed}</textarea>";
        Markup area = $"""<textarea{own} data-counter="{Id}-left" data-limit="{Length.Value}">{typed}</textarea>""";
        Markup words = $"""data-left="{L["Restano {0} caratteri"].Value}" data-over="{L["{0} caratteri di troppo"].Value}" """;
        return $"""{area}<p class="counter" id="{Id}-left" aria-hidden="true" {words}></p><span class="visually-hidden" role="status"></span>""";
    }

    private Markup Kept => Draft is not false ? Markup.None : Markup.Of($" data-no-draft");

    private bool SaysWhy => FullName.EndsWith("Why", StringComparison.Ordinal) || FullName.EndsWith("Reason", StringComparison.Ordinal);

    private Markup Select()
    {
        var chosen = Values(Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var numbers = For?.Model is Enum one ? Convert.ToInt64(one, CultureInfo.InvariantCulture)
            .ToString(CultureInfo.InvariantCulture) : null;
        bool IsChosen(SelectListItem item) =>
            chosen.Count == 0 ? item.Selected : chosen.Contains(item.Value ?? item.Text) || item.Value == numbers;
        var options = (Items ?? []).Select(item =>
            Markup.Of($"<option value=\"{item.Value ?? item.Text}\"{Flag("selected", IsChosen(item))}{Flag("disabled", item.Disabled)}{OtherLanguage.Attribute(item.Text)}>{new OnlyText(item.Text)}</option>"));
        Markup first = Empty is null ? Markup.None : $"<option value=\"\">{new OnlyText(Empty)}</option>";
        var mayRequire = Multiple || Empty is not null || Items?.FirstOrDefault() is { Value: "" };
        return $"<select{Common(mayRequire: mayRequire)}{Flag("multiple", Multiple)}>{first}{options}</select>";
    }

    private Markup CheckBox()
    {
        var on = Values(Value).Any(value => string.Equals(value, "true", StringComparison.OrdinalIgnoreCase));
        Markup unchecked_ = Form is { IsGet: true } ? Markup.None : $"""<input type="hidden" name="{FullName}" value="false">""";
        return $"""<div class="{Box}"><div class="check"><input type="checkbox" id="{Id}" name="{FullName}" value="true"{Flag("checked", on)}{Described()}{Flag("required", MustBeFilled)}><label for="{Id}">{Label(LabelText)}</label>{HintLine}{ErrorLine}</div>{unchecked_}</div>""";
    }

    private Markup Hidden() => $"""<input type="hidden" name="{FullName}"{Attribute("value", First)}>""";

    private static Markup Attribute(string name, string? value) => value is null ? Markup.None : $" {new OnlyText(name)}=\"{value}\"";
    internal static Markup Flag(string name, bool on) => on ? Markup.Of($" {new OnlyText(name)}") : Markup.None;
}
