using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Patto.Files;
using Patto.Grants;

namespace Patto.Web.Ui;

/// <summary>The files that hang on a thing, as far as the reader may see them: pictures small with their words, recordings to listen to,
/// documents to save; and the way to attach one, for who may. Nothing where there is neither.</summary>
[HtmlTargetElement("p-files", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FilesTagHelper(FileBook book, Gate gate) : UiTagHelper
{
    public Subject Of { get; set; }
    /// <summary>The heading; "Allegati" where nothing else is said.</summary>
    public string? Title { get; set; }
    /// <summary>2, 3 or 4.</summary>
    public int Level { get; set; } = 2;
    /// <summary>Read before, for many things at once.</summary>
    public IReadOnlyList<StoredFile>? Read { get; set; }
    /// <summary>False: only what hangs there, where one attaches elsewhere.</summary>
    public bool Attach { get; set; } = true;
    public string? Class { get; set; } = "mt-5";

    /// <summary>The page where what hangs on a thing is attached, renamed, taken away.</summary>
    public static string Url(Subject of) => $"/allegati/{of.Kind}/{of.Id}";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var cancel = Http.RequestAborted;
        var files = Read ?? [.. (await book.OfAsync([Of], cancel))[Of]];
        var owner = Attach ? await book.OwnerAsync(Of, cancel) : null;
        var may = owner is not null && await gate.MayAsync(owner.Act, owner.Place, cancel);
        if (files.Count == 0 && !may) { output.SuppressOutput(); return; }
        var (id, title) = ($"allegati-{Of.Id:N}", Title ?? L["Allegati"].Value);
        Markup head = Markup.Of($"<h{Level} id=\"{id}\">{title}</h{Level}>");
        Markup list = files.Count == 0 ? Markup.None : $"""<ul class="docs files">{files.Select(One)}</ul>""";
        var verb = files.Count == 0 ? L["Allega un file"] : L["Allega, cambia, togli"];
        Markup way = !may ? Markup.None : $"""
            <p class="mt-3 mb-0 no-print"><a class="btn btn-plain btn-sm"
                href="{Url(Of)}">{Icon("doc")}{verb}<span class="visually-hidden">: {owner!.Title}</span></a></p>
            """;
        // Below another heading it is a part of what that names, and a page may hold many: no landmark of its own.
        Replace(output, Level > 2 ? Markup.Of($"""<div class="{Class}">{head}{list}{way}</div>""")
            : Markup.Of($"""<section class="{Class}" aria-labelledby="{id}">{head}{list}{way}</section>"""));
    }

    private Markup One(StoredFile file) => $"<li>{Parts(Http, file)}</li>";

    /// <summary>One file as it stands in a line of a list.</summary>
    internal static Markup Parts(HttpContext http, StoredFile file)
    {
        var name = file.Title.Length > 0 ? file.Title : file.Name;
        Markup what = $"""<span class="small muted">{file.Kind}, {Localization.Texts.Own(FileWords.Size(file.Size))}</span>""";
        Markup link = $"""<a href="{file.Url}">{name}</a><br>{what}""";
        if (file.IsSound) return $"""
            {Icons.Draw(http, "chat")}<span>{link}<br><audio controls preload="none" src="{file.Url}"
                aria-label="{name}"></audio></span>
            """;
        if (file.IsVideo) return $"""
            {Icons.Draw(http, "video")}<span>{link}<br><video controls preload="none" src="{file.Url}" class="mw-100"
                aria-label="{name}"></video></span>
            """;
        if (!file.IsPicture) return $"{Icons.Draw(http, "doc")}<span>{link}</span>";
        var (width, height) = SmallSize(file);
        return $"""
            {Icons.Draw(http, "eye")}<span>{link}<br><a href="{file.MediumUrl}"><img src="{file.SmallUrl}" alt="{file.Alt}"
                width="{width}" height="{height}" loading="lazy"></a></span>
            """;
    }

    private static (string Width, string Height) SmallSize(StoredFile file)
    {
        var scale = Math.Min(1d, Pictures.Small / (double)Math.Max(1, Math.Max(file.Width, file.Height)));
        return (Written(file.Width * scale), Written(file.Height * scale));
    }

    private static string Written(double points) => Math.Max(1, Math.Round(points)).ToString(CultureInfo.InvariantCulture);
}
