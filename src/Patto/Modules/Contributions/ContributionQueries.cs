using System.Globalization;
using Patto.Database;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Contributions.Questions;
using Patto.Modules.Processes;
using Patto.Provenance;

namespace Patto.Modules.Contributions;

/// <summary>What a reader of the list asks for; nothing asked means everything public.</summary>
/// <param name="Reach">Only those that have come so far, and no farther.</param>
public sealed record VoiceFilter(ContributionKind? Kind = null, string? Theme = null, string? Area = null, Reach? Reach = null)
{
    public bool IsEmpty => this is { Kind: null, Theme: null or "", Area: null or "", Reach: null };
}

/// <summary>Where a page of the list ends, so that the next one starts there: newest first by instant of publication, then by
/// number.</summary>
public readonly record struct VoiceKey(DateTimeOffset At, int Number)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}-{Number}");

    public static VoiceKey? Read(string? text)
    {
        if (text?.Split('-') is not [var ticks, var number]) return null;
        return long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.Ticks
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
                ? new VoiceKey(new(at, TimeSpan.Zero), n) : null;
    }
}

/// <summary>A public voice as lists, the API and the export show it: no speaker, no original words.</summary>
public sealed record Voice(
    int Number, string Code, string Text, string Language, ContributionKind Kind, string? Theme, string? Area, string? Speaker, Via Via,
    DateTimeOffset Said, DateTimeOffset PublishedAt, bool WordsHidden, IReadOnlyList<Answer> Answers, Reach Reach,
    VoiceTranslation? Translation)
{
    public VoiceKey Key => new(PublishedAt, Number);
}

internal static class ContributionQueries
{
    extension(IQueryable<Contribution> contributions)
    {
        /// <summary>What anybody may read. Said against a value: for a bare column SQLite walks no index.</summary>
        public IQueryable<Contribution> PublicIn(Id<Process> process)
        {
            var yes = true;
            return contributions.Where(c => c.Process == process && c.IsPublic == yes);
        }

        public IQueryable<Contribution> Matching(VoiceFilter filter)
        {
            var found = contributions;
            if (filter.Kind is { } kind) found = found.Where(c => c.Kind == kind);
            if (!string.IsNullOrEmpty(filter.Theme)) found = found.Where(c => c.Theme == filter.Theme);
            if (!string.IsNullOrEmpty(filter.Area)) found = found.Where(c => c.Area == filter.Area);
            if (filter.Reach is { } reach) found = found.Where(c => c.Reach == reach);
            return found;
        }

        /// <summary>Newest first, from after <paramref name="key"/> on. The first condition alone bounds the walk along the
        /// index.</summary>
        public IQueryable<Contribution> NewestAfter(VoiceKey? key)
        {
            var found = contributions;
            if (key is { At: var at, Number: var number }) found = found.Where(c => c.PublishedAt <= at
                && (c.PublishedAt < at || c.Number < number));
            return found.OrderByDescending(c => c.PublishedAt).ThenByDescending(c => c.Number);
        }

        public IQueryable<Voice> Voices() =>
            contributions.Select(c => new Voice(c.Number, c.Code, c.PublicText!, c.Language, c.Kind, c.Theme, c.Area,
            c.Pseudonym ?? c.Organisation, c.Via, c.Said, c.PublishedAt!.Value, c.State == ContributionState.Redacted,
            Answer.PublicOf(c.Answers), c.Reach, VoiceTranslation.PublicOf(c.Translation)));
    }
}
