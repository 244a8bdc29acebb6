using Plenum.Media.Speaking;

namespace Plenum.Media.Tests.Speaking;

public sealed class LastNTests
{
    [Theory]
    [InlineData("- - -", "5 6", "5 6 -", true)]
    [InlineData("5 6 -", "7 5 6 8", "5 6 7", true)]
    [InlineData("5 6 7", "8 7 6 5", "8 6 7", true)]
    [InlineData("5 6 7", "7 6 5 8", "5 6 7", false)]
    [InlineData("5 6 7", "6", "- 6 -", true)]
    [InlineData("5 6", "7 8", "7 8", true)]
    public void Slots_show_who_spoke_last_and_move_as_little_as_can_be(
        string before, string ranking, string after, bool changes)
    {
        var slots = Parse(before);

        Assert.Equal(changes, LastN.Assign(slots, Parse(ranking).Select(one => one!.Value).ToArray()));

        Assert.Equal(Parse(after), slots);
    }

    private static PublicationId?[] Parse(string text) =>
        [.. text.Split(' ').Select(one => one == "-" ? (PublicationId?)null : new PublicationId(int.Parse(one, null)))];
}
