using Patto.Database;
using Patto.Modules.Meetings;

namespace Patto.Tests.Meetings;

/// <summary>What the desk at the door types: a number, with or without its letter.</summary>
[Trait(PlatformHost.Needs, PlatformHost.Nothing)]
public sealed class DoorCodeTests
{
    [Theory]
    [InlineData("12", 12, null)]
    [InlineData(" 012 ", 12, null)]
    [InlineData("12k", 12, 'K')]
    [InlineData("n. 7-B", 7, 'B')]
    [InlineData("99999", 99999, null)]
    public void A_number_is_read_as_people_write_it(string typed, int number, char? letter) =>
        Assert.Equal(new DoorCode(number, letter), DoorCode.Read(typed));

    [Theory, InlineData(""), InlineData("0"), InlineData("123456"), InlineData("12KK"), InlineData("Anna"), InlineData("1 2"),
        InlineData("-3")]
    public void What_is_no_number_is_nobody(string typed) => Assert.Null(DoorCode.Read(typed));

    [Fact]
    public void The_letter_tells_slips_of_the_hand_and_a_bare_number_is_taken_at_its_word()
    {
        var ids = Enumerable.Range(0, 400).Select(_ => Id<Registration>.New()).ToList();
        var wrong = 0;
        for (var n = 0; n < ids.Count; n++)
        {
            var code = DoorCode.Of(ids[n], n + 1);
            Assert.Equal(code, DoorCode.Read(code.ToString()));
            Assert.True(code.Fits(ids[n]) && DoorCode.Read($"{n + 1}")!.Fits(ids[n]));
            if (code.Fits(ids[(n + 1) % ids.Count])) wrong++;
        }
        // One in nineteen by chance: three standard deviations above are 35.
        Assert.InRange(wrong, 1, 35);
    }
}
