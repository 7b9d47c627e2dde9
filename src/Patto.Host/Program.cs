using Patto.Host;
using Patto.Web;

var app = Composition.Builder(args).Build();
app.UseRooms();
app.MapRooms();
app.MapModules();
await app.RunPattoAsync(args);

/// <summary>The program; public so that the tests can host it.</summary>
public partial class Program;
