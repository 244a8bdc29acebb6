using Plenum.Rtc;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Rtp;

namespace Plenum.Simulation.Clients;

/// <summary>What an audio slot gets, and what would be heard of it.</summary>
public sealed class AudioReceiver
{
    private readonly HashSet<long> _seen = [];
    private SequenceUnwrapper _sequences;
    private long _first = -1;
    private long _highest;

    public int Packets { get; private set; }

    /// <summary>Whose voice came last; 0 for nobody's.</summary>
    public byte Publisher { get; private set; }

    /// <summary>Numbers that came twice.</summary>
    public int Repeats { get; private set; }

    /// <summary>Numbers between the first and the highest that have not come.</summary>
    public long Gaps => _first < 0 ? 0 : _highest - _first + 1 - _seen.Count;

    public Timestamp LastAt { get; private set; } = Timestamp.Never;

    public void Receive(scoped in ReceivedRtp packet, Timestamp now)
    {
        var sequence = _sequences.Unwrap(packet.Packet.Header.SequenceNumber);
        if (!_seen.Add(sequence))
            Repeats++;
        _first = _first < 0 ? sequence : Math.Min(_first, sequence);
        _highest = Math.Max(_highest, sequence);
        if (packet.Packet.Payload.IsEmpty)
            return;
        Packets++;
        Publisher = packet.Packet.Payload[0];
        LastAt = now;
    }
}
