using System.Text;
using Plenum.Rtc.Dtls;
using Plenum.Rtc.Sctp;
using Plenum.Simulation;

namespace Plenum.Rtc.Tests.Sctp;

/// <summary>A data transport at an address of a simulated network, without the DTLS between them.</summary>
internal sealed class DataEndpoint : ISimulatedEndpoint, IDataSink
{
    private readonly SimulatedWorld _world;
    private readonly TransportAddress _here;
    private readonly TransportAddress _there;

    public DataEndpoint(SimulatedWorld world, SctpOptions options, DtlsRole role, int here, int there)
    {
        _world = world;
        _here = Address(here);
        _there = Address(there);
        Transport = new DataTransport(options, role, world.Random.Fork(), this);
        world.Add(this);
        world.Network.Bind(_here, this);
    }

    public DataTransport Transport { get; }

    public List<DataChannel> Opened { get; } = [];

    public List<DataChannel> Ended { get; } = [];

    public List<(DataChannel Channel, byte[] Bytes, bool IsText)> Messages { get; } = [];

    public List<DataChannel> Low { get; } = [];

    public List<SctpCloseReason> Closings { get; } = [];

    public DropCounters Drops { get; } = new();

    public bool Echoes { get; init; }

    public Timestamp NextDeadline => Transport.NextDeadline;

    public IEnumerable<string> Texts => Messages.Select(message => Encoding.UTF8.GetString(message.Bytes));

    public static TransportAddress Address(int host) =>
        TransportAddress.FromBytes([10, 0, 0, (byte)host], 5000);

    public DataChannel Open(string label = "chat", Func<DataChannelOptions, DataChannelOptions>? change = null)
    {
        var options = new DataChannelOptions(label);
        Assert.True(Transport.TryOpen(change?.Invoke(options) ?? options, _world.Now, out var channel));
        return channel;
    }

    public DataSendResult Send(DataChannel channel, string text) =>
        Transport.Send(channel, Encoding.UTF8.GetBytes(text), isText: true, _world.Now);

    public DataSendResult Send(DataChannel channel, byte[] bytes) =>
        Transport.Send(channel, bytes, isText: false, _world.Now);

    public void Close(DataChannel channel) => Transport.Close(channel, _world.Now);

    public void Receive(Span<byte> datagram, TransportAddress source, TransportAddress destination, Timestamp now)
    {
        Transport.Receive(datagram, now, out var drop);
        Drops.Count(drop);
    }

    public void Tick(Timestamp now) => Transport.Tick(now);

    public void SendPacket(ReadOnlySpan<byte> packet) => _world.Network.Send(_here, _there, packet);

    public void ChannelOpened(DataChannel channel) => Opened.Add(channel);

    public void MessageReceived(DataChannel channel, ReadOnlySpan<byte> message, bool isText)
    {
        Messages.Add((channel, message.ToArray(), isText));
        if (Echoes)
            Transport.Send(channel, message, isText, _world.Now);
    }

    public void BufferedAmountLow(DataChannel channel) => Low.Add(channel);

    public void ChannelClosed(DataChannel channel) => Ended.Add(channel);

    public void Closed(SctpCloseReason reason) => Closings.Add(reason);
}
