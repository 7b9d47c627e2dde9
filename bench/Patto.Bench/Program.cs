using System.Globalization;
using Patto.Bench;

// Plain counting rather than a benchmark harness: what is measured is a program of its own, and the figure is what it costs the machine.
//   Patto.Bench PRODUCT FOLDER VOICES [POSTGRES]: the published product, an empty folder, how many are a crowd, the connection string of an empty database
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["peer", ..])
{
    await Peer.RunAsync(args);
    return;
}

using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(20));
var (product, folder) = (Path.GetFullPath(args[0]), Path.GetFullPath(args[1]));
List<Town> towns = [new(product, Path.Combine(folder, "sqlite"), null)];
if (args.Length > 3) towns.Add(new(product, Path.Combine(folder, "postgres"), args[3]));
await WebSuite.RunAsync(towns, int.Parse(args[2], CultureInfo.InvariantCulture), Console.Out, stop.Token);
