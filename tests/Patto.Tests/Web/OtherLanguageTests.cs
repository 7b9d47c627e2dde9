using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Database;
using Patto.Identity;
using Patto.Localization;

namespace Patto.Tests.Web;

/// <summary>
/// An English page holds what the town wrote in Italian: a screen reader must hear where. All that is stored is signed with two Hebrew
/// letters in every gap between its words, so that wherever it is shown, whole or cut, it is found: and it may run from right to left.
/// </summary>
public sealed partial class OtherLanguageTests(OtherLanguageTests.SignedTown town) : IClassFixture<OtherLanguageTests.SignedTown>
{
    private const string Sign = "אב";
    private const int LeastPages = 350, LeastPassages = 15_000;

    public sealed class SignedTown : DemoTown
    {
        protected override void Open(PlatformHost host) => host.InDb(SignAllAsync).GetAwaiter().GetResult();

        // What signs in, what is proved, and what the machine reads keeps its words.
        private static readonly HashSet<Type> Untouched = [typeof(AuditRow), typeof(Account), typeof(OnceResult)];

        private static async Task<int> SignAllAsync(AppDb db)
        {
            var changed = 0;
            foreach (var (table, column, most) in ColumnsOf(db))
            {
                var signed = $"REPLACE(\"{column}\", ' ', ' {Sign} ')";
#pragma warning disable EF1002, EF1003 // names of our own tables
                changed += await db.Database.ExecuteSqlRawAsync($"UPDATE \"{table}\" SET \"{column}\" = "
                    + (PlatformHost.OnPostgres ? $"LEFT({signed}, {most ?? 1_000_000})" : signed) + $" WHERE \"{column}\" LIKE '% %' AND \"{column}\" "
                    + (PlatformHost.OnPostgres ? "~ '[a-z]{{3}}'" : "GLOB '*[a-z][a-z][a-z]*'"));
#pragma warning restore EF1002, EF1003
            }
            Assert.True(changed > 1_000, $"only {changed} texts are stored");
            return changed;
        }

        // Strings, and what is kept as JSON: there blanks stand in strings only.
        private static IEnumerable<(string Table, string Column, int? Most)> ColumnsOf(AppDb db) =>
            from table in db.Model.GetRelationalModel().Tables
            where !table.EntityTypeMappings.Any(m => Untouched.Contains(m.TypeBase.ClrType))
            from column in table.Columns
            where (column.StoreType is "TEXT" or "text" || column.StoreType.StartsWith("character varying", StringComparison.Ordinal))
                && !column.PropertyMappings.Any(m => (Nullable.GetUnderlyingType(m.Property.ClrType)
                ?? m.Property.ClrType) == typeof(DateTimeOffset))
            select (table.Name, column.Name, column.PropertyMappings.Select(m => m.Property.GetMaxLength()).FirstOrDefault());
    }

