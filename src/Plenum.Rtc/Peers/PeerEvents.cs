using System.Diagnostics.CodeAnalysis;

namespace Plenum.Rtc.Peers;

/// <summary>What the owner has yet to hear. Bounded where the peer decides how much there is.</summary>
internal sealed class PeerEvents
{
    private const int MaxNacks = 512;
    private const int MaxEvents = 1024;

    private readonly Queue<PeerEvent> _events = new();
    private readonly Queue<NackedPacket> _nacks = new();

    public void Add(PeerEvent happened)
    {
        // An owner takes events after every call; only a test or a bug lets them pile up.
        if (_events.Count < MaxEvents || happened is PeerEvent.Closed)
            _events.Enqueue(happened);
    }

    public void Add(NackedPacket packet)
    {
        if (_nacks.Count < MaxNacks)
            _nacks.Enqueue(packet);
    }

    public bool TryTake([NotNullWhen(true)] out PeerEvent? happened) => _events.TryDequeue(out happened);

    public bool TryTakeNack(out NackedPacket packet) => _nacks.TryDequeue(out packet);
}
