using System.Buffers.Binary;

namespace Plenum.Rtc.Rtcp;

/// <summary>The sources that end by a BYE (RFC 3550, section 6.6).</summary>
public ref struct Goodbye
{
    private ReadOnlySpan<byte> _sources;

    private Goodbye(ReadOnlySpan<byte> sources) => _sources = sources;

    /// <summary>The source reached by <see cref="MoveNext"/>.</summary>
    public Ssrc Current { get; private set; }

    /// <summary>Starts to read a BYE.</summary>
    /// <returns>False for another type, or a count of sources that does not fit.</returns>
    public static bool TryParse(RtcpPacket packet, out Goodbye goodbye)
    {
        goodbye = default;
        if (packet.Type != RtcpType.Bye || packet.Body.Length < packet.Count * 4)
            return false;
        goodbye = new Goodbye(packet.Body[..(packet.Count * 4)]);
        return true;
    }

    /// <summary>This walk: makes it usable in foreach.</summary>
    public readonly Goodbye GetEnumerator() => this;

    /// <summary>Goes to the next source.</summary>
    public bool MoveNext()
    {
        if (_sources.IsEmpty)
            return false;
        Current = new Ssrc(BinaryPrimitives.ReadUInt32BigEndian(_sources));
        _sources = _sources[4..];
        return true;
    }
}
