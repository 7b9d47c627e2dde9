using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Communication.Contracts;
using Patto.People;

namespace Patto.Modules.Communication;

/// <summary>One calm letter for one letter box: what happened in all that is followed from there, each thing once.</summary>
internal sealed class NewsLetter(CurrentAuthority currentAuthority, Sites sites, Texts L)
{
    private const int Most = 40;

    /// <param name="leader">The subscription that the letter belongs to; its links open all those of the same address.</param>
    /// <param name="merged">The letter merges all that comes so often; null: it belongs to this subscription.</param>
    /// <param name="identity">The same letter gets the same identity, whoever writes it.</param>
    public (Recipient, Message) Of(Subscription leader, IEnumerable<NewsItem> told, Frequency? merged, Guid identity) =>
        (Recipient.Email(leader.Email, language: leader.Language),
            Texts.In(leader.Language, () => Write(leader, [.. told.OrderBy(t => t.At).GroupBy(t => t.Of).Select(g => g.Last())], merged))
                with
            { IsCalm = true, Unsubscribe = CommunicationUrls.OneClick(leader.Token, merged), Id = identity });

    private Message Write(Subscription leader, List<NewsItem> items, Frequency? merged)
    {
        var where = items.Select(i => i.In).Distinct().ToList() is [{ } only] ? Subject.Of("process", only) : (Subject?)null;
        return items is [var one]
            ? new(Excerpt.Of(one.Say(), 150), string.Join("\n\n", Head(one.Process!.Title), one.Say(), Foot(leader)), L["Leggi"], one.Url,
                where, where, leader.Token.ToString("N"))
            : new(Title(items.Count, merged), string.Join("\n\n", [.. items.Take(Most).GroupBy(i => i.Process!.Title)
                .Select(g => $"{g.Key}\n{string.Join('\n', g.Select(Line))}"), .. Rest(items.Count), Foot(leader)]),
                About: where, Process: where, Secret: leader.Token.ToString("N"));
    }

    private string Head(string process) => L["C'è una novità in «{0}».", process];

    private string Title(int count, Frequency? merged) => merged switch
    {
        Frequency.Weekly => L["La tua lettera della settimana: {0} novità", count],
        Frequency.Daily => L["La tua lettera di oggi: {0} novità", count],
        _ => L["{0} novità in quello che segui", count],
    };

    private string Line(NewsItem item) => $"– {item.Say()}\n  {sites.Of(currentAuthority.Required)}{item.Url}";

    private IEnumerable<string> Rest(int count) => count <= Most ? []
        : [L.Count(count - Most, "Un'altra novità si legge sul sito.", "Altre {0} novità si leggono sul sito.")];

    /// <summary>How it is changed or ended.</summary>
    public string Foot(Subscription leader) => L["Cambia quanto spesso ti scriviamo, o disdici questi avvisi: {0}",
        sites.Of(currentAuthority.Required) + CommunicationUrls.Unsubscribe(leader.Token)];
}
