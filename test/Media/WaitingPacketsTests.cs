using Plenum.Media.Forwarding;

namespace Plenum.Media.Tests;

/// <summary>Packets wait for those that came with them, and go on receiver by receiver.</summary>
public sealed class WaitingPacketsTests
{
    private readonly RoomHarness _harness = new();
    private readonly Camera _camera = new(1);

    [Fact]
    public void What_waits_goes_to_one_receiver_after_the_other()
    {
        var publication = _harness.PublishCamera(1);
        ReceiveSlot[] slots = [_harness.Watch(8, 1), _harness.Watch(9, 1)];
        _harness.HoldsPackets = true;
        foreach (var packet in _camera.Encode(2))
            _harness.Receive(publication, packet);
        Assert.Empty(_harness.Sent);
        Assert.True(_harness.Room.HasWaiting);
        _harness.Forward();

        Assert.Equal([slots[0], slots[0], slots[1], slots[1]], _harness.Sent.Select(delivery => delivery.Slot));
        Assert.Equal([65_530, 65_531], _harness.To(slots[1]).Select(delivery => (int)delivery.Sequence));
        Assert.False(_harness.Room.HasWaiting);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_key_frames_start_that_comes_late_brings_what_followed_it_once(bool isInOneRun)
    {
        var publication = _harness.PublishCamera(1);
        var slot = _harness.Watch(9, 1);
        _camera.PacketsPerFrame = 3;
        var packets = _camera.Encode(2).ToArray();
        _harness.HoldsPackets = true;
        _harness.Receive(publication, packets[1]);
        if (!isInOneRun)
            _harness.Forward();
        _harness.Receive(publication, packets[0]);
        _harness.Receive(publication, packets[2]);
        _harness.Forward();

        Assert.Equal([65_530, 65_531, 65_532], _harness.To(slot).Select(delivery => (int)delivery.Sequence).Order());
    }

    [Fact]
    public void More_than_one_message_takes_does_not_wait()
    {
        var publication = _harness.PublishCamera(1);
        var slot = _harness.Watch(9, 1);
        _harness.HoldsPackets = true;
        for (var frame = 0; frame < 40; frame++)
        {
            foreach (var packet in _camera.Encode(2))
                _harness.Receive(publication, packet);
        }

        Assert.Equal(SourceStream.MostWaiting, _harness.To(slot).Count());
        _harness.Forward();
        Assert.Equal(80, _harness.To(slot).Count());
    }

    [Fact]
    public void What_waits_goes_on_before_its_source_starts_over()
    {
        var publication = _harness.PublishCamera(1);
        var slot = _harness.Watch(9, 1);
        _harness.HoldsPackets = true;
        foreach (var packet in _camera.Encode(2))
            _harness.Receive(publication, packet);
        _harness.Receive(publication, new Vp8 { Ssrc = 777, Encoding = 2, Sequence = 3, Publication = 1, IsKey = true });
        _harness.Forward();

        Assert.Equal(3, _harness.To(slot).Count());
    }

    [Fact]
    public void What_waits_of_a_publication_that_ends_goes_nowhere()
    {
        var publication = _harness.PublishCamera(1);
        var slot = _harness.Watch(9, 1);
        _harness.HoldsPackets = true;
        foreach (var packet in _camera.Encode(2))
            _harness.Receive(publication, packet);
        _harness.Must(new MediaCommand.Unpublish(publication.Id));
        _harness.Forward();

        Assert.Empty(_harness.To(slot));
        Assert.Equal(0, _harness.Pool.InUse);
    }
}
