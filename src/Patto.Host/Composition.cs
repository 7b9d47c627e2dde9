using Patto.Web;

namespace Patto.Host;

/// <summary>The program, put together from rooms and modules.</summary>
public static class Composition
{
    public static WebApplicationBuilder Builder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(Options(args));
        builder.AddRooms();
        builder.AddModules();
        return builder;
    }

    // A verb and its words are no settings: a file named by its whole path would be read as an option that takes the next word.
    private static string[] Options(string[] args) => [.. args.SkipWhile(a => !a.StartsWith("--", StringComparison.Ordinal))];
}
