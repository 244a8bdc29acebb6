namespace Plenum.Media.Tests;

/// <summary>A frame's packets leave in one length, and arrive as they were.</summary>
public sealed class EqualLengthsTests
{
    private readonly RoomHarness _harness = new();
    private readonly Camera _camera = new(1);

    [Fact]
    public void Packets_of_a_frame_that_differ_by_a_few_bytes_are_padded_to_the_longest_but_for_the_last()
    {
        var slot = Watch(1039, 1039, 1040, 1038, 1037);

        Assert.Equal([1040, 1040, 1040, 1040, 1037], LengthsOf(slot));
        Assert.Equal([1039, 1039, 1040, 1038, 1037], ContentsOf(slot));
        Assert.Equal([1, 1, 0, 2, 0], _harness.To(slot).Select(delivery => delivery.Packet.PaddingLength));
    }

    [Fact]
    public void Padding_that_would_cost_more_than_it_spares_is_left_out()
    {
        Assert.Equal([1000, 1017, 1017, 1016], LengthsOf(Watch(1000, 1017, 1001, 1016)));
    }

    [Fact]
    public void What_is_sent_alone_and_packets_of_different_frames_are_not_padded()
    {
        var publication = _harness.PublishCamera(1);
        var slot = _harness.Watch(9, 1);
        _harness.HoldsPackets = true;
        foreach (var length in (int[])[500, 505, 501])
            _harness.Receive(publication, _camera.Encode(2).First() with { Length = length });
        _harness.Forward();

        Assert.Equal([500, 505, 501], LengthsOf(slot));
    }

    [Fact]
    public void What_was_padded_is_sent_again_as_it_was_sent()
    {
        var slot = Watch(1039, 1040, 1040);
        var padded = _harness.To(slot).First();

        Assert.True(_harness.Repeat(slot, padded.Sequence));

        Assert.Equal(1, padded.Packet.PaddingLength);
        Assert.Equal(padded.Bytes, Assert.Single(_harness.Sent, delivery => delivery.IsRepeat).Bytes);
    }

    [Fact]
    public void A_packet_of_the_pool_forgets_its_padding()
    {
        var slot = Watch(1039, 1040, 1040);
        var publication = _harness.Room.Find(new PublicationId(1))!;
        for (var frame = 0; frame < 20; frame++)
        {
            _harness.Pass(1000);
            foreach (var packet in _camera.Encode(2))
                _harness.Receive(publication, packet with { Length = 300 });
            _harness.Forward();
        }

        Assert.All(_harness.To(slot).Skip(3), delivery => Assert.Equal(0, delivery.Packet.PaddingLength));
    }

    /// <summary>One frame of packets of these lengths, which wait for each other.</summary>
    private ReceiveSlot Watch(params int[] lengths)
    {
        var publication = _harness.PublishCamera(1);
        var slot = _harness.Watch(9, 1);
        _camera.PacketsPerFrame = lengths.Length;
        _harness.HoldsPackets = true;
        foreach (var (packet, length) in _camera.Encode(2).Zip(lengths))
            _harness.Receive(publication, packet with { Length = length });
        _harness.Forward();
        return slot;
    }

    private IEnumerable<int> LengthsOf(ReceiveSlot slot)
    {
        var header = _harness.To(slot).First().Packet.Header.Length + new Vp8 { Length = 0 }.PayloadLength;
        return _harness.To(slot).Select(delivery => delivery.Bytes.Length - header);
    }

    private IEnumerable<int> ContentsOf(ReceiveSlot slot) => _harness.To(slot)
        .Select(delivery => delivery.Packet.Payload.Length - new Vp8 { Length = 0 }.PayloadLength);
}
