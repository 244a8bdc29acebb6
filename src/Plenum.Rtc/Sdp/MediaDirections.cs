namespace Plenum.Rtc.Sdp;

/// <summary>Arithmetic on directions.</summary>
public static class MediaDirections
{
    /// <summary>The same direction as the other side would say it.</summary>
    public static MediaDirection Reversed(this MediaDirection direction) => direction switch
    {
        MediaDirection.SendOnly => MediaDirection.ReceiveOnly,
        MediaDirection.ReceiveOnly => MediaDirection.SendOnly,
        _ => direction,
    };

    /// <summary>Whether the side that says it may send.</summary>
    public static bool CanSend(this MediaDirection direction) => (direction & MediaDirection.SendOnly) != 0;

    /// <summary>Whether the side that says it may receive.</summary>
    public static bool CanReceive(this MediaDirection direction) => (direction & MediaDirection.ReceiveOnly) != 0;

    /// <summary>The attribute's name.</summary>
    internal static string ToName(this MediaDirection direction) => direction switch
    {
        MediaDirection.Inactive => "inactive",
        MediaDirection.SendOnly => "sendonly",
        MediaDirection.ReceiveOnly => "recvonly",
        _ => "sendrecv",
    };

    internal static bool TryParse(ReadOnlySpan<char> name, out MediaDirection direction)
    {
        (var known, direction) = name switch
        {
            "sendrecv" => (true, MediaDirection.SendReceive),
            "sendonly" => (true, MediaDirection.SendOnly),
            "recvonly" => (true, MediaDirection.ReceiveOnly),
            "inactive" => (true, MediaDirection.Inactive),
            _ => (false, default),
        };
        return known;
    }
}
