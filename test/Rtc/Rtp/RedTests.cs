using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Tests.Rtp;

public sealed class RedTests
{
    [Fact]
    public void Blocks_survive_writing_and_reading()
    {
        var random = new Random(7);
        for (var i = 0; i < 1000; i++)
            RoundTrip(random);
    }

    private static void RoundTrip(Random random)
    {
        var buffer = new byte[8000];
        var writer = new RedWriter(buffer);
        var blocks = new List<(byte PayloadType, int Offset, byte[] Data)>();
        for (var n = random.Next(4); n > 0; n--)
        {
            var data = new byte[random.Next(1024)];
            random.NextBytes(data);
            blocks.Add(((byte)random.Next(128), random.Next(1 << 14), data));
            Assert.True(writer.TryAnnounce(blocks[^1].PayloadType, blocks[^1].Offset, data.Length));
        }
        blocks.Add((111, 0, new byte[random.Next(1, 1500)]));
        Assert.True(writer.TryAnnouncePrimary(111));
        foreach (var (_, _, data) in blocks)
            Assert.True(writer.TryAppend(data));

        Assert.True(RedPayload.TryParse(buffer.AsSpan(0, writer.Length), out var red));
        var index = 0;
        foreach (var block in red)
        {
            Assert.Equal(blocks[index].PayloadType, block.PayloadType);
            Assert.Equal(blocks[index].Offset, block.TimestampOffset);
            Assert.Equal(blocks[index].Data, block.Data.ToArray());
            Assert.Equal(++index == blocks.Count, block.IsPrimary);
        }
        Assert.Equal(blocks.Count, index);
        Assert.Equal(blocks[^1].Data, red.Primary.Data.ToArray());
        Assert.Equal(111, red.Primary.PayloadType);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ef")] // half a block header
    [InlineData("ef000004")] // no primary
    [InlineData("ef0000046f010203")] // a block longer than the payload
    public void Malformed_payloads_are_refused(string hex) =>
        Assert.False(RedPayload.TryParse(Convert.FromHexString(hex), out _));

    [Fact]
    public void What_the_format_cannot_say_is_not_written()
    {
        var writer = new RedWriter(new byte[5]);

        Assert.False(writer.TryAnnounce(111, 1 << 14, 1));
        Assert.False(writer.TryAnnounce(111, 1, 1024));
        Assert.True(writer.TryAnnounce(111, 960, 1));
        Assert.True(writer.TryAnnouncePrimary(111));
        Assert.False(writer.TryAnnouncePrimary(111));
        Assert.False(writer.TryAppend([1]));
    }

    [Fact]
    public void A_default_payload_has_no_blocks()
    {
        foreach (var _ in default(RedPayload))
            Assert.Fail("nothing was parsed");
    }
}
