using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;
using Patto.Web;

namespace Patto.Modules.Meetings;

public sealed class MeetingsModule : IModule
{
    public void Register(IServiceCollection services) => services
        .AddScoped<MeetingBook>()
        .AddScoped<MeetingLetters>()
        .AddScoped<MeetingSpeech>()
        .AddSingleton<Tickets>()
        .AddScoped<IDescribe, MeetingCards>()
        .AddScoped<IWhatWaits, MeetingsThatWait>().AddScoped<OpenTable, MeetingsTable>().AddScoped<OpenTable, SessionsTable>().AddScoped<OpenTable, MinutesTable>();

    public void Map(IEndpointRouteBuilder api) => MeetingsApi.Map(api.MapGroup("/processes/{slug}/meetings"));
}
