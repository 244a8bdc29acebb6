using Plenum.Rtc;
using Plenum.Rtc.Peers;

namespace Plenum.Engine.Shards;

/// <summary>
/// What is done with the media of a shard's peers: forwarded, echoed, recorded. A struct, so that the shard's loop calls
/// it directly. Everything happens on the shard's thread; nothing may block.
/// </summary>
public interface IMediaHandler
{
    /// <summary>When <see cref="Tick"/> is due; <see cref="Timestamp.Never"/> for never.</summary>
    Timestamp NextDeadline { get; }

    /// <summary>A media packet came, decrypted. Its bytes are valid during the call.</summary>
    void OnRtp(ShardPeer peer, scoped in ReceivedRtp packet, Timestamp now);

    /// <summary>The peer misses a packet of a stream whose packets the handler keeps.</summary>
    void OnNack(ShardPeer peer, in NackedPacket packet, Timestamp now);

    /// <summary>Something else happened. After <see cref="PeerEvent.Closed"/> the peer is gone.</summary>
    void OnEvent(ShardPeer peer, PeerEvent happened, Timestamp now);

    /// <summary>The deadline passed.</summary>
    void Tick(Timestamp now);
}
