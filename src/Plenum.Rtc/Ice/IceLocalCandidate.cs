using Plenum.Rtc.Ice.Turn;

namespace Plenum.Rtc.Ice;

/// <summary>Where checks are sent from: an address of the host, or an allocation on a relay.</summary>
/// <remarks>
/// Reflexive candidates are signalled but not sent from: a datagram from their base is the same datagram
/// (RFC 8445, section 6.1.2.4).
/// </remarks>
internal sealed class IceLocalCandidate(
    TransportAddress address, IceCandidateType type, ushort preference, TurnAllocation? relay, IDatagramSink sink)
{
    /// <summary>The host's address or the relayed one.</summary>
    public TransportAddress Address => address;

    public IceCandidateType Type => type;

    public ushort Preference => preference;

    public TurnAllocation? Relay => relay;

    public uint Priority { get; } = IcePriority.OfCandidate(type, preference);

    /// <summary>What the PRIORITY of checks says: if the peer learns a new address of ours by them, it has this.</summary>
    public uint PeerReflexivePriority { get; } = IcePriority.OfCandidate(
        type == IceCandidateType.Relayed ? IceCandidateType.Relayed : IceCandidateType.PeerReflexive, preference);

    public void Send(ReadOnlySpan<byte> datagram, TransportAddress remote)
    {
        if (relay is null)
            sink.Send(datagram, new TransportPath(address, remote));
        else
            relay.Send(datagram, remote);
    }

    /// <summary>The route for media; none while a relay has no channel to the peer.</summary>
    public IceRoute RouteTo(TransportAddress remote)
    {
        if (relay is null)
            return new IceRoute(new TransportPath(address, remote), 0);
        var channel = relay.ChannelTo(remote);
        return channel == 0 ? default : new IceRoute(relay.ServerPath, channel);
    }
}
