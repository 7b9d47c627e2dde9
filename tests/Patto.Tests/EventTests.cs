using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.People;

namespace Patto.Tests;

public sealed class EventTests : IAsyncDisposable
{
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Every_event_of_an_act_has_its_row_in_the_audit()
    {
        var town = await _host.AuthorityAsync();
        var told = await _host.Act(town, null, write =>
        {
            write.Db.Add(PrivacyNotice.Publish(town.Id, 1, new string('x', 200), write.Now));
            write.Db.Add(RoleGrant.Give(Guid.NewGuid(), Role.Curator, town.Id, Subject.Of("authority", town.Id), write.Now));
            foreach (var name in new[] { "Rita", "Karim" }) write.Get<PeopleBook>().Meet(name, Channel.None, "", "it");
            return Task.FromResult(write.Db.ChangeTracker.Entries<Entity>().SelectMany(e => e.Entity.Events)
                .Select(e => (Kind: StoredAsAttribute.Of(e.GetType()), About: e.About.ToString())).ToList());
        });
        var rows = await _host.InDb(db => db.Set<AuditRow>().AsNoTracking().Where(r => r.Authority == town.Id.Value)
            .Select(r => new { r.Kind, r.About }).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(4, told.Count);
        var without = told.Where(t => rows.Count(r => (r.Kind, r.About) == t) != 1).Select(t => t.Kind).ToList();
        if (without.Count > 0) Assert.Fail("Events without a row: " + string.Join(", ", without.Distinct()));
    }

    /// <summary>Texts in events that are names of things, never words of people.</summary>
    private static readonly string[] NamesOfThings = ["Code", "Key", "Slug", "Hash", "Sha256", "EId", "Number", "First", "Last",
        "TemplateId", "TemplateSha256", "Theme", "Area"];

    [Fact]
    public void Events_carry_identities_and_facts_and_no_words()
    {
        var events = typeof(OwnTypes).Assembly.GetTypes().Where(t => !t.IsAbstract && typeof(IDomainEvent).IsAssignableFrom(t)).ToList();
        Assert.True(events.Count > 70, $"{events.Count} events");
        var words = from happened in events
                    from property in happened.GetProperties()
                    where property.PropertyType == typeof(string) || typeof(IEnumerable<string>).IsAssignableFrom(property.PropertyType)
                    where !NamesOfThings.Contains(property.Name)
                    select $"{happened.Name}.{property.Name}";
        if (string.Join("\n", words) is { Length: > 0 } report) Assert.Fail("Words in events:\n" + report);
    }
}
