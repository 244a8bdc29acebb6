namespace Plenum.Rooms.Tests;

public sealed class IdTests
{
    [Theory]
    [InlineData("standup", true)]
    [InlineData("A-z_0", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("a b", false)]
    [InlineData("a.b", false)]
    [InlineData("a/b", false)]
    [InlineData("é", false)]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345", false)]
    public void Only_plain_short_text_is_an_id(string? text, bool valid)
    {
        Assert.Equal(valid, RoomName.TryParse(text, out var room));
        Assert.Equal(valid, ParticipantId.TryParse(text, out var participant));
        if (valid)
            Assert.Equal((text, text), (room.ToString(), participant.ToString()));
        else
            Assert.Throws<ArgumentException>(() => RoomName.Parse(text!));
    }

    [Fact]
    public void A_cid_is_shorter()
    {
        Assert.True(Cid.TryParse(new('x', 32), out _));
        Assert.False(Cid.TryParse(new('x', 33), out _));
    }

    [Fact]
    public void A_publication_id_reads_back()
    {
        Assert.True(PublicationId.TryParse("anna.cam", out var id));
        Assert.Equal(("anna", "cam", "anna.cam"), (id.Publisher.Value, id.Cid.Value, id.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("anna")]
    [InlineData("anna.")]
    [InlineData(".cam")]
    [InlineData("anna.cam.x")]
    public void What_is_no_publication_id_is_refused(string? text) => Assert.False(PublicationId.TryParse(text, out _));

    [Theory]
    [InlineData("user@example.org", true)]
    [InlineData("  ", false)]
    [InlineData(null, false)]
    public void An_identity_is_any_text_that_says_something(string? text, bool valid) =>
        Assert.Equal(valid, Identity.TryParse(text, out _));

    [Fact]
    public void Who_has_no_identity_is_known_by_the_id() =>
        Assert.Equal("p1", Identity.Of(ParticipantId.Parse("p1")).Value);
}
