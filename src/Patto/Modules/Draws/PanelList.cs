using Patto.Authorities;
using Patto.Database;

namespace Patto.Modules.Draws;

/// <summary>The panels that are drawn from and everybody's chance, by numbers: what was computed once, and never changes.</summary>
public sealed class PanelList : Entity<PanelList>
{
    private PanelList() { }

    /// <param name="chances">Of each number, from 1 on.</param>
    /// <param name="naive">With the simple draw; empty where it finds no panel.</param>
    /// <param name="panels">Numbers, a line a panel.</param>
    /// <param name="bound">No lottery gives everybody more than this; null: the chances are proven the fairest.</param>
    internal static PanelList Of(Draw draw, IReadOnlyList<double> chances, IReadOnlyList<double> naive,
        IReadOnlyList<IReadOnlyList<int>> panels, int fewestAlike, double? bound = null) => new()
        {
            Authority = draw.Authority,
            Draw = draw.Id,
            Chances = [.. chances],
            Naive = [.. naive],
            Written = string.Join('\n', panels.Select(p => string.Join(' ', p))),
            FewestAlike = fewestAlike,
            Bound = bound,
        };

    public Id<Authority> Authority { get; private set; }
    public Id<Draw> Draw { get; private set; }
    public List<double> Chances { get; private set; } = [];
    public List<double> Naive { get; private set; } = [];
    /// <summary>The panels, a line each, numbers parted by blanks.</summary>
    public string Written { get; private set; } = "";
    /// <summary>How many share every feature with the one who shares them with the fewest.</summary>
    public int FewestAlike { get; private set; }

    /// <summary>No lottery gives everybody a higher chance than this; null: these chances are proven the fairest.</summary>
    public double? Bound { get; private set; }

    private int[][]? _panels;
    public IReadOnlyList<IReadOnlyList<int>> Panels() => _panels ??= [.. Written.Split('\n').Select(line =>
        line.Split(' ').Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).ToArray())];

    /// <summary>In how many panels each number stands, by number less one.</summary>
    public int[] Times()
    {
        var times = new int[Chances.Count];
        foreach (var panel in Panels()) foreach (var n in panel) times[n - 1]++;
        return times;
    }
}
