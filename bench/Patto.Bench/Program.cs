using System.Globalization;
using Patto.Bench;

// Plain counting rather than a benchmark harness: what is measured is a program of its own, and the figure is what it costs the machine.
// Patto.Bench PRODUCT FOLDER VOICES [POSTGRES]: the published product, an empty folder, how many are a crowd, the connection string of an
// empty database
//   PATTO_ROOM: the folder of a control group with a limit for memory, where the product is to run in one
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["peer", ..])
{
    await Peer.RunAsync(args);
    return;
}

using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(20));
var (product, folder) = (Path.GetFullPath(args[0]), Path.GetFullPath(args[1]));
string? room = Environment.GetEnvironmentVariable("PATTO_ROOM") is { Length: > 0 } limited ? limited : null;
List<Town> towns = [new(product, Path.Combine(folder, "sqlite"), null, room)];
if (args.Length > 3) towns.Add(new(product, Path.Combine(folder, "postgres"), args[3], room));
await WebSuite.RunAsync(towns, int.Parse(args[2], CultureInfo.InvariantCulture), Console.Out, stop.Token);
