using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using Deliberation;
using Deliberation.Formats;
using Deliberation.Priorities;
using Deliberation.Schedules;
using Patto.Tool.Cli;
using static Patto.Tool.Cli.Language;

namespace Patto.Tool.Commands;

/// <summary><c>patto schedule</c>: sessions of an Open Space into times and places.</summary>
internal static class ScheduleCommand
{
    public static Command Create()
    {
        var interests = new Option<FileInfo>("--interests")
        {
            Required = true,
            Description = Say("Chi vuole cosa: .csv (una colonna per sessione, una riga per persona, 1 = mi interessa) o .pb.",
            "Who wants what: .csv (one column a session, one row a person, 1 = interested) or .pb."),
        };
        Option<int> slots = new Option<int>("--slots") { Required = true, Description = Say("Quanti turni.", "How many slots.") }
            .AtLeastOne();
        Option<int?> rooms = new Option<int?>("--rooms")
        {
            Description = Say("Quanti luoghi uguali (se non c'è --places).",
            "How many equal places (without --places).")
        }.AtLeastOne();
        var places = new Option<FileInfo?>("--places")
        {
            Description = Say("I luoghi: .csv con place, seats, accessible.",
            "The places: .csv with place, seats, accessible.")
        };
        var sessions = new Option<FileInfo?>("--sessions")
        {
            Description =
            Say("Le sessioni: .csv con session, title, callers, seats, access.",
                "The sessions: .csv with session, title, callers, seats, access.")
        };
        Option<ulong> seed = SharedOptions.Seed();
        Option<double?> limit = SharedOptions.TimeLimit();
        var command = new Command("schedule", Say("Compone il calendario di un Open Space dagli interessi dichiarati.",
            "Composes an Open Space schedule from declared interests."))
        {
            interests, slots, rooms, places, sessions, seed, limit,
        };
        return command.Answers(session =>
        {
            FileInfo file = session.Words.GetRequiredValue(interests);
            BudgetElection wishes = session.Read(file, reader => Wishes(reader, file.Extension));
            ImmutableArray<Deliberation.Schedules.Session>? details = session.Words.GetValue(sessions) is { } about
                ? session.Read(about, ScheduleTables.ReadSessions) : null;
            int turns = session.Words.GetValue(slots);
            ImmutableArray<Place> where = session.Words.GetValue(places) is { } list
                ? session.Read(list, ScheduleTables.ReadPlaces)
                : Rooms(session.Words.GetValue(rooms) ?? Enough(wishes.Projects.Length, turns));
            OpenSpace market = Market(wishes, details, turns, where);
            return Show(market, OpenSpaceScheduler.Run(market,
                session.Effort(new("Compongo il calendario", "Composing the schedule"), seed, limit)));
        });
    }

    private static BudgetElection Wishes(TextReader reader, string extension) => extension.Equals(".pb", StringComparison.OrdinalIgnoreCase)
        ? Pabulib.Read(reader).Election
        : BallotTable.Read(reader).ToPoints(0);

    private static int Enough(int sessions, int slots) => slots < 1 ? 1 : (sessions + slots - 1) / slots;

    private static ImmutableArray<Place> Rooms(int count) =>
        [.. Enumerable.Range(1, Math.Clamp(count, 0, 10_000))
            .Select(number => new Place(Bilingual.Of($"luogo {number}", $"place {number}").ToString()))];

    private static OpenSpace Market(BudgetElection wishes, ImmutableArray<Deliberation.Schedules.Session>? details, int slots,
        ImmutableArray<Place> places)
    {
        var known = (details ?? []).ToLookup(session => session.Id, StringComparer.Ordinal);
        var wanted = wishes.Projects.Select(project => project.Id).ToHashSet(StringComparer.Ordinal);
        if ((details ?? []).FirstOrDefault(session => !wanted.Contains(session.Id)) is { } stray)
        {
            throw new FormatError(
                stray.Line, 0,
                $"La sessione «{stray.Id}» non ha una colonna tra gli interessi: aggiungila, anche vuota.",
                $"Session “{stray.Id}” has no column among the interests: add one, even an empty one.");
        }

        return new OpenSpace(
            [.. wishes.Projects.Select(project =>
                known[project.Id].FirstOrDefault() ?? new Deliberation.Schedules.Session(project.Id, project.Name, []))],
            slots, places,
            [.. wishes.Ballots.Select(ballot => new Wish([.. ballot.Marks.Select(mark => mark.Project)], ballot.Voters, ballot.Line))]);
    }

    private static Answer Show(OpenSpace market, OpenSpacePlan plan)
    {
        var text = new StringBuilder();
        for (int slot = 0; slot < market.Slots; slot++)
        {
            text.Append(Bilingual.Of($"Turno {slot + 1}\n", $"Slot {slot + 1}\n"));
            foreach (int session in Enumerable.Range(0, plan.SlotOf.Length).Where(session => plan.SlotOf[session] == slot)
                .OrderBy(session => plan.PlaceOf[session]))
                text.Append("  ").Append(market.Places[plan.PlaceOf[session]].Id).Append(": ").Append(market.Sessions[session].Title)
                    .Append(" — ").Append(plan.Why(market, session)).Append('\n');
        }

        text.Append('\n').Append(plan.Summary).Append('\n');
        return new Answer(text.ToString(), new
        {
            sessions = market.Sessions.Select((session, i) =>
                new { id = session.Id, slot = plan.SlotOf[i] + 1, place = market.Places[plan.PlaceOf[i]].Id }),
            met = plan.Met,
            upperBound = plan.UpperBound,
            mostWantedFirst = plan.MetByMostWantedFirst,
            stoppedEarly = plan.StoppedEarly,
        });
    }
}
