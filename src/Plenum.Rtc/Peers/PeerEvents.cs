using System.Diagnostics.CodeAnalysis;

namespace Plenum.Rtc.Peers;

/// <summary>
/// What the owner has yet to hear. It takes all after each call that puts something in, and what one datagram can cause
/// is bounded.
/// </summary>
internal sealed class PeerEvents
{
    private const int MaxNacks = 512;

    private readonly Queue<PeerEvent> _events = new();
    private readonly Queue<NackedPacket> _nacks = new();

    public void Add(PeerEvent happened) => _events.Enqueue(happened);

    public void Add(NackedPacket packet)
    {
        if (_nacks.Count < MaxNacks)
            _nacks.Enqueue(packet);
    }

    public bool TryTake([NotNullWhen(true)] out PeerEvent? happened) => _events.TryDequeue(out happened);

    public bool TryTakeNack(out NackedPacket packet) => _nacks.TryDequeue(out packet);
}
