using Patto.Web;

var builder = WebApplication.CreateBuilder(args);
builder.AddRooms();
builder.AddModules();

var app = builder.Build();
app.UseRooms();
app.MapRooms();
app.MapModules();
await app.RunPattoAsync(args);

/// <summary>The program; public so that the tests can host it.</summary>
public partial class Program;
