namespace Plenum.Rtc.Sdp;

/// <summary>Agrees on a data section (RFC 8841).</summary>
internal static class DataNegotiation
{
    // RFC 8841, section 6.1: what is meant when nothing is said.
    private const long DefaultMaxMessageSize = 65_536;

    public static NegotiatedMedia Agree(NegotiatedMedia start, MediaDescription section, ushort localPort) => start with
    {
        Direction = MediaDirection.SendReceive,
        LocalSctpPort = localPort,
        RemoteSctpPort = (ushort)section.SctpPort,
        RemoteMaxMessageSize = section.MaxMessageSize switch
        {
            null => DefaultMaxMessageSize,
            0 => long.MaxValue,
            { } size => size,
        },
    };
}
