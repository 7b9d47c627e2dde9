using Patto.Modules.Meetings;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Meetings.Contracts;

/// <summary>A meeting as it would stand if the whole plan moved: the same hours on another day.</summary>
/// <param name="Registered">How many are told.</param>
public sealed record MeetingShift(Id<Meeting> Id, string Title, DateTimeOffset Start, DateTimeOffset NewStart, int Registered,
    DayShift Why);
