using Plenum.LoadTest.Plan;

namespace Plenum.LoadTest.Tests.Plan;

public sealed class TileTests
{
    [Fact]
    public void It_is_written_as_width_and_height()
    {
        Assert.True(Tile.TryParse("320x180", out var tile));
        Assert.Equal(new Tile(320, 180), tile);
    }

    [Theory]
    [InlineData("")]
    [InlineData("320")]
    [InlineData("320x0")]
    [InlineData("320x-180")]
    [InlineData("320x180x3")]
    [InlineData("99999x180")]
    public void All_else_is_none(string text) => Assert.False(Tile.TryParse(text, out _));
}
