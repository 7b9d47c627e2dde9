using Patto.Web;

namespace Patto.Host;

/// <summary>The program, put together from rooms and modules.</summary>
public static class Composition
{
    public static WebApplicationBuilder Builder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddRooms();
        builder.AddModules();
        return builder;
    }
}
