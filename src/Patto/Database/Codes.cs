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

    private static bool IsPart(char c) => char.IsAsciiLetterOrDigit(c) || char.IsWhiteSpace(c)
        || char.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation || c is '−' or '.' or '_';

    [GeneratedRegex("^([A-Z][A-Z0-9]{1,7}?)([A-Z])([0-9]{1,8})$")] private static partial Regex Form();

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
