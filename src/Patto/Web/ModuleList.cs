using Patto.Database;
using Patto.Modules.Administration;
using Patto.Modules.Communication;
using Patto.Modules.Contributions;
using Patto.Modules.Decisions;
using Patto.Modules.Documents;
using Patto.Modules.Groups;
using Patto.Modules.Meetings;
using Patto.Modules.Monitoring;
using Patto.Modules.Observatory;
using Patto.Modules.Portal;
using Patto.Modules.Processes;
using Patto.Modules.Proposals;
using Patto.Modules.Stakeholders;

namespace Patto.Web;

/// <summary>A capability of the platform: the services it offers and the routes it answers.</summary>
public interface IModule
{
    void Register(IServiceCollection services) { }

    /// <summary>What runs by itself; not in tests.</summary>
    void RegisterLoops(IServiceCollection services) { }

    /// <param name="api">Everything below <c>/api/v1</c>.</param>
    void Map(IEndpointRouteBuilder api) { }
}

public static class ModuleList
{
    /// <summary>The platform's modules. The order is the law: a module may use only those above it.</summary>
    public static readonly IModule[] All =
    [
        new ProcessesModule(), new StakeholdersModule(), new GroupsModule(), new ContributionsModule(), new ProposalsModule(), new MeetingsModule(),
        new DocumentsModule(), new DecisionsModule(), new MonitoringModule(), new CommunicationModule(), new ObservatoryModule(),
        new AdministrationModule(), new PortalModule(),
    ];

    public static void AddModules(this WebApplicationBuilder builder)
    {
        foreach (var module in All) module.Register(builder.Services);
        if (builder.Configuration["loops"] != "off")
            foreach (var module in All) module.RegisterLoops(builder.Services);
        foreach (var type in OwnTypes.All.Where(t => t is { IsAbstract: false, IsInterface: false }))
            foreach (var handles in type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IHandle<>)))
                builder.Services.AddScoped(handles, type);
    }

    public static void MapModules(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        foreach (var module in All) module.Map(api);
    }
}
