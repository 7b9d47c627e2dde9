using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Patto.Database;
using Patto.Grants;
using Patto.People;
using Patto.Web;

namespace Patto.Tests;

/// <summary>What the manifests declare is what there is, and nothing that knows a person is undeclared.</summary>
public sealed partial class ManifestTests : IAsyncDisposable
{
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static string HomeOf(Type type) =>
        type.Namespace?.Split('.') is ["Patto", "Modules", var module, ..] ? $"Modules.{module}" : type.Namespace!.Split('.')[1];

    [Fact]
    public void Every_module_has_one_manifest_that_declares_its_acts_and_events()
    {
        var modules = Patto.Host.Floors.Modules.Select(m => HomeOf(m.GetType())).Order().ToList();
        Assert.Equal(modules, ModuleManifest.Modules.Select(m => HomeOf(m.GetType())).Order());
        Assert.Equal(Manifest.All.Count, Manifest.All.Select(m => HomeOf(m.GetType())).Distinct().Count());

        var acts = ModuleManifest.Modules.SelectMany(m => m.Acts.Select(a => a.Name)).Order(StringComparer.Ordinal);
        Assert.Equal(Act.All.Keys.Order(StringComparer.Ordinal), acts);

        var happened = OwnTypes.All.Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(IDomainEvent))).ToList();
        var declared = Manifest.All.SelectMany(m => m.Events.Select(e => (Type: e, By: HomeOf(m.GetType())))).ToList();
        List<string> faults = [.. happened.Where(e => declared.Count(d => d.Type == e && d.By == HomeOf(e)) != 1)
            .Select(e => $"{e.FullName} is not declared once by {HomeOf(e)}")];
        faults.AddRange(declared.Where(d => !happened.Contains(d.Type)).Select(d => $"{d.Type} is no event"));
        if (faults.Count > 0) Assert.Fail(string.Join("\n", faults));
        TestContext.Current.SendDiagnosticMessage($"{Manifest.All.Count} manifests, {Act.All.Count} acts, {happened.Count} events");
        Assert.True(Manifest.All.Count >= 22 && happened.Count >= 89, $"{Manifest.All.Count} manifests, {happened.Count} events");
    }

    [Fact]
    public async Task Every_table_that_knows_a_person_says_why_until_when_and_how_it_is_told_and_erased()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        var model = scope.ServiceProvider.GetRequiredService<AppDb>().Model;
        var tables = Manifest.Tables.ToLookup(t => t.Row);
        var impersonal = Manifest.All.SelectMany(m => m.Impersonal).ToLookup(i => i.Row);
        List<string> faults = [], personal = [], looked = [];
        foreach (var type in model.GetEntityTypes().OrderBy(t => t.GetTableName(), StringComparer.Ordinal))
        {
            var suspect = type.GetProperties().Where(KnowsAPerson).Select(p => p.Name).ToList();
            if (suspect.Count > 0) looked.Add(type.GetTableName()!);
            var owner = type.FindOwnership()?.PrincipalEntityType.ClrType ?? type.ClrType;
            if (tables.Contains(owner)) { personal.Add(type.GetTableName()!); continue; }
            var excused = impersonal[type.ClrType].SelectMany(i => i.Columns).ToHashSet();
            if (suspect.Where(c => !excused.Contains(c)).ToList() is { Count: > 0 } bare)
                faults.Add($"{type.GetTableName()} ({string.Join(", ", bare)}) names no retention and no eraser: declare it in the manifest of {HomeOf(type.ClrType)}");
        }
        faults.AddRange(Manifest.Tables.Where(t => model.FindEntityType(t.Row) is null).Select(t => $"{t.Row.Name} is no table"));
        faults.AddRange(tables.Where(t => t.Count() > 1).Select(t => $"{t.Key.Name} is declared twice"));
        faults.AddRange(Manifest.Tables.Where(t => t.Data.Count == 0
            || t.Data.Any(d => d.Datum.Length * d.Purpose.Length * d.Retention.Length == 0))
                .Select(t => $"{t.Row.Name}: no purpose or no retention"));
        faults.AddRange(Manifest.Tables.Where(t => !t.IsFound && !t.Lapses)
            .Select(t => $"{t.Row.Name}: whose rows they are is not said, and they are kept for ever"));
        faults.AddRange(Manifest.Tables.Where(t => t.IsFound && !t.IsErased).Select(t => $"{t.Row.Name}: no eraser"));
        faults.AddRange(Manifest.Tables.Where(t => t.ErasedWith is { } other && !personal.Contains(other))
            .Select(t => $"{t.Row.Name}: erased with {t.ErasedWith}, which is no table with personal data"));
        // A retention in days or hours is one that the purge keeps.
        faults.AddRange(Manifest.Tables.Where(t => t.Data.Any(d => Days().IsMatch(d.Retention)) && !t.Lapses)
            .Select(t => $"{t.Row.Name}: promises days and nothing purges"));
        faults.AddRange(impersonal.SelectMany(i => i)
            .SelectMany(i => i.Columns.Where(c => model.FindEntityType(i.Row)?.FindProperty(c) is null)
            .Select(c => $"{i.Row.Name}.{c} is no column")));
        if (faults.Count > 0) Assert.Fail(string.Join("\n", faults));
        TestContext.Current.SendDiagnosticMessage($"{looked.Count} tables look personal, {personal.Count} are declared");
        Assert.True(personal.Count >= 28, $"{personal.Count} tables with personal data: {string.Join(", ", personal)}");
        Assert.True(looked.Count >= 36, $"{looked.Count} tables looked at");
    }

    /// <summary>A state or a kind is told by its Italian word, never by the name that the program has for it.</summary>
    [Fact]
    public void What_a_person_reads_of_their_data_is_said_in_words()
    {
        var source = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../src/Patto"));
        var manifests = Directory.EnumerateFiles(source, "*Manifest.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal)).ToList();
        Assert.True(manifests.Count >= 20, $"{manifests.Count} manifests");
        Assert.DoesNotContain(manifests, f => File.ReadAllText(f).Contains(".ToString()", StringComparison.Ordinal));
    }

    private static string ThisFile([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;

    // By type: the identity of a person, an account, the reference of who acted. By name: what people call a contact, a name, a secret.
    private static bool KnowsAPerson(IProperty column) =>
        (Nullable.GetUnderlyingType(column.ClrType) ?? column.ClrType) == typeof(Id<Person>)
        || (Nullable.GetUnderlyingType(column.ClrType) ?? column.ClrType) == typeof(Guid) && Reference().IsMatch(column.Name)
        || column.ClrType == typeof(string) && Said().IsMatch(column.Name)
        || column.Name is "Token";

    [GeneratedRegex("^(Account|Actor|User|UserId|By|.*By)$")]
    private static partial Regex Reference();

    [GeneratedRegex(
        "^(Name|SiteName|UserName|Owner|Caller|By|Signature|Pseudonym|Organisation|Person|Speaker|Author)$|Email|E_?mail|^Pec$|Phone|Address|Contact|Token|Secret|Password|Needs|^Ip$|IpAddress|Iban|Fiscal|Birth")]
    private static partial Regex Said();

    [GeneratedRegex(@"\b\d+ (giorni|ore)\b")]
    private static partial Regex Days();
}
