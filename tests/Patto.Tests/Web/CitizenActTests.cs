using System.Reflection;
using System.Runtime.CompilerServices;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Portal.Pages;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;
using Patto.Web;

namespace Patto.Tests.Web;

/// <summary>What people do without a role: each names its receipt, its correction and its withdrawal, or says why it has none; and whoever
/// holds its code reads what became of it.</summary>
public sealed class CitizenActTests
{
    private static IEnumerable<CitizenAct> All => ModuleManifest.Modules.SelectMany(m => m.CitizenActs);

    /// <summary>Handlers that ask for no act, and those whose act anybody may always do or a phase opens to anybody.</summary>
    private static List<(Type Page, MethodInfo Handler)> Public() =>
        [.. from page in OwnTypes.All
            where page.IsSubclassOf(typeof(PattoPage)) && !page.IsAbstract
            let ofPage = ((PattoPage)RuntimeHelpers.GetUninitializedObject(page)).DemandsToPost
            from handler in page.GetMethods()
            where handler.Name.StartsWith("OnPost", StringComparison.Ordinal)
            let act = handler.GetCustomAttribute<DemandsAttribute>()?.Act ?? ofPage
            where handler.GetCustomAttribute<AnybodyAttribute>() is not null
                || act is not null && (act.Standing.Contains(Role.Visitor)
                    || OpenableActs.All.Any(o => o.Act == act.Name && o.Role == Role.Visitor))
            select (page, handler)];

    [Fact]
    public void Every_act_of_a_citizen_names_its_receipt_its_correction_and_its_withdrawal_or_says_why_not()
    {
        var handlers = Public();
        TestContext.Current.TestOutputHelper!.WriteLine($"{handlers.Count} public handlers, {All.Count()} acts");
        Assert.True(handlers.Count >= 35, $"{handlers.Count} public handlers found");
        // The second handler of a page that is a step of an act stands in the list as that step.
        var listed = All.SelectMany(a => new[] { (a.Page, a.Handler), (a.Correction.Page, a.Correction.Handler),
            (a.Withdrawal.Page, a.Withdrawal.Handler) }).ToHashSet();
        Assert.Empty(handlers.Where(h => !listed.Contains((h.Page, h.Handler.Name))).Select(h => $"{h.Page.FullName}.{h.Handler.Name}"));
        Assert.Empty(All.Where(a => !handlers.Any(h => h.Page == a.Page && h.Handler.Name == a.Handler))
            .Select(a => $"{a.Page.FullName}.{a.Handler} is no public handler"));
        Assert.Empty(All.GroupBy(a => (a.Page, a.Handler)).Where(g => g.Count() > 1).Select(g => $"{g.Key} stands twice"));
    }

    [Fact]
    public void What_an_act_names_is_a_page_and_a_handler_of_the_program_and_a_reason_is_a_sentence()
    {
        var holds = All.SelectMany(a => new[] { a.Receipt, a.Correction, a.Withdrawal }).ToList();
        Assert.Empty(holds.Where(h => h.Page is null && !(h.Why?.Split(' ').Length >= 4)).Select(h => h.Why));
        Assert.Empty(holds.Where(h => h.Page is { } page && !page.IsSubclassOf(typeof(PattoPage))).Select(h => h.Page!.Name));
        Assert.Empty(holds.Where(h => h.Handler is { } name && h.Page!.GetMethod(name) is null).Select(h => $"{h.Page!.Name}.{h.Handler}"));
    }

    [Fact]
    public void Every_state_of_an_act_has_its_sentence_on_the_page_of_codes()
    {
        var tellers = OwnTypes.All.Where(t => t.IsAssignableTo(typeof(ITellFates)) && t.IsClass)
            .Select(t => ((ITellFates)RuntimeHelpers.GetUninitializedObject(t), t)).ToList();
        Assert.True(tellers.Count >= 4);
        var told = tellers.SelectMany(t => FatesOf(t.t)).ToDictionary(f => f.Key, f => f.Value);
        var states = All.SelectMany(a => a.States).Concat(told.Keys.Select(k => k.GetType())).Distinct().ToList();
        Assert.True(states.Count >= 5);
        foreach (var state in states.SelectMany(s => Enum.GetValues(s).Cast<Enum>()))
            Assert.True(told.ContainsKey(state), $"{state.GetType().Name}.{state} says nothing to who holds its code");
        foreach (var fate in Enum.GetValues<Fate>())
            Assert.True(Texts.English.ContainsKey(TraceModel.Italian(fate)), $"{fate}: {TraceModel.Italian(fate)}");
    }

    // What it tells of states needs nothing else.
    private static IReadOnlyDictionary<Enum, Fate> FatesOf(Type teller)
    {
        var made = teller.GetConstructors().Single();
        return ((ITellFates)made.Invoke(new object?[made.GetParameters().Length])).Fates;
    }

    [Theory]
    [InlineData("c1", true), InlineData("C 0012", true), InlineData("e-7", true), InlineData(" n3 ", true), InlineData("12", false),
        InlineData("lwf-c1", false), InlineData("c", false), InlineData("c123456789", false), InlineData(null, false)]
    public void A_number_alone_is_told_from_a_whole_code(string? typed, bool bare) => Assert.Equal(bare, Codes.IsBare(typed));

    [Theory]
    [InlineData("LWF-C9128", "LWF-C0128"), InlineData("LWF-C1028", "LWF-C0128"), InlineData("LWF-E0128", "LWF-C0128"),
        InlineData("LWF-C01280", "LWF-C0128"), InlineData("LWC-C0128", "LWF-C0128"), InlineData("LW-C0128", "LWF-C0128")]
    public void A_slip_of_the_hand_is_one_away(string typed, string meant)
    {
        var near = Codes.Near(typed, ["LWF", "XYZ"]);
        Assert.Contains(meant, near);
        Assert.DoesNotContain(typed, near);
        Assert.InRange(near.Count, 1, 90);
        Assert.All(near, code => Assert.Equal(code, Codes.Read(code)));
    }
}
