using System.Text.Json;
using Patto.Localization;

namespace Patto.Modules.Meetings;

/// <summary>What a device keeps of a room, to go on without network: what everybody may know of the meeting, and no name of a person. Who
/// called a session and who registered are left out.</summary>
/// <param name="Path">The address of the meeting, below which its pages stand.</param>
/// <param name="When">The day, as people write it.</param>
/// <param name="Wall">Slots and squares of an Open Space; null: the page that keeps this does not know them.</param>
internal sealed record OfflineRoom(string Path, string Title, string Place, string When, DateTimeOffset Start, DateTimeOffset End,
    string Question, IReadOnlyList<OfflineRoom.Step> Agenda, IReadOnlyList<OfflineRoom.Stretch>? Wall)
{
    public sealed record Step(DateTimeOffset? From, DateTimeOffset? Until, string Text);
    /// <param name="Time">18.00–18.40.</param>
    /// <param name="Together">What all do in this time; null: there are squares.</param>
    public sealed record Stretch(string Time, string? Together, IReadOnlyList<Square> Squares);
    /// <param name="Title">Of the session; null: the square was free.</param>
    public sealed record Square(string Place, string? Title);

    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web);

    public static OfflineRoom Of(Meeting meeting, string path, string when, IReadOnlyCollection<Session>? sessions) =>
        new(path, meeting.Title, meeting.Place, when, meeting.Start, meeting.End, meeting.Question,
            [.. AgendaStep.Of(meeting).Select(s => new Step(s.From, s.Until, s.Item.Text))],
            sessions is null || meeting.Slots.Count == 0 ? null : [.. meeting.Slots.Select(slot => StretchOf(meeting, slot, sessions))]);

    private static Stretch StretchOf(Meeting meeting, Slot slot, IReadOnlyCollection<Session> sessions) =>
        new($"{Lines.Written(slot.From)}–{Lines.Written(slot.To)}", slot.Together, slot.Together is not null ? [] :
            [.. meeting.Places.Select(p => new Square(p.Name,
                sessions.FirstOrDefault(s => s.Slot == slot.Key && s.Place == p.Key)?.Title))]);

    public string ToJson() => JsonSerializer.Serialize(this, Written);
}
