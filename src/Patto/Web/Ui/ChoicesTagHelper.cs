using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Patto.Web.Ui;

/// <summary>One of several answers, with a line that explains it.</summary>
public sealed class Choice(string value, string text, string? hint = null) : SelectListItem(text, value)
{
    public string? Hint { get; } = hint;
}

/// <summary>A group of radio buttons, or of check boxes when the property holds several answers.</summary>
[HtmlTargetElement("p-choices", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ChoicesTagHelper : LabelledTagHelper
{
    public string? Legend { get; set; }
    public bool? Multiple { get; set; }
    public bool Inline { get; set; }

    private bool Many => Multiple ?? For?.Metadata.IsEnumerableType ?? false;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var items = (Items ?? []).ToList();
        Prepare(context, Legend, "-0");
        var chosen = Values().ToHashSet(StringComparer.OrdinalIgnoreCase);
        Markup choices =
            $"{items.Select((item, i) => One(item, i, chosen.Count == 0 ? item.Selected : chosen.Contains(item.Value ?? item.Text)))}";
        Markup legend = $"<legend>{Label(Legend)}{(Many ? Markup.None : Optional)}</legend>";
        Markup box = $"""<div class="{(Inline ? "checks-inline" : "choices")}">{choices}</div>""";
        Replace(output, Markup.Of($"""
            <fieldset class="{Box}"{Described()}>{legend}{HintLine}{ErrorLine}{box}</fieldset>
            """));
    }

    private Markup One(SelectListItem item, int index, bool on)
    {
        var id = $"{Id}-{index}";
        var hint = (item as Choice)?.Hint;
        Markup described = hint is null ? Markup.None : $" aria-describedby=\"{id}-hint\"";
        Markup words = hint is null ? Markup.None : $"<p class=\"hint\" id=\"{id}-hint\">{hint}</p>";
        return $"""<div class="check"><input type="{(Many ? "checkbox" : "radio")}" id="{id}" name="{FullName}" value="{item.Value ?? item.Text}"{FieldTagHelper.Flag("checked", on)}{FieldTagHelper.Flag("disabled", item.Disabled)}{described}><label for="{id}">{item.Text}</label>{words}</div>""";
    }
}
