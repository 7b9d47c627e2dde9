using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Patto.Database;

/// <summary>The numbers that people read aloud: one series per authority, process and kind, never reused, gaps are normal.</summary>
public sealed partial class Codes(AppDb db)
{
    /// <summary>The next code of a series, as <c>LWF-C0147</c>.</summary>
    /// <param name="authority">Two towns may give their processes the same key.</param>
    /// <param name="key">The short key of the process: <c>LWF</c>.</param>
    /// <param name="letter">The kind: <c>C</c> contribution, <c>P</c> proposal, <c>E</c> amendment, <c>I</c> indicator…</param>
    public async Task<string> NextAsync(Guid authority, string key, string letter, CancellationToken cancel = default) =>
        Write(key, letter, await TakeAsync(authority, key, letter, 1, cancel));

    /// <summary>A block of consecutive codes, for sheets that are printed before they are written on.</summary>
    public async Task<IReadOnlyList<string>> BlockAsync(Guid authority, string key, string letter, int count,
        CancellationToken cancel = default)
    {
        var first = await TakeAsync(authority, key, letter, count, cancel);
        return [.. Enumerable.Range(first, count).Select(n => Write(key, letter, n))];
    }

    /// <summary>A code as people type it: <c>lwf c1</c>, <c>LWFC0001</c>, with any dash; null when it cannot be one.</summary>
    public static string? Read(string? typed)
    {
        if (typed is null || typed.Length > 60) return null;
        var bare = string.Concat(typed.Where(c => char.IsLetterOrDigit(c))).ToUpperInvariant();
        return Form().Match(bare) is { Success: true } m && typed.All(IsPart)
            ? Write(m.Groups[1].Value, m.Groups[2].Value, int.Parse(m.Groups[3].Value, NumberStyles.None, CultureInfo.InvariantCulture))
                : null;
    }

    /// <summary>A code without the key of its process, as people type it who have one process in mind: <c>c1</c>, <c>E 12</c>.</summary>
    public static bool IsBare(string? typed) => typed is { Length: <= 60 } && Bare().IsMatch(typed);

    /// <summary>The codes that are one slip away from one: two figures swapped, one figure or the letter of the kind mistaken, a figure too
    /// many, the key of another process. The likeliest first, about sixty at most.</summary>
    /// <param name="code">As <see cref="Read"/> gives it.</param>
    /// <param name="keys">Of the processes that anybody knows.</param>
    public static IReadOnlyList<string> Near(string code, IEnumerable<string> keys)
    {
        if (code.Split('-') is not [var key, [var letter, .. var digits]] || digits.Length is < 4 or > 8) return [];
        List<string> near = [];
        void Add(string of, char kind, string number) =>
            near.Add(Write(of, kind.ToString(), int.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture)));
        for (var i = 1; i < digits.Length; i++) Add(key, letter, $"{digits[..(i - 1)]}{digits[i]}{digits[i - 1]}{digits[(i + 1)..]}");
        for (var i = 0; i < digits.Length; i++)
            for (var figure = '0'; figure <= '9'; figure++) Add(key, letter, $"{digits[..i]}{figure}{digits[(i + 1)..]}");
        for (var i = 0; i < digits.Length; i++) Add(key, letter, digits.Remove(i, 1));
        foreach (var kind in Kinds) Add(key, kind, digits);
        foreach (var other in keys.Where(k => IsOneAway(k, key))) Add(other, letter, digits);
        return [.. near.Distinct().Where(n => n != code)];
    }

    /// <summary>The letters of all series: actions, contributions, amendments, maps of opinions, indicators, commitments, meetings,
    /// comments, proposals, who is missing, reports, draws, votes.</summary>
    private const string Kinds = "ACEFIKMNPQRSV";

    private static bool IsOneAway(string a, string b) => a.Length == b.Length ? a.Zip(b).Count(p => p.First != p.Second) == 1
        : Math.Abs(a.Length - b.Length) == 1 && Enumerable.Range(0, Math.Max(a.Length, b.Length))
            .Any(i => (a.Length > b.Length ? a : b).Remove(i, 1) == (a.Length > b.Length ? b : a));

    private static bool IsPart(char c) => char.IsAsciiLetterOrDigit(c) || char.IsWhiteSpace(c)
        || char.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation || c is '−' or '.' or '_';

    [GeneratedRegex("^([A-Z][A-Z0-9]{1,7}?)([A-Z])([0-9]{1,8})$")] private static partial Regex Form();

    [GeneratedRegex("^[\\s]*[A-Za-z][\\s.-]*[0-9]{1,8}[\\s]*$")] private static partial Regex Bare();

    private static string Write(string key, string letter, int number) => $"{key}-{letter}{number:0000}";

    // One statement, so that the row is locked until the act commits: nobody else can get the same number.
    private async Task<int> TakeAsync(Guid authority, string key, string letter, int count, CancellationToken cancel)
    {
        var series = $"{key}-{letter}";
        var next = await db.Database.SqlQuery<int>($"""
            INSERT INTO "CodeSeries" ("Authority", "Series", "Last") VALUES ({authority}, {series}, {count})
            ON CONFLICT ("Authority", "Series") DO UPDATE SET "Last" = "CodeSeries"."Last" + {count} RETURNING "Last" AS "Value"
            """).ToListAsync(cancel);
        return next[0] - count + 1;
    }
}

internal sealed class CodeSeries
{
    public Guid Authority { get; private set; }
    public string Series { get; private set; } = "";
    public int Last { get; private set; }
}

internal sealed class CodeSeriesMapping : IEntityTypeConfiguration<CodeSeries>
{
    public void Configure(EntityTypeBuilder<CodeSeries> builder)
    {
        builder.ToTable("CodeSeries").HasKey(s => new { s.Authority, s.Series });
        builder.Property(s => s.Series).HasMaxLength(40);
    }
}
