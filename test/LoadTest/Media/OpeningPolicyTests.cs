using System.Buffers.Binary;
using Plenum.LoadTest.Media;

namespace Plenum.LoadTest.Tests.Media;

public sealed class OpeningPolicyTests
{
    private const uint Ssrc = 42;

    [Fact]
    public void All_of_a_source_is_opened_until_it_is_settled()
    {
        var policy = new OpeningPolicy(16);
        Assert.Equal(100, Opened(policy, Ssrc));
        policy.Settle(Ssrc);
        Assert.Equal(7, Opened(policy, Ssrc));
        Assert.Equal(100, Opened(policy, Ssrc + 1));
    }

    [Fact]
    public void All_is_opened_where_that_is_wanted()
    {
        var policy = new OpeningPolicy(1);
        policy.Settle(Ssrc);
        Assert.Equal(100, Opened(policy, Ssrc));
    }

    [Fact]
    public void Reports_are_opened_always()
    {
        var policy = new OpeningPolicy(16);
        policy.Settle(0);
        Assert.True(policy.Decide([0x80, 201, 0, 1, 0, 0, 0, 0]));
        Assert.True(policy.HasOpened);
    }

    private static int Opened(OpeningPolicy policy, uint ssrc) => Enumerable.Range(0, 100).Count(number =>
    {
        var header = new byte[12];
        (header[0], header[1]) = (0x80, 96);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)number);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(8), ssrc);
        return policy.Decide(header);
    });
}
