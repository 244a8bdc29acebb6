namespace Plenum.Media.Tests;

/// <summary>A bug on the way of a packet is one connection's, not the room's.</summary>
public sealed class ForwardingFaultTests
{
    private readonly RoomHarness _harness = new();
    private readonly Camera _poisoned = new(1);
    private readonly Camera _healthy = new(2);

    [Fact]
    public void What_one_receiver_alone_cannot_be_sent_is_its_own_fault()
    {
        var publication = _harness.PublishCamera(1);
        ReceiveSlot[] slots = [_harness.Watch(7, 1), _harness.Watch(8, 1), _harness.Watch(9, 1)];
        _harness.Faulty.Add(slots[1]);

        Send(publication, _poisoned);

        var faulted = Assert.Single(_harness.Events.OfType<MediaEvent.SubscriberFaulted>());
        Assert.Equal(new SubscriberId(8), faulted.Subscriber);
        Assert.IsType<InvalidOperationException>(faulted.Bug);
        Assert.Empty(_harness.Events.OfType<MediaEvent.PublicationFaulted>());
        Assert.All([slots[0], slots[2]], slot => Assert.NotEmpty(_harness.To(slot)));
    }

    [Fact]
    public void What_several_receivers_cannot_be_sent_is_its_publishers_fault_and_others_go_on()
    {
        var (poisoned, healthy) = (_harness.PublishCamera(1), _harness.PublishCamera(2));
        ReceiveSlot[] poor = [.. Enumerable.Range(10, 5).Select(id => _harness.Watch(id, 1))];
        var well = _harness.Watch(20, 2);
        _harness.Faulty.UnionWith(poor);
        _harness.HoldsPackets = true;
        foreach (var packet in _poisoned.Encode(2))
            _harness.Receive(poisoned, packet);
        foreach (var packet in _healthy.Encode(2))
            _harness.Receive(healthy, packet);

        _harness.Forward();

        Assert.Equal(new PublicationId(1), Assert.Single(_harness.Events.OfType<MediaEvent.PublicationFaulted>()).Publication);
        Assert.Empty(_harness.Events.OfType<MediaEvent.SubscriberFaulted>());
        Assert.NotEmpty(_harness.To(well));
    }

    [Fact]
    public void What_its_only_receiver_cannot_be_sent_is_the_publishers_fault()
    {
        var publication = _harness.PublishCamera(1);
        _harness.Faulty.Add(_harness.Watch(9, 1));

        Send(publication, _poisoned);

        Assert.Equal(new PublicationId(1), Assert.Single(_harness.Events.OfType<MediaEvent.PublicationFaulted>()).Publication);
    }

    [Fact]
    public void A_receiver_who_does_not_look_is_no_witness()
    {
        var publication = _harness.PublishCamera(1);
        _harness.Faulty.Add(_harness.Watch(9, 1));
        _harness.AddSlot(10);
        _harness.Must(new MediaCommand.Bind(new(10), new(1)));
        _harness.Must(new MediaCommand.SetViewport(new(10), new(0, 0, false)));
        _harness.Pass(0);

        Send(publication, _poisoned);

        Assert.Single(_harness.Events.OfType<MediaEvent.PublicationFaulted>());
        Assert.Empty(_harness.Events.OfType<MediaEvent.SubscriberFaulted>());
    }

    private void Send(Publication publication, Camera camera)
    {
        _harness.HoldsPackets = true;
        foreach (var packet in camera.Encode(2))
            _harness.Receive(publication, packet);
        _harness.Forward();
    }
}
