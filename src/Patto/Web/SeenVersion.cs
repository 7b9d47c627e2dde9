using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;

namespace Patto.Web;

/// <summary>Which values stood in the fields of a form when it was opened: a short hash of each. Two people who edit the same thing are
/// told of one another whatever the fields are of, and no table has a column for it.</summary>
internal sealed partial class SeenVersion
{
    /// <summary>The hidden field.</summary>
    public const string Field = "__seen";

    private readonly List<(string Name, string Hash)> _fields;

    private SeenVersion(List<(string, string)> fields) => _fields = fields;

    /// <summary>Null when the form carries none: it edits nothing that others may edit.</summary>
    public static SeenVersion? In(HttpRequest request)
    {
        if (!request.HasFormContentType || request.Form[Field].ToString() is not { Length: > 0 } text) return null;
        return new([.. text.Split('|').Select(part => (Part: part, At: part.LastIndexOf(':'))).Where(p => p.At > 0)
            .Select(p => (p.Part[..p.At], p.Part[(p.At + 1)..]))]);
    }

    public static string Of(IEnumerable<KeyValuePair<string, string>> stored) =>
        string.Join('|', stored.Select(f => $"{f.Key}:{Hash(f.Value)}"));

    private static string Hash(string value) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)).AsSpan(0, 6));

    /// <summary>A value as it is compared and shown, whatever the language of the page.</summary>
    public static string Text(object? value) => value switch
    {
        null => "",
        string text => text.ReplaceLineEndings("\n").Trim(),
        bool on => on ? "true" : "false",
        decimal amount => amount.ToString("0.############################", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        IEnumerable many => string.Join('\n', many.Cast<object?>().Select(Text).Order(StringComparer.Ordinal)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>The values that stand there now are those that were seen, or it is said what stands there.</summary>
    /// <exception cref="Overtaken">Somebody saved meanwhile.</exception>
    public async Task DemandAsync(PattoPage page, WriteScope write, CancellationToken cancel)
    {
        await write.StandInLineAsync($"{page.Authority.Id}{page.Request.Path}", cancel);
        var stored = await AgainAsync(page, write, cancel);
        if (stored is null) return; // it is no more there: the act says so
        var now = _fields.ToDictionary(f => f.Name, f => Text(At(stored, f.Name)));
        if (_fields.Any(f => Hash(now[f.Name]) != f.Hash)) throw new Overtaken(now);
    }

    // The page as it would open now, inside the act: the same code that fills the fields, on the database of the act.
    private static async Task<PattoPage?> AgainAsync(PattoPage page, WriteScope write, CancellationToken cancel)
    {
        var (http, own) = (page.HttpContext, page.HttpContext.RequestServices);
        var current = write.Get<CurrentAuthority>();
        var town = await write.Db.Set<Authority>().AsNoTracking().SingleAsync(a => a.Id == current.Required.Id, cancel);
        current.MoveTo(town);
        http.RequestServices = write.Services;
        try
        {
            var again = (PattoPage)ActivatorUtilities.CreateInstance(write.Services, page.GetType());
            again.PageContext = new(page.PageContext)
            {
                ViewData = new ViewDataDictionary(write.Get<IModelMetadataProvider>(), new ModelStateDictionary()),
            };
            foreach (var property in page.GetType().GetProperties().Where(IsOfTheAddress))
                property.SetValue(again, property.GetValue(page));
            return await again.OpenAsync(cancel) ? again : null;
        }
        finally { http.RequestServices = own; }
    }

    private static bool IsOfTheAddress(PropertyInfo property) => property.CanWrite && (property.IsDefined(typeof(FromRouteAttribute))
        || property.IsDefined(typeof(FromQueryAttribute)) || property.GetCustomAttribute<BindPropertyAttribute>() is { SupportsGet: true });

    // Input.Name, Themes[2].Name; what is not there is empty.
    private static object? At(object? from, string path)
    {
        var page = from;
        foreach (Match step in Step().Matches(path))
        {
            if (from is null) return null;
            from = step.Groups["index"] is { Success: true } index
                ? (from as IList)?.Cast<object?>().ElementAtOrDefault(int.Parse(index.Value, CultureInfo.InvariantCulture))
                : from.GetType().GetProperties().FirstOrDefault(p => p.Name == step.Value
                    && (from != page || p.IsDefined(typeof(BindPropertyAttribute))))?.GetValue(from);
        }
        return from;
    }

    [GeneratedRegex(@"\[(?<index>[0-9]{1,6})\]|\w+")] private static partial Regex Step();
}

/// <summary>Somebody else saved the same thing while it was being edited.</summary>
/// <param name="now">What stands in the fields now, by name.</param>
internal sealed class Overtaken(IReadOnlyDictionary<string, string> now) : Exception("Somebody saved meanwhile.")
{
    public IReadOnlyDictionary<string, string> Now { get; } = now;
    private static readonly object Key = new();

    public const string Sentence =
        "Mentre scrivevi, qualcun altro ha salvato. Sotto trovi le due versioni. Se premi di nuovo il pulsante vale quello che c'è nel modulo: prima riprendi ciò che vuoi tenere dell'altra.";

    public void Tell(HttpContext http) => http.Items[Key] = this;
    public static Overtaken? In(HttpContext http) => http.Items[Key] as Overtaken;
}
