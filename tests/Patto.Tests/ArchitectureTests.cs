using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Razor.Hosting;
using Patto.Host;

namespace Patto.Tests;

/// <summary>The list of floors is the law for every type, compiled page and opened namespace of the product.</summary>
[Trait(PlatformHost.Needs, PlatformHost.Nothing)]
public sealed partial class ArchitectureTests
{
    private static readonly Assembly[] House = [typeof(OwnTypes).Assembly, typeof(Demo.Fontelieta).Assembly, typeof(Program).Assembly];
    private static readonly Dictionary<Type, string> Pages = House.SelectMany(a => a.GetCustomAttributes<RazorCompiledItemAttribute>())
        .ToDictionary(p => p.Type, p => p.Identifier);
    private static readonly Room[] Rooms = [.. Floors.All.SelectMany(f => f.Rooms)];
    private static readonly Dictionary<string, int> Order = Rooms.Index().ToDictionary(r => "Patto." + r.Item.Name, r => r.Index);

    [Fact]
    public void Every_namespace_is_a_room_of_the_list_and_every_room_of_the_list_is_lived_in()
    {
        var (lost, types) = (from type in Types() where RoomOf(type) is null select $"{type.FullName} stands in no room of the list",
            Types().ToList());
        var empty = Rooms.Where((_, number) => types.All(t => RoomOf(t) != number))
            .Select(r => $"{r.Name} is in the list and holds nothing");
        Report(lost.Concat(empty));
        Assert.Equal(Rooms.Length, Order.Count);
    }

    [Fact]
    public void Nothing_names_what_stands_above_it()
    {
        var (upward, arrows) = (new List<string>(), new HashSet<(int, int)>());
        foreach (var (type, here, named, there) in Named())
            if (there > here) upward.Add($"{type.FullName} ({Place(here)}) names {named.FullName} ({Place(there)}), which stands above it");
            else arrows.Add((here, there));
        Report(upward);
        TestContext.Current.SendDiagnosticMessage($"{Rooms.Length} rooms and modules, {arrows.Count} arrows, all of them down");
        Assert.True(arrows.Count > 200, $"{arrows.Count} arrows");
    }

    [Fact]
    public void A_module_names_only_the_contracts_of_another() => Report(
        from pair in Named()
        where Rooms[pair.Here].Module is not null && Rooms[pair.There].Module is not null && !IsContract(pair.Named)
        select $"{pair.Type.FullName} names {pair.Named.FullName}, which is no contract");

    /// <summary>What a compiled type does not show: constants, and names in comments.</summary>
    [Fact]
    public void No_file_opens_a_namespace_above_its_own()
    {
        var files = SourceFiles().ToList();
        Report(from file in files
               let here = RoomOf(Home(file.Text))
               where here is not null
               from opened in Opened().Matches(file.Text).Select(m => m.Groups[1].Value)
               where RoomOf(opened) is { } there && there > here
               select $"{file.Name} ({Place(here.Value)}) opens {opened}, which stands above it");
        Assert.True(files.Count > 400, $"{files.Count} files");
    }

    [Fact]
    public void The_drawing_of_the_floors_is_the_list()
    {
        var wide = Floors.All.Max(f => f.Name.Length);
        var lines = Floors.All.Reverse().SelectMany(f => Wrapped(f).Select((line, n) => (n == 0 ? f.Name : "").PadRight(wide + 2) + line));
        GeneratedPart.Demand("docs/architecture.md", "floors", $"```\n{string.Join('\n', lines)}\n```");
    }

    private static IEnumerable<string> Wrapped(Floor floor)
    {
        var names = floor.Rooms.Select(r => r.Module is null ? r.Name : r.Name["Modules.".Length..]);
        return names.Chunk(7).Select(part => string.Join(" · ", part)).Append("  " + floor.Holds);
    }

    private static IEnumerable<Type> Types() => House.SelectMany(a => a.GetTypes()).Where(t => !IsMadeByATool(Outermost(t)));

    private static IEnumerable<(Type Type, int Here, Type Named, int There)> Named() =>
        from type in Types()
        let here = RoomOf(type)
        where here is not null
        from named in References.Of(type)
        let there = RoomOf(named)
        where there is not null && there != here
        select (type, here.Value, named, there.Value);

    private static Type Outermost(Type type)
    {
        while (type.DeclaringType is { } outer) type = outer;
        return type;
    }

    // What a generator writes beside our code belongs to no room; what it names, our code has named.
    private static bool IsMadeByATool(Type type) => !Pages.ContainsKey(type)
        && (type.Name.StartsWith('<') || type.IsDefined(typeof(CompilerGeneratedAttribute))
            || type.IsDefined(typeof(GeneratedCodeAttribute))
            || type.Namespace?.StartsWith("Patto", StringComparison.Ordinal) is false);

    /// <summary>The place in the list, by namespace or, for a compiled page, by path.</summary>
    private static int? RoomOf(Type type)
    {
        type = Outermost(type);
        if (type == typeof(Program)) return RoomOf("Patto.Host");
        if (!Pages.TryGetValue(type, out var path)) return RoomOf(type.Namespace ?? "");
        return RoomOf(path.Split('/') is [_, "Modules", var folder, _, ..] ? $"Patto.Modules.{folder}" : "Patto.Modules.Shared");
    }

    private static int? RoomOf(string? name)
    {
        for (; name is { Length: > 0 }; name = name.Contains('.') ? name[..name.LastIndexOf('.')] : null)
            if (Order.TryGetValue(name, out var place)) return place;
        return null;
    }

    private static string Place(int room) => Floors.All.First(f => f.Rooms.Contains(Rooms[room])).Name;

    private static bool IsContract(Type type) => Outermost(type).Namespace?.Split('.') is [_, _, _, "Contracts", ..];

    private static IEnumerable<(string Name, string Text)> SourceFiles([CallerFilePath] string here = "") =>
        from file in Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(here)!, "../../src"), "*.cs", SearchOption.AllDirectories)
        where !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
            && !file.Contains("/Migrations/", StringComparison.Ordinal) // written by a tool; they name entities in texts
        select (file[(file.IndexOf("/src/", StringComparison.Ordinal) + 5)..], File.ReadAllText(file));

    private static string? Home(string text) => Namespace().Match(text) is { Success: true } said ? said.Groups[1].Value : null;

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"(?<!namespace )\b(Patto\.[A-Z][\w.]*)")]
    private static partial Regex Opened();

    private static void Report(IEnumerable<string> offences)
    {
        if (string.Join("\n", offences.Distinct()) is { Length: > 0 } report) Assert.Fail(report);
    }
}
