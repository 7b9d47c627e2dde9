using System.CommandLine;
using System.Text;
using Deliberation.Formats;
using Deliberation.Statistics;
using Patto.Tool.Cli;
using static Patto.Tool.Cli.Language;

namespace Patto.Tool.Commands;

/// <summary><c>patto network</c>: who works with whom, and who is the bridge.</summary>
internal static class NetworkCommand
{
    public static Command Create()
    {
        var ties = new Argument<FileInfo>("ties")
        {
            Description = Say(
                "CSV one,other: un legame per riga; la seconda cella vuota per chi non ne ha.",
                "CSV one,other: a tie a line; the second cell empty for who has none."),
        };
        return new Command("network", Say(
            "Misura una rete di soggetti: legami, ponti, parti separate.",
            "Measures a network of actors: ties, bridges, separate parts.")) { ties }
            .Answers(session =>
            {
                var network = session.Read(session.Words.GetValue(ties)!, TextsTiesReader.Read);
                return new Answer(Text(network), new { network.Density, network.Components, network.Actors });
            });
    }

    private static string Text(Network network)
    {
        var text = new StringBuilder();
        text.Append(Say(
            $"{network.Actors.Count} soggetti, densità {Figures.Two(network.Density)}, parti separate: {network.Components.Count}.",
            $"{network.Actors.Count} actors, density {Figures.Two(network.Density)}, separate parts: {network.Components.Count}."))
            .Append('\n');
        FoundGroupsAnswer.Section(text, Say("Chi fa da ponte, dal più al meno", "Who is a bridge, from most to least"), network.Actors
            .OrderByDescending(actor => actor.Betweenness).ThenByDescending(actor => actor.Degree)
                .ThenBy(actor => actor.Name, StringComparer.Ordinal)
            .Select(actor => Say(
                $"  {actor.Name}: legami {actor.Degree}, intermediazione {Figures.Two(actor.Betweenness)}, parte {actor.Component + 1}",
                $"  {actor.Name}: ties {actor.Degree}, betweenness {Figures.Two(actor.Betweenness)}, part {actor.Component + 1}")));
        return text.ToString();
    }
}
