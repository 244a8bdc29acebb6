using Plenum.Rtc.Stun;

namespace Plenum.Rtc.Ice;

/// <summary>The USERNAME of a connectivity check: "receiver's fragment:sender's fragment".</summary>
public static class IceUsername
{
    /// <summary>
    /// The user fragment of the receiver, by which a port shared by many peers finds the right one for an address that
    /// it does not know yet. Nothing is authenticated: the peer does that.
    /// </summary>
    public static bool TryGetReceiver(ReadOnlySpan<byte> datagram, out ReadOnlySpan<byte> userFragment)
    {
        userFragment = default;
        if (!StunMessage.TryParse(datagram, out var message, out _)
            || message.Class != StunClass.Request
            || !message.TryGet(StunAttributeType.Username, out var username))
        {
            return false;
        }

        var colon = username.IndexOf((byte)':');
        userFragment = colon > 0 ? username[..colon] : default;
        return colon > 0;
    }
}
