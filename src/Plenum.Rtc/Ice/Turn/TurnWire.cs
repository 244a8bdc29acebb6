namespace Plenum.Rtc.Ice.Turn;

/// <summary>Numbers and times of TURN (RFC 8656).</summary>
internal static class TurnWire
{
    public const ushort FirstChannel = 0x4000;
    public const ushort LastChannel = 0x4FFF;

    /// <summary>REQUESTED-TRANSPORT with protocol 17 in its first byte.</summary>
    public const uint Udp = 17u << 24;

    /// <summary>A permission lives 5 minutes (section 9); it is asked for again a minute before.</summary>
    public static readonly TimeSpan PermissionRefresh = TimeSpan.FromMinutes(4);

    /// <summary>A channel lives 10 minutes (section 12).</summary>
    public static readonly TimeSpan ChannelRefresh = TimeSpan.FromMinutes(9);

    /// <summary>The default lifetime of an allocation (section 3.2).</summary>
    public static readonly TimeSpan DefaultLifetime = TimeSpan.FromMinutes(10);
}
