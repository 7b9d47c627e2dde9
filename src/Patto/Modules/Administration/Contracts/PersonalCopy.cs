using System.Text.Json;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;
using Patto.Privacy;
using Patto.Provenance;

namespace Patto.Modules.Administration.Contracts;

/// <summary>Everything that is kept of one person, as it is handed to them.</summary>
/// <param name="Tables">With purpose and retention, as the manifests of the modules say them.</param>
/// <param name="Names">How the things read that it names.</param>
/// <param name="At">When it was gathered.</param>
public sealed record PersonalCopy(IReadOnlyList<ToldTable> Tables, IReadOnlyDictionary<Subject, string> Names, DateTimeOffset At)
{
    private static readonly JsonSerializerOptions Indented = new(Json.Options) { WriteIndented = true };

    /// <summary>A value as people read it.</summary>
    public string Say(object? value, Texts L) => value switch
    {
        null or "" => "–",
        true => L["sì"],
        false => L["no"],
        DateTimeOffset at => L.Moment(at),
        DateOnly day => L.Day(day),
        Subject subject => Names.GetValueOrDefault(subject, L["non più leggibile"]),
        string said => L[said],
        _ => value.ToString()!,
    };

    /// <summary>The same as a file that programs read, UTF-8.</summary>
    public byte[] ToJson(string authority, Texts L) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        ente = authority,
        raccolti = At,
        dati = Tables.Select(t => new
        {
            dato = t.Datum.Datum,
            perche = t.Datum.Purpose,
            finoA = t.Datum.Retention,
            righe = t.Rows.Select(r => r.ToDictionary(v => v.Key, v => v.Value is Subject ? Say(v.Value, L) : v.Value)),
        }),
    }, Indented);
}

/// <summary>Gathers copies.</summary>
public sealed class PersonalCopies(PersonalDataBook book, ProcessBook processes, Filo filo, CurrentAuthority currentAuthority,
    TimeProvider clock)
{
    public async Task<PersonalCopy> OfAsync(DataSubject who, CancellationToken cancel)
    {
        var told = await book.TellAsync(who, cancel);
        var named = told.SelectMany(t => t.Rows).SelectMany(r => r.Values).OfType<Subject>().Distinct().ToList();
        var cards = await filo.TellAsync(named, Reader.Anybody, cancel);
        var names = (await processes.ListAsync(currentAuthority.Required.Id, cancel))
            .ToDictionary(p => Subject.Of("process", p.Id), p => p.Title);
        foreach (var (subject, card) in cards) names[subject] = card.Code is { } code ? $"{code}: {card.Text}" : card.Text;
        return new(told, names, clock.GetUtcNow());
    }
}
