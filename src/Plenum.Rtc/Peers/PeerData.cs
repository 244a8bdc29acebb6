using Plenum.Rtc.Sctp;

namespace Plenum.Rtc.Peers;

/// <summary>The data channels of a peer: SCTP between DTLS and the owner's events.</summary>
internal sealed class PeerData : IDataSink
{
    // Record header, explicit nonce and tag of the DTLS ciphers that are spoken.
    private const int DtlsOverhead = 40;

    private readonly PeerHandshake _handshake;
    private readonly PeerEvents _events;

    public PeerData(PeerOptions options, SctpOptions sctp, PeerHandshake handshake, PeerEvents events)
    {
        _handshake = handshake;
        _events = events;
        var longest = (options.MaxDatagramLength - DtlsOverhead) & ~3;
        Transport = new DataTransport(
            sctp with { MaxPacketLength = Math.Min(sctp.MaxPacketLength, longest) },
            handshake.Role,
            options.Entropy,
            this);
    }

    public DataTransport Transport { get; }

    void IDataSink.SendPacket(ReadOnlySpan<byte> packet) => _handshake.TrySendData(packet);

    void IDataSink.ChannelOpened(DataChannel channel) => _events.Add(new PeerEvent.ChannelOpened(channel));

    void IDataSink.MessageReceived(DataChannel channel, ReadOnlySpan<byte> message, bool isText) =>
        _events.Add(new PeerEvent.MessageReceived(channel, message.ToArray(), isText));

    void IDataSink.BufferedAmountLow(DataChannel channel) => _events.Add(new PeerEvent.BufferedAmountLow(channel));

    void IDataSink.ChannelClosed(DataChannel channel) => _events.Add(new PeerEvent.ChannelClosed(channel));

    void IDataSink.Closed(SctpCloseReason reason) => _events.Add(new PeerEvent.DataEnded(reason));
}
