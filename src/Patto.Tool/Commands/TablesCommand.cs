using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using Deliberation;
using Deliberation.Formats;
using Deliberation.Schedules;
using Patto.Tool.Cli;
using static Patto.Tool.Cli.Language;

namespace Patto.Tool.Commands;

/// <summary><c>patto tables</c>: mixed tables for rounds of talk.</summary>
internal static class TablesCommand
{
    public static Command Create()
    {
        var people = new Option<FileInfo>("--people")
        {
            Required = true,
            Description = Say("Le persone: .csv con id e una colonna per ogni caratteristica da mescolare.",
            "The people: .csv with id and one column for each feature to be mixed."),
        };
        Option<int> tables = new Option<int>("--tables") { Required = true, Description = Say("Quanti tavoli.", "How many tables.") }
            .AtLeastOne();
        Option<int> rounds = new Option<int>("--rounds") { Required = true, Description = Say("Quanti turni.", "How many rounds.") }
            .AtLeastOne();
        Option<ulong> seed = SharedOptions.Seed();
        Option<double?> limit = SharedOptions.TimeLimit();
        var command = new Command("tables", Say("Forma i tavoli di un World Café: persone nuove a ogni turno, tavoli ben mescolati.",
            "Forms the tables of a World Café: new people every round, tables well mixed."))
        {
            people, tables, rounds, seed, limit,
        };
        return command.Answers(session =>
        {
            ImmutableArray<Guest> guests = session.Read(session.Words.GetRequiredValue(people), ScheduleTables.ReadGuests);
            var task = new MixedTables(guests, session.Words.GetValue(tables), session.Words.GetValue(rounds));
            return Show(task, TablePlanner.Run(task, session.Effort(new("Formo i tavoli", "Forming the tables"), seed, limit)));
        });
    }

    private static Answer Show(MixedTables task, TablesPlan plan)
    {
        var text = new StringBuilder();
        foreach ((int round, ImmutableArray<int> tableOf) in plan.TableOf.Index())
        {
            text.Append(Bilingual.Of($"Turno {round + 1}\n", $"Round {round + 1}\n"));
            for (int table = 0; table < task.Tables; table++)
                text.Append(Bilingual.Of($"  tavolo {table + 1}: ", $"  table {table + 1}: ")).AppendJoin(", ", At(task, tableOf, table))
                    .Append('\n');
        }

        text.Append('\n').Append(plan.Summary).Append('\n');
        return new Answer(text.ToString(), new
        {
            rounds = plan.TableOf.Select(tableOf => Enumerable.Range(0, task.Tables).Select(table => At(task, tableOf, table))),
            repeats = plan.Repeats,
            leastRepeats = plan.LeastRepeats,
            unevenness = plan.Unevenness,
            repeatsAtRandom = plan.RepeatsAtRandom,
            stoppedEarly = plan.StoppedEarly,
        });
    }

    private static IEnumerable<string> At(MixedTables task, ImmutableArray<int> tableOf, int table) =>
        Enumerable.Range(0, tableOf.Length).Where(guest => tableOf[guest] == table).Select(guest => task.Guests[guest].Id);
}
