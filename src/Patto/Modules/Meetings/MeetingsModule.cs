using Patto.Audit;
using Patto.Files;
using Patto.Mail;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.Convening;
using Patto.Modules.Meetings.RoomVotes;
using Patto.Provenance;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
using Patto.Modules.Stakeholders.Contracts;

namespace Patto.Modules.Meetings;

public sealed class MeetingsModule : IModule
{
    public void Register(IServiceCollection services) => services.AddScoped<ITellOwnActs, OwnMeetings>()
            .AddScoped<MeetingBook>()
        .AddScoped<ITellOfStakeholders, CallsOfStakeholders>().AddScoped<ITellOfStakeholders, PresenceOfStakeholders>()
        .AddScoped<ITellOfStakeholders, AttendanceOfStakeholders>()
        .AddScoped<MeetingLetters>().AddScoped<MeetingCalendar>()
        .AddScoped<IMailingKind, MovedMailing>().AddScoped<IMailingKind, CancelledMailing>().AddScoped<IMailingKind, VideoMailing>()
        .AddScoped<ConvocationBook>().AddScoped<MinutesDraft>().AddScoped<ConvocationLetters>().AddSingleton<SummonsTokens>()
        .AddScoped<Reminders>().AddHostedService<RemindByItself>()
        .AddScoped<MeetingSpeech>().AddScoped<RoomVoteBox>()
        .AddSingleton<Tickets>()
        .AddScoped<IThreadCards, MeetingCards>()
        .AddScoped<IFileOwners, MeetingFiles>()
        .AddScoped<IWhatWaits, MeetingsThatWait>().AddScoped<ITellDuties, DutiesAgreed>()
        .AddScoped<ITellTemplate, TellTheMeetings>()
        .AddScoped<IOpenEnds, AgreementsLeftOpen>()
        .AddScoped<IUndo, UndoRemoving>().AddScoped<IUndo, UndoNoteRemoving>();

    public void Map(IEndpointRouteBuilder api) => MeetingsApi.Map(api.MapGroup("/processes/{slug}/meetings"));
}
