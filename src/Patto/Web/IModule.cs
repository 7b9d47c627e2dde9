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
