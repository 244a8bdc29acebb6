using Plenum.Rtc;

namespace Plenum.Client.Link;

/// <summary>
/// Brings packets into the order of their numbers. What is missing is waited for as long as a retransmission may take;
/// then the rest goes on without it. Time passes with packets: without further ones nothing waits.
/// </summary>
/// <param name="patience">How long a packet is held back for one before it.</param>
internal sealed class ReorderBuffer(TimeSpan patience)
{
    /// <summary>How far packets may be apart; what is further ahead means that the one waited for is not coming.</summary>
    private const int Capacity = 512;

    private readonly Held[] _held = new Held[Capacity];
    private ushort _next;
    private bool _isStarted;
    private int _count;

    /// <summary>Whether the packet is the next one, and so need not be held.</summary>
    public bool TryPass(ushort sequence)
    {
        if (!_isStarted)
            (_isStarted, _next) = (true, sequence);
        if (sequence != _next)
            return false;
        _next++;
        return true;
    }

    /// <summary>Keeps a copy of a packet that is ahead of its turn; one that is late is dropped.</summary>
    public void Hold(ushort sequence, ReadOnlySpan<byte> bytes, Timestamp now)
    {
        var ahead = (short)(sequence - _next);
        if (ahead < 0)
            return;
        if (ahead >= Capacity)
            Restart(sequence);
        ref var held = ref _held[sequence % Capacity];
        if (held.Bytes is not null)
            return;
        held = new(bytes.ToArray(), now);
        _count++;
    }

    /// <summary>The next packet, if its turn has come.</summary>
    public bool TryTake(Timestamp now, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (_count == 0)
            return false;
        if (_held[_next % Capacity].Bytes is null && !TrySkipGap(now))
            return false;
        ref var held = ref _held[_next % Capacity];
        bytes = held.Bytes;
        held = default;
        _count--;
        _next++;
        return true;
    }

    /// <summary>Goes on with the first packet behind the gap, once it has waited long enough.</summary>
    private bool TrySkipGap(Timestamp now)
    {
        var sequence = _next;
        while (_held[sequence % Capacity].Bytes is null)
            sequence++;
        if (now - _held[sequence % Capacity].Since < patience)
            return false;
        _next = sequence;
        return true;
    }

    private void Restart(ushort sequence)
    {
        Array.Clear(_held);
        _count = 0;
        _next = sequence;
    }

    private readonly record struct Held(byte[]? Bytes, Timestamp Since);
}
