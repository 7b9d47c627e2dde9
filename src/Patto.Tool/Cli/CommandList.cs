using System.CommandLine;
using Patto.Tool.Commands;

namespace Patto.Tool.Cli;

/// <summary>Every command of the program, by the step of a participatory process that it serves. Add yours to its line.</summary>
internal static class CommandList
{
    public static IEnumerable<Command> All() => [.. Sortition, .. Opinion, .. Priorities, .. Schedules, .. Proof];

    // Who sits at the table: Commands/SelectCommand.cs, Commands/ReplaceCommand.cs, Commands/VerifyDrawCommand.cs
    private static Command[] Sortition => [SelectCommand.Create(), ReplaceCommand.Create(), VerifyDrawCommand.Create()];

    // What people think and who they are
    private static Command[] Opinion =>
    [
        Commands.GroupsCommand.Create(), Commands.SimilarCommand.Create(), Commands.RepresentCommand.Create(),
        Commands.AgreeCommand.Create(), Commands.NetworkCommand.Create(),
    ];

    // What to do first
    private static Command[] Priorities => [Commands.PrioritiesCommand.Create()];

    // When and with whom
    private static Command[] Schedules => [Commands.ScheduleCommand.Create(), Commands.TablesCommand.Create()];

    // What anyone can check afterwards
    private static Command[] Proof => [Commands.ProveCommand.Create(), Commands.VerifyCommand.Create()];
}
