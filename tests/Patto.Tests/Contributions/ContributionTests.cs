using System.Net;
using Patto.Authorities;
using Patto.Database;
using Patto.Identity;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Tests.Contributions;

public sealed class ContributionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly ProcessInfo Listening = new(Id<Process>.New(), Id<Authority>.New(), "LWF", "lwf", "Laboratorio", "",
        true, false);

    private static Contribution Said(string text) =>
        Contribution.Record(Listening, "LWF-C0147", Secrets.Plain("ABCDEFGH"), new(text, Via.Web), null, Now);

    [Fact]
    public void A_voice_just_said_is_read_by_nobody_outside()
    {
        var voice = Said("La sera non c'è un autobus.");
        Assert.Equal((ContributionState.Reading, false, null, 147), (voice.State, voice.IsPublic, voice.PublicText, voice.Number));
    }

    [Fact]
    public void Hidden_words_leave_the_public_text_and_stay_in_the_original()
    {
        var voice = Said("Chiedete a Mario Rossi, MARIO ROSSI lo sa: 0532 123456.");
        voice.PublishHiding(["Mario Rossi", "0532 123456"], Now);
        Assert.Equal("Chiedete a […], […] lo sa: […].", voice.PublicText);
        Assert.Contains("Mario Rossi", voice.Text, StringComparison.Ordinal);
        Assert.Equal(ContributionState.Redacted, voice.State);
    }

    [Fact]
    public void Words_that_are_not_in_the_text_cannot_be_hidden() =>
        Assert.Equal("contribution.hide-absent",
            Assert.Throws<RuleViolation>(() => Said("Niente nomi.").PublishHiding(["Mario"], Now)).Code);

    [Fact]
    public void Not_publishing_needs_a_reason_for_its_author()
    {
        var voice = Said("Vendo infissi.");
        Assert.Equal("contribution.reason", Assert.Throws<RuleViolation>(() => voice.Refuse("no", Now)).Code);
        voice.Refuse("È la pubblicità di un'attività commerciale.", Now);
        Assert.Equal(ContributionState.Refused, voice.State);
    }

    [Theory, InlineData(10, true), InlineData(11, false)]
    public void Reading_is_undone_within_ten_minutes(int minutes, bool may)
    {
        var voice = Said("Una panchina alla fermata.");
        voice.Publish(Now);
        Assert.Equal(may, voice.MayUndo(Now.AddMinutes(minutes)));
        if (!may)
        {
            Assert.Equal("contribution.undo-late", Assert.Throws<RuleViolation>(() => voice.UndoReading(Now.AddMinutes(minutes))).Code);
            return;
        }
        voice.UndoReading(Now.AddMinutes(minutes));
        Assert.Equal((ContributionState.Reading, false, null, null), (voice.State, voice.IsPublic, voice.PublicText, voice.PublishedAt));
    }

    [Fact]
    public void Two_people_at_the_reading_desk_do_not_read_the_same_voice_twice()
    {
        var voice = Said("Una panchina alla fermata.");
        voice.Publish(Now);
        Assert.Equal("contribution.read", Assert.Throws<RuleViolation>(() => voice.Refuse("Un motivo abbastanza lungo.", Now)).Code);
    }

    [Fact]
    public void A_withdrawn_voice_leaves_its_code_and_no_word()
    {
        var voice = Said("Una panchina alla fermata.");
        voice.Publish(Now);
        voice.Withdraw();
        Assert.Equal(("LWF-C0147", "", null, false), (voice.Code, voice.Text, voice.PublicText, voice.IsPublic));
        Assert.NotNull(voice.PublishedAt);
    }

    [Theory]
    [InlineData("abcd-efgh", "ABCDEFGH"), InlineData(" ABCD EFGH ", "ABCDEFGH"), InlineData("ABCDEFG", null), InlineData("ABCDEFGI", null),
        InlineData("LWF-C0147", null)]
    public void Letters_are_read_however_they_are_typed(string typed, string? secret) => Assert.Equal(secret, Secrets.Read(typed));

    [Theory]
    [InlineData("147"), InlineData("c147"), InlineData("lwf-c0147"), InlineData(" LWF-C0147 ")]
    public void The_number_alone_names_a_slip(string typed) => Assert.Equal("LWF-C0147", Entry.Code(Listening, typed));

    [Fact]
    public void A_page_of_the_list_ends_where_the_next_begins()
    {
        var key = new VoiceKey(Now, 147);
        Assert.Equal(key, VoiceKey.Read(key.ToString()));
        Assert.Null(VoiceKey.Read("99999999999999999999-1"));
    }
}

public sealed class LimitsTests
{
    private static readonly Limit Three = new("three", 3, TimeSpan.FromMinutes(10));
    private static readonly IPAddress Library = IPAddress.Parse("192.0.2.7");
    private readonly FixedClock _clock = new(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public void The_fourth_within_ten_minutes_waits_for_the_first_to_grow_old()
    {
        var limits = new Limits(_clock);
        for (var n = 0; n < 3; n++)
        {
            limits.Count(Three, Library);
            _clock.Now += TimeSpan.FromMinutes(1);
        }
        Assert.Equal(TimeSpan.FromMinutes(7), Assert.Throws<RateLimitExceeded>(() => limits.Count(Three, Library)).Wait);
        _clock.Now += TimeSpan.FromMinutes(7);
        limits.Count(Three, Library);
    }

    [Fact]
    public void Addresses_and_doors_are_counted_apart()
    {
        var limits = new Limits(_clock);
        for (var n = 0; n < 3; n++) limits.Count(Three, Library);
        limits.Count(Three, IPAddress.Parse("192.0.2.8"));
        limits.Count(Three with { Name = "other" }, Library);
        Assert.True(limits.IsFull(Three, Library));
        Assert.False(limits.IsFull(Three, IPAddress.Parse("192.0.2.9")));
    }

    [Fact]
    public void One_subscriber_s_many_IPv6_addresses_are_one()
    {
        var limits = new Limits(_clock);
        for (var n = 1; n <= 3; n++) limits.Count(Three, IPAddress.Parse($"2001:db8:1:2::{n}"));
        Assert.Throws<RateLimitExceeded>(() => limits.Count(Three, IPAddress.Parse("2001:db8:1:2:ffff::9")));
    }

    [Fact]
    public void Sixty_people_in_one_room_write_for_five_minutes_and_none_is_refused()
    {
        var limits = new Limits(_clock);
        for (var second = 0; second < 300; second++, _clock.Now += TimeSpan.FromSeconds(1))
            for (var person = second % 10; person < 60; person += 10) limits.Count(Limit.Room, "KFTRPA");
        Assert.Throws<RateLimitExceeded>(() => { for (var n = 0; n <= Limit.Room.Times; n++) limits.Count(Limit.Room, "KFTRPA"); });
    }
}
