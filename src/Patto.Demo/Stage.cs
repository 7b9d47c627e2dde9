using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Modules.Processes.Contracts;

namespace Patto.Demo;

/// <summary>Where the story is played: acts are put on the calendar in any order and performed in the order of time, each by its actor,
/// through the door that the pages use.</summary>
public sealed class Stage(IServiceProvider services, Action<DateTimeOffset> moveClock, Story story)
{
    private readonly List<(DateTimeOffset At, int Order, string? By, Func<WriteScope, Task> Act)> _calendar = [];
    private readonly Dictionary<string, Account> _accounts = [];
    private readonly Dictionary<string,
        string> _names = story.Read<StakeholdersFile>("fontelieta.stakeholders.json").Stakeholders.ToDictionary(s => s.Key, s => s.Name);

    public Story Story { get; } = story;
    public Authority Town { get; set; } = null!;
    public ProcessInfo Process { get; set; } = null!;

    /// <summary>What earlier acts made, by the story's keys: <c>stakeholder:asp</c>, <c>contribution:12</c>.</summary>
    public Dictionary<string, object> Made { get; } = [];

    public T Get<T>(string key) => (T)Made[key];

    /// <summary>A stakeholder's name, from the story.</summary>
    public string NameOf(string stakeholder) =>
        _names.GetValueOrDefault(stakeholder) ?? throw new InvalidOperationException($"No stakeholder '{stakeholder}' in the story.");

    public void Enter(string key, Account account) => _accounts[key] = account;

    public Account Account(string key) => _accounts[key];

    /// <param name="by">The key of the account that acts; null for somebody without one.</param>
    public void At(int day, string time, string? by, Func<WriteScope, Task> act) =>
        _calendar.Add((Story.At(day, time), _calendar.Count, by, act));

    public void At(int day, string time, string? by, Action<WriteScope> act) => At(day, time, by, write =>
    {
        act(write);
        return Task.CompletedTask;
    });

    /// <summary>Performs everything on the calendar, what it puts there meanwhile included.</summary>
    public async Task PlayAsync()
    {
        while (_calendar.Count > 0)
        {
            var next = _calendar.MinBy(a => (a.At, a.Order));
            _calendar.Remove(next);
            await PerformAsync(next.At, next.By, next.Act);
        }
    }

    public async Task PerformAsync(DateTimeOffset at, string? by, Func<WriteScope, Task> act)
    {
        moveClock(at);
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentAuthority>().MoveTo(Town);
        if (by is not null && Account(by) is { } account) scope.ServiceProvider.GetRequiredService<CurrentUser>()
            .SignIn(account.Id, account.Name, account.Actor);
        await scope.ServiceProvider.GetRequiredService<Writes>().RunAsync(act);
    }
}
