namespace Plenum.Rtc.Sctp;

/// <summary>A message on its way out.</summary>
internal sealed class OutgoingMessage(
    ushort stream, uint protocol, byte[] payload, bool isUnordered, Timestamp expires, int maxRetransmits)
{
    public ushort Stream { get; } = stream;

    public uint Protocol { get; } = protocol;

    public byte[] Payload { get; } = payload;

    public bool IsUnordered { get; } = isUnordered;

    /// <summary>Its number in the stream, given when its first part is sent.</summary>
    public ushort Sequence { get; set; }

    /// <summary>How much of it has been sent at least once.</summary>
    public int Sent { get; set; }

    /// <summary>Whether it is given up (RFC 3758).</summary>
    public bool IsAbandoned { get; set; }

    public bool IsWhollySent => Sent == Payload.Length;

    /// <summary>Whether it is to be given up instead of being sent (again).</summary>
    public bool IsOver(int transmissions, Timestamp now) => now >= expires || transmissions > maxRetransmits;
}
