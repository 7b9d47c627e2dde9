using System.CommandLine;
using System.Globalization;
using System.Text;
using Deliberation;
using Deliberation.Formats;
using Deliberation.Similarity;
using Patto.Tool.Cli;
using static Patto.Tool.Cli.Language;

namespace Patto.Tool.Commands;

/// <summary><c>patto similar</c>: contributions that say nearly the same, and their themes.</summary>
internal static class SimilarCommand
{
    private static readonly Bilingual s_doing = new("Confronto i testi", "Comparing the texts");

    public static Command Create()
    {
        var texts = new Argument<FileInfo>("texts")
        {
            Description = Say(
                "CSV con le colonne id e text.",
                "CSV with the columns id and text."),
        };
        var to = new Option<string?>("--to")
        {
            Description = Say(
                "Cerca i testi simili a questo.",
                "Looks for texts similar to this one."),
        };
        var count = new Option<int>("--count")
        {
            Description = Say(
                "Quanti testi simili al più.",
                "How many similar texts at most."),
            DefaultValueFactory = _ => 5,
        };
        var least = new Option<double>("--least")
        {
            Description = Say(
                "Somiglianza minima: con --to la lessicale (0,5 va bene), altrimenti delle lettere, per i quasi doppioni (0,75).",
                "Least likeness: with --to the lexical one (0.5 serves), otherwise of letters, for near-duplicates (0.75)."),
        };
        var themes = new Option<int?>("--themes")
        {
            Description = Say(
                "Quanti temi al più; senza, decidono i testi.",
                "How many themes at most; without it the texts decide."),
        };
        var picture = Picture.Option();
        var seed = SharedOptions.Seed();
        count.Validators.Add(result => Refuse(result, result.GetValue(count) < 1));
        themes.Validators.Add(result => Refuse(result, result.GetValue(themes) < 1));
        least.Validators.Add(result => Refuse(result, result.GetValue(least) is not (> 0 and <= 1)));
        return new Command("similar", Say(
            "Trova contributi simili, quasi doppioni e temi (somiglianza lessicale).",
            "Finds similar contributions, near-duplicates and themes (lexical likeness).")) { texts, to, count, least, themes,
            picture, seed }
            .Answers(session =>
            {
                var words = session.Words;
                var collection = session.Read(words.GetValue(texts)!, TextsReader.Read);
                var effort = session.Effort(s_doing, seed);
                double? asked = words.GetResult(least) is null ? null : words.GetValue(least);
                return words.GetValue(to) is { } text
                    ? SimilarTo(collection, text, words.GetValue(count), asked ?? 0.5)
                    : PairsAndThemes(collection, asked ?? 0.75, new ThemeOptions { Most = words.GetValue(themes) },
                        words.GetValue(picture), effort);
            });
    }

    private static void Refuse(System.CommandLine.Parsing.OptionResult result, bool wrong)
    {
        if (wrong) result.AddError(Say(
            $"{result.Option.Name}: valore fuori misura; vedi patto similar --help.",
            $"{result.Option.Name}: value out of bounds; see patto similar --help --lang en."));
    }

    private static Answer SimilarTo(TextCollection collection, string text, int count, double least)
    {
        var found = TextIndex.Of(collection).Similar(text, count, least);
        var written = collection.Contributions.ToDictionary(each => each.Id, each => each.Text);
        string lines = string.Concat(found.Select(each => $"{Figures.Two(each.Likeness.Score)}  {each.Id}: {Short(written[each.Id])}\n"));
        return new Answer(found.Count > 0 ? lines : Say(
            "Nessun testo abbastanza simile.",
            "No text is similar enough."),
            found.Select(each => new { each.Id, each.Likeness.Score, each.Likeness.Words, each.Likeness.Characters }));
    }

    private static Answer PairsAndThemes(TextCollection collection, double least, ThemeOptions options, FileInfo? picture, Effort effort)
    {
        var pairs = TextIndex.Of(collection).NearDuplicates(least, effort);
        var themes = ThemeFinder.Find(collection, options, effort);
        Picture.Save(picture, writer => StatementsChart.Write(writer, themes, CultureInfo.CurrentUICulture));
        var text = new StringBuilder();
        FoundGroupsAnswer.Section(text, Say(
            "Quasi doppioni",
            "Near-duplicates"), pairs.Select(pair => $"  {pair.One} ~ {pair.Other}: {Figures.Two(pair.Likeness.Characters)}"));
        foreach (var theme in themes.Groups)
            FoundGroupsAnswer.Section(text, string.Join(", ", theme.Words.Select(word => word.Word)), [Say(
                $"  {theme.Members.Count} testi: ",
                $"  {theme.Members.Count} texts: ") + string.Join(", ", theme.Members)]);
        FoundGroupsAnswer.Section(text, Say("Da soli", "Alone"), themes.Alone.Count == 0 ? [] : ["  " + string.Join(", ", themes.Alone)]);
        text.Append('\n').Append(themes.Explanation).Append('\n');
        return new Answer(text.ToString(), new
        {
            nearDuplicates = pairs.Select(pair => new { pair.One, pair.Other, pair.Likeness.Characters, pair.Likeness.Score }),
            themes = themes.Groups,
            alone = themes.Alone,
            modularity = themes.Modularity,
            explanation = themes.Explanation.ToString(),
        });
    }

    private static string Short(string text) =>
        text.ReplaceLineEndings(" ") is { Length: > 90 } line ? line[..89] + "…" : text.ReplaceLineEndings(" ");
}
