using System.CommandLine;
using System.Globalization;
using Deliberation;
using Deliberation.Formats;
using Deliberation.Opinions;
using Patto.Tool.Cli;
using static Patto.Tool.Cli.Language;

namespace Patto.Tool.Commands;

/// <summary><c>patto groups</c>: the groups of opinion behind agree, disagree and pass.</summary>
internal static class GroupsCommand
{
    private static readonly Bilingual s_doing = new("Disegno la mappa delle opinioni", "Drawing the map of opinions");

    public static Command Create()
    {
        var votes = new Argument<FileInfo>("votes")
        {
            Description = Say(
                "CSV participant,statement,vote (1 d'accordo, -1 contrario, 0 passo) oppure una colonna per affermazione.",
                "CSV participant,statement,vote (1 agree, -1 disagree, 0 pass) or one column a statement."),
        };
        var statements = new Option<FileInfo?>("--statements")
        {
            Description = Say(
                "CSV delle affermazioni: id, text, moderated (-1, 0, 1), meta (0, 1).",
                "CSV of the statements: id, text, moderated (-1, 0, 1), meta (0, 1)."),
        };
        var mode = new Option<string>("--mode")
        {
            Description = Say(
                "polis: le regole di Polis. robust: il migliore di 50 avvii.",
                "polis: the rules of Polis. robust: the best of 50 starts."),
            DefaultValueFactory = _ => "polis",
        }.AcceptOnlyFromAmong("polis", "robust");
        var count = new Option<int?>("--groups")
        {
            Description = Say(
                "Quanti gruppi, da 2 a 5; senza, sceglie la silhouette.",
                "How many groups, 2 to 5; without it the silhouette chooses."),
        };
        var known = new Option<FileInfo?>("--known")
        {
            Description = Say(
                "CSV participant,group: confronta questi gruppi invece di trovarne.",
                "CSV participant,group: compares these groups instead of finding some."),
        };
        var fewest = new Option<int>("--fewest")
        {
            Description = Say(
                "Meno votanti di così non si mostrano.",
                "Fewer voters than this are not shown."),
            DefaultValueFactory = _ => 5,
        };
        var stability = new Option<int>("--stability")
        {
            Description = Say(
                "Quante volte ridisegnare con quattro quinti delle persone (0: mai).",
                "How many times to draw again with four fifths of the people (0: never)."),
            DefaultValueFactory = _ => 0,
        };
        var participants = new Option<FileInfo?>("--participants")
        {
            Description = Say(
                "Scrive qui participant,x,y,group (pseudonimi: non pubblicare).",
                "Writes participant,x,y,group here (pseudonyms: not for publication)."),
        };
        var picture = Picture.Option();
        var seed = SharedOptions.Seed();
        count.Validators.Add(result => Within(result, count, 2, 5));
        fewest.Validators.Add(result => Within(result, fewest, 1, 1000));
        stability.Validators.Add(result => Within(result, stability, 0, 10_000));
        return new Command("groups", Say(
            "Trova i gruppi di opinione: che cosa li rappresenta, li unisce, li divide.",
            "Finds groups of opinion: what represents, unites and divides them."))
        {
            votes, statements, mode, count, known, fewest, stability, participants, picture, seed,
        }.Answers(session =>
        {
            var words = session.Words;
            var listed = words.GetValue(statements) is { } list ? session.Read(list, StatementsReader.Read) : null;
            var table = session.Read(words.GetValue(votes)!, reader => VotesReader.Read(reader, listed));
            var effort = session.Effort(s_doing, seed);
            int least = words.GetValue(fewest);
            if (words.GetValue(known) is { } groups) return KnownGroupsAnswer.Of(session.Read(groups,
                reader => VotesGroupsReader.Read(reader, table)), table, least, effort);

            var options = new OpinionOptions
            {
                Mode = words.GetValue(mode) == "robust" ? OpinionMode.Robust : OpinionMode.PolisCompatible,
                Groups = words.GetValue(count)
            };
            var map = OpinionMap.Draw(table, options, effort);
            Picture.Save(words.GetValue(participants), writer => VotesWriter.Write(writer, map));
            Picture.Save(words.GetValue(picture), writer => VotesPicture.Write(writer, map, CultureInfo.CurrentUICulture));
            var stable = words.GetValue(stability) is > 0 and var times ? GroupStability.Measure(map, options, times, effort) : null;
            return FoundGroupsAnswer.Of(map, stable, least);
        });
    }

    private static void Within<T>(System.CommandLine.Parsing.OptionResult result, Option<T> option, int least, int most)
    {
        if (result.GetValue(option) is int value && (value < least || value > most)) result.AddError(Say(
            $"{option.Name}: da {least} a {most}.",
            $"{option.Name}: from {least} to {most}."));
    }
}
