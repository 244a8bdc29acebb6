using Plenum.Rtc;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Sdp;

namespace Plenum.Interop.EchoServer;

/// <summary>What happened to a session, as the tests read it.</summary>
internal sealed class SessionReport
{
    private string? _profile;
    private string? _closed;
    private int _messages;
    private int _channels;
    private int _keyFrameRequests;

    public void Note(PeerEvent happened)
    {
        switch (happened)
        {
            case PeerEvent.Connected connected:
                _profile = connected.Profile?.ToString();
                break;
            case PeerEvent.Closed closed:
                _closed = $"{closed.Reason} {closed.Failure}";
                break;
            case PeerEvent.MessageReceived:
                _messages++;
                break;
            case PeerEvent.ChannelOpened:
                _channels++;
                break;
            case PeerEvent.KeyFrameRequested:
                _keyFrameRequests++;
                break;
        }
    }

    public object Of(Peer peer, NegotiatedSession? session) => new
    {
        State = peer.State.ToString(),
        Profile = _profile,
        IsRelayed = peer.Route.Channel != 0,
        Closed = _closed,
        Messages = _messages,
        Channels = _channels,
        KeyFrameRequests = _keyFrameRequests,
        Inbound = peer.InboundStreams.Select(stream => new
        {
            stream.Section.Mid,
            Kind = session?.Find(stream.Section.Mid)?.Kind.ToString(),
            stream.Rid,
            stream.PacketsReceived,
            stream.PacketsRecovered,
        }),
        Outbound = peer.OutboundStreams.Select(stream => new { stream.PacketsSent, stream.PacketsRetransmitted, stream.FractionLost }),
        Drops = Enum.GetValues<DropReason>().Where(reason => peer.Drops[reason] > 0)
            .ToDictionary(reason => reason.ToString(), reason => peer.Drops[reason]),
    };
}
