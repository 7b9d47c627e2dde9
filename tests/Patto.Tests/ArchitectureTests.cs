using System.Reflection;
using Microsoft.AspNetCore.Razor.Hosting;
using Patto.Web;

namespace Patto.Tests;

public sealed class ArchitectureTests
{
    private static readonly Assembly Platform = typeof(Program).Assembly;
    private static readonly Dictionary<Type, string> Pages = Platform.GetCustomAttributes<RazorCompiledItemAttribute>()
        .ToDictionary(p => p.Type, p => p.Identifier);

    /// <summary>The module that a type lives in, by namespace or, for a compiled page, by path; null outside Modules.</summary>
    private static string? ModuleOf(Type type)
    {
        while (type.DeclaringType is { } outer) type = outer;
        if (Pages.TryGetValue(type, out var path)) return path.Split('/') is [_, "Modules", var folder, _, ..] and not [_, _, "Shared", ..] ? folder : null;
        return type.Namespace?.Split('.') is ["Patto", "Modules", var module, ..] ? module : null;
    }

    private static bool IsContract(Type type) =>
        type.Namespace?.Split('.') is [_, _, _, "Contracts", ..];

    private static readonly string[] Rooms =
    [
        "Patto.Database", "Patto.Authorities", "Patto.People", "Patto.Identity", "Patto.Grants", "Patto.Audit", "Patto.Provenance",
        "Patto.Mail", "Patto.Files", "Patto.Search", "Patto.Jobs", "Patto.Caching", "Patto.Localization", "Patto.Printing",
    ];

    private static readonly string[] Order = [.. ModuleList.All.Select(m => ModuleOf(m.GetType())!)];

    [Fact]
    public void A_module_names_only_the_contracts_of_the_modules_above_it()
    {
        var trespasses =
            from type in Platform.GetTypes()
            let here = ModuleOf(type)
            where here is not null
            from named in References.Of(type)
            let there = ModuleOf(named)
            where there is not null && there != here
            where Array.IndexOf(Order, there) > Array.IndexOf(Order, here) || !IsContract(named)
            select $"{type.FullName} names {named.FullName}";
        Report(trespasses);
    }

    [Fact]
    public void The_rooms_below_know_no_module()
    {
        var knowing =
            from type in Platform.GetTypes()
            where Rooms.Contains(type.Namespace)
            from named in References.Of(type)
            where ModuleOf(named) is not null
            select $"{type.FullName} names {named.FullName}";
        Report(knowing);
    }

    private static void Report(IEnumerable<string> offences)
    {
        if (string.Join("\n", offences.Distinct()) is { Length: > 0 } report) Assert.Fail(report);
    }
}
