namespace Plenum.Rtc.Peers;

/// <summary>A payload type as negotiated.</summary>
/// <param name="PayloadType">0 to 127.</param>
/// <param name="ClockRate">Ticks of the timestamp per second.</param>
public sealed record RtpFormat(byte PayloadType, int ClockRate)
{
    /// <summary>The payload type that this one retransmits ("apt" of RTX, RFC 4588); null for media.</summary>
    public byte? RetransmissionOf { get; init; }

    /// <summary>Whether lost packets are asked for again ("a=rtcp-fb nack").</summary>
    public bool UsesNack { get; init; }

    /// <summary>Whether key frames can be asked for ("a=rtcp-fb nack pli").</summary>
    public bool UsesPictureLossIndication { get; init; }
}
