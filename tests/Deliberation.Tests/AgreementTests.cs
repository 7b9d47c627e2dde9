namespace Deliberation.Tests;

public sealed class AgreementTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(3, 0, 0.44)]
    [InlineData(300, 0, 0.99)]
    [InlineData(0, 5, 0)]
    public void VouchedShare_holds_few_votes_back(int inFavour, int against, double expected) =>
        Assert.Equal(expected, Deliberation.Agreement.VouchedShare(inFavour, against), 2);

    [Fact]
    public void VouchedShare_refuses_negative_counts() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Deliberation.Agreement.VouchedShare(-1, 0));
}
