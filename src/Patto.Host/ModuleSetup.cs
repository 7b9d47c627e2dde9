using Patto.Web;

namespace Patto.Host;

/// <summary>The modules of <see cref="Floors"/>, put into the program.</summary>
public static class ModuleSetup
{
    public static void AddModules(this WebApplicationBuilder builder)
    {
        foreach (var module in Floors.Modules)
        {
            builder.Services.AddSingleton(module);
            module.Register(builder.Services);
            foreach (var part in ModuleManifest.Modules.Where(m => m.GetType().Namespace == module.GetType().Namespace)
                .SelectMany(m => m.Exports.Concat(m.FirstSteps)))
                builder.Services.AddScoped(part.BaseType!, part);
            if (builder.Configuration["loops"] != "off") module.RegisterLoops(builder.Services);
        }
        foreach (var type in OwnTypes.All.Where(t => t is { IsAbstract: false, IsInterface: false }))
            foreach (var handles in type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IHandle<>)))
                builder.Services.AddScoped(handles, type);
    }

    public static void MapModules(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        foreach (var module in Floors.Modules) module.Map(api);
    }
}
