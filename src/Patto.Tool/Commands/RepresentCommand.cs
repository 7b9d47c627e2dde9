using System.CommandLine;
using System.Globalization;
using System.Text;
using Deliberation;
using Deliberation.Formats;
using Deliberation.Statistics;
using Patto.Tool.Cli;
using static Patto.Tool.Cli.Language;

namespace Patto.Tool.Commands;

/// <summary><c>patto represent</c>: who took part, against who lives there.</summary>
internal static class RepresentCommand
{
    private static readonly Bilingual s_doing = new("Confronto con la popolazione", "Comparing with the population");

    public static Command Create()
    {
        var population = new Argument<FileInfo>("population")
        {
            Description = Say(
                "CSV category,feature,population, con la colonna participants se manca --people.",
                "CSV category,feature,population, with the column participants unless --people is given."),
        };
        var people = new Option<FileInfo?>("--people")
        {
            Description = Say(
                "CSV con una riga per persona e una colonna per categoria.",
                "CSV with a line a person and a column a category."),
        };
        var fewest = new Option<int>("--fewest")
        {
            Description = Say(
                "Meno persone di così non si mostrano.",
                "Fewer people than this are not shown."),
            DefaultValueFactory = _ => 3,
        };
        var picture = Picture.Option();
        var seed = SharedOptions.Seed();
        fewest.Validators.Add(result =>
        {
            if (result.GetValue(fewest) < 1) result.AddError(Say("--fewest: almeno 1.", "--fewest: at least 1."));
        });
        return new Command("represent", Say(
            "Misura quanto i partecipanti rispecchiano la popolazione.",
            "Measures how well the participants mirror the population.")) { population, people, fewest, picture, seed }
            .Answers(session =>
            {
                var words = session.Words;
                var counted = words.GetValue(people) is { } file ? session.Read(file, RepresentationReader.ReadPeople) : null;
                var table = session.Read(words.GetValue(population)!, reader =>
                    counted is null ? RepresentationReader.Read(reader) : RepresentationReader.Read(reader, counted));
                var measures = Representation.Measure(table, words.GetValue(fewest), session.Effort(s_doing, seed));
                Picture.Save(words.GetValue(picture), writer => StatementsChart.Write(writer, measures, CultureInfo.CurrentUICulture));
                return new Answer(Text(measures), measures);
            });
    }

    private static string Text(IReadOnlyList<CategoryRepresentation> measures)
    {
        var text = new StringBuilder();
        foreach (var category in measures) FoundGroupsAnswer.Section(text, category.Explanation.ToString(), category.Features.Select(Line));
        return text.ToString();
    }

    private static string Line(FeatureRepresentation each) => $"  {each.Feature}: " + each switch
    {
        { Participants: null } => Say("troppo pochi per mostrarli", "too few to be shown"),
        { Ratio: { } ratio, Low: { } low, High: { } high } => Say(
            $"{each.Participants} partecipanti, {Figures.Two(ratio)} volte la quota nella popolazione (da {Figures.Two(low)} a {Figures.Two(high)})",
            $"{each.Participants} participants, {Figures.Two(ratio)} times the share in the population (from {Figures.Two(low)} to {Figures.Two(high)})"),
        _ => Say($"{each.Participants} partecipanti", $"{each.Participants} participants"),
    };
}
