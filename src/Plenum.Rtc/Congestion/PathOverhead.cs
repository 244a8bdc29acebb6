namespace Plenum.Rtc.Congestion;

/// <summary>
/// What the path carries beside what is sent. Sound and the frames of small pictures are packets of a hundred bytes: an
/// estimate without it is a quarter too high for them when it was made by packets of a thousand.
/// </summary>
public static class PathOverhead
{
    /// <summary>The headers of UDP and IPv4, in bytes; IPv6 and relays add some more.</summary>
    public const int PerDatagram = 8 + 20;
}
