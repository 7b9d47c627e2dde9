using Patto.Files;
using Patto.Mail;
using Patto.Modules.Meetings.Contracts;
using Patto.Provenance;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Meetings;

public sealed class MeetingsModule : IModule
{
    public void Register(IServiceCollection services) => services
        .AddScoped<MeetingBook>()
        .AddScoped<MeetingLetters>()
        .AddScoped<IMailingKind, MovedMailing>().AddScoped<IMailingKind, CancelledMailing>()
        .AddScoped<MeetingSpeech>()
        .AddSingleton<Tickets>()
        .AddScoped<IThreadCards, MeetingCards>()
        .AddScoped<IFileOwners, MeetingFiles>()
        .AddScoped<IWhatWaits, MeetingsThatWait>()
        .AddScoped<IOpenEnds, AgreementsLeftOpen>();

    public void Map(IEndpointRouteBuilder api) => MeetingsApi.Map(api.MapGroup("/processes/{slug}/meetings"));
}
