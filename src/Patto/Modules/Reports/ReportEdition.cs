using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Reports.Contracts;

namespace Patto.Modules.Reports;

/// <summary>A part, as it was frozen.</summary>
public sealed record FrozenPart(string Key, string Heading, string Text);

/// <summary>What somebody read and said yes or no to: frozen, with its hash.</summary>
[Content("final-document-edition", "number", "parts", "hash", "stays")]
public sealed class ReportEdition : Entity<ReportEdition>
{
    private ReportEdition() { }

    internal static ReportEdition Of(Report report, int number, IReadOnlyList<FrozenPart> parts, string stays, bool isFinal,
        DateTimeOffset now)
    {
        var edition = new ReportEdition
        {
            Authority = report.Authority,
            Report = report.Id,
            Number = number,
            Title = report.Title,
            Parts = [.. parts],
            Hash = HashOf(report.Title, parts),
            Stays = stays,
            IsFinal = isFinal,
            At = now,
        };
        edition.Raise(new ReportFrozen(edition.Id, report.Id, report.ProcessSubject, number, edition.Hash));
        return edition;
    }

    public Id<Authority> Authority { get; private set; }
    public Id<Report> Report { get; private set; }
    public int Number { get; private set; }
    public string Title { get; private set; } = "";
    public List<FrozenPart> Parts { get; private set; } = [];
    /// <summary>SHA-256 of title and parts, in hexadecimal.</summary>
    public string Hash { get; private set; } = "";
    /// <summary>Why what looked like personal data stays; empty where there was none.</summary>
    public string Stays { get; private set; } = "";
    /// <summary>It was sent.</summary>
    public bool IsFinal { get; private set; }
    public DateTimeOffset At { get; private set; }

    internal static string HashOf(string title, IReadOnlyList<FrozenPart> parts) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(title + "\n" + JsonSerializer.Serialize(parts, Json.Options))));
}