    [Fact]
    public async Task On_an_English_page_what_the_town_wrote_says_that_it_is_Italian()
    {
        var (pages, passages) = (0, 0);
        HashSet<string> faults = [];
        foreach (var name in new[] { "", "anna.ferri", "lorenzo.bassi" })
        {
            var visitor = await town.ComeAsync(name);
            Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync("/lingua/en")).StatusCode);
            var walk = new Walk
            {
                OfEachRoute = 3,
                Look = (step, page) =>
                {
                    if (page is null || step.Status is HttpStatusCode.Redirect) return step;
                    pages++;
                    foreach (var (fault, isSigned) in Read(page))
                    {
                        if (isSigned) passages++;
                        if (fault is not null) faults.Add($"{step.Route}: {fault}");
                    }
                    return step;
                },
            };
            await walk.GoAsync(visitor, "/", "/percorsi", "/area-personale", "/amministrazione/ente", "/osservatorio", "/non-c-e");
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{passages} passages of the town on {pages} English pages");
        if (faults.Count > 0) Assert.Fail($"{faults.Count} passages on {pages} pages:\n" + string.Join("\n", faults.Order()));
        Assert.True(pages >= LeastPages && passages >= LeastPassages, $"only {passages} passages on {pages} pages");
    }

    private static IEnumerable<(string? Fault, bool IsSigned)> Read(IHtmlDocument page)
    {
        foreach (var text in page.DocumentElement.Descendants<IText>())
            if (text.ParentElement is { } parent && parent.Closest("script, style, template") is null
                && string.Join(' ', text.Data.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } said)
                yield return (FaultOf(parent, said), said.Contains(Sign, StringComparison.Ordinal));
        foreach (var element in page.All)
            foreach (var name in Spoken)
                if (element.GetAttribute(name)?.Trim() is { Length: > 0 } said && !(name == "value" && element.GetAttribute("type") is
                    "hidden" or "checkbox" or "radio") && !(name == "content" && element.GetAttribute("name") != "description"))
                    yield return (FaultOfAttribute(element, name, said), false);
    }

    private static readonly string[] Spoken = ["aria-label", "placeholder", "alt", "title", "data-label", "value", "content"];

    private static string? FaultOf(IElement parent, string said)
    {
        var (language, signed) = (LanguageOf(parent), IsSigned(said));
        var where = $"{parent.LocalName} «{Short(said)}»";
        // Where no element can stand, a sentence of the interface may hold a name: then the sentence's language is said.
        if (signed && language == "en") return CanHoldNone(parent) && IsMixed(said) || IsVoiceInEnglish(parent) ? null
            : $"not said to be Italian: {where}";
        if (signed && language == "it" && parent.LocalName == "title") return IsMixed(said) ? $"said to be Italian: {where}" : null;
        if (signed && parent.Closest("[dir=auto]") is null && !CanHoldNone(parent)) return $"runs from left to right only: {where}";
        if (language == "it" && !signed && IsOfInterface(said)) return $"said to be Italian: {where}";
        return language == "en" && !signed && IsItalian(said) && !ForeignWords.HasEnglish(said) ? $"Italian: {where}" : null;
    }

    private static string? FaultOfAttribute(IElement element, string name, string said)
    {
        var where = $"{name} of {element.LocalName} «{Short(said)}»";
        if (name == "value" && element.LocalName is not "input") return null;
        var (language, signed) = (LanguageOf(element), IsSigned(said));
        if (signed && language == "en" && !IsMixed(said)) return $"not said to be Italian: {where}";
        return language == "en" && !signed && IsItalian(said) && !ForeignWords.HasEnglish(said) ? $"Italian: {where}" : null;
    }

    // A voice or a letter that was written in English.
    private static bool IsVoiceInEnglish(IElement parent) => parent.Closest(".voice-text, .letter") is not null;

    private static string Short(string said) => said.Length > 110 ? said[..110] + "…" : said;

    private static bool CanHoldNone(IElement element) => element.LocalName is "title" or "option" or "textarea" or "text";

    private static string? LanguageOf(IElement element) => element.Closest("[lang]")?.GetAttribute("lang");

    // Numbers and codes are read alike in every language.
    private static bool IsSigned(string said) => SignedWords().IsMatch(said);

    /// <summary>A sentence of the interface with something of the town in it.</summary>
    private static bool IsMixed(string said) => Parts.Any(p => said.Contains(p, StringComparison.Ordinal))
        || said.Split([" - ", ": ", " (", ", "], StringSplitOptions.None).Any(p => OwnEnglish.Contains(p.Trim(' ', ')', '.')));

    // All that is stored in more than a word is signed: what is not, and holds English, was said by the program.
    private static bool IsOfInterface(string said) => OwnEnglish.Contains(said)
        || said.Contains(' ', StringComparison.Ordinal) && !Texts.English.ContainsKey(said) && ForeignWords.HasEnglish(said);

    private static readonly HashSet<string> OwnEnglish = [.. Texts.English.Where(t => t.Key != t.Value).Select(t => t.Value)];

    private static readonly string[] Parts = [.. Texts.English.Values.SelectMany(t => Place().Split(t))
        .Where(p => p.Count(char.IsLetter) > 3 && p.Any(c => c == ' ')).Distinct()];

    private static readonly HashSet<string> OfItalian = ["il", "lo", "la", "gli", "le", "di", "del", "della", "dei", "delle", "dello",
        "che", "con", "una", "un", "è", "sono", "nel", "nella", "al", "alla", "dal", "dalla", "chi", "si", "anche", "questo", "questa",
        "ogni", "tra", "fra", "più", "ai", "alle", "da", "quello", "puoi", "cosa", "degli"];

    private static bool IsItalian(string said)
    {
        var all = said.Split([' ', ',', '.', ';', ':', '«', '»', '(', ')', '’', '\''], StringSplitOptions.RemoveEmptyEntries)
            .Where(w => w != Sign).ToList();
        var found = all.Count(w => OfItalian.Contains(w.ToLowerInvariant()));
        return all.Count > 2 && found * 6 >= all.Count && found >= (all.Count > 6 ? 2 : 1);
    }

    [GeneratedRegex(@"\p{L}{3,}\P{L}* אב|אב \W*\p{L}{3,}")] private static partial Regex SignedWords();
    [GeneratedRegex(@"\{\d+[^}]*\}")] private static partial Regex Place();
}
